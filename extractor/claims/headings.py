"""The headings that date what stands below them."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.claims.dates import Dated, find_dates


@dataclass(frozen=True)
class Heading:
    """A line that dates the lines below it; offsets count in the document's text.

    Attributes:
        start: Where the first line below it begins.
        end: Where the last one ends, before a blank line.
        date: The date; its offsets count in the document's text too.
        bracketed: The date of the numbers in brackets: ``third quarter 2025 (2024):``.
    """

    start: int
    end: int
    date: Dated
    bracketed: Dated | None = None


_HEADING_WORDS = 5
# A line, and the lines right below it; or what leads in a list, with a blank line between, and its items.
_TABLE = re.compile(r"(?<=\n\n)(?P<line>[^\n]{3,60})\n(?P<below>(?=[^\s•*–-])(?:[^\n]+\n?)+)")
_LIST = re.compile(r"(?<=\n)(?P<line>[^\n]{3,400})\n{1,2}(?P<below>(?:[ \t]{0,4}[•*–-][ \t][^\n]+(?:\n|$)){2,99})")
_LEAD = re.compile(r"(?:.*[.!?]\s)?(?P<lead>[^.!?]+)$")  # the last sentence of a paragraph before a list


def find_headings(text: str, *, today: datetime.date | None) -> Iterator[Heading]:
    """Yield the headings that date the lines below them.

    Those are short lines that end in a date, ``FORECAST FOR TUESDAY``, and what leads in a list, ``Passengers, July to
    September 2025:``.

    Args:
        text: The document's text.
        today: The article's day, where it is known.
    """
    for block in _TABLE.finditer(text):
        line = block["line"].rstrip(" :")
        if len(line.split()) <= _HEADING_WORDS and not line.endswith("."):
            for dated in find_dates(line, today=today):
                if dated.end == len(line) and not any(character.isdigit() for character in line[: dated.start]):
                    yield _heading(block, dated, block.start("line"))
    for block in _LIST.finditer(text):
        lead = _LEAD.match(block["line"].rstrip(" :"))
        dates = [one for one in find_dates(lead["lead"], today=today) if not one.base] if lead else []
        bracketed = [one for one in dates if lead and lead["lead"][: one.start].endswith("(")]
        if lead is not None and len(dates) - len(bracketed) == 1:
            date = next(one for one in dates if one not in bracketed)
            yield _heading(block, date, block.start("line") + lead.start("lead"), *bracketed)


def _heading(block: re.Match[str], dated: Dated, start: int, *bracketed: Dated) -> Heading:
    date, *others = (replace(one, start=start + one.start, end=start + one.end) for one in (dated, *bracketed))
    return Heading(block.start("below"), block.end("below"), date, others[0] if others else None)
