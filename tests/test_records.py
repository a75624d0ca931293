import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import RecordError
from extractor.records import (
    ENUMS,
    Claim,
    Period,
    Quantity,
    Source,
    Subject,
    TextSpan,
    claim_id,
    claim_id_of,
    text_digest,
)

RECORD: dict[str, Any] = {
    "id": "5f0c1d2e9a7b4c38",
    "document": "article.txt",
    "sentence": {"text": "According to Reuters, sales rose 4% by June 2025.", "start": 12, "end": 61},
    "quantity": {
        "text": "4%",
        "start": 45,
        "end": 47,
        "value": 4.0,
        "low": None,
        "high": None,
        "unit": "percent",
        "unit_text": "%",
        "dimension": "percentage",
    },
    "bound": "=",
    "change": "up",
    "kind": "change",
    "subject": {"text": "sales", "start": 34, "end": 39, "entity": None},
    "period": {"text": "by June 2025", "start": 48, "end": 60, "from": None, "to": "2025-06"},
    "source": {
        "text": "Reuters",
        "start": 25,
        "end": 32,
        "name": "Reuters",
        "kind": "named",
        "scope": "sentence",
        "cue": "According to",
    },
    "status": "reported",
    "confidence": 0.97,
}

TEXTS = st.text(max_size=20)
MAYBE = st.none() | TEXTS
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
POSITIONS = {"text": TEXTS, "start": st.integers(0, 10**6), "end": st.integers(0, 10**6)}
CLAIMS = st.builds(
    Claim,
    id=TEXTS,
    document=TEXTS,
    sentence=st.builds(TextSpan, **POSITIONS),
    quantity=st.builds(
        Quantity,
        **POSITIONS,
        value=st.none() | NUMBERS,
        low=st.none() | NUMBERS,
        high=st.none() | NUMBERS,
        unit=MAYBE,
        unit_text=MAYBE,
    ),
    bound=st.sampled_from(ENUMS["bound"]),
    change=st.none() | st.sampled_from(ENUMS["change"]),
    kind=st.sampled_from(ENUMS["kind"]),
    subject=st.none() | st.builds(Subject, **POSITIONS, entity=MAYBE),
    period=st.none() | st.builds(Period, **POSITIONS, from_=MAYBE, to=MAYBE),
    source=st.none()
    | st.builds(
        Source,
        **POSITIONS,
        name=MAYBE,
        kind=st.sampled_from(ENUMS["source.kind"]),
        scope=st.sampled_from(ENUMS["source.scope"]),
        cue=MAYBE,
    ),
    status=st.sampled_from(ENUMS["status"]),
    confidence=st.floats(0, 1),
)


def test_record_reads_and_writes_in_the_order_of_its_fields() -> None:
    assert json.dumps(Claim.from_dict(RECORD).to_dict()) == json.dumps(RECORD)


def test_parts_that_a_claim_lacks_are_null() -> None:
    bare = RECORD | {"subject": None, "period": None, "source": None, "change": None}
    assert Claim.from_dict(bare).to_dict() == bare


@given(CLAIMS)
def test_claim_reads_back_from_its_dictionary(claim: Claim) -> None:
    assert Claim.from_dict(claim.to_dict()) == claim


@given(CLAIMS)
def test_claim_reads_back_from_json(claim: Claim) -> None:
    assert Claim.from_dict(json.loads(json.dumps(claim.to_dict()))) == claim


@pytest.mark.parametrize("field", sorted(RECORD))
def test_missing_field_is_an_error(field: str) -> None:
    with pytest.raises(RecordError, match=f"not a claim record: '{field}'; see the record's fields in the README"):
        Claim.from_dict({name: value for name, value in RECORD.items() if name != field})


@pytest.mark.parametrize(
    ("field", "value", "names"),
    [
        ("bound", "about", "bound is 'about'; it is one of =, ~, >, >=, <, <="),
        ("bound", None, "bound is None"),
        ("change", "sideways", "change is 'sideways'"),
        ("kind", "total", "kind is 'total'"),
        ("status", "", "status is ''"),
        ("source", RECORD["source"] | {"kind": "anonymous"}, "source.kind is 'anonymous'"),
        ("source", RECORD["source"] | {"scope": "article"}, "source.scope is 'article'"),
    ],
)
def test_value_outside_its_set_is_an_error_that_names_the_set(field: str, value: Any, names: str) -> None:
    with pytest.raises(RecordError, match=f"not a claim record: {names}"):
        Claim.from_dict(RECORD | {field: value})


@pytest.mark.parametrize("span", [{}, {"text": "4%"}, "4%", 4, RECORD["quantity"] | {"colour": "red"}])
def test_span_of_another_shape_is_an_error(span: Any) -> None:
    with pytest.raises(RecordError, match="not a claim record"):
        Claim.from_dict(RECORD | {"quantity": span})


def test_records_are_frozen() -> None:
    claim = Claim.from_dict(RECORD)
    with pytest.raises(dataclasses.FrozenInstanceError):
        claim.confidence = 1.0  # type: ignore[misc]
    assert hash(claim) == hash(Claim.from_dict(RECORD))


def test_map_spans_moves_every_span_and_nothing_else() -> None:
    def to_the_left(span: TextSpan) -> TextSpan:
        return dataclasses.replace(span, start=span.start - 12, end=span.end - 12)

    claim = Claim.from_dict(RECORD)
    moved = claim.map_spans(to_the_left).to_dict()
    parts = ("sentence", "quantity", "subject", "period", "source")
    assert [moved[part]["start"] for part in parts] == [RECORD[part]["start"] - 12 for part in parts]
    assert {name: moved[name] for name in moved if name not in parts} == {
        name: RECORD[name] for name in RECORD if name not in parts
    }


def test_map_spans_leaves_out_what_a_claim_lacks() -> None:
    claim = dataclasses.replace(Claim.from_dict(RECORD), subject=None, period=None, source=None)
    assert claim.map_spans(lambda span: span) == claim


def test_id_never_changes() -> None:
    assert claim_id("Sales rose 4%.", 11, 13) == "e4227f8e6273c986"


@given(st.text(), st.integers(0, 99), st.integers(0, 99))
def test_id_is_sixteen_hexadecimal_digits_of_text_and_span(text: str, start: int, end: int) -> None:
    found = claim_id(text, start, end)
    assert len(found) == 16
    assert int(found, 16) >= 0
    assert found == claim_id_of(text_digest(text), start, end)


def test_id_tells_texts_and_spans_apart() -> None:
    assert len({claim_id(text, *span) for text in ("a 1", "b 1", "\ud800") for span in ((0, 1), (0, 11), (1, 1))}) == 9
