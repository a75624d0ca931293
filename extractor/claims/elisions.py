"""Units that are left out because a number beside has them: lists, comparisons, clauses that go on."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import syntax, units
from extractor.claims.found import Found
from extractor.claims.unit_registry import CURRENCY

_LIST_GAP = re.compile(
    r"\s?,\s?(?:and\s|or\s|to\s)?|\sand\s|\sor\s|\s?/\s?|\sto\s|\s?[-–]\s?|\sagainst\s|\sfrom\s", re.I
)


# "four in 10 voters", "one in five homes"; "five in 12 matches" is no share.
_SHARE_GAP = re.compile(r"(?:\s|-)(?:in|out\sof)(?:\s|-)(?:every\s)?")
_SHARED_OUT_OF = (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000)


def share_units(text: str, found: list[Found]) -> list[Found]:
    """Give a number without unit the unit of the next in its list (``5, 10 and 15 per cent``)."""
    shared = _share_ages(text, found)
    for index in range(len(shared) - 2, -1, -1):
        here, following = shared[index], shared[index + 1]
        if (
            here.unit is None
            and "fraction" not in here.rule
            and following.unit
            and (following.unit_span or following.rule == "list")
            and following.dimension != "age"
            and _LIST_GAP.fullmatch(text, here.end, following.start)
        ):
            if following.dimension == CURRENCY and following.start < following.number_start:
                continue  # "5, $6": a prefix is not shared backwards
            shared[index] = replace(here, unit=following.unit, dimension=following.dimension, rule="list")
    return shared


def share_counts(text: str, found: list[Found]) -> list[Found]:
    """Give the part of a share the unit of its whole: *four* ``in 10 voters``."""
    shared = list(found)
    for index, (here, following) in enumerate(pairwise(found)):
        bare = here.unit is None and here.rule in ("number-digits", "number-words")
        whole = (
            following.dimension == "count" and following.value in _SHARED_OUT_OF and (here.value or 0) < following.value
        )
        if bare and whole and _SHARE_GAP.fullmatch(text, here.end, following.start):
            shared[index] = replace(here, unit=following.unit, dimension="count", rule="list")
    return shared


def _share_ages(text: str, found: list[Found]) -> list[Found]:
    """``aged 78, 81 and 90``: three ages."""
    aged: list[Found] = []
    for one in found:
        last = aged[-1] if aged else None
        bare_age = last is not None and last.rule == "age" and last.end == last.number_end
        listed = bare_age and last is not None and re.fullmatch(r"(?:,|\sand|,\sand)\s", text[last.end : one.start])
        if listed and one.unit is None and (one.value or 0) < lexicons.load("quantities")["age"]["maximum"]:
            one = replace(one, unit="year", dimension="age", rule="age")
        aged.append(one)
    return aged


_COMPARED = re.compile(
    r"\b(?P<word>from|to|with|against|than|versus|on|at|(?:estimates?|forecasts?|expectations?|predictions?)\sof)\s(?:(?:a|an|about|just|only|around|some|over|nearly|average|of)\s)*$",
    re.I,
)


_GOES_ON = re.compile(  # "1.4 degrees in 2018 and" 2.1 "last year"
    r"\s(?:last|this|the\s(?:previous|same|prior|following)|a\s(?:year|month|week)\s(?:earlier|ago|before)|in\s(?:19|20)\d{2})\b"
)
_OLDEST = 120  # years
_OF_AN_AGE = re.compile(r"\b(?:than|over|under|above|below|aged?|turned|least|at|of|and|to)\s$", re.I)
_NEAREST = 12  # quantities back that a unit may be taken from: more stand only in tables, whose cost it bounds
_CLAUSE = 90  # characters in which an index is named before its level
_LOWEST_INDEX = 100
_REACHED = re.compile(r"\b(?:at|to)\s$")
_CLAUSE_ENDS = re.compile(r"\s*(?:[.,;:!?)\"”]|$)")
_REST = re.compile(r"\b(?:another|a\sfurther|including|the\sremaining)\s$", re.I)
_OF_THEM = re.compile(r"\sof\s(?:them|those|these|which|whom)\b")
_PEOPLE = re.compile(r"\s(?:who|whose|whom)\b")


def elided_units(sent: Span, found: list[Found]) -> list[Found]:
    """Give a bare number the unit that the sentence leaves out because the number before it has it.

    A comparison (``34 days, up from`` *26*), a second date (``5 degrees in May and`` *7* ``last year``), a rate
    (``22 thefts, against`` *20* ``a week``), people (*400* ``who stayed``) and clauses alike (``8,000 homes are back,
    but`` *3,400* ``are dark``) tell that one is left out.
    """
    text = sent.text
    filled: list[Found] = []
    for one in found:
        bare = one.unit is None and one.dimension == "dimensionless" and one.rule in ("number-digits", "number-words")
        near = filled[-_NEAREST:]
        if bare and (continued := _continued(sent, one, near)) is not None:
            filled.append(continued)
            continue
        compared = bare or (one.dimension == CURRENCY and one.unit is not None and " per " not in one.unit)
        comparison = _COMPARED.search(text[max(0, one.start - 24) : one.start]) if compared else None
        if comparison is not None:
            lenders = [other for other in reversed(near) if _lends_unit(other, comparison["word"].lower())]
            base = min(lenders, key=lambda other: other.dimension == "time", default=None)  # a duration rarely compares
            divided = base is not None and (base.unit or "").startswith(f"{one.unit} per ") and base.scale == one.scale
            if base is not None and (bare or divided):
                one = _lent(one, base)
        filled.append(one)
    return filled


def _lent(one: Found, lender: Found) -> Found:
    return replace(one, unit=lender.unit, dimension=lender.dimension, rule="elided")


def _continued(sent: Span, one: Found, before: list[Found]) -> Found | None:
    """The number with the unit of a count or measure before it that its own clause goes on with."""
    text = sent.text
    near = text[max(0, one.start - 16) : one.start]
    counted = _counted_before(sent, before)
    if _PEOPLE.match(text, one.end) and not ((one.value or 0) <= _OLDEST and _OF_AN_AGE.search(near)):
        return _lent(one, counted) if counted else replace(one, unit="people", dimension="count", rule="elided")
    if (one.value or 0) >= _LOWEST_INDEX and _REACHED.search(near) and _stands_for_index(text, one, before):
        return replace(one, unit="point", rule="elided")
    lender = next((other for other in reversed(before) if other.unit is not None), None)
    if lender is None or lender.unit is None or lender.dimension in ("age", "multiple"):
        return None
    if lender.dimension == "time":  # "lent for ten years and paid back in" seven
        return _lent(one, lender) if near.endswith(" in ") and _CLAUSE_ENDS.match(text, one.end) else None
    per = units.denominator_after(text, one.end)
    if per and (lender.rule == "count" or lender.dimension == CURRENCY) and " per " not in lender.unit:
        return replace(_lent(one, lender), end=per[1], unit=f"{lender.unit} per {per[0]}")
    joined = re.search(r"\s(?:and|but|versus|or)\s$", near)
    if joined and _GOES_ON.match(text, one.end) and _GOES_ON.search(text, lender.end, one.start):
        return _lent(one, lender)
    return _lent(one, counted) if counted is not None and _counts_alike(sent, one, counted) else None


def _counted_before(sent: Span, before: list[Found]) -> Found | None:
    """The count that clauses go on with: the last that is not inside ``in …``, as in ``47 goals in 112 matches``."""
    counts = [other for other in reversed(before) if other.dimension == "count" and other.unit and other.unit_span]
    free = (one for one in counts if not _is_setting(sent, one))
    return next(free, counts[0] if counts else None)


def _is_setting(sent: Span, found: Found) -> bool:
    head = syntax.token_at(sent, *found.unit_span).head if found.unit_span else sent.root
    return head.dep_ == "prep" and head.lower_ in ("in", "over", "at", "on", "among", "across")


def _counts_alike(sent: Span, one: Found, counted: Found) -> bool:
    """Whether a bare number counts what the number before it does, told by its words or its place in the clause."""
    text = sent.text
    if _REST.search(text[max(0, one.start - 16) : one.start]) or _OF_THEM.match(text, one.end):
        return True
    token = syntax.token_at(sent, one.start, one.end)
    noun = syntax.token_at(sent, *counted.unit_span) if counted.unit_span else None
    if token.dep_ in syntax.SUBJECTS and token.left_edge.i == token.i:
        return True  # "but" 3,400 "are dark"
    if noun is None or token.pos_ != "NUM":
        return False
    if token.dep_ == "conj" and token.head in (noun, noun.head):
        return True  # "killed 130 people in one town and" 32 "in another"
    verb, other = token.head, noun.head
    return token.dep_ in syntax.OBJECTS and noun.dep_ in syntax.OBJECTS and verb.lemma_ == other.lemma_


@cache
def _indices() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{lexicons.alternatives(lexicons.load('quantities')['points']['indices'])})(?!\w)")


def _stands_for_index(text: str, one: Found, before: list[Found]) -> bool:
    """``the Nifty 50 ended flat at`` *25,509*: the level of an index is in points."""
    start = max((other.end for other in before if other.dimension == CURRENCY), default=0)
    return _indices().search(text, max(start, one.start - _CLAUSE), one.start) is not None


def _subunits() -> tuple[str, ...]:
    return tuple(lexicons.load("currencies")["subunits"].values())


def _lends_unit(other: Found, word: str) -> bool:
    """``rose 0.7 percent to 6,327``: the percentage is the move, not what the index stands at."""
    if other.dimension == "time" and word == "to":
        return False
    if word == "to" and other.unit in _subunits():
        return False  # "weakened by 12 paise to 86.62": the level is in the currency itself
    if word == "on" and other.dimension != "percentage":
        return False  # "… on 12 per cent and Reform UK on nine"
    if word == "at" and other.unit != "point":
        return False  # an index ends at points, whatever it moved by
    if other.dimension == "multiple" and word not in ("against", "versus", "than", "with"):
        return False  # "trades at 15 times sales, against 24"
    return (
        other.unit is not None and other.dimension != "age" and not (word == "to" and other.dimension == "percentage")
    )
