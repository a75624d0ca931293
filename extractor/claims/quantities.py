"""Numbers with their scale and unit: the quantities of a sentence.

The grammar of news money, scales, ranges, multiples, ranks and counts is ours; physical units come from quantulum3's
registry through ``units``. Works on the text of one parsed sentence; the parse is asked only for counted nouns, for
names and for what governs ``from … to``.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import exclusions, syntax, units
from extractor.claims.ages import with_age
from extractor.claims.counts import with_counted_noun
from extractor.claims.covers import Cover
from extractor.claims.durations import without_settings
from extractor.claims.elisions import elided_units
from extractor.claims.exchange_rates import exchange_rate
from extractor.claims.found import Found, with_unit
from extractor.claims.halves import find_halves
from extractor.claims.lists import share_counts, share_units
from extractor.claims.local_money import in_local_money, is_money
from extractor.claims.magnitudes import magnitude
from extractor.claims.money import pound_as_mass, with_currency, with_scale_behind
from extractor.claims.multiples import find_multiples
from extractor.claims.numerals import Numeral, find_numerals
from extractor.claims.ranges import mark_conversions, merge_ranges
from extractor.records import Quantity

_USUAL: Mapping[str, str] = MappingProxyType({})
_PICTURES = re.compile(  # "streams in 1080p", but not "a price target of 480p"
    r"\b(?:video\w*|stream\w*|screens?|displays?|resolutions?|camera\w*|webcam\w*|films?|footage|TVs?|HD|pixels?|monitors?|graphics)\b"
)
_OF_A_GAME = re.compile(r"[-\s](?:half|quarter|time|place|round)")
_LEAST_COUNT = 1000  # fractions of a scale word are no shares
_HIGHEST_WATER = 20e6  # "6.8m" before it is known to be metres: no river rises by more than 20
_SHARE_OF_A_UNIT = re.compile(r"\s(?:(?P<of>of)\s)?(?:an?|one)(?=\s)")  # "half a tonne", "0.1 of a point"
_ONE_BESIDE_ANOTHER = re.compile(  # "one in five", "one to two years"
    r"\s(?:in|(?:out\s)?of|to|or)\s(?:(?:every|the|its|their|his|her)\s)?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|a\shundred)\b",
    re.I,
)


def find_quantities(sent: Span, *, local: Mapping[str, str] = _USUAL) -> list[Found]:
    """Find the quantities of a sentence.

    Args:
        sent: A parsed sentence.
        local: What ``$`` and currency words mean in this document, as ``local_currencies`` tells.

    Returns:
        The quantities in order, none overlapping, exclusions and names left out.
    """
    text = sent.text
    numerals, whole = _numbers(text)
    measured = [_measure(sent, numeral, local) for numeral in numerals]
    kept = in_local_money(text, [found for found in measured if found is not None], local)
    merged = share_units(text, merge_ranges(sent, kept))
    counted = [with_counted_noun(sent, found) if found.unit is None else found for found in merged]
    ordered = share_counts(text, sorted([*whole, *counted], key=lambda found: found.start))
    elided = without_settings(sent, elided_units(sent, ordered))
    return [one for one in mark_conversions(text, elided) if _is_finite(one)]


def may_hold_quantity(text: str) -> bool:
    """Tell, without a parse, whether a sentence may hold a quantity: a number beside those that claim nothing."""
    return any(_numbers(text))


# The sentences of a batch of articles are asked for twice: before they are parsed, and behind.
@lru_cache(maxsize=2048)
def _numbers(text: str) -> tuple[tuple[Numeral, ...], tuple[Found, ...]]:
    """The numbers of a sentence without those that claim nothing, and the quantities that are read as a whole."""
    numerals = find_numerals(text)
    whole = [*find_multiples(text), *find_halves(text)]
    if not (numerals or whole):
        return (), ()
    excluded = Cover((start, end) for start, end, _ in exclusions.excluded_spans(text))
    whole = [found for found in whole if not excluded.holds(found.start, found.end)]
    taken = Cover((found.start, found.end) for found in whole)
    return tuple(
        numeral
        for numeral in numerals
        if not taken.touches(numeral.start, numeral.end) and not excluded.holds(numeral.start, numeral.bare_end)
    ), tuple(whole)


def _is_finite(found: Found) -> bool:
    """Tell a number from one beyond all that can be counted, as ``1e999``: records hold no infinity."""
    return all(math.isfinite(value) for value in (found.value, found.low, found.high) if value is not None)


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


def _measure(sent: Span, numeral: Numeral, local: Mapping[str, str]) -> Found | None:
    """Return the number with the currency before it or the unit behind it, or None if it only names something."""
    text = sent.text
    scaled = numeral.style == "fraction" and numeral.value >= _LEAST_COUNT  # "half a million people" are counted
    found = Found(
        start=numeral.start,
        end=numeral.end,
        number_start=numeral.start,
        number_end=numeral.end,
        value=numeral.value,
        scale=numeral.scale,
        rule="number-words" if scaled else f"number-{numeral.style}",
    )
    if numeral.style == "fraction" and text[found.end : found.end + 1] == "-":
        article = re.match(r"an?\s", text[found.start : found.end])
        begin = found.start + (article.end() if article else 0)
        found = replace(found, start=begin, number_start=begin)  # "a" half-cent
    currency = units.currency_before(text, numeral.start)
    if currency is not None and (_is_sum(text, numeral) or is_money(text[currency.start : currency.end], local)):
        return _signed(text, with_currency(text, found, currency, dollar=local.get("$", "USD")))
    numeral, found = _settle_letter(text, numeral, found)
    if numeral.style == "plural":
        return _measure_plural(text, found)
    measured = (
        with_age(sent, found) or exchange_rate(sent, found, local) or _with_unit_behind(sent, numeral, found, local)
    )
    if measured is not None:
        return measured
    if exclusions.is_part_of_name(sent, numeral) or exclusions.is_pronoun(sent, numeral):
        return None
    if numeral.style == "words" and numeral.value == 1 and not _counts_one(sent, found):
        return None
    return _signed(text, found)


def _is_sum(text: str, numeral: Numeral) -> bool:
    """Whether a letter before a number is money wherever it stands: ``N612.4bn``, ``P85,000``, but not ``N7``."""
    return numeral.scale >= _LEAST_COUNT or "," in text[numeral.start : numeral.end]


def _measure_plural(text: str, found: Found) -> Found | None:
    """``thousands``, ``millions of dollars``, ``hundreds of pounds of meat``."""
    vague = magnitude(text, found)
    unit = units.unit_after(text, found.end + (len(" of") if text.startswith(" of ", found.end) else 0))
    return with_unit(vague, pound_as_mass(text, found, unit), "magnitude") if vague and unit else vague


def _with_unit_behind(sent: Span, numeral: Numeral, found: Found, local: Mapping[str, str]) -> Found | None:
    """Return the number with the unit that stands behind it, if one does."""
    text = sent.text
    if shared := _SHARE_OF_A_UNIT.match(text, found.end):
        unit = units.unit_after(text, shared.end())
        if unit and (shared["of"] or (numeral.style == "fraction" and unit.unit.name != "percent")):
            return with_unit(found, units.point_as_percentage(text, unit), "unit")
        if numeral.style == "fraction" and not shared["of"]:
            return found
    unit = units.unit_after(text, found.end)
    if unit is None:
        bracketed = units.unit_in_brackets(text, found.end)
        return replace(with_unit(found, bracketed, "unit"), end=bracketed.end + 1) if bracketed else None
    if scaled := with_scale_behind(text, found, unit):
        return scaled
    if unit.unit.name == "times" and found.value == int(found.value or 0):  # those that multiply are read as a whole
        return replace(found, unit="time", unit_span=(unit.start, unit.end), dimension="count", rule="count")
    if not _reads_as_unit(sent, found, unit) or not is_money(text[unit.start : unit.end], local):
        return None
    unit = units.point_as_percentage(text, pound_as_mass(text, found, unit))
    return _signed(text, with_unit(found, unit, "unit"))


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
        is_unit = is_unit or (
            (found.value or 0) < _HIGHEST_WATER and lexicons.mentions(text, tuple(choice["sentence"]))
        )
        is_unit = is_unit and not any(word.lower() in choice["not_behind"] for word in before)
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
    if words == "second" and _OF_A_GAME.match(text, unit.end):
        return False
    if words == "p" and text[found.start : found.end] in ("480", "720", "1080", "1440", "2160"):
        return _PICTURES.search(text) is None
    return not (words in ("g", "t") and found.value in (2.0, 3.0, 4.0, 5.0) and text[unit.start] == "G")


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


_ONE_APART = re.compile(
    r"\s(?:short|shy|more|fewer|less|ahead|adrift|clear)\s(?:of|than)\b"
)  # "31 seats, one short of"
_BEHIND_JOINT = re.compile(r"(?:,|\band|\bbut)\s(?:just\s|only\s)?$")
_PARTED = re.compile(
    r"\s(?:(?:seriously|critically|fatally|badly|slightly)\s|of\s(?:them|whom|which)\b|(?:in|at|from|on|with)\s(?:an?\s|the\s|his\s|her\s)?\w)"
)


def _counts_one(sent: Span, found: Found) -> bool:
    if _ONE_BESIDE_ANOTHER.match(sent.text, found.end):
        return True
    span = sent.char_span(found.start, found.end, alignment_mode="expand")
    if span is None:
        return False
    one = span[-1]
    if _is_name(sent, one):
        return False
    if _ONE_APART.match(sent.text, found.end) and _BEHIND_JOINT.search(sent.text[: found.start]):
        return True
    return (one.dep_ == "nummod" and one.head.i > one.i) or _goes_on_counting(sent, one)


def _is_name(sent: Span, one: Token) -> bool:
    """``One Nation``: a capital behind a capital where the text has both within a sentence too."""
    if one.text != "One" or one.i + 1 >= sent.end or not one.nbor().is_title or syntax.is_titled(sent.text):
        return False
    within = rf"(?<![.!?:”\"\n] )(?<!^)(?<!\n)\bOne {re.escape(one.nbor().text)}\b"
    return re.search(within, sent.doc.text) is not None


def _goes_on_counting(sent: Span, one: Token) -> bool:
    """``We have four machines and`` *one* ``is down``: a clause that counts on from the one before."""
    last = one.nbor(-1).lower_ if one.i > sent.start else ""
    before = sent.doc[sent.start : one.i]
    parted = sent.doc[sent.start].lower_ == "of"
    told = ("nummod", *syntax.SUBJECTS, *(("pobj",) if parted else ()))
    counted = any(token.tag_ == "CD" and token.dep_ in told for token in before)
    following = one.nbor() if one.i + 1 < sent.end else None
    if not counted or following is None:
        return False
    if last == "," and not parted:  # "two workers are in hospital, one in a serious condition"
        return (
            any(token.tag_ == "NNS" for token in before)
            and _PARTED.match(sent.text, one.idx + len(one) - sent.start_char) is not None
        )
    acts = following.tag_ in ("VBZ", "VBD", "MD")
    return last in ("and", "while", "but", ",") and (one.dep_ in syntax.SUBJECTS or acts)
