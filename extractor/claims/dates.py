"""The date expressions of a sentence, with their ends in ISO 8601."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor import lexicons
from extractor.claims.calendars import Ends, resolve


@dataclass(frozen=True)
class Dated:
    """A date expression in a sentence's text, with its ends in ISO 8601 where they are known."""

    start: int
    end: int
    from_: str | None
    to: str | None
    reference: bool = False
    year: str | None = None


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
    unit = r"(?:day|week|month|quarter|year|decade|summer|winter|season)s?"
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


_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec")
_INTERVAL = re.compile(r"\s?(?:and|to|through|until|[-–])\s?$")


def find_dates(text: str, *, today: datetime.date | None) -> list[Dated]:
    """Return the date expressions of a sentence's text, intervals joined, the periods of comparisons left out.

    Args:
        text: The sentence's text; offsets count in it.
        today: The article's day, by which relative dates are resolved; without it their ends stay open.
    """
    found: list[Dated] = []
    for match in _pattern().finditer(text):
        ends = resolve(match, today)
        preposition = (match["preposition"] or "").lower()
        start, end = match.span()
        if text[end - 1] == "." and re.findall(r"\w+", match[0])[-1] not in _SHORT_MONTHS:
            end -= 1  # a full stop, not that of an abbreviated month
        if (match["month_only"] and not _is_month(text, match)) or (
            match["span_of_time"] and not _is_period(text, match)
        ):
            continue
        if _interval(found, text, start, preposition):
            opening = found.pop()
            found.append(Dated(opening.start, end, opening.from_ or opening.to, ends[1] or ends[0]))
            continue
        if _is_base(text, start, end, preposition, match):
            continue
        whole = (
            match["span_from"]
            or match["md_last"]
            or match["dm_first"]
            or match["three"]
            or match["year_to"]
            or match["span_of_time"]
            or match["same"]
        )
        sides = ends if whole else _side(preposition, ends)
        found.append(Dated(start, end, *sides, reference=bool(match["same_year"]), year=match["same_year"]))
    found.extend(_references(text))
    return sorted(found, key=lambda dated: dated.start)


def _is_month(text: str, match: re.Match[str]) -> bool:
    """``May`` and ``March`` are verbs too, unless a preposition or an adjective of time stands before them."""
    word = match["month_only"]
    return not (word in ("May", "March", "Mar", "Jan", "Sun") and not match["preposition"])


def _is_period(text: str, match: re.Match[str]) -> bool:
    """``over the past five years``, ``by 28 percent over 12 months`` are periods; ``a loan over ten years`` is none."""
    preposition = (match["preposition"] or "").lower()
    if match["span_which"]:
        return preposition in ("over", "in", "during", "within", "for", "of", "throughout", "")
    if match["span_of_time"].lower().startswith("the ") and preposition in ("over", "in", "during", "within"):
        return True
    before = text[max(0, match.start() - 60) : match.start()]
    if re.search(r"\b(?:first|\w{2,12}est|worst|best|least|most)\b[^,]{0,40}$", before):
        return False  # "its first cut in four years" measures
    loan = re.search(r"\b(?:lend|lent|lends|loans?|borrow\w*|repa\w+|mortgages?)\b", before)
    if preposition == "over" and loan is None and re.search(r"[$£€₹¥]\s?\d|\bRs\.?\s\d", before):
        return True  # "stole £220,000 over six years"
    share = re.search(
        r"%|per\s?cent|\bpoints\b|\b(?:a|one|two)\s(?:third|quarter|half|fifth)|fold\b|doubled|tripled|halved", before
    )
    return preposition in ("over", "in") and share is not None


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


_RECORD = re.compile(r"\b(?:first|lowest|\w{2,12}est|most|best|worst|record)\b[^.;\d]{0,40}$")


def _is_base(text: str, start: int, end: int, preposition: str, match: re.Match[str]) -> bool:
    """The period of a comparison's base: "from a year earlier", "compared with last year"."""
    if preposition == "since" and _RECORD.search(text[max(0, start - 50) : start]):
        return True  # "the highest since 2021" dates the record
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


_FULL_DATE = 120  # characters of the longest line that still reads as a dateline or byline
_OPENING_LINES = 12


# "LONDON, 6 March 2025 (Reuters) — ": a place and a date before a dash or colon open the first paragraph.
_DATELINE = re.compile(r"\s*[A-Z][\w .,'()/-]{3,80}?(?:\s[—–-]{1,2}\s|[—–]|:\s)")


def find_article_date(text: str) -> str | None:
    """Return the day that an article shows as its own, in ISO 8601.

    A dateline, byline or "Last updated" is a short line, or the opening of a paragraph, that holds a full date.

    Args:
        text: The document text, before boilerplate is removed.
    """
    lines = [line for line in text[:4000].split("\n") if line.strip()][:_OPENING_LINES]
    for line in lines:
        running = len(line) > _FULL_DATE or re.search(r"[.!?][\"”']?\s*$", line.strip()) is not None
        dateline = _DATELINE.match(line) if running else None
        if running and dateline is None:
            continue
        for match in _pattern().finditer(dateline[0] if dateline else line):
            from_, to = resolve(match, None)
            if from_ and from_ == to and len(from_) == len("2025-01-31"):
                return from_
    return None
