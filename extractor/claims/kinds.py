"""What kind of number a quantity is: level, change, rate, share, multiple or rank."""

import re

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import exclusions, syntax
from extractor.claims.comparisons import Movement
from extractor.claims.found import Found
from extractor.claims.unit_registry import CURRENCY
from extractor.records import Claim, Kind


def find_kind(
    sent: Span, found: Found, movement: Movement | None, *, subject: str, before: Claim | None, predicted: bool
) -> Kind:
    """Return the narrowest kind that fits a quantity.

    Args:
        sent: The parsed sentence.
        found: The quantity in it.
        movement: Whether its subject rose or fell by or to it.
        subject: What it measures.
        before: The claim before it in the sentence with the same unit: the base of a comparison is of its kind.
        predicted: Whether somebody predicts it: growth that is predicted is a rate.
    """
    if found.dimension in ("rank", "multiple"):
        return "rank" if found.dimension == "rank" else "multiple"
    if found.unit == "percent" and _TARGET.search(sent.text[max(0, found.start - 32) : found.start]):
        return "level"
    if before is not None and _is_compared(sent.text, found, before, sent):
        return before.kind
    if found.dimension == "percentage":
        predicted = predicted and not _is_told(sent, found)
        if found.unit == "percent" and _is_rate_of_growth(sent, found, movement, subject, predicted=predicted):
            return "rate"
        return _percentage_kind(sent, found, movement, subject, before)
    if found.rule == "ratio" and "odds" not in sent.text.lower():
        return "multiple"
    amount = movement is not None and movement.amount
    if not (amount and "fraction" in found.rule) and _is_part(sent, found):
        return "share"
    compared = _COMPARATIVE.match(sent.text, found.end) is not None
    if amount and not compared and found.dimension in ("speed", "count") and _PER_TIME.search(found.unit or ""):
        return "rate"  # "137,000 barrels per day" more are a change of a flow
    if "fraction" in found.rule:
        return "change" if amount or compared else "share"
    return "change" if amount else "level"


_TARGET = re.compile(r"\b(?:target|goal|limit|ceiling|threshold|cap|quota|minimum|maximum)\sof\s(?:\w+\s)?$")
_OF_THESE = re.compile(  # "Of these," 461 "people were admitted"
    r"(?:^|[.;:,“\"]\s)[Oo]f\s(?:these|those|them|that)\b[^,]{0,24},\s(?:(?:about|around|some|only|just|nearly|almost)\s)?$"
)
_OF_THE = re.compile(  # "Of the victims," six "were under 18"
    r"(?:^|[.;:,“\"]\s)[Oo]f\s(?:the|its|their|all)\b[^,\d]{2,32},\s(?:(?:about|around|some|only|just|nearly|almost)\s)?$"
)
_PART_OF = re.compile(
    r"\s(?:out\s)?of\s(?:them|those|these|which|whom|the|its|their|his|her|our|\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_PART_OF_WHICH = re.compile(
    r"\bof\s(?:which|whom|them)\s(?:(?:about|around|some|only|just|nearly|almost|at\sleast)\s){0,2}$"
)
_OUT_OF_THE = re.compile(  # "Of the 17 offences," 11 "were stable": the words from the whole to the part
    r"(?:^|[.;:,“\"]\s)[Oo]f\s(?:the\s|its\s|their\s|those\s|these\s|all\s|every\s)?(?:[\w.]+\s){0,2}?(?P<whole>\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
)
_OF_EVERY = re.compile(r"\s(?:\w+\s)?of\s(?:every|each)\s")
_ONE_IN = re.compile(  # "one bed in five was", "one euro in every six", "one death for every 72 patients"
    r"\s(?:in|out\sof|for)\severy\s(?:\d|[a-z]+\b)|\sin\s(?:10|20|100|1,000|two|three|four|five|six|seven|eight|nine|ten)(?=\s*(?:[.,;:!?]|$)"
    r"|\s(?:is|was|are|were|has|have|had|isn|wasn|aren|weren|do|does|did|will|would|can|could|now)\b)"
)
_ALL = re.compile(r"\b(?:all|the\sother|the\sremaining)\s$")
_SHARED_WHOLE = re.compile(r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine))\s(?:in|out\sof)\s$", re.I)


def _is_part(sent: Span, found: Found) -> bool:
    """``52 of`` the 100 seats, ``one in`` five, ``21 cents of every`` dollar, *11* of the 17."""
    text, counts = sent.text, found.dimension in ("count", "dimensionless")
    if _OF_EVERY.match(text, found.end) or _OF_THESE.search(text[: found.start]):
        return True
    near = text[max(0, found.start - 32) : found.start]
    if counts and _OF_THE.search(text[: found.start]):
        return True
    if counts and (_PART_OF.match(text, found.end) or _PART_OF_WHICH.search(near)):
        return not _SHARED_WHOLE.search(near) and not _ALL.search(near)  # "one in five of those": five is the whole
    if counts and re.match(r"\sin\s(?:every\s)?(?:\d|[a-z]+\b)", text[found.end :]):
        whole = sent.char_span(found.end + 4, found.end + 5, alignment_mode="expand")
        return whole is not None and whole[0].pos_ == "NUM" and not _DATED.match(text, found.end)
    end = max(found.end, found.unit_span[1] if found.unit_span else 0)
    one_in = _ONE_IN.match(text, end)
    if one_in and (counts or (found.dimension == CURRENCY and "every" in one_in[0])):
        return True
    return counts and found.rule == "elided" and _OUT_OF_THE.search(text[: found.start]) is not None


_PER_TIME = re.compile(r" per (?:second|minute|hour|day|week|month|quarter|year|decade)$")

# "12,400 in 2022", "a third in two years": no part of a whole.
_DATED = re.compile(r"\sin\s(?:(?:1[5-9]|20)\d\d\b|\w+\s(?:days|weeks|months|years|hours|decades)\b)")


def _is_compared(text: str, found: Found, before: Claim, sent: Span) -> bool:
    """``down from`` *58.1%*, ``compared with`` *94*: the base of the comparison with the number before."""
    between = text[max(0, before.quantity.end - sent.start_char) : found.start]
    words = r"from|compared\s(?:with|to)|against|versus" if before.change else r"compared\s(?:with|to)|against|versus"
    return re.search(rf"\b(?:{words})\s(?:\w+\s){{0,2}}$", between) is not None


def _is_told(sent: Span, found: Found) -> bool:
    """Whether the clause of the number itself tells what was: what is predicted is another clause."""
    verb = syntax.governing_verb(syntax.token_at(sent, found.start, found.end))
    predicting = lexicons.load("statuses")["predicting"]
    return verb is not None and verb.lemma_.lower() not in predicting and syntax.is_past(verb)


_GROWTH_BEHIND = re.compile(r"\s(?:[a-z]+\s)?growth\b(?!\sin\s)")
_FORESEEN = re.compile(r"\b(?:assum\w+|forecasts?|projections?|targets?|estimates?|predictions?|outlook|consensus)\b")
_COMPARATIVE = re.compile(
    r"\s(?:more|less|fewer|higher|lower|below|above|cheaper|faster|slower|larger|smaller|better|worse|longer|shorter)\b"
    r"|\s[a-z]{3,12}er(?:\sthan\b|\s*(?:[.,;:)]|$))"  # "a third brighter than before"
)


def _is_rate_of_growth(sent: Span, found: Found, movement: Movement | None, subject: str, *, predicted: bool) -> bool:
    """``growth would slow to`` 6.5%, and growth or inflation that somebody predicts."""
    foreseen = predicted or _FORESEEN.search(sent.text[max(0, found.start - 40) : found.start])
    if foreseen and _GROWTH_BEHIND.match(sent.text, found.end):
        return True
    if movement and movement.amount:
        return predicted and not _COMPARATIVE.match(sent.text, found.end)
    verb = syntax.governing_verb(syntax.token_at(sent, found.start, found.end))
    head = syntax.subject_of(verb) if verb is not None else None
    words = [*subject.lower().split(), *([head.lower_] if head is not None else [])]
    return "growth" in words or (predicted and "inflation" in words)


_ANSWERS = re.compile(
    r"\s(?:would|will|might|could|did|do|said|say|chose|choose|think|thought|believe|believed|want|wanted|support|supported|oppose|opposed|approve|approved|disapprove"
    r"|back|backed|favou?r|favou?red|named|cited|answered|agreed|agree|disagree|disagreed|undecided|were|are)\b"
)


# "paid $2,400 a month, up 11%": what is paid per time makes no rate of the move.
_PRICED_PER_TIME = re.compile(
    r"\d\s?(?:m|bn|million|billion|crore|lakh)?\s(?:[a-z]+\s)?(?:an?|per|each|every)\s(?:year|month|day|annum)\b(?=,|\s\()"
)


def _percentage_kind(sent: Span, found: Found, movement: Movement | None, subject: str, before: Claim | None) -> Kind:
    lexicon, text = lexicons.load("kinds"), sent.text
    around = _PRICED_PER_TIME.sub("", text[max(0, found.start - 60) : found.start]) + text[found.start : found.end + 30]
    if found.unit in ("percentage point", "basis point"):
        if movement is not None:
            return "change" if movement.amount else "level"
        # "leads by 5 points" and a margin of error stand; "3 points more" compares
        return "change" if _COMPARATIVE.match(text, found.end) else "level"
    if re.search(r"\b(?:needs?|needed|requires?|required)\s(?:\w+\s){0,2}$", text[: found.start]):
        return "level"  # "needs 60% to pass"
    if re.match(r"\s(?:annual\s)?interest\b(?!\sin\b)", text[found.end :]) or _is_set(sent, found):
        return "level"
    if _is_tally(text, found) or _ANSWERS.match(text, found.end) or (movement is None and _answers(sent, found)):
        return "share"
    if _COMPARATIVE.match(text, found.end):
        return "change"
    if re.match(r"\s(?:stake|share|holding|interest|majority)\b|\sof\b(?!\sgrowth)", text[found.end :]) and not (
        movement and movement.amount
    ):
        return "share"
    yearly = re.search(lexicon["rate"]["pattern"], around) and not re.search(
        lexicon["rate"]["year_on_year"], text[found.end : found.end + 60]
    )
    if yearly and (movement is not None or re.search(r"growth|grow|rate|CAGR|inflation", around)):
        return "rate"
    if movement and movement.amount:
        return "change"
    levels, shares = lexicon["level"]["nouns"], lexicon["share"]["nouns"]
    if before is not None and before.kind == "rate" and movement is not None and not movement.amount:
        return "rate"  # "to expand 1.1% this year before picking up to" 2.5%
    window = re.findall(
        r"[a-z]+",
        re.sub(
            r"percentage points?",
            "",
            f"{subject} {text[max(0, found.start - 25) : found.start]} {text[found.end : found.end + 20]}".lower(),
        ),
    )
    singular = {word.removesuffix("s") for word in window} | set(window)
    if singular.intersection(levels):
        return "level"
    # "A trailed on 19%, while B climbed to" 11%
    alike = before is not None and before.kind == "share" and movement and before.change != movement.direction
    share = alike or singular.intersection(shares) or text[: found.start].endswith(" on ")
    return "level" if movement and not share else "share"


_PAIR = re.compile(r"\s?(?:to|-|–)\s?\d[\d.]*\s?(?:%|per)")
_PAIRED = re.compile(r"\d\s?(?:%|per\s?cent)?\s?(?:to|-|–)\s?$")


def _is_tally(text: str, found: Found) -> bool:
    """``backed it 58%`` *to 42%*: each is a share of the votes."""
    paired = _PAIR.match(text, found.end) or _PAIRED.search(text[max(0, found.start - 14) : found.start])
    return paired is not None and exclusions.is_vote(text)


def _is_set(sent: Span, found: Found) -> bool:
    """``capped premiums at`` *10%*: what somebody sets is no share of anything."""
    verb = syntax.governing_verb(syntax.token_at(sent, found.start, found.end))
    at = re.search(r"\bat\s(?:\w+\s){0,2}$", sent.text[max(0, found.start - 24) : found.start])
    return at is not None and verb is not None and verb.lemma_ in lexicons.load("kinds")["level"]["verbs"]


def _answers(sent: Span, found: Found) -> bool:
    """``45%`` *chose* ``confiscation``, *named by* ``38%``: what does something is one of those who were asked."""
    token = syntax.token_at(sent, found.start, found.end)
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return True
    return token.dep_ == "nsubj" and token.head.pos_ in syntax.VERBAL and token.head.lemma_ not in ("be", "apply")
