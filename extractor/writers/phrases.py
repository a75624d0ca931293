"""Claims in the words and signs that a person would put into a table."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache

from extractor import lexicons
from extractor.records import Claim, Quantity, Source

SCALES = ((10**12, " trillion"), (10**9, " billion"), (10**6, " million"))

# "1.235 million" still reads at a glance; with more decimals the plain digits do better: 1,234,567.
SCALED_DECIMALS = 3

BOUND_SIGNS = {"=": "", "~": "~", ">": ">", ">=": "≥", "<": "<", "<=": "≤"}
CHANGE_SIGNS = {None: "", "up": "↑ ", "down": "↓ "}

# Units that close up to the number; all others stand a blank away from it.
SIGNS = {"percent": "%", "times": "×"}

CURRENCY_CODE = re.compile(r"[A-Z]{3}")
PLURALS = {"person": "people", "child": "children", "man": "men", "woman": "women", "foot": "feet", "hertz": "hertz"}

# Shown by a picture or replacement sign: they would steer the terminal, turn the reading direction, or break UTF-8.
HARMFUL: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
LAYOUT = {code: text for code, text in HARMFUL.items() if chr(code) not in "\t\n\r"}


def harmless(text: str) -> str:
    """Return the text with control characters, direction overrides and half surrogate pairs made visible.

    Args:
        text: Any text; tabs and line breaks are kept.

    Returns:
        A text of the same length that is safe to print to a terminal and valid in UTF-8.
    """
    return text.translate(LAYOUT)


def encodable(text: str) -> str:
    """Return the text with half surrogate pairs, which JSON input can hold but no UTF-8 can, spelled out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def one_line(text: str) -> str:
    """Return the text made ``harmless``, with each run of white space as one blank."""
    return " ".join(re.sub(r"[\t\n\r\u2028\u2029]", " ", text).translate(HARMFUL).split())


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, as ``1 claim`` or ``2 claims``."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def to_phrase(claim: Claim) -> str:
    """Return the quantity as a person writes it, led by the signs of its change and bound: ``↑ ~46.2%``."""
    return f"{CHANGE_SIGNS[claim.change]}{BOUND_SIGNS[claim.bound]}{to_amount(claim.quantity)}"


def to_amount(quantity: Quantity) -> str:
    """Return a quantity's value with its unit as a person writes it.

    Args:
        quantity: The quantity; a range is shown by both its ends.

    Returns:
        For instance ``4.55 million 5G base stations``, ``$1.2–1.5 billion``, ``46.2%``, ``5×`` or ``No. 2``.
    """
    ends = [end for end in (quantity.value, quantity.low, quantity.high) if end is not None]
    if not ends:
        return one_line(quantity.text)
    if quantity.dimension == "rank":
        return f"No. {_number(ends)}"
    unit, _, per = (quantity.unit or "").partition(" per ")
    if CURRENCY_CODE.fullmatch(unit):
        return _money(ends, unit) + (f" per {one_line(per)}" if per else "")
    if unit in SIGNS and not per:
        return _number(ends) + SIGNS[unit]
    return f"{_number(ends)} {_unit_words(quantity, singular=ends in ([1], [-1]))}".rstrip()


def plural(noun: str) -> str:
    """Return the plural of a unit or counted noun by the plain rules of English; of ``X per Y``, that of X."""
    head, per, rest = noun.partition(" per ")
    before, blank, last = head.rpartition(" ")
    if last in PLURALS:
        last = PLURALS[last]
    elif last in lexicons.load("quantities")["invariable"]["nouns"]:
        pass
    elif re.search(r"(s|x|z|ch|sh)$", last):
        last += "es"
    elif re.search(r"[^aeiou]y$", last):
        last = f"{last[:-1]}ies"
    else:
        last += "s"
    return before + blank + last + per + rest


def to_source(source: Source) -> str:
    """Return whom the source means, or what stands in the text where it names nobody."""
    return one_line(source.name or source.text)


def is_cited(source: Source | None) -> bool:
    """Return whether a source says who is cited, as a bare link marker does not."""
    return source is not None and source.kind != "reference"


def count_line(documents: int, claims: int, sources: int) -> str:
    """Return the closing line of a listing, as ``1 document, 24 claims, 4 sources``."""
    return ", ".join((counted(documents, "document"), counted(claims, "claim"), counted(sources, "source")))


def _money(ends: Sequence[float], code: str) -> str:
    sign = _currency_sign(code)
    if sign == code:
        return f"{_number(ends)} {code}"
    if len(ends) == 1 and ends[0] < 0:
        return f"-{sign}{_number([-ends[0]], digits=_price)}"
    return sign + _number(ends, digits=_price)


@cache
def _currency_sign(code: str) -> str:
    """Return the sign that Babel's CLDR data gives a currency, unlike for each: ``$``, ``CA$``, ``CN¥``."""
    from babel.numbers import get_currency_symbol  # reads its locale data, which only tables and pages need

    return get_currency_symbol(code, "en_US")


def _number(ends: Sequence[float], *, digits: Callable[[float], str] | None = None) -> str:
    """Return one number, or both ends of a range with the scale word said once; ``digits`` writes what has none."""
    largest = max(map(abs, ends))
    scale, word = next(((scale, word) for scale, word in SCALES if largest >= scale), (1, ""))
    if scale > 1 and all(_decimals(end / scale) <= SCALED_DECIMALS for end in ends):
        return _span([_digits(end / scale) for end in ends]) + word
    return _span([(digits or _digits)(end) for end in ends])


def _span(ends: Sequence[str]) -> str:
    return (" to " if any(end.startswith("-") for end in ends) else "–").join(ends) if len(ends) > 1 else ends[0]


def _digits(value: float) -> str:
    """Return a number with thousands separators and no more than four decimals, or four digits where it is tiny."""
    shown = Decimal(repr(round(value, 4))) if abs(value) >= 0.001 or value == 0 else Decimal(f"{value:.4g}")
    digits = f"{shown:,f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _price(value: float) -> str:
    digits = _digits(value)
    return f"{digits}0" if _decimals(value) == 1 else digits


def _decimals(value: float) -> int:
    # Twelve digits, as the division by the scale leaves noise behind them.
    return len(f"{Decimal(f'{value:.12g}'):f}".partition(".")[2])


def _unit_words(quantity: Quantity, *, singular: bool) -> str:
    unit, written = one_line(quantity.unit or ""), one_line(quantity.unit_text or "")
    # "a 36-year-old", "a 90-day pause": there the text has the unit as part of an adjective.
    if not written or written == unit or written.startswith("-") or quantity.dimension == "age":
        return unit if singular or not unit else plural(unit)
    return written
