import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow.parquet
import pytest

from extractor.errors import OutputError
from extractor.records import Claim
from extractor.writers import parts
from extractor.writers.parts import write_parts
from extractor.writers.rows import to_row


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "CLAIMS_PER_PART", 3)


def test_parts_hold_whole_documents_in_order(tmp_path: Path, claim: Claim, bare_claim: Claim) -> None:
    documents = [("a", [claim] * 2), ("b", [bare_claim] * 2), ("c", []), ("d", [claim])]
    write_parts(documents, tmp_path / "claims", format="parquet")
    names = sorted(path.name for path in (tmp_path / "claims").iterdir())
    assert names == ["datapackage.json", "part-00000.parquet", "part-00001.parquet"]
    first, second = (pyarrow.parquet.read_table(tmp_path / "claims" / name) for name in names[1:])
    assert first.to_pylist() == [to_row(one) for one in (claim, claim, bare_claim, bare_claim)]
    assert second.to_pylist() == [to_row(claim)]
    (resource,) = json.loads((tmp_path / "claims" / "datapackage.json").read_text())["resources"]
    assert resource["path"] == names[1:]


@pytest.mark.parametrize("format", ["csv", "jsonl", "parquet"])
def test_without_claims_there_is_one_empty_part(tmp_path: Path, format: str) -> None:  # noqa: A002
    write_parts([], tmp_path / "claims", format=format)
    assert (tmp_path / "claims" / f"part-00000.{format}").exists()


def test_parts_take_the_place_of_former_ones(tmp_path: Path, claim: Claim) -> None:
    write_parts([("a", [claim])] * 9, tmp_path / "claims", format="jsonl")
    write_parts([("a", [claim])], tmp_path / "claims", format="csv")
    assert sorted(path.name for path in (tmp_path / "claims").iterdir()) == ["datapackage.json", "part-00000.csv"]
    assert list(tmp_path.iterdir()) == [tmp_path / "claims"]


def test_failure_leaves_the_former_parts(tmp_path: Path, claim: Claim) -> None:
    write_parts([("a", [claim])], tmp_path / "claims", format="jsonl")

    def failing() -> Iterator[tuple[str, Sequence[Claim]]]:
        yield "b", [claim] * 5
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_parts(failing(), tmp_path / "claims", format="csv")
    assert [path.name for path in (tmp_path / "claims").iterdir()] == ["part-00000.jsonl"]
    assert list(tmp_path.iterdir()) == [tmp_path / "claims"]


def test_folder_with_anything_else_is_left_alone(tmp_path: Path, claim: Claim) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"holds thesis\.txt, which is no part; name another folder"):
        write_parts([("a", [claim])], tmp_path, format="csv")
    assert (tmp_path / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize("given", ["claims", "claims/part-00000.jsonl"])
def test_input_is_not_overwritten(tmp_path: Path, claim: Claim, given: str) -> None:
    write_parts([("a", [claim])], tmp_path / "claims", format="jsonl")
    with pytest.raises(OutputError, match="is one of the inputs"):
        write_parts([("a", [claim])], tmp_path / "claims", format="jsonl", inputs=[tmp_path / given])
