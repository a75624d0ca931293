"""Numbers that belong together: ranges, lists that share a unit, comparisons that leave it out."""

import re
from dataclasses import replace

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.found import Found
from extractor.claims.numerals import times
from extractor.claims.unit_registry import CURRENCY


def merge_ranges(sent: Span, found: list[Found]) -> list[Found]:
    """Join neighbours that are the ends of one range (``10 to 15 percent``, ``$750,000-$1m``)."""
    merged: list[Found] = []
    for second in found:
        if merged and (both := _with_subunit(sent.text, merged[-1], second) or _range_of(sent, merged[-1], second)):
            merged[-1] = both
        else:
            merged.append(second)
    return merged


def _with_subunit(text: str, first: Found, second: Found) -> Found | None:
    """``3 dollars and 50 cents``: one amount."""
    subunit = second.unit in ("cent", "penny") and second.rule == "unit" and first.rule in ("unit", "currency-prefix")
    if not subunit or first.dimension != CURRENCY or first.unit in ("cent", "penny") or first.value is None:
        return None
    if second.value is None or second.value >= 100 or not re.fullmatch(r"\s(?:and\s)?", text[first.end : second.start]):
        return None
    return replace(
        first, end=second.end, number_end=second.number_end, value=round(first.value + second.value / 100, 2)
    )


def _range_of(sent: Span, first: Found, second: Found) -> Found | None:
    text = sent.text
    if first.value is None or second.value is None or first.rule == "age" != second.rule:
        return None
    gap = text[first.end : second.start].lower()
    if not _is_range_gap(sent, first, second, gap):
        return None
    low, high, scale = first.value, second.value, second.scale
    hyphen = gap.strip() in ("-", "–", "—")
    if hyphen and high < 0 <= low:
        high = -high
    if first.scale == 1 and second.scale > 1 and low < high / second.scale + 1e-9:
        low = times(low, second.scale)
    same = (
        first.unit is None
        or second.unit is None
        or first.unit == (second.unit or "").split(" per ")[0]
        or first.unit == second.unit
    )
    if not same or low >= high:
        return None
    with_unit = second if second.unit else first
    return replace(
        second,
        start=first.start,
        number_start=first.number_start,
        value=None,
        low=low,
        high=high,
        unit=with_unit.unit,
        unit_span=with_unit.unit_span,
        dimension=with_unit.dimension,
        scale=scale,
        rule="range",
    )


def _is_range_gap(sent: Span, first: Found, second: Found, gap: str) -> bool:
    text = sent.text
    before = text[max(0, first.start - 10) : first.start].lower()
    if gap.strip() in ("-", "–", "—", "-to-"):
        return second.unit is not None or first.unit is not None or len(gap) <= 3
    if gap == " and ":
        return before.endswith("between ")
    if gap == " or ":
        return first.unit is None or first.unit == second.unit
    if gap != " to ":
        return False
    led = re.search(r"\bfrom\s(?:\w+\s){0,2}$", before) is not None or _directly_moved(sent, first)
    return not ((led or first.unit is not None) and _moves(sent, first)) and not re.search(
        r"\b(?:voted?|by|won|lost|beat|ratio of)\s$", before
    )


def _directly_moved(sent: Span, first: Found) -> bool:
    """``slipped three to 30 per cent``: the move and where it ends."""
    span = sent.char_span(first.start, first.end, alignment_mode="expand")
    if span is None or span.start == sent.start:
        return False
    before = sent.doc[span.start - 1]
    return before.pos_ == "VERB" and syntax.is_change(before)


def _moves(sent: Span, first: Found) -> bool:
    """Whether ``from X to Y`` or ``X to Y`` is a movement, told by a verb or noun of change that governs it."""
    token = syntax.token_at(sent, first.start, first.end)
    for head in [token, *syntax.ancestors(token, 4)]:
        if syntax.is_move(head):
            return True
        if head.pos_ == "VERB":
            return False
    return False


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


_RESTATED = re.compile(r"\s?[(\[]\s?|\s/\s")


def mark_conversions(text: str, found: list[Found]) -> list[Found]:
    """Mark a quantity in brackets that gives the one before it in another unit: ``over 90 miles (145 km)``."""
    marked: list[Found] = []
    for one in found:
        last = marked[-1] if marked else None
        if (
            last is not None
            and one.dimension
            == last.dimension
            not in ("count", "dimensionless", "percentage", "rank", "multiple", "age")
            and one.unit != last.unit
            and _RESTATED.fullmatch(text[last.end : one.start])
        ):
            one = replace(one, restates=last.start if last.restates is None else last.restates)
        marked.append(one)
    return marked


_COMPARED = re.compile(
    r"\b(?P<word>from|to|with|against|than|versus|on|at)\s(?:(?:a|an|about|just|only|around|some|over|nearly)\s)*$",
    re.I,
)


def elided_units(text: str, found: list[Found]) -> list[Found]:
    """Give a bare number that a comparison sets against another the other's unit (``34 days, up from`` *26*)."""
    filled: list[Found] = []
    for one in found:
        bare = one.unit is None and one.dimension == "dimensionless" and one.rule.startswith("number-")
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


def _subunits() -> tuple[str, ...]:
    return tuple(lexicons.load("currencies")["subunits"].values())


def _lends_unit(other: Found, word: str) -> bool:
    """``rose 0.7 percent to 6,327``: the percentage is the move, not what the index stands at."""
    if other.dimension == "time" and word == "to":
        return False
    if word == "to" and other.unit in _subunits():
        return False  # "weakened by 12 paise to 86.62": the level is in the currency itself
    if word in ("on", "at") and other.dimension != "percentage":
        return False  # "… on 12 per cent and Reform UK on nine"
    return (
        other.unit is not None
        and other.dimension not in ("age", "multiple")
        and not (word == "to" and other.dimension == "percentage")
    )
