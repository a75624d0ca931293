from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from extractor.errors import OutputError
from extractor.records import Claim
from extractor.writers import FORMATS, SUFFIXES, format_of, read_jsonl, write_claims, write_documents


@pytest.mark.parametrize(("path", "name"), [("a.csv", "csv"), ("b/A.JSONL", "jsonl"), (Path("a.b.html"), "html")])
def test_suffix_tells_the_format(path: str | Path, name: str) -> None:
    assert format_of(path) == name


@pytest.mark.parametrize("path", ["claims.xlsx", "claims", ".csv/claims"])
def test_unknown_suffix_is_named_with_the_known_ones(path: str) -> None:
    with pytest.raises(OutputError, match=r"claims.*\.json, \.jsonl, \.csv, \.parquet, \.html"):
        format_of(path)


def test_each_suffix_stands_for_a_format() -> None:
    assert set(SUFFIXES.values()) == set(FORMATS) - {"table"}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_no_claims_too(tmp_path: Path, name: str) -> None:
    write_claims([], tmp_path / "claims", format=name)
    assert (tmp_path / "claims").exists()


def test_claims_go_to_a_path_or_a_stream(tmp_path: Path, claim: Claim) -> None:
    stream = BytesIO()
    write_claims([claim], tmp_path / "claims.jsonl")
    write_claims([claim], stream, format="jsonl")
    assert (tmp_path / "claims.jsonl").read_bytes() == stream.getvalue()
    assert list(read_jsonl(tmp_path / "claims.jsonl")) == [claim]


def test_stream_needs_a_format() -> None:
    with pytest.raises(OutputError, match="name one of the formats table, json"):
        write_claims([], BytesIO())


def test_unknown_format_is_named() -> None:
    with pytest.raises(OutputError, match="'xml'; choose one of table, json"):
        write_claims([], BytesIO(), format="xml")


@pytest.mark.parametrize("name", FORMATS)
def test_error_before_the_first_document_leaves_no_output(name: str) -> None:
    def failing() -> Iterator[tuple[str, list[Claim]]]:
        raise OutputError("no model")
        yield

    stream = BytesIO()
    with pytest.raises(OutputError, match="no model"):
        write_documents(failing(), stream, format=name)
    assert stream.getvalue() == b""
