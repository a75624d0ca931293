"""When a number holds: which date of the sentence governs it."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.calendars import UNKNOWN, Direction, Ends, move, move_days
from extractor.claims.dates import Dated
from extractor.claims.found import Found
from extractor.claims.headings import Heading
from extractor.claims.partings import describes, opens_when, parts
from extractor.claims.scopes import BESIDE, COORDINATE, FOLLOWING, reach
from extractor.records import Period


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an article has told of time before a sentence.

    Attributes:
        last: Its last period.
        whole: Its last period that has both ends, which "over the same period" takes up.
        by_unit: The last week, month, quarter, half and year, which "in the quarter" takes up.
    """

    last: Period | None
    whole: Period | None
    by_unit: Mapping[str, Period]

    def taken_up(self, dated: Dated) -> Period | None:
        """Return the period that a date refers to, if it refers to one."""
        unit = _UNIT_AGO.search(dated.unit or dated.text)
        if unit is not None and unit[0].lower() in self.by_unit and (dated.unit or dated.same):
            return self.by_unit[unit[0].lower()]
        return self.whole or self.last if dated.months == 0 else self.last


_UNIT_AGO = re.compile(r"\b(?:week|month|quarter|half|year$)")  # "in the quarter", "in the year-ago quarter"


def find_period(
    sent: Span,
    found: Found,
    dates: list[Dated],
    others: list[Found],
    told: Told,
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
        told: The periods of the article before it.
        ahead: Whether the wording makes the number a forecast: dates without a year then lie ahead.
        today: The article's day, where it is known.

    Returns:
        The period with offsets in the text of ``sent.doc``, or None.
    """
    if not dates or describes(sent.text, found):
        return None
    number = syntax.token_at(sent, found.start, found.end)
    best: tuple[tuple[bool, int, int], int, Dated] | None = None
    for dated in dates:
        if dated.unit and dated.unit not in told.by_unit:
            continue  # "in the quarter": no quarter was named before
        tier = _tier(sent, found, number, dated, others, ahead=ahead, today=today)
        if tier is not None and not (tier == COORDINATE and _date_between(sent, found, dated, dates)):
            cost = (_is_bare(dated), tier, _distance(found, dated, others))
            if best is None or cost < best[0]:
                best = (cost, tier, dated)
    if best is None:
        return None
    _, tier, dated = best
    if found.dimension == "age" and tier != BESIDE:
        return None
    date = syntax.token_at(sent, dated.start, dated.end)
    taken_up = told.taken_up(dated)
    from_, to = _ends(dated, _direction(number, date, ahead=ahead), taken_up, sent)
    if tier == FOLLOWING or (ahead and date.head.lemma_.lower() in lexicons.load("periods")["scope"]["starting"]):
        to = None
    if to is None and opens_when(sent.text, found, dated):
        to = from_  # "has grown since March 2023, when 53% backed it"
    return _to_period(
        sent.text[dated.start : dated.end],
        sent.start_char + dated.start,
        from_,
        to,
    )


def period_of_heading(text: str, heading: Heading, *, bracketed: bool) -> Period:
    """Return the period that the heading of a list gives to the numbers of its lines, or to those in brackets."""
    date = heading.bracketed if bracketed and heading.bracketed else heading.date
    return _to_period(text[date.start : date.end], date.start, *date.near)


def _to_period(text: str, start: int, from_: str | None, to: str | None) -> Period:
    return Period(text=text, start=start, end=start + len(text), from_=from_, to=to)


def _direction(number: Token, date: Token, *, ahead: bool) -> Direction:
    """Whether a date without a year lies back or ahead: as the number does, unless its own verb tells what was."""
    if ahead:
        told = date.head.tag_ == "VBD" and date.head.lemma_.lower() not in lexicons.load("statuses")["verbs"]
        return "back" if told or _is_pluperfect(date.head) else "ahead"
    verb = syntax.governing_verb(number)
    if verb is None or syntax.is_past(verb):
        return "back"  # news without a verb tells of what is over
    own = syntax.governing_verb(date) or verb
    present = own.tag_ in ("VBZ", "VBP")
    if present and own.lemma_.lower() in lexicons.load("periods")["scope"]["scheduled"]:
        return "ahead"
    return "back" if present and syntax.is_change(own) else "near"  # "Sales rise in October": a headline


def _is_pluperfect(verb: Token) -> bool:
    """``had forecast`` *50,000 jobs in September*: it is known by now how many there were."""
    return verb.tag_ == "VBN" and any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)


def _ends(dated: Dated, direction: Direction, last: Period | None, sent: Span) -> Ends:
    """The date's own ends, or those of the period that it refers to, moved as it says."""
    own = {"back": dated.back, "near": dated.near, "ahead": dated.ahead}[direction]
    if last is None or not (last.from_ or last.to):
        return own
    if dated.month:
        years = [str(int(end[:4]) + (dated.months or 0) // 12) for end in (last.to or last.from_,) if end]
        return f"{years[0]}-{dated.month:02d}", f"{years[0]}-{dated.month:02d}"
    if dated.year:
        return _in_year(last.from_, dated.year), _in_year(last.to, dated.year)
    if dated.months == 0:
        return last.from_, last.to
    if dated.days is not None and last.start >= sent.start_char:
        return move_days(last.from_, dated.days), move_days(last.to, dated.days)
    if dated.months is not None and (last.start >= sent.start_char or dated.same or own == UNKNOWN):
        return _moved(last, dated)
    return own


def _moved(last: Period, dated: Dated) -> Ends:
    """``in the year-ago period`` is as long as the period it counts from; ``a year earlier`` is that year."""
    months = dated.months or 0
    year_long = last.from_ is not None and len(last.from_) == len("2025-01") and move(last.from_, 11) == last.to
    if dated.same or months % 12 or year_long:
        return move(last.from_, months), move(last.to, months)
    year = move((last.to or last.from_ or "")[:4], months)
    return year, year


def _in_year(end: str | None, year: str) -> str | None:
    """Return an ISO date moved to another year: ``the same period of 2024``."""
    return year + end[4:] if end else end


def _is_bare(dated: Dated) -> bool:
    """``over two years``: a stretch that does not say when it was, which a date beside it may."""
    return dated.lasting and re.search(r"\b(?:past|last|next|coming|previous|following)\b", dated.text) is None


def _tier(
    sent: Span,
    found: Found,
    number: Token,
    dated: Dated,
    others: list[Found],
    *,
    ahead: bool,
    today: datetime.date | None,
) -> int | None:
    if dated.start < found.end and found.start < dated.end:
        return None
    if opens_when(sent.text, found, dated):
        return COORDINATE
    if dated.base:
        return None
    if parts(sent, found, dated, others, ahead=ahead, today=today):
        return None
    if _is_beside(sent, found, dated, others):
        return BESIDE
    day = dated.is_day or len(dated.near[0] or "") == len("2025-01-31")
    return reach(number, syntax.token_at(sent, dated.start, dated.end), day=day)


def _is_beside(sent: Span, found: Found, dated: Dated, others: list[Found]) -> bool:
    """``£392m in 2023``, ``2023: £392m``: nothing stands between number and date that could part them."""
    if dated.end < found.start:
        return _BEFORE.fullmatch(sent.text[dated.end : found.start]) is not None
    if any(found.end <= other.start < dated.start for other in others):
        return False
    return _adjoins(sent, found.end, dated.start) or _is_told(sent, found.end, dated.start)


# "2023: £392m", "the 2023 deficit of £392m"
_BEFORE = re.compile(r":\s?|(?:'s)?\s(?:\w+\s){1,2}of\s(?:(?:about|around|nearly|almost|over|some|just|roughly)\s)?")


def _is_told(sent: Span, start: int, end: int) -> bool:
    """``the £187m it made`` *last year*, ``31.7% won by the party`` *in 2023*: a clause that tells of the number."""
    between = sent.char_span(start, end, alignment_mode="contract")
    if between is None or len(between) > _CONTACT or any(one.is_punct or one.pos_ == "CCONJ" for one in between):
        return False
    verbs = [one for one in between if one.pos_ in syntax.VERBAL and one.dep_ not in ("aux", "auxpass")]
    scope = lexicons.load("periods")["scope"]
    if len(verbs) != 1 or any(one.lower_ in (*scope["comparing"], *scope["apart"]) for one in between):
        return False
    opens = between[0].lower_ in scope["other_time"] or verbs[0].lemma_.lower() in scope["origins"]
    told = verbs[0].tag_ in ("VBD", "VBN") and verbs[0].dep_ != "amod" and not opens
    return (
        told
        and between[0].pos_ not in ("ADP", "ADV", "PART")
        and verbs[0].lemma_.lower() not in lexicons.load("cues")["verbs"]
    )


_CONTACT = 6  # words of the longest clause that is read as telling of the number before it


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
