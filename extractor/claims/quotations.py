"""The quotations of a text: where quotation marks open and close, also over paragraphs."""

import re
from dataclasses import dataclass

_OPENING = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(\[—–-]))[\"“](?=\S)", re.MULTILINE)
_MARK = re.compile(r"[\"“”]")


@dataclass(frozen=True)
class Quotation:
    """A quotation in a text; ``start`` and ``end`` are half-open and take in its marks."""

    start: int
    end: int


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text.

    A mark that opens a paragraph while a quotation stands open carries it on, as newspapers print long quotations; a
    quotation left open otherwise ends with its paragraph.
    """
    found: list[Quotation] = []
    opened: int | None = None
    for paragraph in re.finditer(r"[^\n]+", text):
        if opened is not None and text[paragraph.start()] not in '"“':
            opened = None
        for mark in _MARK.finditer(text, paragraph.start(), paragraph.end()):
            opens = mark[0] == "“" or (mark[0] == '"' and _OPENING.match(text, mark.start()) is not None)
            if opens and opened is None:
                opened = mark.start()
            elif not opens and opened is not None:
                found.append(Quotation(opened, mark.end()))
                opened = None
        if opened is not None:
            found.append(Quotation(opened, paragraph.end()))
            opened = paragraph.end() if _carries_on(text, paragraph.end()) else None
    return found


def _carries_on(text: str, end: int) -> bool:
    following = re.match(r"\s*", text[end : end + 8])
    after = end + (following.end() if following else 0)
    return text[after : after + 1] in ("“", '"')
