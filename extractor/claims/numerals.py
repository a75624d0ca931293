"""Numbers as English text writes them: digits, words, fractions and scale words, with their values.

Knows nothing of units and of what a number means; works on plain strings, in time linear in their length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from extractor import lexicons

Style = Literal["digits", "words", "fraction", "plural"]

VULGAR = {
    "½": 1 / 2,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅕": 1 / 5,
    "⅖": 2 / 5,
    "⅗": 3 / 5,
    "⅘": 4 / 5,
    "⅙": 1 / 6,
    "⅚": 5 / 6,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
}

# Longer digit strings are identifiers, not numbers: the longest figure news prints in full is in the quadrillions.
MAX_DIGITS = 21

_DIGITS = re.compile(
    r"""
    (?<![\d.,])(?:
      (?P<european>\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,})(?![\d.,]?\d)
    | (?P<grouped>\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[ ]\d{3})+)(?![\d]|,\d)(?P<cents>\.\d+)?
    | (?P<ratio>(?:\d{1,3}[ ])?\d{1,2}/\d{1,2})(?![\d/])
    | (?P<plain>\d+(?:\.\d+)?|\.\d+)(?P<exponent>e[+-]?\d{1,3}|[ ]?[×x][ ]?10(?:\^?-\d{1,3}|\^\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?
    )(?P<vulgar>[ ]?[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])?
    | (?P<alone>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])
    """,
    re.VERBOSE,
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RATIO_DENOMINATORS = (2, 3, 4, 5, 6, 8, 10, 16)


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
    found = (_with_scale(text, numeral) for numeral in (*_find_digits(text), *_find_words(text)))
    return list(_first_of_overlaps(sorted(found, key=lambda numeral: numeral.start)))


def _first_of_overlaps(numerals: list[Numeral]) -> Iterator[Numeral]:
    end = -1
    for numeral in numerals:
        if numeral.start >= end:
            yield numeral
            end = numeral.end


def _find_digits(text: str) -> Iterator[Numeral]:
    for match in _DIGITS.finditer(text):
        if match.end() - match.start() > MAX_DIGITS * 2:
            continue
        value = _digits_value(match)
        if value is None:
            continue
        style: Style = "fraction" if match["ratio"] or match["alone"] else "digits"
        yield Numeral(start=match.start(), end=match.end(), value=value, style=style, bare_end=match.end())


def _digits_value(match: re.Match[str]) -> float | None:
    extra = VULGAR[match["vulgar"].strip()] if match["vulgar"] else 0.0
    if match["alone"]:
        return VULGAR[match["alone"]]
    if match["european"]:
        return float(match["european"].replace(".", "").replace(",", ".")) + extra
    if match["grouped"]:
        return float(match["grouped"].replace(",", "").replace(" ", "") + (match["cents"] or "")) + extra
    if match["ratio"]:
        return _ratio_value(match["ratio"])
    if len(match["plain"]) > MAX_DIGITS:
        return None
    return _with_exponent(match["plain"], match["exponent"]) + extra


def _ratio_value(ratio: str) -> float | None:
    whole, _, part = ratio.rpartition(" ")
    numerator, denominator = (int(side) for side in part.split("/"))
    if numerator >= denominator or denominator not in _RATIO_DENOMINATORS:
        return None  # 9/11, 24/7, 5/12: dates and idioms
    return float(whole or 0) + numerator / denominator


def _with_exponent(plain: str, exponent: str | None) -> float:
    if not exponent:
        return float(plain)
    if exponent.startswith("e"):
        return float(plain + exponent)
    power = re.split(r"10\^?", exponent.translate(_SUPERSCRIPTS), maxsplit=1)[1]
    return float(f"{plain}e{power}")


@cache
def _words() -> tuple[re.Pattern[str], dict[str, float], dict[str, float], dict[str, float], dict[str, float]]:
    lexicon = lexicons.load("numerals")
    cardinals = {**lexicon["units"], **lexicon["tens"]}
    scales = {**lexicon["scales"], **lexicon["groups"]}
    every = [*cardinals, *scales, *lexicon["fractions"], *lexicon["plurals"]]
    pattern = re.compile(
        rf"(?<![\w$£€-])(?:{lexicons.alternatives(every)})(?!\w)|(?<=-)(?:{lexicons.alternatives(every)})(?!\w)", re.I
    )
    return pattern, cardinals, scales, lexicon["fractions"], lexicon["plurals"]


def _find_words(text: str) -> Iterator[Numeral]:
    pattern, cardinals, scales, fractions, plurals = _words()
    words = list(pattern.finditer(text))
    index = 0
    while index < len(words):
        word = words[index][0].lower()
        if word in cardinals or (word in scales and _article_before(text, words[index].start())):
            numeral, index = _read_number(text, words, index)
            yield numeral
            continue
        if word in fractions:
            yield from _read_lone_fraction(text, words[index], fractions[word])
        elif word in plurals:
            match = words[index]
            yield Numeral(
                start=match.start(), end=match.end(), value=plurals[word], style="plural", bare_end=match.end()
            )
        index += 1


def _article_before(text: str, position: int) -> re.Match[str] | None:
    return re.search(r"(?<!\w)an?[ -]$", text[max(0, position - 4) : position], re.I)


def _read_number(text: str, words: list[re.Match[str]], index: int) -> tuple[Numeral, int]:
    """Read the longest well-formed number that starts at ``words[index]``; return it and the next index."""
    _, cardinals, scales, fractions, _ = _words()
    first = words[index]
    total, current, last, end = 0.0, 0.0, "", first.start()
    begin = first.start()
    style: Style = "words"
    if first[0].lower() in scales:
        article = _article_before(text, begin)
        begin -= len(article[0]) if article else 0
        current, last = 1.0, "one"
    while index < len(words):
        match = words[index]
        word, gap = match[0].lower(), text[end : match.start()].lower()
        if match.start() != first.start() and not _joins(gap, last, word):
            break
        if word in fractions:
            share = _fraction_after(text[end : match.end() + 4].lower(), total + current, last)
            if share is None:
                break
            total, current, style = share, 0.0, "words" if "and" in gap else "fraction"
            end, index = match.end(), index + 1
            break
        if word in scales:
            total, current = _scaled(total, current, scales[word])
        else:
            current += cardinals[word]
        last, end, index = word, match.end(), index + 1
    return Numeral(start=begin, end=end, value=total + current, style=style, bare_end=end), index


def _scaled(total: float, current: float, scale: float) -> tuple[float, float]:
    if scale <= 100:  # "three hundred", "two dozen" go on: "three hundred thousand"
        return total, max(current, 1.0) * scale
    if current == 0 and total:  # "lakh crore"
        return total * scale, 0.0
    return total + max(current, 1.0) * scale, 0.0


def _joins(gap: str, last: str, word: str) -> bool:
    _, cardinals, scales, fractions, _ = _words()
    if word in fractions:
        return gap in (" ", "-", " and a ", "-and-a-", " and one ")
    if word in scales:
        return gap in (" ", "-") and (last in cardinals or last in scales)
    if last in scales:
        return gap in (" ", " and ", "-")
    tens = cardinals.get(last, 0)
    return gap in (" ", "-") and tens >= 20 and cardinals[word] < 10


def _fraction_after(tail: str, value: float, last: str) -> float | None:
    """Return the value of a number with the fraction in ``tail``: "two" + " and a half", "two" + "-thirds"."""
    _, _, scales, fractions, _ = _words()
    match = re.match(r"(.*?)([a-z]+)( of)?", tail)
    gap, word = (match[1], match[2]) if match else ("", "")
    if (joined := re.match(r" and (?:a|one) (\w+)|-and-a-(\w+)", tail)) is not None:
        return value + fractions[joined[1] or joined[2]] * scales.get(last, 1.0)
    if word in ("quarter", "quarters") and gap == " " and not tail.rstrip().endswith(" of"):
        return None  # "three quarters" by itself is time
    if 0 < value < 10 and value == int(value) and word.endswith("s") == (value != 1):
        return value * fractions[word]
    return None


def _read_lone_fraction(text: str, match: re.Match[str], value: float) -> Iterator[Numeral]:
    """Read ``a third``, ``half the``, ``a quarter of``; leave ordinals, halves of games and quarters of years."""
    word = match[0].lower()
    before, after = (
        text[max(0, match.start() - 14) : match.start()].lower(),
        text[match.end() : match.end() + 14].lower(),
    )
    article = re.search(r"(?<!\w)(?:an?|one|nearly|almost|over|about|than)[ -]$", before)
    if word == "half":
        if re.search(
            r"(?:first|second|1st|2nd|other|better|latter|one and an?|and an?|time|in|front|back)[ -]$", before
        ):
            return
        if re.match(r" (?:million|billion|trillion|dozen)\b", after):  # "half million"
            yield Numeral(start=match.start(), end=match.end(), value=value, style="fraction", bare_end=match.end())
            return
        if (
            not re.match(r"\s+(?:of|an?|the|its|their|his|her|as|that|this|those|these|our)\b|-a-", after)
            and not article
        ):
            return
    elif word == "quarter" and re.match(r" (?:million|billion)\b", after):
        pass  # "quarter million", spoken
    elif not (article and (re.match(r"\s+of\b", after) or _ends_measure(before, after))):
        return
    begin = match.start()
    if article and re.match(r"(?:an?|one)[ -]$", article[0]):
        begin -= len(article[0])
    yield Numeral(start=begin, end=match.end(), value=value, style="fraction", bare_end=match.end())


def _ends_measure(before: str, after: str) -> bool:
    """``fell by a third``, ``almost a quarter``: nothing follows that "third" could be the ordinal of."""
    led = re.search(r"(?:by|almost|nearly|about|over|than|around|roughly|to) an? $", before)
    return (
        led is not None
        and re.match(
            r"\s*(?:[.,;:)]|$)|\s(?:in|as|to|since|from|on|compared|last|this|and|while|when|over|during|between|at)\b",
            after,
        )
        is not None
    )


def times(value: float, factor: float) -> float:
    """Return a number times its scale as decimals, so that 16.9 billion is 16900000000.0."""
    return float(Decimal(repr(value)) * Decimal(repr(factor)))


@cache
def _scale_pattern() -> re.Pattern[str]:
    lexicon = lexicons.load("numerals")
    words = lexicons.alternatives(lexicon["scales"])
    letters = lexicons.alternatives(lexicon["letters"])
    groups = lexicons.alternatives(lexicon["groups"])
    half_of = rf"\s+an?\s+(?P<of>{words}|{groups})(?!\w)"
    return re.compile(
        rf"(?:[ \n]|-)?(?P<word>(?i:{words}))(?![\w])|[ ]?(?P<letter>{letters})(?![\w])"
        rf"|(?i:{half_of})|[ ](?P<group>{groups})(?!\w)"
    )


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
                or (match[0].startswith(" ") and len(match["letter"]) == 1)
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
