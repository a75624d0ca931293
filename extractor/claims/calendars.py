"""Reckoning with days, months and years in ISO 8601, from where a text stands in time."""

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from extractor import lexicons

Ends = tuple[str | None, str | None]
Direction = Literal["back", "near", "ahead"]
Groups = dict[str, str | None]
"""The named groups of a shape of dates, as they matched."""
UNKNOWN: Ends = (None, None)


@dataclass(frozen=True)
class View:
    """Where a date is read from.

    Attributes:
        today: The article's day, None where it is not known.
        direction: Whether the clause tells what was, what will be, or does not say.
        fiscal: Whether it is known how the fiscal quarters of the article lie.
    """

    today: datetime.date | None
    direction: Direction = "near"
    fiscal: bool = False


Resolver = Callable[[Groups, str, View], Ends]
"""What tells the ends of a shape of dates from its groups, its text and where it is read from."""


def article_day(text: str | None) -> datetime.date | None:
    """Return the day that an ISO 8601 date or date and time names; None for anything less precise."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})", text or "")
    if match is None:
        return None
    year, month, day = (int(group) for group in match.groups())
    return datetime.date(year, month, day) if exists(year, month, day) else None


def move(end: str | None, months: int) -> str | None:
    """Return an ISO date moved by that many months, at its own precision: a year by whole years alone."""
    if end is None or (len(end) == 4 and months % 12):
        return None
    if len(end) == 4:
        return str(int(end) + months // 12)
    total = int(end[:4]) * 12 + int(end[5:7]) - 1 + months
    year, month = total // 12, total % 12 + 1
    day = f"-{min(int(end[8:]), calendar.monthrange(year, month)[1]):02d}" if end[8:] else ""
    return f"{year:04d}-{month:02d}{day}"


def move_days(end: str | None, days: int) -> str | None:
    """Return an ISO date moved by that many days; None for anything less precise."""
    day = article_day(end)
    return (day + datetime.timedelta(days=days)).isoformat() if day else None


def count_of(word: str | None) -> int | None:
    """Return the number that a count word or figure names; None for ``few`` and ``several``."""
    if word is None or word.isdigit():
        return int(word) if word else None
    word = word.lower()
    if "couple" in word:
        return 2
    return 1 if word in ("a", "an") else lexicons.load("numerals")["units"].get(word)


def months_of(count: int | None, unit: str) -> int | None:
    """Return how many months that many units of time are; None for days and weeks."""
    length = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}.get(unit.lower().rstrip("s"))
    return count * length if count and length else None


def month_of(name: str) -> int:
    """Return the number of a month, from its name or an abbreviation of it."""
    return int(lexicons.load("periods")["months"][re.sub(r"\W", "", name).lower()])


def year_of(text: str | None, view: View) -> int | None:
    """Return the year that is written, or that ``last year`` and its like mean."""
    if text is None:
        return None
    if text[-2:].isdigit():
        digits = re.sub(r"\D", "", text[-4:])
        return int(digits) if len(digits) == 4 else 2000 + int(digits[-2:])
    return view.today.year + shift_of(text.split()[0]) if view.today else None


def shift_of(which: str) -> int:
    """Return how many units ``last``, ``this`` or ``next`` lie from the article's own."""
    word = which.lower().split()[-1]
    return {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(word, 0)


def year_of_months(first: int, last: int, view: View) -> int | None:
    """Return the year of months ``first`` to ``last`` that the direction of the clause asks for."""
    today = view.today
    if today is None:
        return None
    if view.direction == "ahead":
        return today.year + (last < today.month)
    if view.direction == "back":
        return today.year - (first > today.month)
    years = (today.year - 1, today.year, today.year + 1)  # news tells of what was rather than of what will be
    return min(years, key=lambda year: abs((year - today.year) * 12 + last - today.month))


def day_of(year: int | None, month: int, day: str | None) -> str | None:
    """Return a day, or a month where no day is given; None for a day that no calendar has."""
    if year is None:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    number = int(re.sub(r"\D", "", day))
    return f"{year:04d}-{month:02d}-{number:02d}" if exists(year, month, number) else None


def is_unit(from_: str | None, to: str | None, unit: str) -> bool:
    """Tell whether a period is one week, month, quarter, half or year long."""
    if from_ is None or to is None:
        return False
    if unit == "week":
        days = len(from_) == len(to) == len("2025-01-31")
        return days and datetime.date.fromisoformat(to) - datetime.date.fromisoformat(from_) == datetime.timedelta(
            days=6
        )
    length = months_of(1, unit)
    if len(from_) == len("2025"):
        return length == 12 and from_ == to
    return len(from_) == len(to) == len("2025-01") and move(from_, (length or 0) - 1) == to


def exists(year: int, month: int, day: int) -> bool:
    """Tell whether the calendar has that day."""
    return 1 <= month <= 12 and year >= 1 and 1 <= day <= calendar.monthrange(year, month)[1]


def span_of_months(year: int | None, first: int, last: int) -> Ends:
    """Return a month to a month of that year; one that stands behind the last is of the year before."""
    if year is None:
        return UNKNOWN
    return f"{year - (first > last):04d}-{first:02d}", f"{year:04d}-{last:02d}"


def year_of_day(month: int, day: str, view: View) -> int | None:
    """Return the year in which a day without a year falls: the nearest, unless the clause looks back or ahead."""
    today, number = view.today, int(re.sub(r"\D", "", day))
    if today is None:
        return None
    days = [
        datetime.date(year, month, number)
        for year in (today.year, today.year - 1, today.year + 1)
        if exists(year, month, number)
    ]
    if view.direction == "back":
        days = [one for one in days if one <= today] or days
    if view.direction == "ahead":
        days = [one for one in days if one >= today] or days
    return min(days, key=lambda one: abs((one - today).days)).year if days else None
