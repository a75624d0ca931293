"""Dates that name their month, year or part of it: their ends in ISO 8601, at the precision of the text."""

import calendar
import datetime
import re

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
    span_of_months,
    year_of,
    year_of_day,
    year_of_months,
)


def _day(groups: Groups, text: str, view: View) -> Ends:
    month = month_of(groups["month"] or "")
    last = groups["day"]
    year = year_of(groups["year"], view) if groups["year"] else year_of_day(month, last or "1", view)
    day = day_of(year, month, last)
    return day, day


def _days(groups: Groups, text: str, view: View) -> Ends:
    first_month = groups["first_month"] or groups["month"] or ""
    last_month = groups["month"] or first_month
    _, to = _day(groups | {"month": last_month}, text, view)
    if to is None:
        return UNKNOWN
    year = int(to[:4]) - (month_of(first_month) > int(to[5:7]))
    return day_of(year, month_of(first_month), groups["first"]), to


def _month(groups: Groups, text: str, view: View) -> Ends:
    month = month_of(groups["month"] or "")
    which = (groups.get("which") or "").lower()
    if groups.get("year"):
        year = year_of(groups["year"], view)
    elif which == "this" and view.today:
        year = view.today.year
    elif which == "last" and view.today:
        year = view.today.year - 1
    elif which == "next" and view.today:
        year = view.today.year + (month <= view.today.month)
    else:
        year = year_of_months(month, month, view)
    value = day_of(year, month, None)
    return value, value


def _months(groups: Groups, text: str, view: View) -> Ends:
    first, last = month_of(groups["first"] or ""), month_of(groups["last"] or "")
    year = year_of(groups["year"], view) if groups["year"] else year_of_months(first, last, view)
    if groups["first_year"]:
        began = int(groups["first_year"])
        ended = year if groups["year"] and year else began + (last < first)
        return f"{began:04d}-{first:02d}", f"{ended:04d}-{last:02d}"
    return span_of_months(year, first, last)


def _quarter(groups: Groups, text: str, view: View) -> Ends:
    """A quarter or half; of a fiscal year it has no ends, as the text does not say in which month that begins.

    Years such as 2025-26 are told by their name to begin in April.
    """
    q = groups.get("q")
    given = groups["year"] or groups.get("year_before")
    split = given is not None and re.match(r"\d{4}\D", given) is not None
    dated = given is not None and given.lower() != "year"
    if (
        not split
        and (dated or not view.fiscal)
        and any(groups.get(name) for name in ("fiscal", "fiscal_year", "fiscal_part", "this_fiscal", "of_fiscal"))
    ):
        return UNKNOWN
    if q is not None:
        number, half = int(re.sub(r"\D", "", q)), "H" in q.upper()
    else:
        half = (groups["kind"] or "").lower() == "half"
        number = int(lexicons.load("periods")["parts"].get((groups["part"] or "final").lower(), 4))
    length = 6 if half else 3
    number = min(number, 12 // length)
    first, last = (number - 1) * length + 1, number * length
    if split and given is not None:
        start = f"{given[:4]}-{_SPLIT_YEAR:02d}"
        return move(start, first - 1), move(start, last - 1)
    if given is not None and given.lower() == "year":  # "of the year"
        year = view.today.year if view.today else None
    elif given is not None:
        year = year_of(given, view)
    else:
        year = _year_of_part(first, last, view)
    return span_of_months(year, first, last)


def _year_of_part(first: int, last: int, view: View) -> int | None:
    """The last quarter that has ended, in plans the next that has not; beside another date the nearest."""
    today = view.today
    if today is None:
        return None
    if view.direction == "ahead":
        return today.year + (last < today.month)
    if view.direction == "back":
        return today.year - (last > today.month)
    middle = (first + last) / 2
    years = (today.year, today.year - 1, today.year + 1)
    return min(
        years, key=lambda year: (round(abs((year - today.year) * 12 + middle - today.month) / 3), year != today.year)
    )


def _until(groups: Groups, text: str, view: View) -> Ends:
    """``the three months to March 2024``, ``the year ended 31 December``: back from the last month or day."""
    count, unit = count_of(groups["count"]) or 1, groups["unit"] or ""
    month, day = month_of(groups["month"] or ""), groups["day"] or groups["day2"]
    back = View(view.today, "back" if view.direction == "near" else view.direction)
    if groups["year"]:
        year = year_of(groups["year"], view)
    else:
        year = year_of_day(month, day, back) if day else year_of_months(month, month, back)
    to = day_of(year, month, day)
    length = months_of(count, unit)
    if to is None:
        return UNKNOWN
    if length is None:
        if day is None:
            return None, to
        days = count * (7 if unit.lower().startswith("week") else 1)
        return (datetime.date.fromisoformat(to) - datetime.timedelta(days=days - 1)).isoformat(), to
    return move(to[:7], 1 - length), to[:7]


def _years_to(groups: Groups, text: str, view: View) -> Ends:
    count, last = 10 if groups["unit"] else count_of(groups["count"]), groups["year"]
    return (str(int(last) - count), last) if count and last else (None, last)


def _part_of_month(groups: Groups, text: str, view: View) -> Ends:
    from_, _ = _month(groups, text, view)
    if from_ is None:
        return UNKNOWN
    length = calendar.monthrange(int(from_[:4]), int(from_[5:]))[1]
    part = int(lexicons.load("periods")["parts"].get((groups["part"] or "").lower(), 4))
    if groups["kind"] == "half":
        first, last = (1, 15) if part == 1 else (16, length)
    elif groups["kind"] == "week":
        first, last = (7 * part - 6, 7 * part) if part < 4 else (length - 6, length)
    else:
        return from_, from_
    return f"{from_}-{first:02d}", f"{from_}-{last:02d}"


def _opening_of_month(groups: Groups, text: str, view: View) -> Ends:
    """``the first two weeks of November``, ``the last 10 days of May 2024``."""
    from_, _ = _month(groups, text, view)
    days = (count_of(groups["count"]) or 0) * (7 if groups["unit"] == "weeks" else 1)
    length = calendar.monthrange(int(from_[:4]), int(from_[5:]))[1] if from_ else 0
    if from_ is None or not 0 < days <= length:
        return UNKNOWN
    first = 1 if (groups["part"] or "").lower() in ("first", "opening") else length - days + 1
    return f"{from_}-{first:02d}", f"{from_}-{first + days - 1:02d}"


def _week_of(groups: Groups, text: str, view: View) -> Ends:
    side = "" if groups["month"] else "2"
    day, _ = _day({"month": groups[f"month{side}"], "day": groups[f"day{side}"], "year": groups["year"]}, text, view)
    if day is None:
        return UNKNOWN
    return day, (datetime.date.fromisoformat(day) + datetime.timedelta(days=6)).isoformat()


def _fiscal(groups: Groups, text: str, view: View) -> Ends:
    years = re.findall(r"\d{4}|\d{2}", groups["years"] or "")
    first = years[0] if len(years[0]) == 4 else f"20{years[0]}"
    return first, years[-1] if len(years[-1]) == 4 else first[:2] + years[-1]


def _years(groups: Groups, text: str, view: View) -> Ends:
    first, last = groups["first"] or "", groups["last"] or ""
    return first, last if len(last) == 4 else first[:2] + last


def _iso(groups: Groups, text: str, view: View) -> Ends:
    return text, text


def _year(groups: Groups, text: str, view: View) -> Ends:
    year = groups["year"] or (str(view.today.year) if view.today else None)
    return year, f"{year}-06" if year and text.lower().startswith("mid") else year


def _decade(groups: Groups, text: str, view: View) -> Ends:
    decade = groups["decade"] or ""
    return decade, f"{decade[:3]}9"


def _century(groups: Groups, text: str, view: View) -> Ends:
    last = int(groups["century"] or "") * 100
    return str(last - 99), str(last)


def _holiday(groups: Groups, text: str, view: View) -> Ends:
    month, number = next(
        day for name, day in lexicons.load("periods")["holidays"].items() if re.match(rf"{name}(?!\s[DE])", text)
    )
    year = year_of(groups["year"], view) if groups["year"] else year_of_day(month, str(number), view)
    day = day_of(year, month, str(number))
    return day, day


def _quarter_to(groups: Groups, text: str, view: View) -> Ends:
    """``the September quarter of 2025-26``: named after its last month; a split year begins in April."""
    month, given = month_of(groups["month"] or ""), groups["year"] or groups["year_before"]
    if given is None:
        year = year_of_months(month, month, View(view.today, "back" if view.direction == "near" else view.direction))
    elif re.match(r"\d{4}\D", given):
        year = int(given[:4]) + (month < _SPLIT_YEAR)
    else:
        year = year_of(given, view)
    to = day_of(year, month, None)
    return move(to, -2), to


_SPLIT_YEAR = 4  # the month in which years such as 2025-26 begin where they are fiscal: India, Britain, Japan


RESOLVERS: dict[str, Resolver] = {
    "century": _century,
    "day": _day,
    "day_american": _day,
    "days": _days,
    "days_american": _days,
    "decade": _decade,
    "fiscal": _fiscal,
    "full_year": _year,
    "holiday": _holiday,
    "month": _month,
    "month_alone": _month,
    "opening_of_month": _opening_of_month,
    "months": _months,
    "part_of_month": _part_of_month,
    "q": _quarter,
    "quarter": _quarter,
    "quarter_to": _quarter_to,
    "until": _until,
    "week_of": _week_of,
    "year": _year,
    "years": _years,
    "pair_of_years": _years,
    "years_to": _years_to,
    "iso": _iso,
}
"""The resolver of each shape of dates, by the shape's id."""
