"""Dates that count from another day: the article's own, or a period named before."""

import datetime

from extractor import lexicons
from extractor.claims.calendars import (
    UNKNOWN,
    Ends,
    Groups,
    Resolver,
    View,
    count_of,
    day_of,
    month_of,
    months_of,
    move,
    shift_of,
    span_of_months,
    year_of,
)


def _season(groups: Groups, text: str, view: View) -> Ends:
    first, last = lexicons.load("periods")["seasons"][(groups["season"] or "").lower()]
    which, year = (groups.get("which") or "").lower(), year_of(groups.get("year"), view)
    if year is None and view.today is not None:
        year = _year_of_season(which, first, last, view)
    return span_of_months(None if year is None else year + (last < first), first, last)


_SEASON = 2  # months from the first of a season to its last


def _year_of_season(which: str, first: int, last: int, view: View) -> int:
    """The year in which the season began: the last that is over, the next that has not begun, or the nearest."""
    if view.today is None:
        raise ValueError("no season is near no day")
    year, month = view.today.year, view.today.month
    if which == "next":
        return year + (first <= month)
    over = month > last and (last >= first or month < first)
    if which in ("last", "this past"):
        return year - (last < first) - (not over)
    away = {one: 12 * (one - year) + first - month for one in (year - 1, year, year + 1)}  # months until it begins
    if view.direction == "back":
        away = {one: months for one, months in away.items() if months <= 0}
    if view.direction == "ahead":
        away = {one: months for one, months in away.items() if months >= -_SEASON}
    return min(away, key=lambda one: abs(away[one] + 1))


def _rolling(groups: Groups, text: str, view: View) -> Ends:
    """``over the past year``, ``over the next three years``: up to the article's date, or on from it."""
    if view.today is None:
        return UNKNOWN
    which = (groups.get("which") or "past").lower()
    count, unit = count_of(groups["count"]) if "count" in groups else 1, (groups["unit"] or "").lower().rstrip("s")
    ahead = which in ("next", "coming", "following")
    if unit in ("day", "week") and count:
        moved = view.today + datetime.timedelta(days=(1 if ahead else -1) * count * (7 if unit == "week" else 1))
        first, last = sorted((view.today, moved))
        return first.isoformat(), last.isoformat()
    months = months_of(count, unit)
    if months is None:
        return UNKNOWN
    # "in two years" is as vague as its years, "over the next four years" begins this month.
    by_year = unit == "decade" or (unit == "year" and (groups.get("which") is None or (count or 0) >= _LONG))
    here = str(view.today.year) if by_year else f"{view.today:%Y-%m}"
    there = move(here, months if ahead else -months)
    return (here, there) if ahead else (there, here)


_LONG = 10  # years so far away that nobody means the month


def _span(groups: Groups, text: str, view: View) -> Ends:
    """Days and weeks without an end of their own ("over the five days") do not say when they were."""
    if groups["which"] is None and (groups["unit"] or "").lower() in ("days", "weeks"):
        return UNKNOWN
    return _rolling(groups, text, view)


def _ago(groups: Groups, text: str, view: View) -> Ends:
    count, unit = count_of(groups["count"]), (groups["unit"] or "").lower().rstrip("s")
    if view.today is None or count is None:
        return UNKNOWN
    sign = 1 if groups["side"] in ("later", "after") else -1
    if unit in ("day", "week") and (groups["side"] or "").lower() != "ago":
        return UNKNOWN  # "a week earlier" counts from a day that is named before
    if unit == "day":
        day = (view.today + datetime.timedelta(days=sign * count)).isoformat()
        return day, day
    if unit == "week":
        return _unit_around("week", sign * count, view.today)
    months = months_of(count, unit)
    moved = move(f"{view.today:%Y-%m}" if unit in ("month", "quarter") else str(view.today.year), sign * (months or 0))
    return moved, moved


def _hence(groups: Groups, text: str, view: View) -> Ends:
    """``in 10 years' time``, ``two months from now``."""
    count, unit = count_of(groups["count"]), (groups["unit"] or "").lower().rstrip("s")
    if view.today is None or count is None:
        return UNKNOWN
    if unit == "day":
        day = (view.today + datetime.timedelta(days=count)).isoformat()
        return day, day
    return _unit_around(unit, count, view.today)


def _year_ago(groups: Groups, text: str, view: View) -> Ends:
    return _unit_around("year", -1, view.today) if view.today else UNKNOWN


def _step(groups: Groups, text: str, view: View) -> Ends:
    unit, side = groups["unit"] or groups["unit2"] or "", (groups["side"] or groups["side2"] or "").lower()
    if view.today is None or unit.lower() == "day":
        return UNKNOWN
    return _unit_around(unit, 1 if side in ("following", "after") else -1, view.today)


def _same(groups: Groups, text: str, view: View) -> Ends:
    """``at the same time last year``: the article's month, as many years ago."""
    if view.today is None or groups["ago"] is None:
        return groups["year"], groups["year"]
    month = move(f"{view.today:%Y-%m}", -12 * (count_of(groups["count"]) or 1))
    return month, month


def _opening(groups: Groups, text: str, view: View) -> Ends:
    """``the first nine months of 2024``, ``the last two quarters of the year``."""
    count, months = count_of(groups["count"]), months_of(count_of(groups["count"]), groups["unit"] or "")
    given = (groups.get("year") or "").lower()
    if not count or not months or months > 12:
        return UNKNOWN
    if given in ("year", "the year"):
        year = view.today.year if view.today else None
    elif given:
        year = year_of(given, view)
    else:
        year = view.today.year - (months > view.today.month) if view.today else None
    first = 1 if (groups["part"] or "").lower() in ("first", "opening") else 13 - months
    return span_of_months(year, first, first + months - 1)


def _year_end(groups: Groups, text: str, view: View) -> Ends:
    return (groups["year"], groups["year"]) if groups["year"] else _edge(groups, text, view)


def _edge(groups: Groups, text: str, view: View) -> Ends:
    return (
        _unit_around(groups["unit"] or "", shift_of(groups.get("which") or "this"), view.today)
        if view.today
        else UNKNOWN
    )


def _relative(groups: Groups, text: str, view: View) -> Ends:
    """``this year``; ``the current year, which ends on March 31``, ``the current quarter ending in September``."""
    unit = (groups["unit"] or "").lower().split()[-1]
    length = months_of(1, unit)
    if groups["month"] is None or view.today is None or length is None:
        return _edge(groups, text, view)
    month = month_of(groups["month"])
    to = f"{view.today.year + (month < view.today.month)}-{month:02d}"
    return move(to, 1 - length), to


def _year_to_date(groups: Groups, text: str, view: View) -> Ends:
    return _unit_around("year", 0, view.today) if view.today else UNKNOWN


def _rest(groups: Groups, text: str, view: View) -> Ends:
    """``for the rest of the year``: from the article's month to its end."""
    if view.today is None:
        return groups["year"], groups["year"]
    year = groups["year"] or str(view.today.year)
    if groups["unit"] not in (None, "year"):
        return _unit_around(groups["unit"], 0, view.today)
    here = f"{view.today:%Y-%m}"
    return max(here, f"{year}-01"), f"{year}-12"


def _today(groups: Groups, text: str, view: View) -> Ends:
    if view.today is None:
        return UNKNOWN
    shift = {"yesterday": -1, "tomorrow": 1}.get((groups["word"] or "").lower(), 0)
    day = (view.today + datetime.timedelta(days=shift)).isoformat()
    return day, day


_KICK_OFF = 7  # the month in which leagues that play through the winter begin to count the next season


def _unit_around(unit: str, shift: int, today: datetime.date) -> Ends:
    """The year, month, week, quarter, half or decade of the article's date, or one ``shift`` units from it."""
    unit = unit.lower().split()[-1].replace("fiscal", "year")
    if unit == "week":
        monday = today - datetime.timedelta(days=today.weekday()) + datetime.timedelta(weeks=shift)
        return monday.isoformat(), (monday + datetime.timedelta(days=6)).isoformat()
    if unit == "weekend":
        saturday = today - datetime.timedelta(days=today.weekday()) + datetime.timedelta(weeks=shift, days=5)
        return saturday.isoformat(), (saturday + datetime.timedelta(days=1)).isoformat()
    if unit == "decade":
        first = (today.year // 10 + shift) * 10
        return str(first), str(first + 9)
    if unit == "century":
        first = (today.year // 100 + shift) * 100
        return str(first), str(first + 99)
    if unit == "season":  # of sport, from summer to summer
        first = today.year - (today.month < _KICK_OFF) + shift
        return str(first), str(first + 1)
    length = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(unit)
    if length is None:
        return UNKNOWN
    if length == 12:
        return str(today.year + shift), str(today.year + shift)
    total = (today.year * 12 + today.month - 1) // length + shift
    first, last = total * length, total * length + length - 1
    return f"{first // 12:04d}-{first % 12 + 1:02d}", f"{last // 12:04d}-{last % 12 + 1:02d}"


def _day_alone(groups: Groups, text: str, view: View) -> Ends:
    """``on the 18th``: of the month that is spoken of."""
    if view.today is None:
        return UNKNOWN
    day = day_of(view.today.year, view.today.month, groups["day"])
    return day, day


def _next_alone(groups: Groups, text: str, view: View) -> Ends:
    """``3.1% this year and 2.0% next``."""
    return _unit_around("year", 1, view.today) if view.today else UNKNOWN


RESOLVERS: dict[str, Resolver] = {
    "ago": _ago,
    "day_alone": _day_alone,
    "edge_of": _edge,
    "hence": _hence,
    "next_alone": _next_alone,
    "opening": _opening,
    "opening_of_this": _opening,
    "relative": _relative,
    "relative_season": _season,
    "rest_of": _rest,
    "rolling": _rolling,
    "same": _same,
    "season": _season,
    "span": _span,
    "step": _step,
    "the_season": _season,
    "today": _today,
    "year_ago": _year_ago,
    "year_end": _year_end,
    "year_to_date": _year_to_date,
}
"""The resolver of each shape of dates, by the shape's id."""
