"""The units that can stand in a text: the registry of quantulum3, corrected by the lexicon, and currencies.

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


@dataclass(frozen=True)
class Unit:
    """A unit in the claim record's naming."""

    name: str
    dimension: str


@dataclass(frozen=True)
class Registry:
    """Every unit by how it is written.

    Attributes:
        surfaces: Words in lower case, without plural -s.
        symbols: Symbols as they stand.
        letters: Single letters that are units only where they are divided (``A/cm²``).
        symbol_pattern: Any of the symbols, the longest first.
    """

    surfaces: dict[str, Unit]
    symbols: dict[str, Unit]
    letters: dict[str, Unit]
    symbol_pattern: re.Pattern[str]


@cache
def registry() -> Registry:
    """Return the units, read once per process."""
    lexicon = lexicons.load("units")
    surfaces: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    letters: dict[str, Unit] = {}
    for unit, names, signs in _quantulum_units(lexicon):
        surfaces.update((surface.lower(), unit) for surface in names)
        # Letters by themselves clash with scale letters; those that news uses stand in the lexicon.
        symbols.update((sign, unit) for sign in signs if len(sign) > 1)
        letters.update((sign, unit) for sign in signs if len(sign) == 1)
    for unit, names, signs in [*_lexicon_units(lexicon), *_currency_units()]:
        surfaces.update((surface.lower(), unit) for surface in names)
        symbols.update((sign, unit) for sign in signs)
    return Registry(
        surfaces, symbols, letters, re.compile(rf"(?:{lexicons.alternatives(symbols)})(?!\w)(?:(?<=[%°])|(?!-\d))")
    )


def _quantulum_units(lexicon: dict[str, Any]) -> Iterator[tuple[Unit, list[str], list[str]]]:
    ignored = set(lexicon["ignored"]["names"])
    renamed: dict[str, str] = lexicon["names"]
    for name, entry in _read_quantulum_registry().items():
        if name in ignored or entry["entity"] == CURRENCY:
            continue
        unit = Unit(renamed.get(name, name), entry["entity"])
        signs = [sign for sign in entry.get("symbols", []) if sign not in lexicon["ignored_symbols"]["symbols"]]
        yield unit, entry.get("surfaces", []), signs
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
    for code, name in _currency_names():
        yield Unit(code, CURRENCY), [name], []
    for word, code in lexicon["words"].items():
        yield Unit(code, CURRENCY), [word], []
    for word, name in lexicon["subunits"].items():
        yield Unit(name, CURRENCY), [word], []
    for sign, name in {**lexicon["subunit_symbols"], **lexicon["suffixes"], **lexicon["millions"]}.items():
        yield Unit(name, CURRENCY), [], [sign]
    for code, name in currency_codes().items():
        yield Unit(name, CURRENCY), [], [code]


def _currency_names() -> Iterator[tuple[str, str]]:
    """Yield codes and English names of currencies in use: ``Egyptian pound``, but neither gold nor accounting units."""
    from babel import Locale

    for code, name in Locale("en").currencies.items():
        country = " " in name and "(" not in name and (not code.startswith("X") or code in ("XAF", "XCD", "XOF", "XPF"))
        if country:
            yield str(code), str(name).lower()


@cache
def currency_codes() -> dict[str, str]:
    """Return the currency codes that may stand beside a number, with the ISO 4217 code each means."""
    from babel import Locale

    lexicon = lexicons.load("currencies")
    words = lexicon["no_codes"]["words"]
    codes = {str(code): str(code) for code in Locale("en").currencies if code not in words}
    codes.update(lexicon["codes"])
    return codes
