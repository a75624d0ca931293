"""When a number holds: which date of the sentence governs it."""

import datetime
import re

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.calendars import Direction, Ends, is_unit, move
from extractor.claims.datelines import Heading
from extractor.claims.dates import Dated
from extractor.claims.found import Found
from extractor.claims.scopes import BESIDE, COORDINATE, FOLLOWING, reach
from extractor.records import Period


def find_period(
    sent: Span,
    found: Found,
    dates: list[Dated],
    others: list[Found],
    last: Period | None,
    *,
    ahead: bool = False,
    today: datetime.date | None = None,
) -> Period | None:
    """Return the period of a number: the date that governs it most directly, the nearest where several do.

    Args:
        sent: The parsed sentence.
        found: The quantity.
        dates: What ``find_dates`` gave for ``sent.text``.
        others: All quantities of the sentence.
        last: The last period of the article, which "over the same period" takes up.
        ahead: Whether the wording makes the number a forecast: dates without a year then lie ahead.
        today: The article's day, where it is known.

    Returns:
        The period with offsets in the text of ``sent.doc``, or None.
    """
    if not dates or _describes(sent.text, found):
        return None
    number = syntax.token_at(sent, found.start, found.end)
    best: tuple[int, int, Dated] | None = None
    for dated in dates:
        tier = _tier(sent, found, number, dated, others, last=last, ahead=ahead, today=today)
        if tier is not None and not (tier == COORDINATE and _date_between(sent, found, dated, dates)):
            cost = (tier, _distance(found, dated, others))
            if best is None or cost < best[:2]:
                best = (*cost, dated)
    if best is None:
        return None
    dated = best[2]
    if found.dimension == "age" and best[0] != BESIDE:
        return None
    date = syntax.token_at(sent, dated.start, dated.end)
    from_, to = _ends(dated, _direction(number, date, ahead=ahead), last, sent)
    if best[0] == FOLLOWING:
        to = None
    return _to_period(
        sent.text[dated.start : dated.end],
        sent.start_char + dated.start,
        from_,
        to,
    )


def period_of_heading(text: str, heading: Heading) -> Period:
    """Return the period that the heading of a list gives to the numbers of its lines."""
    date = heading.date
    return _to_period(text[date.start : date.end], date.start, *date.near)


def _to_period(text: str, start: int, from_: str | None, to: str | None) -> Period:
    return Period(text=text, start=start, end=start + len(text), from_=from_, to=to)


def _direction(number: Token, date: Token, *, ahead: bool) -> Direction:
    """Whether a date without a year lies back or ahead: as the number does, unless its own verb tells what was."""
    if ahead:
        told = date.head.tag_ == "VBD" and date.head.lemma_.lower() not in lexicons.load("statuses")["verbs"]
        return "back" if told or _is_pluperfect(date.head) else "ahead"
    verb = syntax.governing_verb(number)
    return "back" if verb is not None and syntax.is_past(verb) else "near"


def _is_pluperfect(verb: Token) -> bool:
    """``had forecast`` *50,000 jobs in September*: it is known by now how many there were."""
    return verb.tag_ == "VBN" and any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)


def _ends(dated: Dated, direction: Direction, last: Period | None, sent: Span) -> Ends:
    """The date's own ends, or those of the period that it refers to, moved as it says."""
    own = {"back": dated.back, "near": dated.near, "ahead": dated.ahead}[direction]
    if last is None or not (last.from_ or last.to):
        return own
    if dated.year:
        return _in_year(last.from_, dated.year), _in_year(last.to, dated.year)
    if dated.months == 0:
        return last.from_, last.to
    if dated.months is not None and (last.start >= sent.start_char or dated.same):
        return _moved(last, dated)
    return own


def _moved(last: Period, dated: Dated) -> Ends:
    """``in the year-ago period`` is as long as the period it counts from; ``a year earlier`` is that year."""
    months = dated.months or 0
    if dated.same or months % 12:
        return move(last.from_, months), move(last.to, months)
    year = move((last.to or last.from_ or "")[:4], months)
    return year, year


def _in_year(end: str | None, year: str) -> str | None:
    """Return an ISO date moved to another year: ``the same period of 2024``."""
    return year + end[4:] if end else end


_RECORD = re.compile(
    r"\b(?:first|last|most|least|best|worst|\w{2,12}est|record)\b[^,;]{0,40}\s(?:in|for|over)\s(?:\w+\s){0,2}$"
)


def _describes(text: str, found: Found) -> bool:
    """``a five-year contract``, ``two-bedroom``: a measure that describes holds without a date."""
    if found.dimension in ("multiple", "rank"):
        return False
    standards = lexicons.load("periods")["scope"]["standards"]
    if re.match(rf"\s(?:{lexicons.alternatives(standards)})\b", text[found.end :]):
        return True  # "above the 3% ceiling"
    if found.dimension == "time" and _RECORD.search(text[: found.start]):
        return True  # "the hottest day in 16 years"
    return "-" in text[found.number_end : found.end] or text[found.end : found.end + 1] == "-"


def _tier(
    sent: Span,
    found: Found,
    number: Token,
    dated: Dated,
    others: list[Found],
    *,
    last: Period | None,
    ahead: bool,
    today: datetime.date | None,
) -> int | None:
    text = sent.text
    if dated.start < found.end and found.start < dated.end:
        return None
    if dated.base:
        return COORDINATE if _opens_when(text, found, dated) else None
    if dated.unit and not (last and is_unit(last.from_, last.to, dated.unit)):
        return None  # "in the quarter": no quarter was named before
    if (ahead and _is_over(dated, today)) or _is_of_projection(text, dated, today) or _dates_speech(text, dated):
        return None
    first, second = (found.end, dated.start) if found.start < dated.start else (dated.end, found.start)
    between = text[first:second]
    if _is_framed(between, after=dated.start > found.start) or _dates_another(text, found, dated, others):
        return None
    if _is_beside(sent, found, dated, others):
        return BESIDE
    day = len(dated.near[0] or "") == len("2025-01-31")
    return reach(number, syntax.token_at(sent, dated.start, dated.end), day=day)


def _is_beside(sent: Span, found: Found, dated: Dated, others: list[Found]) -> bool:
    """``£392m in 2023``, ``2023: £392m``: nothing stands between number and date that could part them."""
    if dated.end < found.start:
        return re.fullmatch(r":\s?", sent.text[dated.end : found.start]) is not None
    adjoins = _adjoins(sent, found.end, dated.start)
    return adjoins and not any(found.end <= other.start < dated.start for other in others)


def _is_over(dated: Dated, today: datetime.date | None) -> bool:
    """``on Tuesday cut its forecast to 1.8%``: no forecast is for a day that is over."""
    to = dated.near[1]
    return dated.is_day and today is not None and to is not None and to <= today.isoformat()


_PROJECTED = re.compile(r"\b(?:projected|forecast|predicted|estimated|expected|anticipated|made)\s$")


def _is_of_projection(text: str, dated: Dated, today: datetime.date | None) -> bool:
    """``against 1.5% projected in February``: the date is over, and that of the projection."""
    to = dated.near[1]
    over = today is not None and to is not None and len(to) > len("2025") and to < today.isoformat()[: len(to)]
    return over and _PROJECTED.search(text[: dated.start]) is not None


def _opens_when(text: str, found: Found, dated: Dated) -> bool:
    """``from a year ago, when it was`` *$472,500*."""
    return found.start > dated.end and re.match(r",?\swhen\s[^,;]*$", text[dated.end : found.start]) is not None


def _is_framed(between: str, *, after: bool) -> bool:
    """Whether a quotation, a parenthesis or a semicolon parts the date from the number."""
    if between.count('"') % 2 or between.count("“") != between.count("”"):
        return True  # what frames a quotation dates the speech, not the number
    opened, closed = between.count("("), between.count(")")
    return (after and (opened > closed or ";" in between)) or (not after and closed > opened)


_BASE = re.compile(r"\b(?:from|than|versus|against|with)\s(?:\w+\s){0,2}$")


def _dates_another(text: str, found: Found, dated: Dated, others: list[Found]) -> bool:
    """Whether the date is that of a move to the number, of a part of it, or of the base it is compared with."""
    between = text[found.end : dated.start]
    stretch = dated.lasting or text.startswith("since ", dated.start)
    if stretch and re.search(r"\bto\s(?:\w+\s)?$", text[: found.start]):
        return True  # "grew 28 percent over 12 months to 1,840": what is reached holds at the end
    if stretch and re.search(r",\s(?:up|down)\s", between):
        return True  # "27 per cent, down two points since March"
    apart = lexicons.alternatives(lexicons.load("periods")["scope"]["apart"])
    if re.search(rf"\b(?:{apart})\b[^,]*$", between):
        return True  # "47 goals, including 21 last term"
    return _dates_base(text, found, dated, others)


def _dates_base(text: str, found: Found, dated: Dated, others: list[Found]) -> bool:
    """``to 2.3% in April from 3.2% in March``: a date right behind the base of a comparison is the base's alone."""
    owner = next((one for one in others if 0 < dated.start - one.end <= 2), None)
    if owner is not None and owner is not found and _BASE.search(text[: owner.start]):
        return True
    before = [one for one in others if one.end <= dated.start]
    if not before or found.end > dated.start:
        return False
    base = next((one for one in reversed(before) if _BASE.search(text[: one.start])), None)
    if base is None or base is found or found.start > base.start:
        return False
    return not re.search(r"\bto\b|[;,]", text[base.end : dated.start])


def _dates_speech(text: str, dated: Dated) -> bool:
    """``said on Tuesday``, ``figures released last week``: the date is that of the report."""
    if not (dated.is_day or dated.months is not None):
        near = dated.near
        if near[0] is None or len(near[0]) != len("2025-01-31"):
            return False
    verbs = lexicons.load("periods")["scope"]["speech"]
    before = text[max(0, dated.start - 30) : dated.start]
    return re.search(rf"\b(?:{lexicons.alternatives(verbs)})\s(?:\w+\s)?$", before) is not None


def _adjoins(sent: Span, start: int, end: int) -> bool:
    """Whether no verb, no comma and no other time stands between a number and the date behind it."""
    between = sent.char_span(start, end, alignment_mode="contract")
    if between is None:
        return True
    scope = lexicons.load("periods")["scope"]
    other_time, comparing = scope["before_or_after"], (*scope["comparing"], *scope["apart"])
    return not any(
        token.pos_ in syntax.VERBAL
        or token.text in (",", ";", "—", "–", "(", ")", ":")
        or token.lower_ in other_time
        or token.lower_ in comparing
        or token.tag_ in ("WDT", "WP", "WRB", "VBN", "VBG")
        for token in between
    )


def _date_between(sent: Span, found: Found, dated: Dated, dates: list[Dated]) -> bool:
    """A date governs clauses joined to its own unless another date stands between ("third-quarter sales" has none)."""
    return any(
        dated.end <= other.start
        and other.end <= found.start
        and not other.base
        and syntax.token_at(sent, other.start, other.end).dep_ not in ("amod", "compound", "nmod", "nummod", "poss")
        for other in dates
    )


def _distance(found: Found, dated: Dated, others: list[Found]) -> int:
    """Characters between number and date; each other number between them weighs as much as half a line."""
    first, second = (found.end, dated.start) if found.start < dated.start else (dated.end, found.start)
    between = sum(1 for other in others if other is not found and first <= other.start < second)
    return second - first + 40 * between + (0 if found.start < dated.start else 10)
