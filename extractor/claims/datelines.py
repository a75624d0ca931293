"""The day that an article shows as its own."""

import datetime
import re
from collections.abc import Sequence

from extractor.claims.calendars import View, move
from extractor.claims.date_shapes import Expression, find_expressions

_SHORT_LINE = 120  # characters of the longest line that still reads as a byline
_EDGE_LINES = 12  # lines from the top and from the bottom of an article that may show its day

# "LONDON, 6 March 2025 (Reuters) — ", "Lagos, Nigeria – 6 March 2025 – ": names and a date before a dash or colon.
_DATELINE = re.compile(
    r"\s*(?:(?:[A-Z][\w.'’/-]*|of|de|la|and|\d{1,2}(?:st|nd|rd|th)?|\d{4}|\([^)]*\)|/[^/]*/|[–—-])(?:[,\s]+|(?=:))){1,14}"
    r"(?:[—–-]{1,2}|(?<=[\d)]):|(?<=\)\s):|(?<=\d{4})\.)\s"
    r"|\s*(?:\([^()]{9,60}\)|\[[^\[\]]{9,60}\])\s"  # "[Lagos, 6 March 2025] "
)
_PUBLISHED = re.compile(r"\b(?:published|updated|posted|issued|modified)\b", re.I)
_BYLINE = re.compile(r"\s*(?:By\s|[\w\s]{0,20}\b(?i:published|updated|posted|issued)\b)")


def find_article_date(text: str) -> str | None:
    """Return the day that an article shows as its own, in ISO 8601.

    A dateline, byline or "Last updated" is a short line, or the opening of a paragraph, that holds a full date. At the
    bottom of an article only a line that says when it was published counts.

    Args:
        text: The document text, before boilerplate is removed.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    opening = (_own_line(line) for line in lines[:_EDGE_LINES])
    closing = (
        _own_line(line)
        for line in reversed(lines[_EDGE_LINES:][-_EDGE_LINES:])
        if _PUBLISHED.search(line[:_SHORT_LINE])
    )
    shown = [_plainly(line) for line in (*opening, *closing) if line and not _OTHER_DAY.match(line)]
    day = next((day for line in shown if (day := full_date(line))), None)
    if day:
        return day
    days = [one for line in shown for one in find_expressions(line) if one.shape in _DAYS]
    return (
        _with_year(days, text) or _day_of_report(lines) or _with_year(_days_of_lede(lines), text) or _day_of_poll(lines)
    )


_DAYS = ("day", "day_american")


# "Next meeting: 14 March 2025", "Opened: 14 March 1998"
_OTHER_DAY = re.compile(
    r"\W*+(?!.*\b(?:date|time|publi|releas|updat|post|issu|live|result|price|clos)\w*\b)\w++(?:\s\w++){0,3}\s?:\s++\w",
    re.I,
)

_LEDE = 4  # lines among which the lede is, below a headline, a subheading and a byline
_REPORTING = r"\b(?:released|published|issued|unveiled|announced|said|told|reported|showed|presented)\s"
_MAY_TELL = re.compile(rf"{_REPORTING}|day\b")
_REPORTED = re.compile(rf"(?:{_REPORTING}(?:in\sa\s\w+\s)?|\btoday(?:,\s|\s\())$")
_WITH_WEEKDAY = re.compile(r"[A-Z][a-z]{2,5}day\b")  # news that is over is seldom dated so fully


def _day_of_report(lines: list[str]) -> str | None:
    """The day that the lede gives to its news: ``released on Oct. 20, 2025``, ``on Monday, Oct. 20, 2025``."""
    for line in filter(_MAY_TELL.search, lines[:_LEDE]):
        for one in find_expressions(line):
            day = _single_day(one)
            if day and (_REPORTED.search(line[: one.start]) or _WITH_WEEKDAY.match(one.match[0])):
                return day
    return None


_LOOKING_ON = ("by", "until", "till", "through", "before", "since", "from", "after", "to")
_BASE = re.compile(r"\b(?:against|from|than|versus|compared\s(?:with|to))\s(?:[^,;.]|[,.](?=\d)){0,40}$")
_TO_COME = re.compile(
    r"\b(?:will|would|should|to\sbe|is\sto|are\sto|(?:expect|forecast|project|plan|schedule|aim|intend)(?:s|ed|ing)?|due|set\sto)"
    r"\b(?:[^.;]|\.(?=\d)){0,120}$"
    r"|\b(?:starts?|begins?|opens?|ends?|expires?)\s(?:in\s|on\s)?$"
)
_FORESEEN = re.compile(r"\s(?:is|are|was|were)\s(?:expected|forecast|projected|planned|likely|due)\b")
_SENTENCE = 160  # characters before a date in which its clause says that it lies ahead


def _with_year(days: Sequence[Expression], text: str) -> str | None:
    """The first of some days that give no year (``Chennai, November 6``), by what the article says was before it.

    It is the first such day after the last month, quarter or year that the article tells of, a year later where that is
    the base of a comparison, and after the last year that it looks back to (``since 2022``); a weekday of its own or of
    the lede (``said on Wednesday``) must fit. What lies ahead (``will open in 2027``) tells nothing. Where the article
    gives neither a month with its year nor a weekday, it must speak of one year only.
    """
    if not days:
        return None  # most articles: the whole text is searched only for a day that needs a year
    dated = [(one, one.ends(View(None))) for one in find_expressions(text)]
    told = [
        (one, ends)
        for one, ends in dated
        if one.preposition not in _LOOKING_ON
        and not (_TO_COME.search(text[: one.start][-_SENTENCE:]) or _FORESEEN.match(text, one.end))
    ]
    weekday = _own_weekday(days[0]) or _weekday_of_lede(text)
    months = [
        move(to[:7], 12 if _BASE.search(text[: one.start][-60:]) else 0) or ""
        for one, (from_, to) in told
        if to and from_ and len(to) > len("2025") and one.shape != "years"
    ]
    years = {f"{from_[:4]}-01" for _, (from_, _) in told if from_}
    if not (months or weekday or len(years) == 1):
        return None
    since = {f"{from_[:4]}-01" for one, (from_, _) in dated if from_ and one.preposition == "since"}
    last = max([*months, *years, *since], default=None)
    day = days[0].ends(View(datetime.date(int(last[:4]), int(last[5:]), 1), "ahead"))[0] if last else None
    return _on_weekday(day, weekday) if day else None


def _days_of_lede(lines: Sequence[str]) -> list[Expression]:
    """The days without a year that a lede gives to its news: ``said on 12 May``, ``on Monday night (June 16)``."""
    return [
        one
        for line in filter(_MAY_TELL.search, lines[:_LEDE])
        for one in find_expressions(line)
        if one.shape in _DAYS and not one.match["year"]
        if _REPORTED.search(line[: one.start]) or _own_weekday(one)
    ]


def _own_weekday(one: Expression) -> str | None:
    """The weekday that stands beside a day: ``Monday, June 16``, ``Monday night (June 16)``."""
    beside = _WEEKDAY.search(f"{one.match.string[: one.match.start()][-30:]}{one.match[0]}")
    return beside[1] if beside else None


_WEEKDAY = re.compile(
    r"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:\s(?:morning|afternoon|evening|night))?,?\s\(?(?:[A-Z]|\d{1,2}\s[A-Z])[\w.\s]*$"
)


def _day_of_poll(lines: Sequence[str]) -> str | None:
    """The day on which a poll came out that was ``taken Sept. 8-13, 2026``: the next that has the weekday it gives."""
    for line in filter(_POLLED.search, lines[:_EDGE_LINES]):
        for one in find_expressions(line):
            _, to = one.ends(View(None))
            if one.shape in _FIELDWORK and to and _POLLED.search(line[: one.start]):
                out = re.search(_OUT, "\n".join(lines[:_LEDE]))
                days = (datetime.date.fromisoformat(to) + datetime.timedelta(days=count) for count in range(1, 8))
                return next((day.isoformat() for day in days if out and day.strftime("%A") == out[1]), to)
    return None


_FIELDWORK = ("days", "days_american")
_POLLED = re.compile(r"\b(?:poll(?:ed|sters?)?|survey(?:ed)?|interview(?:s|ed)|fieldwork|respondents)\b", re.I)
_OUT = re.compile(rf"{_REPORTING}(?:on\s)?((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")


_LEDE_CHARACTERS = 1200  # within them the lede ends, below a headline and a byline
_YEARS_AHEAD = 6  # after five or six years, rarely eleven, a date falls on the same weekday again


def _weekday_of_lede(text: str) -> str | None:
    """The weekday that an article names first, as ``Wednesday``: nearly always the day of its dateline."""
    weekdays = [one for one in find_expressions(text[:_LEDE_CHARACTERS]) if one.shape == "weekday"]
    return weekdays[0].match["weekday"].title() if weekdays and weekdays[0].preposition == "on" else None


def _on_weekday(day: str, weekday: str | None) -> str:
    """A day that is a weekday or the day after it; else the same day in the next year in which it is that weekday."""
    first = datetime.date.fromisoformat(day)
    if _fits(day, weekday) or (first.month, first.day) == (2, 29):
        return day
    years = (first.replace(year=first.year + years) for years in range(_YEARS_AHEAD + 1))
    return next((one.isoformat() for one in years if one.strftime("%A") == weekday), day)


def _fits(day: str, weekday: str | None) -> bool:
    """Whether a day is that weekday or the day after it."""
    date = datetime.date.fromisoformat(day)
    return weekday is None or weekday in (date.strftime("%A"), (date - datetime.timedelta(days=1)).strftime("%A"))


def _plainly(line: str) -> str:
    """A line with its date as the shapes of dates have it: no capitals, no time behind a T, no figures for months."""
    line = re.sub(r"(?<=\d)T(?=\d\d:)", " ", line)
    line = re.sub(r"\b(\d{1,2})-([A-Z][a-z]{2})-(\d{4})\b", r"\1 \2 \3", line)
    line = re.sub(r"(?<!\d)(\d{4})/(\d\d)/(\d\d)(?!\d)", r"\1-\2-\3", line)
    american = _AMERICAN_TIME.search(line) is not None
    return _FIGURES.sub(lambda match: _to_iso(match, american=american), line.title() if line.isupper() else line)


_AMERICAN_TIME = re.compile(r"\b(?:[ECMP][SD]?T|AK[SD]T)\b")  # where the month stands before the day


_FIGURES = re.compile(r"(?<![\d./])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")


def _to_iso(match: re.Match[str], *, american: bool) -> str:
    """``17/10/2025``; which of two numbers up to 12 is the month only an American time or a full stop tells."""
    first, second = int(match[1]), int(match[3])
    if american and first <= _MONTHS:
        return f"{match[4]}-{first:02d}-{second:02d}"
    if first > _MONTHS or first == second or match[2] == ".":
        return f"{match[4]}-{second:02d}-{first:02d}"
    return f"{match[4]}-{first:02d}-{second:02d}" if second > _MONTHS else match[0]


_MONTHS = 12


def full_date(text: str) -> str | None:
    """Return the first date of a text that names day, month and year, in ISO 8601; of a few days the last."""
    return next((day for one in find_expressions(text) if (day := _single_day(one))), None)


def _single_day(one: Expression) -> str | None:
    """The day that an expression names with its year; of ``the weekend of March 8 and 9, 2025`` the last."""
    from_, to = one.ends(View(None))
    if from_ is None or to is None or len(from_) != len("2025-01-31"):
        return None
    days = datetime.date.fromisoformat(to) - datetime.date.fromisoformat(from_)
    return to if days.days < _FEW_DAYS else None


_FEW_DAYS = 7  # the days of one report: a weekend, a week


def end_of_dateline(text: str) -> int:
    """Return where the dateline that opens a paragraph ends, 0 where none does: its date is the article's."""
    dateline = _DATELINE.match(text)
    return dateline.end() if dateline and any(find_expressions(dateline[0])) else 0


def _own_line(line: str) -> str | None:
    """The part of a line that may show the article's day: all of a byline, of a paragraph its dateline."""
    closed = re.search(r"[.!?][\"”']?\s*$", line) is not None and not re.search(r"\b[ap]\.m\.\s*$", line)
    if len(line) <= _SHORT_LINE and (not closed or _BYLINE.match(line)):
        return line
    dateline = _DATELINE.match(line)
    return dateline[0] if dateline else None
