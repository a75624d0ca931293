"""Scale words that a number leaves out with its unit: ``rose to £4.5m, from`` *3.9*, ``bid €18m. They want`` *25*."""

import re
from dataclasses import replace

from extractor.claims.found import Found
from extractor.claims.numerals import times
from extractor.claims.unit_registry import CURRENCY
from extractor.records import Quantity

_SCALES = (1e3, 1e5, 1e6, 1e7, 1e9, 1e12)
_LEAST = 1e3
# A number that leaves out its scale is below a thousand, and with it no more than so many times the other.
_HIGHEST = 1000
_LIKENESS = 12
_THOUSANDS = 3  # times: "asked €195,000; it went for 251"
_SCALED = re.compile(r"(?:million|billion|trillion|crore|lakh|thousand|hundred|bn|mn|m|tn)$", re.I)
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def with_scale(one: Found, lender: Found, *, compared: bool) -> Found:
    """Return a number that takes the unit of another with the scale that it leaves out too.

    Args:
        one: The number.
        lender: The number whose unit it takes.
        compared: Whether one is compared with the other; of what is only counted along, three are three.
    """
    sums = lender.dimension == CURRENCY
    told = sums or compared or (one.value or 0) != int(one.value or 0)
    scale = _left_out(one.value, lender.value or lender.high, lender.scale) if told and one.scale == 1 else 1.0
    if scale == 1 or one.value is None:
        return one
    return replace(one, value=times(one.value, scale), scale=scale)


def money_with_scale(quantity: Quantity, lender: Quantity) -> Quantity:
    """Return a sum that takes the currency of another with the scale that it leaves out too.

    Args:
        quantity: The sum, a bare number.
        lender: The sum whose currency it takes.
    """
    digits = _DIGITS.search(lender.text)
    value = lender.value if lender.value is not None else lender.high
    if digits is None or not value or quantity.value is None or _SCALED.search(quantity.text):
        return quantity
    ratio = value / float(digits[0].replace(",", ""))
    written = next((one for one in _SCALES if abs(ratio - one) < one / 1000), 1.0)
    scale = _left_out(quantity.value, value, written)
    if scale == 1 and value >= 10 * _LEAST and value % _LEAST == 0:
        near = quantity.value * _LEAST / value
        scale = _LEAST if quantity.value < _HIGHEST and 1 / _THOUSANDS < near < _THOUSANDS else 1.0
    return quantity if scale == 1 else replace(quantity, value=times(quantity.value, scale))


def _left_out(value: float | None, other: float | None, scale: float) -> float:
    if not value or not other or scale < _LEAST or not 0 < value < _HIGHEST:
        return 1.0
    return scale if 1 / _LIKENESS < value * scale / other < _LIKENESS else 1.0
