import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.errors import InputError, RecordError
from extractor.records import Claim
from extractor.writers.jsonl import read_jsonl, to_json, write_json, write_jsonl


def test_lines_read_back_as_the_same_claims(
    claim: Claim, bare_claim: Claim, hostile_claim: Claim, tmp_path: Path
) -> None:
    claims = [claim, bare_claim, hostile_claim]
    path = tmp_path / "claims.jsonl"
    with path.open("wb") as stream:
        write_jsonl([("acme.txt", claims), ("empty.txt", [])], stream)
    assert list(read_jsonl(path)) == claims


def test_letters_stand_as_they_are(claim: Claim) -> None:
    stream = BytesIO()
    write_jsonl([("café.txt", [replace(claim, document="café.txt")])], stream)
    assert "café.txt" in stream.getvalue().decode("utf-8")


@given(st.text(st.characters()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_one_line_of_utf_8(text: str) -> None:
    line = to_json({"text": text})
    assert b"\n" not in line
    assert json.loads(line.decode("utf-8")) == {"text": text}


def test_line_separators_within_a_text_end_no_record(claim: Claim, tmp_path: Path) -> None:
    odd = replace(claim, document="a\u2028b\x85c")
    path = tmp_path / "claims.jsonl"
    with path.open("wb") as stream:
        write_jsonl([(odd.document, [odd])], stream)
    assert list(read_jsonl(path)) == [odd]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}'])
def test_bad_line_is_named_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(f"\n{line}\n")
    with pytest.raises(RecordError, match=r"claims\.jsonl:2: "):
        list(read_jsonl(path))


def test_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_jsonl(tmp_path / "none.jsonl"))


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_one_indented_array(claim: Claim, count: int) -> None:
    stream = BytesIO()
    write_json([("acme.txt", [claim]) for _ in range(count)], stream)
    records = [claim.to_dict()] * count
    assert stream.getvalue().decode() == json.dumps(records, indent=2, ensure_ascii=False) + "\n"
