"""What kind of number a quantity is: level, change, rate, share, multiple or rank."""

import re

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims.found import Found
from extractor.claims.movements import Movement, direction_of, noun_behind
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
        before: The claim before it in the sentence: the base of a comparison is of the kind of what is compared.
        predicted: Whether somebody predicts it: growth that is predicted is a rate.
    """
    if found.dimension in ("rank", "multiple"):
        return "rank" if found.dimension == "rank" else "multiple"
    if before is not None and before.quantity.unit == found.unit and _is_compared(sent.text, found, before, sent):
        return before.kind
    if found.dimension == "percentage":
        if found.unit == "percent" and _is_rate_of_growth(movement, subject, predicted=predicted):
            return "rate"
        return _percentage_kind(sent, found, movement, subject)
    if _is_part(sent, found):
        return "share"
    if re.match(r"\s(?:more|less|fewer|higher|lower|longer|shorter)\s(?:\w+\s)?than\b", sent.text[found.end :]):
        return "change"
    amount = movement is not None and movement.amount
    if amount and _PER_TIME.search(found.unit or ""):
        return "rate"
    if "fraction" in found.rule:
        return "change" if amount else "share"
    return "change" if amount and _is_amount_of_change(sent, found) else "level"


_PART_OF = re.compile(
    r"\s(?:out\s)?of\s(?:them|those|these|which|whom|the|its|their|his|her|our|\d|two|three|four|five|six|seven|eight|nine|ten)\b"
)


def _is_part(sent: Span, found: Found) -> bool:
    """``52 of`` the 100 seats, ``one in`` five, ``21 cents of every`` dollar."""
    behind = sent.text[found.end :]
    if re.match(r"\s(?:\w+\s)?of\s(?:every|each)\s", behind):
        return True
    if found.dimension in ("count", "dimensionless") and _PART_OF.match(behind):
        return re.search(r"\bin\s$", sent.text[: found.start]) is None  # "one in five of those": five is the whole
    if found.dimension in ("count", "dimensionless") and re.match(r"\sin\s(?:every\s)?(?:\d|[a-z]+\b)", behind):
        whole = sent.char_span(found.end + 4, found.end + 5, alignment_mode="expand")
        return whole is not None and whole[0].pos_ == "NUM" and not _DATED.match(behind)
    return False


_PER_TIME = re.compile(r" per (?:second|minute|hour|day|week|month|quarter|year|decade)$")

# "12,400 in 2022", "a third in two years": no part of a whole.
_DATED = re.compile(r"\sin\s(?:(?:1[5-9]|20)\d\d\b|\w+\s(?:days|weeks|months|years|hours|decades)\b)")


def _is_compared(text: str, found: Found, before: Claim, sent: Span) -> bool:
    """``down from`` *58.1%*, ``compared with`` *94*: the base of the comparison with the number before."""
    between = text[max(0, before.quantity.end - sent.start_char) : found.start]
    words = r"from|compared\s(?:with|to)|against|versus" if before.change else r"compared\s(?:with|to)|against|versus"
    return re.search(rf"\b(?:{words})\s(?:\w+\s){{0,2}}$", between) is not None


def _is_rate_of_growth(movement: Movement | None, subject: str, *, predicted: bool) -> bool:
    """``growth would slow to`` 6.5%, and growth or inflation that somebody predicts."""
    words = subject.lower().split()
    if movement and movement.amount:
        return predicted
    return "growth" in words or (predicted and "inflation" in words)


_ANSWERS = re.compile(
    r"\s(?:said|say|think|thought|believe|believed|want|wanted|support|supported|oppose|opposed|approve|approved|disapprove"
    r"|back|backed|favou?r|favou?red|named|cited|answered|agreed|agree|disagree|disagreed|undecided|were|are)\b"
)


def _percentage_kind(sent: Span, found: Found, movement: Movement | None, subject: str) -> Kind:
    lexicon, text = lexicons.load("kinds"), sent.text
    around = text[max(0, found.start - 60) : found.end + 30]
    if found.unit in ("percentage point", "basis point"):
        if movement is not None:
            return "change" if movement.amount else "level"
        # "leads by 5 points" and a margin of error stand; "60 basis points" and "3 points more" compare
        compared = re.match(r"\s(?:more|less|fewer|higher|lower|below|above)\b", text[found.end :]) is not None
        return "change" if compared or found.unit == "basis point" else "level"
    if re.search(r"\b(?:needs?|needed|requires?|required)\s(?:\w+\s){0,2}$", text[: found.start]):
        return "level"  # "needs 60% to pass"
    if _ANSWERS.match(text, found.end):
        return "share"
    if re.match(
        r"\s(?:more|less|fewer|higher|lower|below|above|cheaper|faster|slower|larger|smaller|better|worse|longer|shorter)\b",
        text[found.end :],
    ):
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
    window = re.findall(
        r"[a-z]+",
        f"{subject} {text[max(0, found.start - 25) : found.start]} {text[found.end : found.end + 20]}".lower(),
    )
    singular = {word.removesuffix("s") for word in window} | set(window)
    if singular.intersection(levels):
        return "level"
    return (
        "level"
        if movement and not singular.intersection(shares) and not text[: found.start].endswith(" on ")
        else "share"
    )


def _is_amount_of_change(sent: Span, found: Found) -> bool:
    """Whether an absolute number is how much something moved, not where it moved to or what moved."""
    before = sent.text[max(0, found.start - 30) : found.start].lower()
    noun = noun_behind(sent, found)
    return re.search(
        r"\b(?:by|up|down|of|increased|rose|fell|dropped|gained|grew|climbed|lost|declined|jumped|slipped|added)\s(?:\w+\s){0,3}$",
        before,
    ) is not None or (noun is not None and direction_of(noun) is not None)
