"""Where an article stands in time, while its sentences are read one by one: period and status of each number."""

import datetime
import re

from spacy.tokens import Span

from extractor.claims import additions, comparisons, periods, statuses, syntax
from extractor.claims.calendars import article_day, is_unit
from extractor.claims.datelines import end_of_dateline, full_date
from extractor.claims.dates import Dated, find_dates, last_day, last_written
from extractor.claims.fiscal import find_fiscal_shift
from extractor.claims.found import Found
from extractor.claims.headings import find_headings
from extractor.records import Period, Status

_UNITS = ("week", "month", "quarter", "half", "year")


class Timeline:
    """What is known of an article's dates.

    Args:
        text: The article's text, in which the offsets of periods count.
        date: The article's date in ISO 8601; relative dates resolve only by it.
    """

    def __init__(self, text: str, date: str | None) -> None:
        self._text = text
        self._today = article_day(date) or article_day(full_date(date or ""))
        self._headings = list(find_headings(text, today=self._today))
        self._told: datetime.date | None = None  # in an article without a day: the last date written out
        self._named: datetime.date | None = None  # the last day that was named
        self._fiscal = find_fiscal_shift(text)
        self._placed: tuple[int, Found, Period | None] | None = None  # the last number, and where its sentence begins
        self._last_period: Period | None = None
        self._last_whole: Period | None = None  # the last with both ends
        self._last_by_unit: dict[str, Period] = {}
        self._last_status_by_period: dict[tuple[str | None, str | None], Status] = {}

    def find_dates(self, sent: Span) -> list[Dated]:
        """Return the dates of a sentence, but for that of its dateline; sentences must be given in their order."""
        opening = end_of_dateline(sent.text)
        found = find_dates(sent.text, today=self._today, told=self._told, named=self._named, fiscal=self._fiscal)
        dates = [one for one in found if one.start >= opening]
        self._named = last_day(dates) or self._named
        if self._today is None:
            self._told = last_written(dates) or self._told
        return dates

    def place(self, sent: Span, found: Found, dates: list[Dated], others: list[Found]) -> tuple[Period | None, Status]:
        """Return when a number holds and whether it is a forecast; numbers must be given in their order.

        Args:
            sent: The parsed sentence.
            found: The quantity.
            dates: The dates of the sentence, as ``find_dates`` gave them.
            others: All quantities of the sentence.
        """
        ahead = statuses.looks_ahead(sent, found)
        period = self._period(sent, found, dates, others, ahead=ahead)
        still = statuses.is_still_to_come(period, self._today) and not self._is_over(sent, found, period)
        status: Status = "forecast" if ahead or still else "reported"
        if period is not None and (period.from_ or period.to):
            ends = (period.from_, period.to)
            date = next((one for one in dates if sent.start_char + one.start == period.start), None)
            if status == "reported" and date is not None and date.months == 0:
                status = self._last_status_by_period.get(ends, status)  # "over the same period" as a forecast is one
            if date is None or not date.months:  # nothing counts from "a year earlier", which itself does
                self._last_period = period
                if period.from_ and period.to:
                    self._last_whole = period
                if not statuses.is_still_to_come(period, self._today):
                    self._last_by_unit |= {unit: period for unit in _UNITS if is_unit(*ends, unit)}
            self._last_status_by_period[ends] = status
        return period, status

    def _is_over(self, sent: Span, found: Found, period: Period | None) -> bool:
        """Whether a period that has begun is told in the past: ``fell 1.8% this fall``."""
        if self._today is None or period is None or period.from_ is None or " this " not in f" {period.text}":
            return False
        verb = syntax.governing_verb(syntax.token_at(sent, found.start, found.end))
        begun = period.from_ <= self._today.isoformat()[: len(period.from_)]
        return begun and verb is not None and syntax.is_past(verb)

    def _period(
        self, sent: Span, found: Found, dates: list[Dated], others: list[Found], *, ahead: bool
    ) -> Period | None:
        """The date of the sentence that governs the number, or that of the heading of its list."""
        told = periods.Told(last=self._last_period, whole=self._last_whole, by_unit=self._last_by_unit)
        period = periods.find_period(sent, found, dates, others, told, ahead=ahead, today=self._today)
        if period is None and (before := self._before(sent)) is not None:
            period = before[1] if additions.adds_to(sent.text, before[0], found) else None
        if period is None and not dates and not comparisons.is_base(sent.text, found.start):
            heading = next((one for one in self._headings if one.start <= sent.start_char < one.end), None)
            if heading is not None:
                bracketed = sent.text[: found.start].endswith("(")
                period = periods.period_of_heading(self._text, heading, bracketed=bracketed)
        self._placed = (sent.start_char, found, period)
        return period

    def _before(self, sent: Span) -> tuple[Found, Period] | None:
        """The number before in the same sentence and its period, if it has one."""
        if self._placed is None or self._placed[0] != sent.start_char or self._placed[2] is None:
            return None
        return self._placed[1], self._placed[2]


def is_span_of_time(sent: Span, found: Found, dated: list[Dated]) -> bool:
    """Tell what only says when another number holds and claims nothing itself: ``over the past five years``.

    Args:
        sent: The sentence.
        found: The quantity.
        dated: The dates of the sentence.
    """
    if found.dimension == "rank" or (found.unit is None and _FOUR_DIGITS.fullmatch(sent.text, found.start, found.end)):
        return False  # the quantities leave out years: "an average of 1500" is none
    if sent.text[: found.start].endswith("in ") and _OF_AN_ACTIVITY.match(sent.text, found.end):
        return False  # "in 30 years of polling"
    within = any(one.start <= found.start and found.end <= one.end for one in dated)
    verb = syntax.token_at(sent, found.start, found.end).head.lemma_ if within else ""
    return within and verb not in ("spend", "last")  # "spent the last 200 days at sea", "to last 10 weeks"


_OF_AN_ACTIVITY = re.compile(r"\sof\s(?!the\b|this\b|that\b|last\b|each\b|\d)[a-z]")
_FOUR_DIGITS = re.compile(r"\d{4}")
