"""The date expressions of a sentence, with their ends in ISO 8601."""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor import lexicons

Ends = tuple[str | None, str | None]


@dataclass(frozen=True)
class Dated:
    """A date expression in a sentence's text, with its ends in ISO 8601 where they are known."""

    start: int
    end: int
    from_: str | None
    to: str | None
    reference: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    lexicon = lexicons.load("periods")
    month = rf"(?:{lexicons.alternatives([name.capitalize() for name in lexicon['months']])})\.?"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    year = r"(?:1[5-9]|20)\d{2}"
    part = rf"(?:{lexicons.alternatives(lexicon['parts'])})"
    spans = lexicons.alternatives(lexicon["relative"]["spans"])
    weekday = rf"(?:{lexicons.alternatives([name.capitalize() for name in lexicon['weekdays']])})"
    preposition = rf"(?:{lexicons.alternatives([word for word in lexicon['prepositions'] if word != 'late'])})"
    count = r"(?:\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|couple\sof|few|several)"
    unit = r"(?:day|week|month|quarter|year|decade|summer|winter|season|generation)s?"
    words = {
        "{month}": month,
        "{day}": day,
        "{year}": year,
        "{part}": part,
        "{weekday}": weekday,
        "{count}": count,
        "{unit}": unit,
        "{spans}": spans,
    }
    date = "|".join(lexicon["shapes"]["regexes"])
    for name, regex in words.items():
        date = date.replace(name, regex)
    return re.compile(rf"(?<![\w$£€.-])(?:(?P<preposition>(?i:{preposition}))\s)?(?:{date})(?!\w)", re.VERBOSE)


_INTERVAL = re.compile(r"\s?(?:and|to|through|until|[-–])\s?$")


def find_dates(text: str, *, today: datetime.date | None) -> list[Dated]:
    """Return the date expressions of a sentence's text, intervals joined, the periods of comparisons left out.

    Args:
        text: The sentence's text; offsets count in it.
        today: The article's day, by which relative dates are resolved; without it their ends stay open.
    """
    found: list[Dated] = []
    for match in _pattern().finditer(text):
        ends = _ends(match, today)
        preposition = (match["preposition"] or "").lower()
        start, end = match.span()
        if match["month_only"] and not _is_month(text, match):
            continue
        if _interval(found, text, start, preposition):
            opening = found.pop()
            found.append(Dated(opening.start, end, opening.from_ or opening.to, ends[1] or ends[0]))
            continue
        if _is_base(text, start, end, preposition, match):
            continue
        found.append(Dated(start, end, *(ends if match["span_from"] else _side(preposition, ends))))
    found.extend(_references(text))
    return sorted(found, key=lambda dated: dated.start)


def _is_month(text: str, match: re.Match[str]) -> bool:
    """``May`` and ``March`` are verbs too, unless a preposition or an adjective of time stands before them."""
    word = match["month_only"]
    return not (word in ("May", "March", "Mar", "Jan", "Sun") and not match["preposition"])


def _interval(found: list[Dated], text: str, start: int, preposition: str) -> bool:
    if not found:
        return False
    opening = text[found[-1].start : found[-1].end].lower()
    gap = text[found[-1].end : start]
    if preposition in ("to", "until", "through", "till") and gap.strip() == "" and opening.startswith("from"):
        return True
    return bool(_INTERVAL.fullmatch(gap)) and (
        opening.startswith("between") or opening.startswith("from") or (not preposition and gap.strip() in ("-", "–"))
    )


def _is_base(text: str, start: int, end: int, preposition: str, match: re.Match[str]) -> bool:
    """The period of a comparison's base: "from a year earlier", "compared with last year"."""
    if match["ago"] and (
        preposition == "from"
        or re.search(
            r"\b(?:than|with|to|from|over|versus|against|as)\s(?:\w+\s)?$", text[max(0, start - 16) : start + 5].lower()
        )
    ):
        return True
    return bool(
        re.search(
            r"(?:compared\s(?:with|to)|versus|against|than)\s(?:in\s|the\s|that\sof\s)?$",
            text[max(0, start - 20) : start],
            re.I,
        )
    )


def _references(text: str) -> Iterator[Dated]:
    phrases = lexicons.load("periods")["references"]["phrases"]
    for match in re.finditer(rf"\b(?:{lexicons.alternatives(phrases)})\b", text, re.I):
        yield Dated(match.start(), match.end(), None, None, reference=True)


def _side(preposition: str, ends: Ends) -> Ends:
    side = lexicons.load("periods")["prepositions"].get(preposition, "both")
    if side == "to":
        return None, ends[1]
    return (ends[0], None) if side == "from" else ends


def _ends(match: re.Match[str], today: datetime.date | None) -> Ends:
    """Return the first and last day, month or year of what the match names, at the precision of the text."""
    if match["iso"]:
        return match["iso"], match["iso"]
    if match["md_month"] or match["dm_month"]:
        side = "md" if match["md_month"] else "dm"
        return _day(match[f"{side}_month"], match[f"{side}_day"], match[f"{side}_year"], today)
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
        return _months_to(match)
    return _relative(match, today) if today else (None, None)


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


def _months_to(match: re.Match[str]) -> Ends:
    """``the three months to March 2024``: both ends, the first at the precision of months."""
    side = "three" if match["three"] else "yt"
    year = match[f"{side}_year"]
    if not year:
        return None, None
    words = {"two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12, "12": 12}
    length = next(
        (count for word, count in words.items() if re.match(rf"(?:the\s)?{word}\b", match["three"] or "")), 12
    )
    month = _month_number(match[f"{side}_month"])
    total = int(year) * 12 + month - length
    day = match[f"{side}_day"] or match[f"{side}_day2"]
    last = f"{int(year):04d}-{month:02d}" + (f"-{int(re.sub(r'[^0-9]', '', day)):02d}" if day else "")
    return f"{total // 12:04d}-{total % 12 + 1:02d}", last


def _relative(match: re.Match[str], today: datetime.date) -> Ends:
    if match["today"]:
        shift = {"yesterday": -1, "tomorrow": 1, "overnight": 0, "tonight": 0, "today": 0}[match["today"]]
        value = (today + datetime.timedelta(days=shift)).isoformat()
        return value, value
    if match["weekday_only"]:
        return _weekday(match["weekday_only"], today)
    if match["month_only"]:
        month = _month_number(match["month_only"])
        year = _nearest_year(month, 1, today)
        return f"{year}-{month:02d}", f"{year}-{month:02d}"
    if match["ago"]:
        return _ago(match["ago"], today)
    return _which(match, today)


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
    if match["howmany"]:
        return None, None
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


_FULL_DATE = 120  # characters of the longest line that still reads as a dateline or byline
_OPENING_LINES = 12


def find_article_date(text: str) -> str | None:
    """Return the day that an article shows as its own, in ISO 8601.

    A dateline, byline or "Last updated" is a short line among the first that holds a full date.

    Args:
        text: The document text, before boilerplate is removed.
    """
    lines = [line for line in text[:4000].split("\n") if line.strip()][:_OPENING_LINES]
    for line in lines:
        if len(line) > _FULL_DATE or re.search(r"[.!?][\"”']?\s*$", line.strip()):
            continue
        for match in _pattern().finditer(line):
            from_, to = _ends(match, None)
            if from_ and from_ == to and len(from_) == len("2025-01-31"):
                return from_
    return None


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
