from dataclasses import replace
from typing import Any

import pytest
from labelling import to_label

from extractor.evaluation import Label
from extractor.evaluation.fields import FIELDS, token_f1

BASE: dict[str, Any] = {"value": 12.0, "source": "Acme", "name": "Acme", "period": ("in 2024", "2024", "2024")}


def labelled(**fields: Any) -> Label:
    return to_label("rose [12%] to", **(BASE | fields))


@pytest.mark.parametrize(
    ("one", "other", "f1"),
    [
        ("number of stores", "number of stores", 1.0),
        ("number of stores", "stores", 0.5),
        ("sales of Acme", "sales", 0.5),
        ("The sales", "sales", 1.0),
        ("Acme's sales", "acme sales", 1.0),
        ("sales", "profit", 0.0),
        ("Acme Acme", "Acme", 2 / 3),
        ("the", "the", 1.0),
        ("the", "a", 0.0),
    ],
)
def test_token_f1(one: str, other: str, f1: float) -> None:
    assert token_f1(one, other) == token_f1(other, one) == pytest.approx(f1)


@pytest.mark.parametrize(
    ("field", "gold", "found", "agreement"),
    [
        ("value", {"value": 1 / 3}, {"value": 0.33333333}, 1),
        ("value", {"value": 12.0}, {"value": 12.1}, 0),
        ("value", {"value": None, "low": 2.0, "high": 3.0}, {"value": None, "low": 2.0, "high": 3.0}, 1),
        ("value", {"value": None, "low": 2.0, "high": 3.0}, {"value": None, "low": 2.0, "high": 4.0}, 0),
        ("value", {"value": None, "low": 2.0, "high": 3.0}, {"value": 2.0}, 0),
        ("unit", {"unit": "USD"}, {"unit": "usd"}, 0),
        ("unit", {"unit": None}, {"unit": None}, 1),
        ("change", {"change": None}, {"change": "up"}, 0),
        ("subject", {"subject": "sales"}, {"subject": "Profit"}, 0),
        ("subject", {"subject": "stores"}, {"subject": "300 stores"}, 2 / 3),
        ("subject", {"subject": "stores", "alternatives": ["300 Stores"]}, {"subject": "300 stores"}, 1),
        ("subject", {"subject": "sales"}, {"subject": None}, 0),
        ("subject exact", {"subject": "stores"}, {"subject": "300 stores"}, 0),
        ("subject exact", {"subject": "stores", "alternatives": ["the 300 Stores"]}, {"subject": "300 stores"}, 1),
        ("entity", {"entity": "The Bank"}, {"entity": "bank"}, 1),
        ("entity", {"entity": None}, {"entity": "Acme"}, 0),
        ("period", {}, {"period": ("2024", "2024", "2024")}, 1),
        ("period", {}, {"period": ("in 2024", None, "2024")}, 0),
        ("period", {"period": ("in 2024", None, None)}, {"period": ("2024", None, None)}, 1),
        ("period", {"period": ("in 2024", None, None)}, {"period": ("by 2026", None, None)}, 0),
        ("source", {"source": "Acme"}, {"source": "Acme said"}, 1),
        ("source", {"source": "Acme"}, {"source": "experts"}, 0),
        ("source", {"source": None}, {"source": None}, 1),
        ("source", {"source": None}, {"source": "Acme"}, 0),
        ("source name", {"name": "Acme"}, {"name": "ACME"}, 1),
        ("status", {}, {"status": "forecast"}, 0),
        ("claim", {}, {"kind": "change", "bound": "~", "period": None, "entity": None}, 1),
        ("claim", {"subject": "It runs"}, {"subject": "It"}, 1),
        ("claim", {"subject": "It runs 300"}, {"subject": "said sales rose 12%"}, 0),
        ("claim", {}, {"unit": "percentage point"}, 0),
        ("claim", {}, {"source": None}, 0),
        ("claim", {"source": None}, {"source": None}, 1),
    ],
)
def test_agreement(field: str, gold: dict[str, Any], found: dict[str, Any], agreement: float) -> None:
    one, other = labelled(**gold), labelled(**found)
    assert FIELDS[field].agreement(one, other) == FIELDS[field].agreement(other, one) == pytest.approx(agreement)


def test_span_is_exact_or_found() -> None:
    one, other = to_label("rose [12%] to", value=12), to_label("rose [12]% to", value=12)
    assert FIELDS["found"].agreement(one, other) == 1
    assert FIELDS["exact span"].agreement(one, other) == 0


def test_what_a_claim_says_can_be_shown() -> None:
    claim = labelled(value=None, low=1.5e9, high=2.5e9, subject="sales").claim
    shown = {name: field.shown(claim) for name, field in FIELDS.items()}
    assert shown["value"] == "1,500,000,000 to 2,500,000,000"
    assert shown["period"] == "in 2024 (2024 to 2024)"
    assert shown["claim"] == "1,500,000,000 to 2,500,000,000 · percent · sales · Acme (sentence)"
    bare = replace(claim, subject=None, source=None, period=None)
    assert [FIELDS[name].shown(bare) for name in ("subject", "entity", "period", "source", "source name")] == [None] * 5
