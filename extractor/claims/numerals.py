"""Numbers as English text writes them, in digits or words, with their scale words and letters, and their values.

Knows nothing of units and of what a number means; works on plain strings, in time linear in their length.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from extractor import lexicons
from extractor.claims.digits import find_digits
from extractor.claims.number_words import find_words

Style = Literal["digits", "words", "fraction", "plural"]


@dataclass(frozen=True, kw_only=True)
class Numeral:
    """One number in a text.

    Attributes:
        start: Where it begins in the text given.
        end: Where it ends, scale word included.
        value: Its value with the scale applied.
        style: How it is written.
        scale: The factor of its scale words and letters; 1 where there is none.
        bare_end: Where the number ends without its scale.
        letter: The scale letter glued to it (``m`` in ``1.5m``), which may yet turn out to be a unit.
    """

    start: int
    end: int
    value: float
    style: Style
    scale: float = 1.0
    bare_end: int = -1
    letter: str | None = None


def find_numerals(text: str) -> list[Numeral]:
    """Return every number in the text, in order, none overlapping.

    Args:
        text: Any text; offsets of the result count in it.

    Returns:
        The numbers with their values. Whether they claim anything is not decided here.
    """
    found = [
        Numeral(start=start, end=end, bare_end=end, value=value, style="fraction" if fraction else "digits")
        for start, end, value, fraction in find_digits(text)
    ]
    found += [
        Numeral(start=word.start, end=word.end, bare_end=word.end, value=word.value, style=word.style, scale=word.scale)
        for word in find_words(text)
    ]
    scaled = (_with_scale(text, numeral) for numeral in sorted(found, key=lambda numeral: numeral.start))
    return list(_first_of_overlaps(scaled))


def _first_of_overlaps(numerals: Iterable[Numeral]) -> Iterator[Numeral]:
    end = -1
    for numeral in numerals:
        if numeral.start >= end:
            yield numeral
            end = numeral.end


def times(value: float, factor: float) -> float:
    """Return a number times its scale as decimals, so that 16.9 billion is 16900000000.0."""
    return float(Decimal(repr(value)) * Decimal(repr(factor)))


@cache
def _scale_pattern() -> re.Pattern[str]:
    lexicon = lexicons.load("numerals")
    words = lexicons.alternatives(lexicon["scales"])
    letters = lexicons.alternatives(lexicon["letters"])
    groups = lexicons.alternatives(lexicon["groups"])
    half_of = rf"[\s-]+(?:of\s+)?an?[\s-]+(?P<of>{words}|{groups})(?!\w)"
    return re.compile(
        rf"(?:[ \n]|-)?(?P<word>(?i:{words}))(?![\w])|[ ]?(?P<letter>{letters})(?![\w])"
        rf"|(?i:{half_of})|[ ](?P<group>{groups})(?!\w)"
    )


@cache
def _spaced() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{lexicons.alternatives(lexicons.load('numerals')['spaced']['counted'])})\b")


def _is_spaced_scale(text: str, numeral: Numeral, match: re.Match[str]) -> bool:
    """``$8 B`` and ``8 B people``: a capital apart from its number, with money or people."""
    money = text[max(0, numeral.start - 2) : numeral.start].strip() in ("$", "£", "€")
    return match["letter"].isupper() and (money or _spaced().match(text, match.end()) is not None)


def _with_scale(text: str, numeral: Numeral) -> Numeral:
    """Return the numeral with the scale words or letter behind it ("5.86 trillion", "1.5bn", "2 lakh crore")."""
    lexicon = lexicons.load("numerals")
    if numeral.style == "plural" or (
        numeral.style == "words" and text[numeral.start].isalpha() and numeral.value >= 1000
    ):
        return numeral
    while match := _scale_pattern().match(text, numeral.end):
        if match["of"]:
            if numeral.style != "fraction":
                break
            factor = {**lexicon["scales"], **lexicon["groups"]}[match["of"].lower()]
        elif match["letter"]:
            if (
                numeral.scale != 1
                or numeral.style == "words"
                or (match[0][0] == " " and len(match["letter"]) == 1 and not _is_spaced_scale(text, numeral, match))
            ):
                break
            factor = lexicon["letters"][match["letter"]]
        elif match["group"]:
            factor = lexicon["groups"][match["group"]]
        else:
            factor = lexicon["scales"][match["word"].lower()]
        numeral = replace(
            numeral,
            end=match.end(),
            value=times(numeral.value, factor),
            scale=numeral.scale * factor,
            letter=match["letter"],
        )
    return numeral
