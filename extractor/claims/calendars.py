"""What a date expression means: its ends in ISO 8601, at the precision of the text."""

import calendar
import datetime
import re

from extractor import lexicons

Ends = tuple[str | None, str | None]


def resolve(match: re.Match[str], today: datetime.date | None) -> Ends:
    """Return the first and last day, month or year of what the match names, at the precision of the text."""
    if any(match[name] for name in ("full_year", "same", "span_of_time", "first_months", "end_of")):
        return _span(match, today)
    if match["iso"]:
        return match["iso"], match["iso"]
    if match["md_month"] or match["dm_month"]:
        side = "md" if match["md_month"] else "dm"
        month, year = match[f"{side}_month"], match[f"{side}_year"]
        first = match["dm_first"] if side == "dm" else match["md_day"]
        last = match["dm_day"] if side == "dm" else match["md_last"]
        begin, end = _day(month, first, year, today) if first else (None, None), _day(month, last or first, year, today)
        return begin[0] or end[0], end[1]
    if match["my_month"]:
        value = f"{match['my_year']}-{_month_number(match['my_month']):02d}"
        return value, value
    if match["quarter"] or match["q"]:
        return _quarter(match, today)
    if match["span_from"]:
        last = match["span_to"] if len(match["span_to"]) == 4 else match["span_from"][:2] + match["span_to"]
        return match["span_from"], last
    if match["fy"]:
        return _fiscal(match["fy"])
    if match["year"]:
        return match["year"], match["year"]
    if match["decade"]:
        return match["decade"], f"{match['decade'][:3]}9"
    if match["season"]:
        return _season(match)
    if match["three"] or match["year_to"]:
        return _months_to(match, today)
    return _relative(match, today) if today else (None, None)


def _span(match: re.Match[str], today: datetime.date | None) -> Ends:
    """Resolve spans that count from the article's date: ``the past five years``, ``the first five months``."""
    if match["full_year"]:
        year = match["full_year_number"] or (str(today.year) if today else None)
        return year, year
    if match["same_last"] and today:
        value = f"{today.year - 1}-{today.month:02d}"
        return value, value
    if match["first_months"]:
        given = match["first_year"]
        year = given if given and given.isdigit() else today and str(today.year - ((given or "").startswith("last")))
        count = _count(match["first_count"])
        return (f"{year}-01", f"{year}-{count:02d}") if year and 0 < count <= 12 else (None, None)
    if match["end_of"] and today:
        words = match["end_of"].split()
        return _unit_around(words[-1], {"next": 1, "last": -1}.get(words[-2], 0), today)
    if match["span_of_time"] and today:
        return _counted_span(_count(match["span_count"]), match["span_unit"].rstrip("s"), match["span_which"], today)
    return None, None


def _count(word: str) -> int:
    numbers = lexicons.load("numerals")
    return int(word) if word.isdigit() else int({**numbers["units"], **numbers["tens"], "a": 1}.get(word.lower(), 0))


def _counted_span(count: int, unit: str, which: str | None, today: datetime.date) -> Ends:
    """``over 12 months``: back from the article's date; ``over the next 18 months``: ahead of it."""
    ahead = (which or "").lower() in ("next", "coming")
    months = {"month": 1, "quarter": 3}.get(unit, 0) * count
    if not count or unit in ("day", "week"):
        return None, None
    if months:
        here = today.year * 12 + today.month - 1
        ends = (here, here + months) if ahead else (here - months, here)
        first, last = (f"{total // 12:04d}-{total % 12 + 1:02d}" for total in ends)
        return first, last
    years = count * (10 if unit == "decade" else 1)
    return (str(today.year), str(today.year + years)) if ahead else (str(today.year - years), str(today.year))


def _month_number(name: str) -> int:
    return int(lexicons.load("periods")["months"][re.sub(r"\W", "", name.split()[-1].split("-")[-1]).lower()])


def _day(month: str, day: str, year: str | None, today: datetime.date | None) -> Ends:
    number, of_month = int(re.sub(r"\D", "", day)), _month_number(month)
    if year is None and today is None:
        return None, None
    chosen = int(year) if year else _nearest_year(of_month, number, today)
    value = f"{chosen:04d}-{of_month:02d}-{number:02d}"
    return value, value


def _nearest_year(month: int, day: int, today: datetime.date | None) -> int:
    """The year that puts a month and day closest to the article's date."""
    if today is None:
        return 0
    years = (today.year - 1, today.year, today.year + 1)
    return min(years, key=lambda year: abs((year - today.year) * 12 + month - today.month) + day / 100)


def _quarter(match: re.Match[str], today: datetime.date | None) -> Ends:
    name = match["quarter"]
    number = int(lexicons.load("periods")["parts"][name.lower()]) if name else int(match["q"][1])
    length = 6 if (match["quarter_kind"] == "half" or (match["q"] or "").startswith("H")) else 3
    if length == 6 and number == 4:
        number = 2
    year = match["quarter_year"] or match["q_year"]
    if year and not year.isdigit():
        year = str(today.year + {"this": 0, "last": -1, "next": 1}[year.split()[0]]) if today else None
    if year is None and today is not None and not match["fiscal"]:
        year = str(today.year - (number * length > today.month))  # news looks back
    if year is None or match["fiscal"]:
        return None, None  # of which year, or from which month on, the text does not say
    year = f"20{year}" if len(year) == 2 else year
    return f"{year}-{(number - 1) * length + 1:02d}", f"{year}-{number * length:02d}"


def _fiscal(text: str) -> Ends:
    years = re.findall(r"\d{4}|\d{2}", text)
    first = years[0] if len(years[0]) == 4 else f"20{years[0]}"
    last = years[-1] if len(years[-1]) == 4 else first[:2] + years[-1]
    return first, last


def _season(match: re.Match[str]) -> Ends:
    first, last = lexicons.load("periods")["seasons"][match["season"].lower().removeprefix("the ")]
    year = int(match["season_year"])
    return f"{year}-{first:02d}", f"{year + (last < first)}-{last:02d}"


def _months_to(match: re.Match[str], today: datetime.date | None) -> Ends:
    """``the three months to March 2024``, ``the 12 weeks to 6 January``: back from the last month or day."""
    side = "three" if match["three"] else "yt"
    month = _month_number(match[f"{side}_month"])
    day = match[f"{side}_day"] or match[f"{side}_day2"]
    number = int(re.sub(r"\D", "", day)) if day else None
    year = int(match[f"{side}_year"] or 0) or (_nearest_year(month, number or 1, today) if today else 0)
    if not year:
        return None, None
    length = _count(match["three_count"]) if match["three"] else 12
    if match["three"] and match["three_unit"] == "weeks":
        if number is None or not _exists(year, month, number):
            return None, None
        last_day = datetime.date(year, month, number)
        first_day = last_day - datetime.timedelta(days=7 * length - 1)
        return first_day.isoformat(), last_day.isoformat()
    total = year * 12 + month - length
    return f"{total // 12:04d}-{total % 12 + 1:02d}", f"{year:04d}-{month:02d}" + (f"-{number:02d}" if number else "")


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _relative(match: re.Match[str], today: datetime.date) -> Ends:
    if match["today"]:
        shift = {"yesterday": -1, "tomorrow": 1}[match["today"]]
        value = (today + datetime.timedelta(days=shift)).isoformat()
        return value, value
    if match["weekday_only"]:
        return _weekday(match["weekday_only"], today)
    if match["month_only"]:
        if match["month_to"]:
            return _months_between(match, today)
        month = _month_number(match["month_only"])
        year = today.year - 1 if match["month_only"].lower().startswith("last") else _nearest_year(month, 1, today)
        return f"{year}-{month:02d}", f"{year}-{month:02d}"
    if match["ago"]:
        return _ago(match["ago"], today)
    return _which(match, today)


def _months_between(match: re.Match[str], today: datetime.date) -> Ends:
    """``October-December``: the last such months."""
    last = _month_number(match["month_to"])
    first = _month_number(match["month_only"].removesuffix(match["month_to"]).rstrip(" -–"))
    year = today.year - (last > today.month)
    return f"{year - (first > last)}-{first:02d}", f"{year}-{last:02d}"


def _weekday(text: str, today: datetime.date) -> Ends:
    """News looks back: a weekday is the last such day, the article's own day included."""
    number = lexicons.load("periods")["weekdays"][text.split()[-1].lower()]
    back = (today.weekday() - number) % 7
    day = today + datetime.timedelta(days=7 - back if text.startswith("next") else -back)
    return day.isoformat(), day.isoformat()


def _ago(text: str, today: datetime.date) -> Ends:
    count, unit = text.split()[0], text.split()[1].rstrip("s")
    words = {
        "a": 1,
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "twelve": 12,
    }
    number = int(count) if count.isdigit() else words.get(count, 0)
    if number and unit in ("year", "decade"):
        year = str(today.year - number * (10 if unit == "decade" else 1))
        return year, year
    if number and unit == "month":
        total = today.year * 12 + today.month - 1 - number
        value = f"{total // 12:04d}-{total % 12 + 1:02d}"
        return value, value
    return None, None


def _which(match: re.Match[str], today: datetime.date) -> Ends:
    shift = {"this": 0, "current": 0, "next": 1, "coming": 1}.get(match["which"].lower(), -1)
    unit = match["of"].rstrip("s")
    return (None, None) if match["howmany"] else _unit_around(unit, shift, today)


def _unit_around(unit: str, shift: int, today: datetime.date) -> Ends:
    """The year, month, week or quarter of the article's date, or one ``shift`` units from it."""
    if unit == "year":
        return str(today.year + shift), str(today.year + shift)
    if unit == "month":
        total = today.year * 12 + today.month - 1 + shift
        value = f"{total // 12:04d}-{total % 12 + 1:02d}"
        return value, value
    if unit == "week":
        monday = today - datetime.timedelta(days=today.weekday()) + datetime.timedelta(weeks=shift)
        return monday.isoformat(), (monday + datetime.timedelta(days=6)).isoformat()
    if unit == "quarter":
        total = today.year * 4 + (today.month - 1) // 3 + shift
        year, quarter = divmod(total, 4)
        return f"{year}-{quarter * 3 + 1:02d}", f"{year}-{quarter * 3 + 3:02d}"
    return None, None


def article_day(text: str | None) -> datetime.date | None:
    """Return the day that an ISO 8601 date or date and time names; None for anything less precise."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})", text or "")
    if match is None:
        return None
    year, month, day = (int(group) for group in match.groups())
    return (
        datetime.date(year, month, day)
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(max(year, 1), month)[1] and year
        else None
    )
