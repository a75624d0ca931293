"""The quotations of a text: where quotation marks open and close, also over paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_OPENING = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(\[—–-]))(?:[\"“]|'')(?=\S)", re.MULTILINE)
_MARK = re.compile(r"[\"“”]|''")  # archives print the marks of newspapers as two apostrophes


@dataclass(frozen=True)
class Quotation:
    """A quotation in a text.

    Attributes:
        start: Where it opens, its mark included.
        end: Where it closes, its mark included.
        paragraph: The number of the line that it stands in.
        continues: Whether it carries on the quotation before it, over a paragraph break.
    """

    start: int
    end: int
    paragraph: int
    continues: bool


# The texts of a batch of articles are asked about twice: before their sentences are parsed, and behind.
@lru_cache(maxsize=64)
def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of a text.

    What is quoted within a quotation is part of it. A mark that opens a paragraph while a quotation stands open carries
    it on, as newspapers print long quotations; a quotation left open otherwise ends with its paragraph.
    """
    found: list[Quotation] = []
    open_before = False
    for number, paragraph in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text)):
        opened: int | None = None
        depth = 0
        continues = open_before and text[paragraph.start()] in '"“'
        open_before = False
        span = paragraph.span()
        left = sum(-1 if opens else 1 for _, opens in _marks(text, *span))  # closing marks to come, less opening ones
        for mark, opens in _marks(text, *span):
            if opens and opened is None:
                opened = mark.start()
            elif opens:
                depth += left > 0  # quoted within the quotation, unless its own end was left out
            elif opened is not None and depth:
                depth -= 1
            elif opened is not None:
                found.append(Quotation(opened, mark.end(), number, continues))
                opened, continues = None, False
            left += 1 if opens else -1
        if opened is not None:
            found.append(Quotation(opened, paragraph.end(), number, continues))
            open_before = True
    return tuple(found)


def _marks(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], bool]]:
    """The quotation marks of a paragraph, each with whether it opens."""
    for mark in _MARK.finditer(text, start, end):
        yield mark, mark[0] == "“" or (mark[0] != "”" and _OPENING.match(text, mark.start()) is not None)
