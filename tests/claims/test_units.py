import subprocess
import sys
from typing import Any

import pytest
from cases import Case
from quantulum3 import load

from extractor.claims import local_money, unit_registry, units

LEARNING = """
import sys
import extractor.pipeline, extractor.claims.units
extractor.claims.units.unit_after("12 km", 2)
print([name for name in sys.modules if name.startswith(("quantulum3", "sklearn"))])
"""


def test_unit_beside_the_number(case: Case, answers: list[dict[str, Any]]) -> None:
    assert answers == case.expected


@pytest.mark.parametrize(
    ("text", "name", "span"),
    [
        ("12 km of road", "kilometre", "km"),
        ("12km of road", "kilometre", "km"),
        ("12 square feet", "square foot", "square feet"),
        ("12 miles per hour", "mile per hour", "miles per hour"),
        ("12-mile march", "mile", "mile"),
        ("12% of all", "percent", "%"),
    ],
)
def test_unit_after_is_the_longest_that_stands_there(text: str, name: str, span: str) -> None:
    found = units.unit_after(text, 2)
    assert found is not None
    assert (found.unit.name, text[found.start : found.end]) == (name, span)


@pytest.mark.parametrize("text", ["12", "12 ", "12 a", "12 lovely", "12, %", "12 p"])
def test_no_unit_after(text: str) -> None:
    assert units.unit_after(text, 2) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("It cost $5m.", "USD"),
        ("It cost $5m in Canadian dollars.", "CAD"),
        ("It sold for NZ$1.2m, $5m less than asked.", "NZD"),
        ("Australian dollars and Canadian dollars differ.", "USD"),
        ("It gave US$5m to a firm that counts in Canadian dollars.", "USD"),
    ],
)
def test_bare_dollar_is_read_by_the_article(text: str, code: str) -> None:
    assert local_money.dollar_of(text) == code


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("Norwegian trawlers landed cod worth 5m kroner in Oslo.", "kroner", "NOK"),
        ("The Nairobi firm owes 5m shillings.", "shilling", None),
        ("The Kampala firm owes 5m shillings.", "shilling", "UGX"),
        ("Cairo paid 5m pounds.", "pound", "EGP"),
        ("Cairo paid £5m, or 9m pounds.", "pound", None),
    ],
)
def test_currency_word_is_read_by_the_countries_of_the_article(text: str, word: str, code: str | None) -> None:
    assert local_money.local_currencies(text).get(word) == code


def test_units_taken_from_the_registry_are_known_to_quantulum3() -> None:
    known = load.units("en_US")
    taken = unit_registry._read_quantulum_registry()
    assert taken
    assert {name for name in taken if name not in known.names} == set()
    assert all(taken[name]["entity"] == known.names[name].entity.name for name in taken)


def test_pipeline_never_imports_the_parser_of_quantulum3() -> None:
    result = subprocess.run([sys.executable, "-c", LEARNING], capture_output=True, text=True, timeout=120)
    assert (result.stdout.strip(), result.returncode) == ("[]", 0), result.stderr
