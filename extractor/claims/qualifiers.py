"""What the wording says about a quantity: its bound, direction of change and kind."""

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.clauses import is_measure
from extractor.claims.found import Found
from extractor.records import Bound, Change, Kind

_WEAK_PREPOSITIONS = ("by", "to", "of", "at")
_WINDOW = 40  # characters before a number that its hedge may take, articles included


@dataclass(frozen=True)
class Movement:
    """The word that says that the subject moved, the direction, and whether the number is the amount of the move."""

    direction: Change
    amount: bool


@cache
def _bounds() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Bound], dict[str, Bound]]:
    before, after = (lexicons.load("qualifiers")["bound"][side] for side in ("before", "after"))
    left = re.compile(
        rf"(?<![\w-])(?P<word>{lexicons.alternatives(before)})\s?-?(?:an?\s|the\s|its\s|to\s)?[\"'“‘(]?$", re.I
    )
    right = re.compile(rf"\s?(?P<word>{lexicons.alternatives(after)})(?![\w-])", re.I)
    return left, right, before, after


def find_bound(sent: Span, found: Found) -> Bound:
    """Return the bound that a hedge beside the number sets: ``over`` 400,000 is ``>``."""
    text = sent.text
    left, right, before, after = _bounds()
    near = max(0, found.start - _WINDOW)
    if (match := left.search(text[near : found.start])) and not _is_no_hedge(sent, found, near + match.start()):
        return before[re.sub(r"\s+", " ", match["word"].lower())]
    unit_end = found.unit_span[1] if found.unit_span else found.end
    for end in dict.fromkeys((found.number_end, found.end, max(found.end, unit_end))):
        if match := right.match(text, end):
            return after[re.sub(r"\s+", " ", match["word"].lower())]
    return ">=" if found.rule == "magnitude" and found.high is None else "="


def _is_no_hedge(sent: Span, found: Found, start: int) -> bool:
    """Tell ``edged up to 5%``, a movement, and ``stole it over six years``, a duration, from hedges."""
    word = sent.char_span(start, start + 1, alignment_mode="expand")
    if word is None:
        return False
    token = word[0]
    lasts = lexicons.load("qualifiers")["lasting"]["verbs"]
    if token.lower_ == "over" and found.dimension == "time":
        return token.dep_ == "prep" and token.head.pos_ != "ADP" and token.head.lemma_.lower() not in lasts
    return token.lower_ == "up" and _rises(token)


def _rises(up: Token) -> bool:
    """Tell the particle of a verb of change: ``edged`` *up* to 5%."""
    if up.i == up.sent.start or up.nbor(-1).pos_ != "VERB":
        return False
    verb, changes = up.nbor(-1).lemma_.lower(), lexicons.load("changes")
    return verb in changes["up"] or verb in changes["moves"]


def _is_of_other_verb(particle: Token) -> bool:
    """Tell the particle of a verb that is none of change: ``took`` *down* ``15 sites``."""
    return particle.dep_ == "prt" and _direction(particle.head) is None


def find_movement(sent: Span, found: Found) -> Movement | None:
    """Tell whether the subject rose or fell by or to this quantity.

    The wording is sought in three places: a particle before the number ("up 34-fold"), the nouns that the number
    measures ("an increase of", "a 4% rise"), and the verb that governs it ("grew to").
    """
    text = sent.text
    hyphened = text[found.end : found.end + 1] == "-" or "-" in text[found.number_end : found.end]
    if hyphened and found.dimension not in ("multiple", "rank"):
        return None  # "two-year bonds": a measure that describes did not move
    if re.search(
        r"\b(?:from\s(?:\w+\s){0,2}|than\s(?:the|a|an|its|their|his|her|last|previous)\s(?:\w+\s){0,5})$",
        text[max(0, found.start - 24) : found.start],
        re.I,
    ):
        return None  # the base of a comparison
    if match := re.match(r"[^,;.()\d]{0,60},\s(?:which\s(?:was|is|were)\s)?(up|down)\s(?!to\b)", text[found.end :]):
        return Movement("up" if match[1] == "up" else "down", amount=False)
    if match := re.match(
        r"\s(more|higher|less|fewer|lower)\s(?:\w+\s)?than\s(?:an?\s(?:year|month)|last|the\s(?:previous|same|year))",
        text[found.end :],
    ):
        return Movement("up" if match[1] in ("more", "higher") else "down", amount=True)
    base = max(0, found.start - 36)
    near = text[base : found.start].lower()
    if match := re.search(
        r"(?:\b(?:is|are|was|were|been)\s(?=off)|(?<!\w)(?!off))(up|down|off|higher|lower)\s(?:(?P<to>to|at)\s|by\s|some\s|about\s"
        r"|around\s|nearly\s|almost\s|more\sthan\s|over\s|as\smuch\sas\s|a\s)*$",
        near,
    ):
        particle = sent.char_span(base + match.start(1), base + match.end(1), alignment_mode="expand")
        if found.dimension == "count" and particle is not None and _is_of_other_verb(particle[0]):
            return None
        hedge = match[1] == "up" and match["to"] and match[0].strip() == "up to"
        if not hedge or (particle is not None and _rises(particle[0])):
            return Movement("up" if match[1] in ("up", "higher") else "down", amount=not match["to"])
        return None
    if found.dimension == "multiple" and found.rule in ("multiple-verb", "multiple-word"):
        word = text[found.start : found.end].lower()
        return (
            Movement("down" if word.startswith("halv") else "up", amount=True)
            if found.rule == "multiple-verb"
            else None
        )
    return _movement_above(sent, found)


def _direction(token: Token) -> Change | None:
    changes = lexicons.load("changes")
    for word in (token.lemma_.lower(), token.lower_):
        if word in changes["up"]:
            return "up"
        if word in changes["down"]:
            return "down"
    return None


def _movement_above(sent: Span, found: Found) -> Movement | None:
    weak = lexicons.load("changes")["weak"]
    token = syntax.token_at(sent, found.start, found.end)
    preposition: str | None = None
    if (noun := _next_noun(sent, found)) is not None and (direction := _direction(noun)):
        return Movement(direction, amount=True)
    for depth, head in enumerate([token, *syntax.ancestors(token, 8)]):
        if head.pos_ == "ADP":
            preposition = preposition or head.lower_
            continue
        direction = _direction(head)
        if depth and direction and found.dimension == "percentage" and not preposition and head.pos_ == "VERB":
            return Movement(direction, amount=True)  # "gained 2 percent"
        counted = found.dimension == "count" and head.pos_ == "NOUN" and head.lemma_.lower() in ("growth", "expansion")
        if (
            depth
            and direction
            and not counted
            and not (
                head.lemma_.lower() in weak
                and preposition not in (_WEAK_PREPOSITIONS if found.dimension == "percentage" else ("by", "to"))
            )
        ) and head.pos_ in ("NOUN", "VERB", "ADJ", "ADV", "PROPN"):
            return Movement(direction, amount=preposition not in ("to", "at", "above", "below"))
        if depth and preposition == "of" and head.pos_ == "NOUN" and not direction and not is_measure(head):
            return None  # "analysts' estimates of $4.1 billion" did not move
        if (
            depth
            and head.pos_ == "NOUN"
            and (modified := _modified_direction(head))
            and found.dimension == "percentage"
        ):
            return Movement(modified, amount=True)
        if head.pos_ in syntax.VERBAL and not (head.lemma_ == "become" and head.dep_ == "pcomp"):
            return (
                _chained_movement(head)
                if head.dep_ == "advcl" and head.lower_ in ("reaching", "hitting", "topping")
                else None
            )
    return None


def _chained_movement(verb: Token) -> Movement | None:
    """``surged 34-fold, reaching 226 million``: the verb above says the direction of the level reached."""
    direction = _direction(verb.head)
    return Movement(direction, amount=False) if direction else None


def _next_noun(sent: Span, found: Found) -> Token | None:
    """The noun that the quantity stands directly before: ``117%`` *increase*."""
    span = sent.char_span(found.start, found.end, alignment_mode="expand")
    if span is None:
        return None
    for token in sent.doc[span.end : min(span.end + 4, sent.end)]:
        if token.pos_ in ("NOUN", "PROPN") and not (token.i + 1 < sent.end and token.nbor().tag_ in ("NN", "NNS")):
            return token
        if token.pos_ not in ("ADJ", "NOUN", "PUNCT", "ADV") or token.is_sent_end:
            return None
    return None


def _modified_direction(noun: Token) -> Change | None:
    """``annual growth rate of``, ``CAGR of``: the direction stands before the noun."""
    for child in noun.lefts:
        if child.dep_ in ("compound", "amod", "nmod") and (direction := _direction(child)):
            return direction
    return "up" if noun.text == "CAGR" else None


def find_kind(sent: Span, found: Found, movement: Movement | None, subject: str) -> Kind:
    """Return the narrowest kind that fits the quantity of that subject."""
    if found.dimension in ("rank", "multiple"):
        return "rank" if found.dimension == "rank" else "multiple"
    lexicon = lexicons.load("qualifiers")
    if found.dimension == "percentage":
        return _percentage_kind(sent, found, movement, subject, lexicon)
    if re.match(
        r"\s(?:out\s)?of\s(?:them|those|these|which|whom|the|its|their|his|her|our|\d|two|three|four|five|six|seven|eight|nine|ten)\b",
        sent.text[found.end :],
    ) and found.dimension in ("count", "dimensionless"):
        return "share"
    if found.dimension == "dimensionless" and re.match(r"\sin\s(?:every\s)?(?:\d|[a-z]+\b)", sent.text[found.end :]):
        whole = sent.char_span(found.end + 4, found.end + 5, alignment_mode="expand")
        if whole is not None and whole[0].pos_ == "NUM":
            return "share"  # "one in five"
    if re.match(r"\s(?:more|less|fewer|higher|lower)\s(?:\w+\s)?than\b", sent.text[found.end :]):
        return "change"
    if "fraction" in found.rule:
        return "change" if movement and movement.amount else "share"
    if movement and movement.amount and _is_amount_of_change(sent, found):
        return "change"
    return "level"


def _percentage_kind(
    sent: Span, found: Found, movement: Movement | None, subject: str, lexicon: dict[str, dict[str, str]]
) -> Kind:
    text = sent.text
    around = text[max(0, found.start - 60) : found.end + 30]
    if found.unit in ("percentage point", "basis point"):
        return "change" if movement is None or movement.amount else "level"
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
    if movement:
        return "change" if movement.amount else "level"
    levels = lexicon["level"]["nouns"]
    window = re.findall(
        r"[a-z]+",
        f"{subject} {text[max(0, found.start - 25) : found.start]} {text[found.end : found.end + 12]}".lower(),
    )
    return "level" if any(word in levels or word.removesuffix("s") in levels for word in window) else "share"


def _is_amount_of_change(sent: Span, found: Found) -> bool:
    """Whether an absolute number is how much something moved, not where it moved to or what moved."""
    before = sent.text[max(0, found.start - 30) : found.start].lower()
    noun = _next_noun(sent, found)
    return re.search(
        r"\b(?:by|up|down|of|increased|rose|fell|dropped|gained|grew|climbed|lost|declined|jumped|slipped|added)\s(?:\w+\s){0,2}$",
        before,
    ) is not None or (noun is not None and _direction(noun) is not None)
