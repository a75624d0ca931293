"""Which number before lends its unit to one that leaves it out."""

import re
from dataclasses import replace

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.found import Found
from extractor.claims.unit_registry import CURRENCY

HEDGES = (
    r"(?:(?:a|an|about|just|only|around|some|over|nearly|almost|roughly|average|record|previous|revised|year-earlier"
    r"|year-ago|high|low|peak|national|state|global|local|county|provincial|regional|federal|current|usual|normal|seasonal|more|less|fewer|under|than|of"
    r"|(?:last|this|the\sprevious|the\sprior)\s(?:year|quarter|month|week|season)['’]s|[A-Z][a-z]{2,12}['’]s)\s)*"
)
COMPARED = re.compile(
    r"\b(?P<word>from|to|with|against|versus|on|at|touch(?:ed|ing|es)?|hit|reach(?:ed|ing)|(?:estimates?|forecasts?|expectations?|predictions?)\sof"
    r"|(?:above|below|beyond|under|over|than|short\sof|shy\sof|exceed(?:ed|ing|s)?|beat(?:ing)?|topp(?:ed|ing)|miss(?:ed|ing)?)\sthe)"
    rf"\s{HEDGES}$",
    re.I,
)
_FROM = re.compile(rf"\bfrom\s{HEDGES}$", re.I)
_TO = re.compile(rf"\sto\s{HEDGES}", re.I)
_SHARED_OUT = re.compile(  # "up from one in seven", but not "up from 26 in 2021"
    r"\s(?:in|out\sof)\s(?:every\s)?(?:\d{1,3}\b|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"(?!\s(?:minutes|hours|days|weeks|months|years))"
)
_HIGHEST_SHARE = 20  # times: a base that much larger than a percentage is no percentage
_HIGHEST_YIELD = 30  # per cent; spreads are higher, and are in basis points: "widened by 11bp to 342"
_LIKENESS = 10  # times: prices of the same thing that are compared differ by less
_OF_A_MULTIPLE = re.compile(r"(?:\s[a-z]+){1,2},?\sfrom\s")  # "2.9 times earnings, from" 3.3
MEASURES = ("count", "length", "time", "mass", "area", "volume", "temperature", "energy", "power", "speed")


def is_compared_multiple(text: str, one: Found, before: list[Found]) -> bool:
    """Tell a multiple by the one it is compared with: ``11.2 times earnings, against`` *17 times* ``for its rival``."""
    compared = COMPARED.search(text[max(0, one.start - 32) : one.start])
    return compared is not None and any(other.dimension == "multiple" for other in before)


def is_beyond_share(value: float, share: float) -> bool:
    """Tell a number that is too large to be a percentage beside another: ``rose 7.7% to`` *3.9m*."""
    return value > _HIGHEST_SHARE * max(share, 1)


def are_alike(one: Found, other: Found) -> bool:
    """Tell whether two prices may be for the same: ``€4.50/kg`` and ``€1,890`` are not."""
    first, second = one.value or one.low or 0.0, other.value or other.low or 0.0
    return one.scale == other.scale and second / _LIKENESS <= first <= second * _LIKENESS


def best_lender(text: str, one: Found, lenders: list[Found]) -> Found | None:
    """Return the other end of ``from 11.4 years to just over`` *nine*, else the nearest lender that is no duration."""
    ends = (other for other in lenders[:1] if _is_other_end(text, one, other))
    return next(ends, None) or min(lenders, key=lambda other: other.dimension == "time", default=None)


def compared_amount(one: Found, before: list[Found], *, counted: bool) -> Found:
    """``7,480 had waited over 18 weeks,`` *312 fewer*: the nearest that may differ by so much, of *fewer* a count."""
    counts = [other for other in before if other.dimension == "count"] if counted else []
    alike = (other for other in counts or before if (one.value or 0) <= (other.value or other.high or 0))
    return next(alike, (counts or before)[0])


def scale_of_degrees(before: list[Found]) -> str | None:
    """``29 degrees Celsius,`` *1.2 degrees* ``above normal``."""
    return next((one.unit for one in reversed(before) if (one.unit or "").startswith("degree ")), None)


def level_moved_to(sent: Span, one: Found, moved: Found, word: str) -> Found | None:
    """Return what moved by points comes to in per cent: ``approval fell five points to`` *38*, ``3bp to`` *3.91*.

    Args:
        sent: The parsed sentence.
        one: The number that leaves its unit out.
        moved: What it moved by.
        word: The word before it.
    """
    verb = syntax.governing_verb(syntax.token_at(sent, one.start, one.end))
    subject = syntax.subject_of(verb) if verb is not None else None
    apart = subject is not None and subject.lemma_.lower() in lexicons.load("quantities")["points"]["gaps"]
    apart = apart or (subject is not None and any(child.lower_ == "net" for child in subject.lefts))  # "net approval"
    of_yields = moved.unit == "basis point" and (one.value or 0) < _HIGHEST_YIELD
    if (
        word != "to"
        or not (of_yields or moved.unit == "percentage point")
        or apart
        or _FROM.search(sent.text[: moved.start][-24:])
    ):
        return None
    return replace(one, unit="percent", dimension="percentage", rule="elided")


def _is_other_end(text: str, one: Found, other: Found) -> bool:
    led = _FROM.search(text[max(0, other.start - 24) : other.start]) is not None
    return led and _TO.fullmatch(text, other.end, one.start) is not None


def is_shared_out(text: str, one: Found) -> bool:
    """Tell the part of a share, ``up from`` *one* ``in seven``."""
    return _SHARED_OUT.match(text, one.end) is not None


def _are_of_a_move(sent: Span, one: Found, other: Found) -> bool:
    """Whether a word of change governs both numbers: ``rose by 5 million barrels to`` *41 million*."""
    heads = [set(syntax.ancestors(syntax.token_at(sent, each.start, each.end), 6)) for each in (one, other)]
    return any(syntax.is_move(head) for head in heads[0] & heads[1])


def _is_attributive(sent: Span, other: Found) -> bool:
    """Whether a measure stands before a noun with a hyphen: ``the 119-km stretch``."""
    return "-" in sent.text[other.number_end : other.end]


def _lies_before_verb(sent: Span, one: Found, other: Found) -> bool:
    """Whether the verb that governs a number stands between another number and it."""
    verb = syntax.governing_verb(syntax.token_at(sent, one.start, one.end))
    return verb is not None and other.end <= verb.idx - sent.start_char < one.start


def _subunits() -> tuple[str, ...]:
    return tuple(lexicons.load("currencies")["subunits"].values())


def _lends_to_goal(sent: Span, one: Found, other: Found) -> bool:
    """Whether a number lends its unit to what something moves to."""
    if other.unit == "percentage point":
        return _are_of_a_move(sent, one, other)
    if _is_other_end(sent.text, one, other):
        return True  # "from eight minutes to nearly" 11
    if other.dimension in MEASURES and not _are_of_a_move(sent, one, other):
        return False  # "14 inches of snow cut power to 33,000"
    # "weakened by 12 paise to 86.62": the level is in the currency itself
    return other.dimension not in ("time", "percentage", "multiple") and other.unit not in _subunits()


def lends_unit(sent: Span, one: Found, other: Found, word: str) -> bool:
    """Tell whether a number before may lend its unit.

    Args:
        sent: The parsed sentence.
        one: The number that leaves its unit out.
        other: A number before it: of ``rose 0.7 percent to 6,327`` the percentage is the move, not what is reached.
        word: The word of comparison before ``one``, as ``from`` or ``against``.
    """
    text = sent.text
    if other.unit is None or other.dimension == "age":
        return False
    if (
        _is_attributive(sent, other)
        and other.dimension not in ("count", CURRENCY)
        and _lies_before_verb(sent, one, other)
    ):
        return False  # "deaths on the 119-km stretch halved to" 74
    if word == "to" and other.unit == "basis point":
        return True  # "widened by 11bp to" 342
    if other.dimension == "percentage" and is_beyond_share(one.value or 0, other.value or 0):
        return False  # "18,340, down 4% from" 19,104
    if word == "to":
        return _lends_to_goal(sent, one, other)
    if word == "with" and other.dimension == "multiple":
        return text[: one.start].endswith("compared with ")
    if word == "on":
        return other.unit == "percent"  # "… on 12 per cent and Reform UK on nine"
    if word in ("at", "hit") or word.startswith(("touch", "reach")):  # an index ends at points, whatever it moved by
        touched = word.startswith("touch") and other.dimension == CURRENCY and one.unit is None
        return touched or other.unit == "point" or (other.unit or "").startswith(f"{one.unit} per ")
    if other.dimension == "multiple" and word == "from":
        return _OF_A_MULTIPLE.fullmatch(text, other.end, one.start) is not None or (
            re.search(r"\b(?:up|down)\s$", text[max(0, one.start - 32) : one.start].rpartition("from")[0]) is not None
        )
    return True
