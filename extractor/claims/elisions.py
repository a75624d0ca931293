"""Units that are left out because a number beside has them: lists, comparisons, clauses that go on."""

import re
from dataclasses import replace

from extractor import lexicons
from extractor.claims import units
from extractor.claims.found import Found
from extractor.claims.unit_registry import CURRENCY

_LIST_GAP = re.compile(
    r"\s?,\s?(?:and\s|or\s|to\s)?|\sand\s|\sor\s|\s?/\s?|\sto\s|\s?[-–]\s?|\sagainst\s|\sfrom\s", re.I
)


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
            and _LIST_GAP.fullmatch(text[here.end : following.start])
        ):
            if following.dimension == CURRENCY and following.start < following.number_start:
                continue  # "5, $6": a prefix is not shared backwards
            shared[index] = replace(here, unit=following.unit, dimension=following.dimension, rule="list")
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
    r"\b(?P<word>from|to|with|against|than|versus|on|at)\s(?:(?:a|an|about|just|only|around|some|over|nearly|average|of)\s)*$",
    re.I,
)


_GOES_ON = re.compile(  # "1.4 degrees in 2018 and" 2.1 "last year"
    r"\s(?:last|this|the\s(?:previous|same|prior|following)|a\s(?:year|month|week)\s(?:earlier|ago|before)|in\s(?:19|20)\d{2})\b"
)
_OLDEST = 120  # years
_OF_AN_AGE = re.compile(r"\b(?:than|over|under|above|below|aged?|turned|least|at|of|and|to)\s$", re.I)
_PEOPLE = re.compile(r"\s(?:who|whose|whom)\b")


def elided_units(text: str, found: list[Found]) -> list[Found]:
    """Give a bare number the unit that the sentence leaves out because the number before it has it.

    A comparison (``34 days, up from`` *26*), a second date (``5 degrees in May and`` *7* ``last year``), a rate
    (``22 thefts, against`` *20* ``a week``) and people (*400* ``who stayed``) tell that one is left out.
    """
    filled: list[Found] = []
    for one in found:
        bare = one.unit is None and one.dimension == "dimensionless" and one.rule.startswith("number-")
        if bare and "fraction" not in one.rule and (continued := _continued(text, one, filled)) is not None:
            filled.append(continued)
            continue
        compared = bare or (one.dimension == CURRENCY and one.unit is not None and " per " not in one.unit)
        comparison = _COMPARED.search(text[max(0, one.start - 24) : one.start]) if compared else None
        if comparison is not None:
            lenders = [other for other in reversed(filled) if _lends_unit(other, comparison["word"].lower())]
            base = min(lenders, key=lambda other: other.dimension == "time", default=None)  # a duration rarely compares
            divided = base is not None and (base.unit or "").startswith(f"{one.unit} per ") and base.scale == one.scale
            if base is not None and (bare or divided):
                one = replace(one, unit=base.unit, dimension=base.dimension, rule="elided")
        filled.append(one)
    return filled


def _continued(text: str, one: Found, before: list[Found]) -> Found | None:
    """The number with the unit of a count or measure before it that its own clause goes on with."""
    aged = (one.value or 0) <= _OLDEST and _OF_AN_AGE.search(text[max(0, one.start - 12) : one.start])
    if _PEOPLE.match(text, one.end) and not aged:
        counted = next((other.unit for other in reversed(before) if other.rule == "count"), None)
        return replace(one, unit=counted or "people", dimension="count", rule="elided")
    lender = next((other for other in reversed(before) if other.unit is not None), None)
    if lender is None or lender.unit is None or lender.dimension in ("age", "multiple", "time"):
        return None
    per = units.denominator_after(text, one.end)
    if per and lender.rule == "count" and " per " not in lender.unit:
        return replace(one, end=per[1], unit=f"{lender.unit} per {per[0]}", dimension="count", rule="elided")
    joined = re.search(r"\s(?:and|but|versus|or)\s$", text[max(0, one.start - 8) : one.start])
    if joined and _GOES_ON.match(text, one.end) and _GOES_ON.search(text, lender.end, one.start):
        return replace(one, unit=lender.unit, dimension=lender.dimension, rule="elided")
    return None


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
    return (
        other.unit is not None
        and other.dimension not in ("age", "multiple")
        and not (word == "to" and other.dimension == "percentage")
    )
