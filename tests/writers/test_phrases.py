from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.records import Claim, Quantity
from extractor.writers.phrases import count_line, harmless, one_line, plural, to_amount, to_phrase


def quantity(**fields: Any) -> Quantity:
    return Quantity(**({"text": "as it stands", "start": 0, "end": 12, "value": None} | fields))


@pytest.mark.parametrize(
    ("fields", "amount"),
    [
        (
            {"value": 4.55e6, "unit": "5G base station", "unit_text": "5G base stations"},
            "4.55 million 5G base stations",
        ),
        ({"value": 816e9, "unit": "USD", "unit_text": "$"}, "$816 billion"),
        ({"value": 1.2e9, "unit": "GBP"}, "£1.2 billion"),
        ({"value": 5.86e12, "unit": "CNY", "unit_text": "yuan"}, "CN¥5.86 trillion"),
        ({"value": 4e7, "unit": "CAD", "unit_text": "$"}, "CA$40 million"),
        ({"value": 12.0, "unit": "CHF"}, "12 CHF"),
        ({"value": 70.5, "unit": "USD per barrel"}, "$70.50 per barrel"),
        ({"value": -5e6, "unit": "USD"}, "-$5 million"),
        ({"value": 65.0, "unit": "cent"}, "65 cents"),
        ({"value": 46.2, "unit": "percent", "unit_text": "%"}, "46.2%"),
        ({"value": 2.0, "unit": "percentage point"}, "2 percentage points"),
        ({"value": 5.0, "unit": "times", "unit_text": "fivefold"}, "5×"),
        ({"value": 2.0, "dimension": "rank"}, "No. 2"),
        ({"value": 400_000.0, "unit": "firm", "unit_text": "firms"}, "400,000 firms"),
        ({"value": 1.0, "unit": "company"}, "1 company"),
        ({"value": 3.0, "unit": "company"}, "3 companies"),
        ({"value": 36.0, "unit": "year", "unit_text": "year-old", "dimension": "age"}, "36 years"),
        ({"value": 90.0, "unit": "day", "unit_text": "-day"}, "90 days"),
        ({"value": 100.0, "unit": "mile per hour"}, "100 miles per hour"),
        ({"value": 1 / 3}, "0.3333"),
        ({"value": 0.00002}, "0.00002"),
        ({"value": 0.0, "unit": "percent"}, "0%"),
        ({"value": 1_234_567.0}, "1,234,567"),
        ({"low": 10.0, "high": 15.0, "unit": "percent"}, "10–15%"),
        ({"low": 1.2e9, "high": 1.5e9, "unit": "USD"}, "$1.2–1.5 billion"),
        ({"low": 5e8, "high": 1.2e9, "unit": "EUR"}, "€0.5–1.2 billion"),
        ({"low": -5.0, "high": -3.0, "unit": "percent"}, "-5 to -3%"),
        ({}, "as it stands"),
    ],
)
def test_amount_reads_as_a_person_writes_it(fields: dict[str, Any], amount: str) -> None:
    assert to_amount(quantity(**fields)) == amount


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["USD", "percent", "times", "device", "kilometre per hour", None]),
)
def test_amount_of_any_number_is_one_line(value: float, unit: str | None) -> None:
    amount = to_amount(quantity(value=value, unit=unit))
    assert amount
    assert "\n" not in amount


@pytest.mark.parametrize(
    ("bound", "change", "phrase"),
    [("=", None, "$4.5 billion"), (">=", None, "≥$4.5 billion"), ("~", "down", "↓ ~$4.5 billion")],
)
def test_phrase_leads_with_change_and_bound(claim: Claim, bound: Any, change: Any, phrase: str) -> None:
    assert to_phrase(replace(claim, bound=bound, change=change)) == phrase


@pytest.mark.parametrize(
    ("noun", "nouns"),
    [
        ("device", "devices"),
        ("box", "boxes"),
        ("day", "days"),
        ("city", "cities"),
        ("square foot", "square feet"),
        ("people", "people"),
    ],
)
def test_plural(noun: str, nouns: str) -> None:
    assert plural(noun) == nouns


def test_count_line_knows_one_from_many() -> None:
    assert count_line(1, 24, 4) == "1 document, 24 claims, 4 sources"


def test_one_line_joins_lines_and_shows_controls() -> None:
    assert one_line(" a \n\t b\x1b[2Jc\u202ed ") == "a b␛[2Jc\ufffdd"


@given(st.text(st.characters()))
def test_harmless_text_can_be_written_anywhere(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert not any(sign in shown for sign in ("\x1b", "\x9b", "\x07", "\u202e"))
    shown.encode("utf-8")
