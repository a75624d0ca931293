"""The date expressions of a sentence, with their ends in ISO 8601."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractor import lexicons
from extractor.claims.bases import is_base, is_interval
from extractor.claims.calendars import UNKNOWN, Direction, Ends, View, count_of, month_of, months_of
from extractor.claims.date_shapes import Expression, find_expressions
from extractor.claims.fiscal import is_fiscal, shifted, shifted_day
from extractor.claims.lookalikes import is_date


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A date expression in a sentence's text.

    Attributes:
        start: Where it begins, its preposition included.
        end: Where it ends.
        text: Its text.
        near: Its ends where nothing tells whether it looks back or ahead.
        back: Its ends in a clause that tells what was.
        ahead: Its ends in a clause that tells what will be.
        months: How far it lies from the period that it refers to: "a year earlier" is -12; None if it refers to none.
        days: How far it lies from it in days, where it counts days or weeks: "the week before".
        month: The month of the year that it refers to: "in June that year".
        year: The year that it moves the period it refers to into: "in the same period of 2024".
        base: Whether it dates the base of a comparison: "from a year earlier".
        same: Whether it is as long as the period it refers to: "in the year-ago quarter", "the previous month".
        unit: The unit of a date that takes up a period of that length alone: "in the quarter".
        previous: Whether it is the unit before the period it refers to: "the previous year".
        daily: Whether it has the shape of a single day, whose date the article may not show: "on Tuesday".
        lasting: Whether it is a stretch of time up to or on from the article's day: "over the past year".
    """

    start: int
    end: int
    text: str
    near: Ends
    back: Ends
    ahead: Ends
    months: int | None = None
    days: int | None = None
    month: int | None = None
    year: str | None = None
    base: bool = False
    same: bool = False
    unit: str | None = None
    previous: bool = False
    daily: bool = False
    lasting: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it names a single day."""
        from_, to = self.near
        resolved = from_ is not None and from_ == to and len(from_) == len("2025-01-31")
        return resolved or (self.daily and self.near == UNKNOWN)


_YEARLESS = (
    "day_alone",
    "quarter_to",
    "day",
    "day_american",
    "days",
    "days_american",
    "q",
    "quarter",
    "until",
)
# Prepositions that tell by themselves whether a date lies back or ahead; a verb may tell otherwise of the second.
_BACKWARD = ("since", "ever since")
_FORWARD = ("by", "until", "till")


def find_dates(
    text: str,
    *,
    today: datetime.date | None,
    told: datetime.date | None = None,
    named: datetime.date | None = None,
    fiscal: int | None = None,
) -> list[Dated]:
    """Return the date expressions of a sentence's text, intervals joined, in order.

    Args:
        text: The sentence's text; offsets count in it.
        today: The article's day, by which relative dates are resolved; without it their ends stay open.
        told: The last date before the sentence that was written out with its year, in an article that does not show its
            day: days and quarters that lack their year take it.
        named: The last day before the sentence that was named: what "that night" takes up.
        fiscal: How many months after the calendar's the article's quarters end, where it tells.
    """
    found: list[tuple[Expression, Dated]] = []
    anchor = told  # the last date that is written out with its year
    for one in find_expressions(text):
        if not is_date(text, one):
            continue
        written = _middle(one.ends(View(None)))
        if found and _joins(text, found[-1], one):
            opening, joined = found.pop()
            found.append((one, _join(text, opening, joined, one, today, written)))
        else:
            found.append((one, _dated(text, one, today, anchor, named, fiscal)))
        anchor = written or anchor
        named = last_day([found[-1][1]]) or named
    return [dated for _, dated in found]


def last_written(dates: Iterable[Dated]) -> datetime.date | None:
    """Return the middle of the last day, month or quarter among dates of an article that does not show its day."""
    written = (
        _middle(one.near) for one in reversed(list(dates)) if not one.base and len(one.near[0] or "") > len("2025")
    )
    return next((day for day in written if day is not None), None)


def last_day(dates: Iterable[Dated]) -> datetime.date | None:
    """Return the last single day among dates, as a clause that tells what was has it."""
    days = [one.back[0] for one in dates if one.is_day and one.back[0] is not None]
    return datetime.date.fromisoformat(days[-1]) if days else None


_UNTIL_HOUR = re.compile(r"\b(by|until|till)\s(?:noon|mid(?:day|night)|dawn|dusk|\d[\d.:]*\s?[ap]\.?m\.?)\s$")


def _dated(
    text: str,
    one: Expression,
    today: datetime.date | None,
    anchor: datetime.date | None,
    named: datetime.date | None,
    fiscal: int | None,
) -> Dated:
    preposition = _own_preposition(text, one)
    until = _UNTIL_HOUR.search(text[: one.start][-24:])
    if fiscal is not None and today and is_fiscal(one):
        there = shifted_day(today, -fiscal)
        near, back, ahead = (shifted(ends, fiscal) for ends in _all_ends(one, there, None, fiscal=True))
    else:
        near, back, ahead = _all_ends(one, today, anchor)
    if one.shape == "that_day" and named is not None:
        near = back = ahead = (named.isoformat(), named.isoformat())
    base = is_base(text, one, preposition)
    if text[: one.start].endswith(_beginnings()):
        near, back, ahead = (_side("from", ends) for ends in (near, back, ahead))
    elif not is_interval(one) and not base:
        near, back, ahead = (_side(until[1] if until else preposition, ends) for ends in (near, back, ahead))
    months, year = _reference(one)
    return Dated(
        start=one.start if preposition else one.match.start(),
        end=one.end,
        text=text[one.start if preposition else one.match.start() : one.end],
        near=near,
        back=back,
        ahead=ahead,
        months=months,
        month=month_of(one.match["month"]) if one.shape == "month_of_that" else None,
        days=_days(one),
        year=year,
        base=base,
        same=one.shape in ("same", "taken_up", "this_very") or re.search(r"year-\w+\s\w", one.match[0]) is not None,
        unit=one.match["unit"].lower() if one.shape == "this_very" else None,
        previous=one.shape == "step",
        daily=one.shape in ("weekday", "today", "day", "day_american", "day_alone", "that_day"),
        lasting=one.shape in ("span", "rolling"),
    )


def _all_ends(
    one: Expression, today: datetime.date | None, anchor: datetime.date | None, *, fiscal: bool = False
) -> tuple[Ends, Ends, Ends]:
    """The ends seen from nowhere, backwards and ahead; a month takes the year of the date before it."""
    if anchor is not None and one.shape in _YEARLESS and one.ends(View(None)) == UNKNOWN:
        ends = one.ends(View(anchor))
        return (one.ends(View(today)), ends, one.ends(View(today, "ahead"))) if today else (ends, ends, ends)
    directions: tuple[Direction, ...] = ("near", "back", "ahead")
    if one.preposition in _BACKWARD:
        directions = ("back",) * 3
    if one.preposition in _FORWARD:
        directions = ("ahead", "back", "ahead")
    near, back, ahead = (one.ends(View(today, direction, fiscal)) for direction in directions)
    return near, back, ahead


def _middle(ends: Ends) -> datetime.date | None:
    """The middle of a period, None unless both ends are known."""
    from_, to = ends
    if from_ is None or to is None:
        return None
    first = datetime.date.fromisoformat((from_ + "-01-01")[:10] if len(from_) < 10 else from_)
    last = datetime.date.fromisoformat((to + ("-28" if len(to) == 7 else "-12-31"))[:10] if len(to) < 10 else to)
    return first + (last - first) / 2


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(f"{phrase} " for phrase in lexicons.load("periods")["beginnings"]["phrases"])


def _side(preposition: str, ends: Ends) -> Ends:
    side = lexicons.load("periods")["prepositions"].get(preposition, "both")
    if side == "to":
        return None, ends[1]
    return (ends[0], None) if side == "from" else ends


def _days(one: Expression) -> int | None:
    """How many days ``the week before``, ``two days later`` lie from the day or week that they refer to."""
    groups = one.match.groupdict()
    side = (groups.get("side") or groups.get("side2") or "ago").lower()
    if one.shape not in ("step", "ago") or side == "ago":
        return None
    length = {"day": 1, "week": 7}.get((groups.get("unit") or groups.get("unit2") or "").lower().rstrip("s"))
    count = count_of(groups["count"]) if one.shape == "ago" else 1
    later = side in ("following", "after", "later")
    return None if length is None or count is None else count * (length if later else -length)


def _reference(one: Expression) -> tuple[int | None, str | None]:
    """How many months the date lies from the one it refers to, and the year it moves that into."""
    groups = one.match.groupdict()
    if one.shape in ("taken_up", "this_very"):
        return 0, None
    if one.shape == "month_of_that":
        return {"following": 12, "next": 12, "previous": -12}.get(groups["which"].lower(), 0), None
    if one.shape == "same" and not groups["year"] and groups["unit"] in ("time", "point", "stage", "day"):
        return None, None
    if one.shape == "same":
        years = count_of(groups["count"]) or 1
        return (None, groups["year"]) if groups["year"] else (-12 * years, None)
    if one.shape == "year_ago":
        return -12, None
    if one.shape == "ago" and groups["side"].lower() != "ago":
        months = months_of(count_of(groups["count"]), groups["unit"])
        return (None if months is None else months if groups["side"] in ("later", "after") else -months), None
    if one.shape == "step":
        months = months_of(1, groups["unit"] or groups["unit2"])
        later = (groups["side"] or groups["side2"]).lower() in ("following", "after")
        return (None if months is None else months if later else -months), None
    return None, None


def _own_preposition(text: str, one: Expression) -> str:
    """The preposition, unless it is a verb's particle (``locked in`` a year ago) or a noun's (``in`` last year's)."""
    placed = one.preposition in ("in", "on", "at", "over", "of", "into", "around", "for", "across", "within")
    possessive = text[one.end : one.end + 2] in ("'s", "’s")
    adverb = one.shape in ("ago", "today") or (
        one.shape == "relative" and one.preposition in ("in", "on", "at", "into")
    )
    return "" if placed and (possessive or adverb) else one.preposition


def _joins(text: str, opening: tuple[Expression, Dated], one: Expression) -> bool:
    """``from`` March 2023 ``to`` May 2024, ``between`` X ``and`` Y, 2023 - May 2024."""
    first, dated = opening
    gap = f"{text[dated.end : one.start]} {one.preposition}".strip().lower()
    if gap in ("-", "–") and not one.preposition:
        return True
    if first.preposition == "between":
        return gap == "and"
    return first.preposition == "from" and gap in ("to", "until", "through", "till", "up to", "-", "–")


def _join(
    text: str,
    opening: Expression,
    joined: Dated,
    one: Expression,
    today: datetime.date | None,
    written: datetime.date | None,
) -> Dated:
    """An interval of two dates; the first takes the year of the second where it has none."""
    first = _all_ends(opening, today, written)
    last = _all_ends(one, today, None)
    near, back, ahead = ((a[0] or a[1], b[1] or b[0]) for a, b in zip(first, last, strict=True))
    span = text[joined.start : one.end]
    return Dated(start=joined.start, end=one.end, text=span, near=near, back=back, ahead=ahead)
