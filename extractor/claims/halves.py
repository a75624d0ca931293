"""A unit and a part of it: ``a mile and a half``, ``an hour and a quarter``."""

import re
from collections.abc import Iterator

from extractor import lexicons
from extractor.claims import units
from extractor.claims.found import Found

_AND_A_PART = re.compile(r"\b(?P<one>an?|one)\s(?P<unit>[^\W\d_]+)\sand\sa\s(?P<part>half|quarter|third)\b", re.I)


def find_halves(text: str) -> Iterator[Found]:
    """Yield each unit with a part of it behind it; ``a million and a half`` is a number, and not found here."""
    for match in _AND_A_PART.finditer(text):
        unit = units.unit_after(text, match.end("one"))
        if unit is not None and unit.end == match.end("unit"):
            yield Found(
                start=match.start(),
                end=match.end(),
                number_start=match.start(),
                number_end=match.end(),
                value=1 + lexicons.load("numerals")["fractions"][match["part"].lower()],
                unit=unit.unit.name,
                unit_span=match.span("unit"),
                dimension=unit.unit.dimension,
                rule="unit",
            )
