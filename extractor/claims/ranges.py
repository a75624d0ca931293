"""Numbers that belong together: the ends of a range, an amount and its subunits, a measure given in two units."""

import re
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import exclusions, syntax, units
from extractor.claims.found import Found
from extractor.claims.numerals import times
from extractor.claims.unit_registry import CURRENCY


def merge_ranges(sent: Span, found: list[Found]) -> list[Found]:
    """Join neighbours that are the ends of one range (``10 to 15 percent``, ``$750,000-$1m``)."""
    merged: list[Found] = []
    for second in found:
        if merged and (both := _joined(sent, merged[-1], second)):
            merged[-1] = both
        else:
            merged.append(second)
    return merged


def _joined(sent: Span, first: Found, second: Found) -> Found | None:
    """The one quantity that two neighbours make, if they do."""
    text = sent.text
    return (
        _ratio_of(text, first, second)
        or _share_of_one(text, first, second)
        or _with_subunit(text, first, second)
        or _with_smaller_unit(text, first, second)
        or _with_tolerance(text, first, second)
        or _range_of(sent, first, second)
    )


def _share_of_one(text: str, first: Found, second: Found) -> Found | None:
    """``a quarter of 1 percent`` is 0.25 percent."""
    one = second.unit == "percent" and second.value == 1
    if "fraction" not in first.rule or not one or text[first.end : second.start] != " of ":
        return None
    return replace(second, start=first.start, number_start=first.number_start, value=first.value)


_NEXT = re.compile(r"(?:\s(?:and\s)?)?")  # with a comma, it is a list


def _with_smaller_unit(text: str, first: Found, second: Found) -> Found | None:
    """``six feet four inches``: one measure, in the larger unit."""
    smaller, ratio = lexicons.load("units")["compounds"].get(first.unit, (None, 0))
    if smaller is None or second.unit != smaller or first.value is None or second.value is None:
        return None
    whole = first.value == int(first.value) and first.scale == 1 and 0 < second.value < ratio
    if not whole or first.dimension != second.dimension or not _NEXT.fullmatch(text, first.end, second.start):
        return None
    return replace(
        first, end=second.end, number_end=second.number_end, value=first.value + second.value / ratio, rule="unit"
    )


_RATIO_GAP = re.compile(r"\sto\s|-to-|[-–:]")


def _ratio_of(text: str, first: Found, second: Found) -> Found | None:
    """``by 3 to 1``, ``odds of 9-1``: one claim, how many times the one is of the other."""
    bare = first.unit is None and second.unit is None and second.value == 1 and (first.value or 0) > 1
    if not bare or not _RATIO_GAP.fullmatch(text, first.end, second.start) or not exclusions.is_ratio(text):
        return None
    return replace(first, end=second.end, number_end=second.end, rule="ratio")


_TOLERANCE = re.compile(r",?\s?(?:±|\+/[-−–]|plus\sor\sminus|plus/minus|give\sor\stake)\s?")


def _with_tolerance(text: str, first: Found, second: Found) -> Found | None:
    """``45 ± 3 points``, ``52%, plus or minus 3 points``: from 42 to 48, from 49 to 55."""
    if first.value is None or second.value is None or not _TOLERANCE.fullmatch(text, first.end, second.start):
        return None
    points = first.unit == "percent" and second.unit in ("point", "percentage point")
    if not points and first.unit and second.unit and first.unit != second.unit:
        return None
    named = first if first.unit else second
    spread = abs(second.value)
    return replace(
        named,
        start=first.start,
        number_start=first.number_start,
        number_end=second.number_end,
        end=second.end,
        value=None,
        low=float(Decimal(str(first.value)) - Decimal(str(spread))),
        high=float(Decimal(str(first.value)) + Decimal(str(spread))),
        rule="range",
    )


_CLAUSE_ENDS = re.compile(r"\s*(?:[.,;:!?)]|$)")


def _with_subunit(text: str, first: Found, second: Found) -> Found | None:
    """``3 dollars and 50 cents`` and ``3 dollars 50``: one amount."""
    if first.rule not in ("unit", "currency-prefix") or first.dimension != CURRENCY or first.value is None:
        return None
    named = second.unit in ("cent", "penny") and second.rule == "unit"
    elided = first.end > first.number_end and second.unit is None and text[second.start : second.end].isdigit()
    if first.unit in ("cent", "penny") or not (named or (elided and _CLAUSE_ENDS.match(text, second.end))):
        return None
    if second.value is None or second.value >= 100 or not re.fullmatch(r"\s(?:and\s)?", text[first.end : second.start]):
        return None
    if elided and (second.value < 10 or first.value != int(first.value) or first.scale != 1):
        return None  # "3 dollars and 5": not how subunits are said
    return replace(
        first, end=second.end, number_end=second.number_end, value=round(first.value + second.value / 100, 2)
    )


_FARTHEST = 20  # times: ends of a range that both have their unit are nearer than that


def _range_of(sent: Span, first: Found, second: Found) -> Found | None:
    text = sent.text
    gap = text[first.end : second.start].lower()
    aged = gap == " and " and second.unit is None and text[: first.start].endswith("aged between ")
    if first.value is None or second.value is None or (first.rule == "age" != second.rule and not aged):
        return None
    if not _is_range_gap(sent, first, second, gap):
        return None
    low, high, scale = first.value, second.value, second.scale
    hyphen = gap.strip() in ("-", "–", "—")
    if hyphen and high < 0 <= low:
        high = -high
    if high < low < 0 and gap == " to ":
        low, high = high, low  # "minus 15 to minus 20"
    if first.scale == 1 and second.scale > 1 and low < high / second.scale + 1e-9:
        low = times(low, second.scale)
    same = first.unit is None or second.unit is None or first.unit == _undivided(second) or first.unit == second.unit
    led = hyphen or gap == " and " or text[: first.start].endswith("from ")
    apart = first.unit is not None and second.unit is not None and high > _FARTHEST * low and not led
    if not same or low >= high or apart:
        return None  # "firmed 0.22 cent to 47.15 cents"
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
    before = text[max(0, first.start - 16) : first.start].lower()
    if "fraction" in first.rule or gap == " — ":
        return False  # "half — 55 per cent": the same again, not a range
    if gap.strip() in ("-", "–", "—", "-to-"):
        if (first.unit is None) == (second.unit is None) and exclusions.is_vote(text):
            return False  # "approved 48-52", "a 42%-49% rating"
        return second.unit is not None or first.unit is not None or len(gap) <= 3
    if gap == " and ":
        return before.endswith("between ")
    if gap == " or ":
        return (first.unit is None or first.unit == _undivided(second)) and _are_neighbours(first, second)
    if gap == " up to ":
        return _STARTING.search(before) is not None
    if not re.fullmatch(r"\sto[\s-]", gap):
        return False
    if first.unit is not None and first.unit == _undivided(second) and _spans(sent, first):
        return True
    led = re.search(r"\bfrom\s(?:\w+\s){0,2}$", before) is not None or _directly_moved(sent, first)
    if (led or first.unit is not None) and _moves(sent, first):
        return False
    return second.unit is not None or not re.search(r"\b(?:voted?|by|won|lost|beat|ratio of)\s$", before)


def _undivided(found: Found) -> str:
    """``EUR`` of ``€700 a year``."""
    return (found.unit or "").split(" per ")[0]


_RANGE_OF = re.compile(
    r"\b(?:range|band|corridor|bracket|guidance|forecast|outlook|target|go(?:es|ing)?|went)\s(?:of|for)\s(?:\w+\s)?$",
    re.I,
)
_RATE_OF = re.compile(
    r"\b(?:of|by|at|to)\s(?:(?:about|around|roughly|some|just|only|another|a\sfurther|an\sextra)\s)?$", re.I
)
_AHEAD = re.compile(
    r"\b(?:will|would|could|should|may|might|to|expect\w*|forecast\w*|predict\w*|sees?|likely|guid\w+)\b", re.I
)


_FROM_A_RANGE = re.compile(  # "£140m to £146m, up from £132m to £138m"
    r"\d\S*(?:\s(?:million|billion|trillion))?(?:\sto\s|\sand\s|[-–])[$£€]?\d\S*(?:\s[a-z]+){0,2},?\s(?:up|down|raised|lifted|cut|lowered)\sfrom\s$"
)


def _spans(sent: Span, first: Found) -> bool:
    """Whether two numbers with their units are ends of a range although something moves: ``climb 5% to 6%``."""
    before = sent.text[max(0, first.start - 48) : first.start]
    if _RANGE_OF.search(before):
        return True
    if before.endswith("from "):
        return _FROM_A_RANGE.search(sent.text[max(0, first.start - 64) : first.start]) is not None
    verb = syntax.governing_verb(syntax.token_at(sent, first.start, first.end))
    foreseen = verb is not None and verb.tag_ == "VB" and _AHEAD.search(before) is not None
    return first.unit == "percent" and (foreseen or _RATE_OF.search(before) is not None)


_STARTING = re.compile(r"\b(?:starting|ranging|ranges?|anywhere|between|sizes)\s(?:from\s|at\s)?$")


def _are_neighbours(first: Found, second: Found) -> bool:
    """``two or three``, ``30 or 40``: an approximation names numbers close together; ``10 or 40`` are two numbers."""
    low, high = first.value or 0.0, second.value or 0.0
    low = low if first.scale == second.scale else low * second.scale
    return high - low == second.scale or high <= 1.5 * low


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
            if (per := _per_both(text, one)) is not None and last.unit is not None:  # "2bn francs ($2.2bn) a year"
                marked[-1] = replace(last, unit=f"{last.unit} per {per}")
                one = replace(one, unit=f"{one.unit} per {per}")
        marked.append(one)
    return marked


def _per_both(text: str, restated: Found) -> str | None:
    """What both sums are divided by, behind the bracket."""
    if restated.unit is None or " per " in restated.unit or text[restated.end : restated.end + 1] not in (")", "]"):
        return None
    per = units.denominator_after(text, restated.end + 1)
    return per[0] if per else None
