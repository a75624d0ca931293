"""Numbers with their scale and unit: the quantities of a sentence.

The grammar of news money, scales, ranges, multiples, ranks and counts is ours; physical units come from quantulum3's
registry through ``units``. Works on the text of one parsed sentence; the parse is asked only for counted nouns, for
names and for what governs ``from … to``.
"""

import re
from dataclasses import replace

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import exclusions, units
from extractor.claims.ages import with_age
from extractor.claims.counts import with_counted_noun
from extractor.claims.found import Found
from extractor.claims.multiples import find_multiples
from extractor.claims.numerals import Numeral, find_numerals, times
from extractor.claims.ranges import elided_units, mark_conversions, merge_ranges, share_units
from extractor.claims.unit_registry import CURRENCY, Unit
from extractor.records import Quantity


def find_quantities(sent: Span, *, dollar: str = "USD") -> list[Found]:
    """Find the quantities of a sentence.

    Args:
        sent: A parsed sentence.
        dollar: The ISO 4217 code that a bare ``$`` means in this document.

    Returns:
        The quantities in order, none overlapping, exclusions and names left out.
    """
    text = sent.text
    excluded = exclusions.excluded_spans(text)
    whole = [found for found in find_multiples(text) if not _inside(excluded, found)]
    taken = [(found.start, found.end) for found in whole]
    measured = [
        _measure(sent, numeral, dollar)
        for numeral in find_numerals(text)
        if not any(start < numeral.end and numeral.start < end for start, end in taken)
        and not any(start <= numeral.start and numeral.bare_end <= end for start, end, _ in excluded)
    ]
    kept = [found for found in measured if found is not None]
    merged = share_units(text, merge_ranges(sent, kept))
    counted = [with_counted_noun(sent, found) if found.unit is None else found for found in merged]
    found = elided_units(text, sorted([*whole, *counted], key=lambda found: found.start))
    return mark_conversions(text, found)


def to_quantity(sent: Span, found: Found) -> Quantity:
    """Return the record of a found quantity, with offsets into the text of ``sent.doc``."""
    base, text = sent.start_char, sent.text
    return Quantity(
        text=text[found.start : found.end],
        start=base + found.start,
        end=base + found.end,
        value=found.value,
        low=found.low,
        high=found.high,
        unit=found.unit,
        unit_text=text[slice(*found.unit_span)] if found.unit_span else None,
        dimension=found.dimension,
    )


def _inside(spans: list[tuple[int, int, str]], found: Found) -> bool:
    return any(start <= found.start and found.end <= end for start, end, _ in spans)


def _measure(sent: Span, numeral: Numeral, dollar: str) -> Found | None:
    """Return the number with the currency before it or the unit behind it, or None if it only names something."""
    text = sent.text
    currency = units.currency_before(text, numeral.start)
    found = Found(
        start=numeral.start,
        end=numeral.end,
        number_start=numeral.start,
        number_end=numeral.end,
        value=numeral.value,
        scale=numeral.scale,
        rule=f"number-{numeral.style}",
    )
    if currency:
        return _signed(text, _with_currency(text, found, currency, dollar))
    numeral, found = _settle_letter(text, numeral, found)
    if aged := with_age(sent, found):
        return aged
    if numeral.style == "fraction" and (article := re.match(r"\san?(?=\s)", text[found.end : found.end + 4])):
        unit = units.unit_after(text, found.end + article.end())
        return _with_unit(found, unit, "unit") if unit and unit.unit.name != "percent" else found
    of = 3 if numeral.style == "plural" and text[found.end : found.end + 4] == " of " else 0
    unit = units.unit_after(text, found.end + of)
    if unit and numeral.style == "plural":
        magnitude = _magnitude(text, numeral, found)
        return _with_unit(magnitude, unit, "magnitude") if magnitude else None
    if unit and (scaled := _scaled_behind(text, found, unit)):
        return scaled
    if unit and _reads_as_unit(sent, found, unit):
        unit = _pound_as_mass(text, found, unit)
        return _signed(text, _with_unit(found, unit, "unit"))
    if exclusions.is_part_of_name(sent, numeral) or (
        numeral.style == "words" and numeral.value == 1 and not _counts_one(sent, found)
    ):
        return None
    if numeral.style == "plural":
        return _magnitude(text, numeral, found)
    return _signed(text, found)


def _scaled_behind(text: str, found: Found, unit: units.UnitMatch) -> Found | None:
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
    return replace(_with_unit(found, unit, "unit"), end=end, value=times(found.value, factor), scale=factor)


def _with_currency(text: str, found: Found, currency: units.UnitMatch, dollar: str) -> Found:
    sign = text[currency.start : currency.end]
    code = dollar if sign == "$" else currency.unit.name
    named = units.unit_after(text, found.end)
    end = found.end
    if named and named.unit.dimension == CURRENCY and " per " not in named.unit.name and sign in ("$", "£", "¥"):
        code, end = (named.unit.name if named.unit.name not in ("USD", "GBP") or sign != "$" else code), named.end
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


def _with_unit(found: Found, unit: units.UnitMatch, rule: str) -> Found:
    name = unit.unit.name
    return replace(
        found, end=unit.end, unit=name, unit_span=(unit.start, unit.end), dimension=unit.unit.dimension, rule=rule
    )


def _settle_letter(text: str, numeral: Numeral, found: Found) -> tuple[Numeral, Found]:
    """Decide whether a letter glued to the digits is a scale (``1.5m people``) or a unit (``3m tall``)."""
    choice = lexicons.load("units")["letters"].get(numeral.letter or "")
    money_only = numeral.letter in ("b", "B", "T", "tr", "cr", "Cr", "mil", "M") and not re.match(
        r"\s[a-z]", text[found.end : found.end + 2]
    )
    is_unit = False
    if choice:
        after = re.match(r"[\s-]([A-Za-z]+)", text[found.end : found.end + 16])
        before = re.findall(r"[A-Za-z]+", text[max(0, found.start - 24) : found.start])[-2:]
        is_unit = bool(after and after[1].lower() in choice["after"]) or any(
            word.lower() in choice["before"] for word in before
        )
    if not is_unit and not money_only:
        return numeral, found
    letter_scale = lexicons.load("numerals")["letters"][numeral.letter]
    bare = replace(numeral, end=numeral.bare_end, value=numeral.value / letter_scale, scale=1.0, letter=None)
    return bare, replace(found, end=bare.end, number_end=bare.end, value=bare.value, scale=1.0)


def _reads_as_unit(sent: Span, found: Found, unit: units.UnitMatch) -> bool:
    """Whether words that may be a unit are one here: ``200 won``, but not ``of 20 matches they won``."""
    text = sent.text
    words = text[unit.start : unit.end].lower()
    if words in lexicons.load("quantities")["nouns_only"]["words"]:
        token = sent.char_span(unit.start, unit.end, alignment_mode="expand")
        if token is not None and token[-1].tag_ in ("VBD", "VBN", "VB", "VBZ", "VBP"):
            return False
    if words == "second" and re.match(r"[-\s](?:half|quarter|time|place|round)", text[unit.end :]):
        return False
    if words == "p" and text[found.start : found.end] in ("480", "720", "1080", "1440", "2160"):
        return False  # picture resolutions
    return not (words in ("g", "t") and found.value in (2.0, 3.0, 4.0, 5.0) and text[unit.start] == "G")


def _pound_as_mass(text: str, found: Found, unit: units.UnitMatch) -> units.UnitMatch:
    """``pounds`` are money with a scale word or beside money words, else a weight."""
    if not unit.unit.name.startswith("GBP") or not text[unit.start : unit.end].lower().startswith("pound"):
        return unit
    lexicon = lexicons.load("quantities")["pounds"]
    if "sterling" in text[unit.start : unit.end].lower():
        return unit
    of_goods = re.match(r"\sof\s(?!damage|debt|funding|investment|money|cash|taxpayer)", text[unit.end :])
    weighs = any(re.search(rf"\b{word}\b", text, re.I) for word in lexicon["mass"])
    money = found.scale >= 1e6 or any(word in text for word in lexicon["money"])
    if not (of_goods or weighs) and (money or (found.value or 0) >= 1000):
        return unit
    return replace(unit, unit=Unit(unit.unit.name.replace("GBP", "pound"), "mass"))


def _signed(text: str, found: Found) -> Found:
    """Take in a minus before the number or its currency, where no word or number stands before it."""
    match = re.search(
        r"(?:^|[\s(])(?<!\bor )(?P<sign>[-−–]|minus[ -])(?P<currency>[$£€])?$",
        text[max(0, found.start - 12) : found.start],
    )
    inner = re.search(r"[$£€]\s?-$", text[max(0, found.number_start - 3) : found.number_start])
    if found.value is None or not (match or inner):
        return found
    start = found.start - (len(match["sign"]) if match else 0)
    if match and text[start] == "–" and start > 1 and text[start - 2].isalnum():
        return found  # a dash between words
    return replace(found, start=start, value=-found.value)


def _magnitude(text: str, numeral: Numeral, found: Found) -> Found | None:
    """Read ``dozens of``, ``tens of thousands of`` as the range of that order of magnitude."""
    if not re.match(r"\s(?:of|more)\b", text[numeral.end :]) or re.search(
        r"\b(?:the|these|those)\s$", text[: numeral.start]
    ):
        return None
    factor = re.search(
        r"\b(?P<of>tens|dozens|hundreds|thousands)\s+of\s+$", text[max(0, numeral.start - 16) : numeral.start], re.I
    )
    scale = (
        {"tens": 10.0, "dozens": 12.0, "hundreds": 100.0, "thousands": 1000.0}[factor["of"].lower()] if factor else 1.0
    )
    if re.match(r"\sof\s(?:hundreds|thousands|millions|billions|trillions)\b", text[numeral.end :], re.I):
        return None  # read with the larger word behind it
    start = numeral.start - len(factor[0]) if factor else numeral.start
    low = numeral.value * scale
    return replace(found, start=start, number_start=start, value=None, low=low, high=low * 10, rule="magnitude")


def _counts_one(sent: Span, found: Found) -> bool:
    if re.match(
        r"\s(?:in|out\sof)\s(?:\d|three|four|five|six|seven|eight|nine|ten|twenty|a\shundred)", sent.text[found.end :]
    ):
        return True  # "one in five"
    span = sent.char_span(found.start, found.end, alignment_mode="expand")
    return span is not None and span[-1].dep_ == "nummod" and span[-1].head.i > span[-1].i
