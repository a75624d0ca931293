"""Unit words and symbols to units and dimensions: the registry of quantulum3, corrected by the lexicon, and currencies.

Physical units, their surfaces and entities are read from the data file of quantulum3 0.10, not through its loader: the
loader takes two to three seconds and its classifier is never wanted (https://github.com/nielstron/quantulum3).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import files as distribution_files
from typing import Any

from extractor import lexicons

CURRENCY = "currency"

_WORD = re.compile(r"[^\W\d_]+\.?(?:[-·](?!(?:a|an|per)-)[^\W\d_]+)*|[%°º˚×]\s?[A-Za-z]*")
_LONGEST_SURFACE = 4  # words: "million British thermal units"


@dataclass(frozen=True)
class Unit:
    """A unit in the claim record's naming."""

    name: str
    dimension: str


@dataclass(frozen=True)
class UnitMatch:
    """A unit in a text: its span counts in the text that was searched."""

    unit: Unit
    start: int
    end: int


@dataclass(frozen=True)
class _Registry:
    surfaces: dict[str, Unit]
    symbols: dict[str, Unit]
    symbol_pattern: re.Pattern[str]


@cache
def _registry() -> _Registry:
    lexicon = lexicons.load("units")
    surfaces: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    for unit, names, signs in [*_quantulum_units(lexicon), *_lexicon_units(lexicon), *_currency_units()]:
        surfaces.update((surface.lower(), unit) for surface in names)
        symbols.update((sign, unit) for sign in signs)
    return _Registry(surfaces, symbols, re.compile(rf"(?:{lexicons.alternatives(symbols)})(?![\w]|-\d)"))


def _quantulum_units(lexicon: dict[str, Any]) -> Iterator[tuple[Unit, list[str], list[str]]]:
    ignored = set(lexicon["ignored"]["names"])
    renamed: dict[str, str] = lexicon["names"]
    for name, entry in _read_quantulum_registry().items():
        if name in ignored or entry["entity"] == CURRENCY:
            continue
        unit = Unit(renamed.get(name, name), entry["entity"])
        signs = [sign for sign in entry.get("symbols", []) if sign not in lexicon["ignored_symbols"]["symbols"]]
        # Letters by themselves clash with scale letters; those that news uses stand in the lexicon.
        yield unit, entry.get("surfaces", []), [sign for sign in signs if len(sign) > 1]
        yield from _prefixed(unit, entry, lexicon)


def _prefixed(
    unit: Unit, entry: dict[str, Any], lexicon: dict[str, Any]
) -> Iterator[tuple[Unit, list[str], list[str]]]:
    """Yield the unit with each of its metric prefixes: ``volt`` to ``kilovolt``."""
    for letter in entry.get("prefixes", []):
        if prefix := lexicon["prefixes"].get(letter):
            signs = [letter + sign for sign in entry.get("symbols", [])]
            made = [sign for sign in signs if sign not in lexicon["ignored_symbols"]["symbols"]]
            yield Unit(prefix + unit.name, unit.dimension), [prefix + name for name in entry.get("surfaces", [])], made


def _read_quantulum_registry() -> dict[str, dict[str, Any]]:
    """Read quantulum3's units.json from where it is installed, without importing its code."""
    for file in distribution_files("quantulum3") or []:
        if file.name == "units.json" and "_lang" not in file.parts:
            registry: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
            return registry
    raise FileNotFoundError("quantulum3 is installed without its units.json")


def _lexicon_units(lexicon: dict[str, Any]) -> Iterator[tuple[Unit, list[str], list[str]]]:
    for entry in lexicon["unit"]:
        yield Unit(entry["name"], entry["dimension"]), entry["surfaces"], entry["symbols"]


def _currency_units() -> Iterator[tuple[Unit, list[str], list[str]]]:
    lexicon = lexicons.load("currencies")
    for word, code in lexicon["words"].items():
        yield Unit(code, CURRENCY), [word], []
    for word, name in lexicon["subunits"].items():
        yield Unit(name, CURRENCY), [word], []
    for sign, name in {**lexicon["subunit_symbols"], **lexicon["suffixes"], **lexicon["millions"]}.items():
        yield Unit(name, CURRENCY), [], [sign]
    for code, name in currency_codes().items():
        yield Unit(name, CURRENCY), [], [code]


@cache
def currency_codes() -> dict[str, str]:
    """Return the currency codes that may stand beside a number, with the ISO 4217 code each means."""
    from babel import Locale

    lexicon = lexicons.load("currencies")
    words = lexicon["no_codes"]["words"]
    codes = {str(code): str(code) for code in Locale("en").currencies if code not in words}
    codes.update(lexicon["codes"])
    return codes


@cache
def _prefix_pattern() -> re.Pattern[str]:
    prefixes = [*lexicons.load("currencies")["prefixes"], *currency_codes()]
    letters = lexicons.alternatives([sign for sign in prefixes if sign[0].isalpha()])
    signs = lexicons.alternatives([sign for sign in prefixes if not sign[0].isalpha()])
    return re.compile(rf"(?P<sign>(?<![\w$£€-])(?:{letters})|(?<![\w$£€])(?:{signs}))[ ]?-?$")


_LONGEST_PREFIX = 6


def currency_before(text: str, position: int) -> UnitMatch | None:
    """Return the currency written directly before ``position``: a symbol, a prefix such as ``HK$``, or a code."""
    window = max(0, position - _LONGEST_PREFIX)
    match = _prefix_pattern().search(text[:position], window)
    if match is None:
        return None
    sign = match["sign"]
    code = lexicons.load("currencies")["prefixes"].get(sign) or currency_codes()[sign]
    return UnitMatch(Unit(code, CURRENCY), match.start(), match.start() + len(sign))


def unit_after(text: str, position: int) -> UnitMatch | None:
    """Return the unit written behind a number that ends at ``position``.

    Args:
        text: Any text.
        position: Where the number, with its scale, ends.

    Returns:
        The longest unit that stands there: a symbol glued or after a blank (``46.2%``, ``90 km/h``), or words after a
        blank or hyphen (``yuan``, ``90-day``, ``square feet``), compounds with *per*, *a* or ``/`` included.
    """
    match = _symbol_after(text, position) or _surface_after(text, position)
    return _with_denominator(text, match) if match else None


def _symbol_after(text: str, position: int) -> UnitMatch | None:
    registry = _registry()
    gap = 1 if text[position : position + 1] in (" ", "-", "\n") else 0
    match = registry.symbol_pattern.match(text, position + gap)
    if match is None:
        return None
    sign = match[0]
    if gap and len(sign) == 1 and sign not in "%°º˚×gmLlVWhC€$£₹₽₾₭":
        return None  # "5 p" and "3 F" are no units
    if sign in "€$£₹₽" and re.match(r"\s?\d", text[match.end() : match.end() + 2]):
        return None  # the sign belongs to the next number
    if text[position : position + gap] == "-" and sign[0] in "%°":
        return None
    return UnitMatch(registry.symbols[sign], match.start(), match.end())


def _surface_after(text: str, position: int) -> UnitMatch | None:
    separator = re.match(r"\s-\s|[-\s]?(?:\n)?", text[position : position + 3])
    start = position + (separator.end() if separator else 0)
    if start == position:
        return None
    return _longest_surface(text, start)


def _longest_surface(text: str, start: int) -> UnitMatch | None:
    words: list[re.Match[str]] = []
    at = start
    while len(words) < _LONGEST_SURFACE and (word := _WORD.match(text, at)):
        words.append(word)
        at = word.end() + (1 if text[word.end() : word.end() + 1] in (" ", "\n") else 0)
        if at == word.end():
            break
    for count in range(len(words), 0, -1):
        phrase = " ".join(word[0].lower() for word in words[:count])
        for form in (phrase, phrase.rstrip(".")):
            if unit := _lookup(form):
                return UnitMatch(unit, start, start + len(text[start : words[count - 1].end()].rstrip(".")))
    return _before_hyphen(words[0]) if words else None


def _before_hyphen(word: re.Match[str]) -> UnitMatch | None:
    """``percent-owned``, ``mile-long``: the unit before the hyphen."""
    head, hyphen, tail = word[0].lower().partition("-")
    unit = _lookup(head) if hyphen and tail not in lexicons.load("units")["per"]["not_after_hyphen"] else None
    return UnitMatch(unit, word.start(), word.start() + len(head)) if unit else None


def _lookup(phrase: str) -> Unit | None:
    """Find a surface, also in its plural or with the plural on its first word ("miles per hour")."""
    surfaces = _registry().surfaces
    if (unit := surfaces.get(phrase)) or (unit := surfaces.get(re.sub(r"s$", "", phrase))):
        return unit
    first, _, rest = phrase.partition(" ")
    if rest and first.endswith("s"):
        return surfaces.get(f"{first[:-1]} {rest}")
    head, hyphen, tail = phrase.partition("-")
    return surfaces.get(f"{head} {tail}") if hyphen and not tail.startswith("old") else None


_DENOMINATOR = re.compile(r"\s?(?P<sign>/)\s?|\s(?P<word>per|an?|each)\s|-(?P<hyphen>per|a|an)-", re.I)
_TIMES = ("second", "minute", "hour", "day", "week", "month", "year", "decade", "century")
_AGO = re.compile(r"\w+\s(?:ago|earlier|before|later|after)\b", re.I)
_ADVERBS = {
    "annually": "year",
    "yearly": "year",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "hourly": "hour",
}
_OF_GOODS = re.compile(
    r"\sof\s(?:\w+\s){1,2}(?:an?|per)\s(?P<time>second|minute|hour|day|week|month|year)\b(?!\s(?:ago|earlier|before|later))"
    r"|\sof\s(?:\w+\s){1,2}(?P<adverb>annually|yearly|daily|weekly|monthly|hourly)\b"
)
# A percentage has no denominator: growth per year is its kind, not its unit.
_UNDIVIDED = ("percent", "percentage point", "basis point", "times", "point")


def _with_denominator(text: str, match: UnitMatch) -> UnitMatch:
    if match.unit.name in _UNDIVIDED or " per " in match.unit.name:
        return match
    found = denominator_after(text, match.end)
    if found is None and (goods := _OF_GOODS.match(text, match.end)):
        found = (
            goods["time"] or _ADVERBS[goods["adverb"]],
            match.end,
        )  # "110 tonnes of coal a year": the span stops at the tonnes
    if found is None:
        return match
    name, end = found
    dimension = "speed" if match.unit.dimension == "length" and name in _TIMES else match.unit.dimension
    return UnitMatch(Unit(f"{match.unit.name} per {name}", dimension), match.start, end)


def denominator_after(text: str, position: int) -> tuple[str, int] | None:
    """Return name and end of what a unit that ends at ``position`` is divided by (``a barrel``, ``per person``)."""
    joint = _DENOMINATOR.match(text, position)
    if joint is None or _AGO.match(text, joint.end()):
        return None
    symbol = _registry().symbol_pattern.match(text, joint.end()) if joint["sign"] else None
    if symbol:
        return _registry().symbols[symbol[0]].name, symbol.end()
    unit = _longest_surface(text, joint.end())
    if unit and unit.unit.dimension != CURRENCY and unit.unit.name != "percent":
        return unit.unit.name, unit.end
    noun = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*").match(text, joint.end())
    if noun is None:
        return None
    listed = noun[0].lower() in lexicons.load("units")["per"]["nouns"]
    return (
        (noun[0].lower(), noun.end()) if listed or (joint["word"] or joint["hyphen"] or "").lower() == "per" else None
    )


@cache
def _local_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    local = lexicons.load("currencies")["local"]
    codes = {form: code for code, forms in local.items() for form in forms}
    return re.compile(rf"(?<![\w$])(?:{lexicons.alternatives(codes)})(?!\w)"), codes


def dollar_of(text: str) -> str:
    """Return the ISO code that a bare ``$`` means in this document: US dollars unless the text names another.

    A single other dollar that the text names beside no US dollar decides; two or more leave it at USD.
    """
    pattern, codes = _local_pattern()
    shown = {codes[re.sub(r"\s+", " ", match[0])] for match in pattern.finditer(text)}
    if len(shown) != 1 or re.search(r"US\$|U\.S\. dollars?|US dollars?|(?<!\w)USD", text):
        return "USD"
    return shown.pop()
