"""Vague plurals: ``dozens of``, ``tens of thousands of``, ``several hundred``, as orders of magnitude."""

import re
from dataclasses import replace

from extractor import lexicons
from extractor.claims.found import Found

DOZEN = 12.0
_WINDOW = 16  # characters: "the " or "hundreds of "
_DEFINITE = re.compile(r"\b(?:the|these|those)\s$", re.I)
_OF_A_PLURAL = re.compile(r"\b(?P<word>tens|dozens|hundreds|thousands)\s+of\s+$", re.I)
_OF_A_LARGER = re.compile(r"\sof\s(?:hundreds|thousands|millions|billions|trillions)\b", re.I)


def magnitude(text: str, found: Found) -> Found | None:
    """Return the range of the order of magnitude that a vague plural names, from itself to ten times as much.

    Twelve is no power of ten: ``dozens`` has a lower end alone, which is its value.

    Args:
        text: The sentence's text.
        found: The plural, with its number as value.

    Returns:
        The range, or None for a plural that names a column (``in the thousands``) or that a larger one behind it
        takes in (``tens of thousands``).
    """
    near = text[max(0, found.start - _WINDOW) : found.start]
    if (
        found.value is None
        or (_DEFINITE.search(near) and text[found.end : found.end + 4] != " of ")
        or _OF_A_LARGER.match(text, found.end)
    ):
        return None
    plurals = lexicons.load("numerals")["plurals"]
    factor = _OF_A_PLURAL.search(near)
    start = found.start - len(factor[0]) if factor else found.start
    low = found.value * (plurals[factor["word"].lower()] if factor else 1.0)
    found = replace(found, start=start, number_start=start, rule="magnitude")
    return replace(found, value=low) if low == DOZEN else replace(found, value=None, low=low, high=low * 10)
