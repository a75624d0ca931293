"""Money: currencies before and behind a number, scales in and behind codes, pounds that are no money."""

import re
from dataclasses import replace
from functools import cache

from extractor import lexicons
from extractor.claims import units
from extractor.claims.found import Found, with_unit
from extractor.claims.numerals import times
from extractor.claims.unit_registry import CURRENCY, Unit


@cache
def _whose() -> re.Pattern[str]:
    nations = lexicons.alternatives(lexicons.load("currencies")["whose"])
    return re.compile(rf"\s(?P<nation>{nations})(?=[,;)]|\.?$|\s(?:per|an?|and|or|to|in|on|for|at|from|by|each)\b)")


def with_currency(text: str, found: Found, currency: units.UnitMatch, *, dollar: str) -> Found:
    """Return the number with the currency that stands before it.

    Args:
        text: The sentence's text.
        found: The number.
        currency: The currency before it.
        dollar: The ISO 4217 code that a bare ``$`` means in this document.
    """
    sign = text[currency.start : currency.end]
    code = dollar if sign == "$" else currency.unit.name
    if sign in lexicons.load("currencies")["millions"] and found.value is not None:  # "MAUD 60"
        found = replace(found, value=times(found.value, 1e6), scale=1e6)
    named = units.unit_after(text, found.end)
    end = found.end
    if named and named.unit.dimension == CURRENCY and " per " not in named.unit.name and sign in ("$", "£", "¥"):
        code, end = (named.unit.name if named.unit.name not in ("USD", "GBP") or sign != "$" else code), named.end
    if sign == "$" and (whose := _whose().match(text, end)):
        code, end = lexicons.load("currencies")["whose"][whose["nation"]], whose.end()
    per = units.denominator_after(text, end)
    if per:
        code, end = f"{code} per {per[0]}", per[1]
    return replace(
        found,
        start=currency.start,
        end=end,
        unit=code,
        unit_span=(currency.start, currency.end),
        dimension=CURRENCY,
        rule="currency-prefix",
    )


def with_scale_behind(text: str, found: Found, unit: units.UnitMatch) -> Found | None:
    """``75 USD million`` and ``120 MEUR``: the scale stands behind or in the code."""
    lexicon = lexicons.load("currencies")
    code = text[unit.start : unit.end]
    scale = (
        re.match(r"\s(?:million|m|mn|billion|bn|trillion)\b", text[unit.end : unit.end + 10])
        if code.isupper()
        else None
    )
    if found.value is None or unit.unit.dimension != CURRENCY or not (scale or code in lexicon["millions"]):
        return None
    numbers = lexicons.load("numerals")
    factor = {**numbers["scales"], **numbers["letters"]}[scale[0].strip()] if scale else 1e6
    end = unit.end + (scale.end() if scale else 0)
    return replace(with_unit(found, unit, "unit"), end=end, value=times(found.value, factor), scale=factor)


_SUM = re.compile(
    r"\s(?:in\s(?:every\s\w+|cash|fines?|damages|compensation|tax|rent|costs|debt)|an?\s(?:week|month|year|day|hour|head|night))\b"
)
_PRICED = re.compile(r"\bpounds?\s(?:an?|per)\s(?:metric\s)?(?:tonne|ton|kilo|kilogram|kg|head|barrel)\b")
_OF_GOODS = re.compile(r"\sof\s(?!damage|debt|funding|investment|money|cash|taxpayer)")


def pound_as_mass(text: str, found: Found, unit: units.UnitMatch) -> units.UnitMatch:
    """``pounds`` are money with a scale word or beside money words, else a weight."""
    if not unit.unit.name.startswith("GBP") or not text[unit.start : unit.end].lower().startswith("pound"):
        return unit
    lexicon = lexicons.load("quantities")["pounds"]
    if "sterling" in text[unit.start : unit.end].lower():
        return unit
    if _SUM.match(text, unit.end):
        return unit
    if " per " in unit.unit.name or _PRICED.search(text):
        return unit  # "lost 62 pounds to 4,021 pounds a tonne"
    of_goods = _OF_GOODS.match(text, unit.end)
    weighs = lexicons.mentions(text, tuple(lexicon["mass"]))
    money = found.scale >= 1e6 or lexicons.mentions(text, tuple(lexicon["money"]))
    if not (of_goods or weighs) and (money or (found.value or 0) >= 1000):
        return unit
    return replace(unit, unit=Unit(unit.unit.name.replace("GBP", "pound"), "mass"))
