"""The quotations of a text: where quotation marks open and close, also over paragraphs."""

import re
from dataclasses import dataclass

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


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text.

    A mark that opens a paragraph while a quotation stands open carries it on, as newspapers print long quotations; a
    quotation left open otherwise ends with its paragraph.
    """
    found: list[Quotation] = []
    open_before = False
    for number, paragraph in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text)):
        opened: int | None = None
        continues = open_before and text[paragraph.start()] in '"“'
        open_before = False
        for mark in _MARK.finditer(text, paragraph.start(), paragraph.end()):
            opens = mark[0] == "“" or (mark[0] != "”" and _OPENING.match(text, mark.start()) is not None)
            if opens and opened is None:
                opened = mark.start()
            elif not opens and opened is not None:
                found.append(Quotation(opened, mark.end(), number, continues))
                opened, continues = None, False
        if opened is not None:
            found.append(Quotation(opened, paragraph.end(), number, continues))
            open_before = True
    return found
