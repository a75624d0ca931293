import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from extractor import writers
from extractor.errors import OutputError
from extractor.records import Claim
from extractor.writers.rows import COLUMNS, to_row
from extractor.writers.schema import CLAIM_COLUMNS


def resources(folder: Path) -> list[dict[str, Any]]:
    return list(json.loads((folder / "datapackage.json").read_text())["resources"])


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_table_is_described_with_its_digest_and_columns(tmp_path: Path, claim: Claim, suffix: str) -> None:
    path = tmp_path / f"Night claims.{suffix}"
    writers.write_claims([claim], path)
    writers.describe_table(path, writers.CLAIM_COLUMNS)
    (resource,) = resources(tmp_path)
    assert (resource["name"], resource["path"], resource["format"]) == (f"night-claims.{suffix}", path.name, suffix)
    assert resource["bytes"] == path.stat().st_size
    assert resource["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert list(fields) == list(COLUMNS)
    assert fields["sentence_start"] == {
        "name": "sentence_start",
        "type": "integer",
        "description": "First character, offset in the document text as decoded.",
        "constraints": {"required": True},
    }
    assert fields["status"]["constraints"] == {"required": True, "enum": ["reported", "forecast"]}


def test_table_replaces_its_own_description_and_keeps_the_others(tmp_path: Path, claim: Claim) -> None:
    for name in ("a.csv", "b.csv", "a.csv"):
        writers.write_claims([claim], tmp_path / name)
        writers.describe_table(tmp_path / name, writers.CLAIM_COLUMNS)
    assert [one["name"] for one in resources(tmp_path)] == ["b.csv", "a.csv"]


def test_tables_that_differ_in_their_suffix_alone_are_both_described(tmp_path: Path, claim: Claim) -> None:
    for name in ("claims.csv", "claims.parquet"):
        writers.write_claims([claim], tmp_path / name)
        writers.describe_table(tmp_path / name, writers.CLAIM_COLUMNS)
    assert [one["path"] for one in resources(tmp_path)] == ["claims.csv", "claims.parquet"]
    assert len({one["name"] for one in resources(tmp_path)}) == 2


def test_other_formats_are_not_described(tmp_path: Path, claim: Claim) -> None:
    writers.write_claims([claim], tmp_path / "claims.jsonl")
    writers.describe_table(tmp_path / "claims.jsonl", writers.CLAIM_COLUMNS)
    assert not (tmp_path / "datapackage.json").exists()


@pytest.mark.parametrize("content", ["{}", "no JSON", '{"resources": [1]}'])
def test_foreign_file_in_its_place_is_left_alone(tmp_path: Path, claim: Claim, content: str) -> None:
    (tmp_path / "datapackage.json").write_text(content)
    writers.write_claims([claim], tmp_path / "claims.csv")
    with pytest.raises(OutputError, match="is no descriptor of tables"):
        writers.describe_table(tmp_path / "claims.csv", writers.CLAIM_COLUMNS)
    assert (tmp_path / "datapackage.json").read_text() == content


def test_required_columns_are_never_empty(claim: Claim, bare_claim: Claim) -> None:
    required = [column.name for column in CLAIM_COLUMNS if column.required]
    assert all(to_row(one)[name] is not None for one in (claim, bare_claim) for name in required)


def test_cells_are_of_the_values_that_are_described(claim: Claim, bare_claim: Claim) -> None:
    for column in CLAIM_COLUMNS:
        cells = {to_row(one)[column.name] for one in (claim, bare_claim)} - {None}
        assert not column.values or cells <= set(column.values)
