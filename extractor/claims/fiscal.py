"""The fiscal year of an article: quarters and halves that do not end with those of the calendar."""

import datetime
import re

from extractor import lexicons
from extractor.claims.calendars import Ends, move
from extractor.claims.date_shapes import Expression

_QUARTER_ENDED = re.compile(
    r"\b(?P<part>first|second|third|fourth)[\s-]quarter,?\s(?:(?:that|which)\s)?end(?:ed|ing|s)\s(?:on\s)?(?:\d{1,2}\s)?"
    r"(?P<month>[A-Z][a-z]{2,8})\b"
)


def find_fiscal_shift(text: str) -> int:
    """Return how many months after the calendar's the quarters of an article end: -3 where a fourth ended in September.

    That is told by the first quarter whose end the article gives: ``the third quarter ended Oct. 31``. It is 0 where no
    quarter's is given.

    Args:
        text: The document's text.
    """
    lexicon = lexicons.load("periods")
    for match in _QUARTER_ENDED.finditer(text):
        month = lexicon["months"].get(match["month"].lower())
        if month is not None:
            return int(month - 3 * lexicon["parts"][match["part"]] + 6) % 12 - 6
    return 0


def is_fiscal(one: Expression) -> bool:
    """Tell whether a date counts in the fiscal year that its article shows: quarters and halves without a year."""
    groups = one.match.groupdict()
    if one.shape in ("quarter", "q"):
        return groups["year"] is None
    unit = (groups.get("unit") or "").lower()
    return one.shape in ("relative", "edge_of", "rest") and (unit in ("quarter", "half") or unit.startswith("fiscal"))


def shifted_day(day: datetime.date, months: int) -> datetime.date:
    """Return a day moved by that many months."""
    return datetime.date.fromisoformat(move(day.isoformat(), months) or "")


def shifted(ends: Ends, months: int) -> Ends:
    """Return the ends of a fiscal year, half or quarter, from those of the calendar's."""
    from_, to = ends
    return move(f"{from_}-01"[:7], months) if from_ else None, move(f"{to}-12"[:7], months) if to else None
