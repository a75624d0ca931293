"""The fiscal year of an article: quarters and halves that do not end with those of the calendar."""

import datetime
import re

from extractor import lexicons
from extractor.claims.calendars import Ends, move
from extractor.claims.date_shapes import Expression

_END = r"(?:on\s|in\s)?(?:the\send\sof\s|end-)?(?:\d{1,2}\s)?(?P<month>[A-Z][a-z]{2,8})\b"
_QUARTER_ENDED = re.compile(
    rf"\b(?P<part>first|second|third|fourth)[\s-](?:fiscal\s)?(?P<kind>quarter|half)(?:\sof\s(?:its\s)?fiscal(?:\syear)?\s\d{{4}})?"
    rf",?\s(?:(?:that|which)\s)?end(?:ed|ing|s)\s{_END}"
)
# "second-quarter sales rose … in the three months to 30 November": of one sentence, or of the next
_PART_OF_MONTHS = re.compile(
    r"\b(?P<part>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)[\s-](?:fiscal\s)?(?:(?P<kind>half)\b(?:[^.\n]|\.(?=\d)){0,200}?"
    r"\b(?:six\smonths|26\sweeks)|quarter\b(?:[^.\n]|\.(?=\d)){0,200}?\b(?:three\smonths|1[23]\sweeks)"
    rf"|quarter\b[^§]{{0,400}}?\bquarter)\s(?:to|ended|ending|through)\s{_END}"
)
_YEAR_ENDED = re.compile(
    rf"\b(?:(?:fiscal|financial)\syear|year)\s(?:to|ended|ending|that\sends)\s(?=(?:\w+\s)?\d|\w+\.?\s\d){_END}"
)


def find_fiscal_shift(text: str) -> int | None:
    """Return how many months after the calendar's the quarters of an article end: -3 where a fourth ended in September.

    That is told by the first quarter or half whose end the article gives, ``the third quarter ended Oct. 31``, or
    whose months it gives, ``second-quarter sales … for the three months to 30 November``; else by the end of the year:
    ``the year to Jan. 31``. It is None where no end is given.

    Args:
        text: The document's text.
    """
    lexicon = lexicons.load("periods")
    for pattern in (_QUARTER_ENDED, _PART_OF_MONTHS, _YEAR_ENDED):
        for match in pattern.finditer(text):
            month = lexicon["months"].get(match["month"].lower().rstrip("."))
            groups = match.groupdict()
            if month is not None:
                length = 6 if groups.get("kind") == "half" else 3
                last = length * lexicon["parts"][groups["part"].lower()] if "part" in groups else 12
                return int(month - last + 6) % 12 - 6
    return None


def is_fiscal(one: Expression) -> bool:
    """Tell whether a date counts in the fiscal year that its article shows: quarters without the number of a year."""
    groups = one.match.groupdict()
    if one.shape in ("quarter", "q"):
        given = groups["year"] or groups.get("year_before") or ""
        return not any(character.isdigit() for character in given)
    unit = (groups.get("unit") or "").lower()
    return one.shape in ("relative", "edge_of", "rest") and (unit in ("quarter", "half") or unit.startswith("fiscal"))


def shifted_day(day: datetime.date, months: int) -> datetime.date:
    """Return a day moved by that many months."""
    return datetime.date.fromisoformat(move(day.isoformat(), months) or "")


def shifted(ends: Ends, months: int) -> Ends:
    """Return the ends of a fiscal year, half or quarter, from those of the calendar's."""
    from_, to = ends
    return move(f"{from_}-01"[:7], months) if from_ else None, move(f"{to}-12"[:7], months) if to else None
