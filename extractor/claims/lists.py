"""Units that a list or a share gives once: ``5, 10 and 15 per cent``, *four* ``in 10 voters``."""

import re
from dataclasses import replace
from itertools import pairwise

from extractor import lexicons
from extractor.claims.found import Found
from extractor.claims.unit_registry import CURRENCY

_LIST_GAP = re.compile(
    r"\s?,\s?(?:and\s|or\s|to\s)?|\sand\s|\sor\s|\s?/\s?|\sto\s|\s?[-–]\s?|\sagainst\s|\sfrom\s", re.I
)


# "four in 10 voters", "one in five homes"; "five in 12 matches" is no share.
_SHARE_GAP = re.compile(r"(?:\s|-)(?:in|out\sof)(?:\s|-)(?:every\s)?")
_NO_SHARE = 1000
_SHARED_OUT_OF = (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000)


_CORRECTED = re.compile(r",\s(?:perhaps|maybe|possibly|even|if\snot|or\seven)\s")  # "40,000, perhaps 50,000 voters"


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
            if following.dimension == "percentage" and (here.value or 0) >= _NO_SHARE:
                continue  # "367,000, 9% fewer"
            shared[index] = replace(here, unit=following.unit, dimension=following.dimension, rule="list")
        elif (
            here.unit and (following.unit or "").startswith(f"{here.unit} per ") and _is_base_of(text, here, following)
        ):
            shared[index] = replace(here, unit=following.unit)  # "from £12.60 to £13.05 an hour"
    return shared


def _is_base_of(text: str, here: Found, following: Found) -> bool:
    return text[: here.start].endswith("from ") and text[here.end : following.start] == " to "


def share_counts(text: str, found: list[Found]) -> list[Found]:
    """Give the part of a share the unit of its whole, or the whole that of its part.

    *Four* ``in 10 voters`` are voters; so are the ten of ``one voter in`` *ten*.
    """
    shared = list(found)
    for index, (here, following) in enumerate(pairwise(found)):
        if here.unit is None and following.rule == "count" and _CORRECTED.fullmatch(text, here.end, following.start):
            shared[index] = replace(
                here, unit=following.unit, unit_span=following.unit_span, dimension="count", rule="list"
            )
            continue
        every = text[: following.start].endswith(" every ")
        outweighed = (every or following.value in _SHARED_OUT_OF) and (here.value or 0) < (following.value or 0)
        if not outweighed:
            continue
        bare = here.unit is None and here.rule in ("number-digits", "number-words")
        if bare and following.dimension == "count" and _SHARE_GAP.fullmatch(text, here.end, following.start):
            shared[index] = replace(here, unit=following.unit, dimension="count", rule="list")
        end = max(here.end, here.unit_span[1] if here.unit_span else 0)
        counted = here.unit is not None and (here.value == 1 or every) and following.unit is None
        if counted and here.dimension in ("count", CURRENCY) and _SHARE_GAP.fullmatch(text, end, following.start):
            shared[index + 1] = replace(following, unit=here.unit, dimension=here.dimension, rule="list")
    return shared


def _share_ages(text: str, found: list[Found]) -> list[Found]:
    """``aged 78, 81 and 90``: three ages."""
    aged: list[Found] = []
    for one in found:
        last = aged[-1] if aged else None
        bare_age = last is not None and last.rule == "age" and last.end == last.number_end
        listed = bare_age and last is not None and re.fullmatch(r"(?:,|\sand|,\sand)\s", text[last.end : one.start])
        if (
            listed
            and one.unit is None
            and "fraction" not in one.rule
            and (one.value or 0) < lexicons.load("quantities")["age"]["maximum"]
        ):
            one = replace(one, unit="year", dimension="age", rule="age")
        aged.append(one)
    return aged
