import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pandas
import pyarrow.parquet
import pytest

from extractor.records import Claim
from extractor.writers import tabular
from extractor.writers.rows import COLUMNS, Documents, to_row
from extractor.writers.tabular import to_frame, write_csv, write_parquet


def read_csv(documents: Documents) -> list[dict[str, str]]:
    stream = BytesIO()
    write_csv(documents, stream)
    return list(csv.DictReader(StringIO(stream.getvalue().decode("utf-8"), newline="")))


def read_parquet(documents: Documents) -> "pyarrow.Table":
    stream = BytesIO()
    write_parquet(documents, stream)
    return pyarrow.parquet.read_table(BytesIO(stream.getvalue()))


def test_csv_has_one_row_per_claim(claim: Claim, bare_claim: Claim) -> None:
    first, second = read_csv([("acme.txt", [claim]), ("empty.txt", []), ("acme.txt", [bare_claim])])
    assert list(first) == list(COLUMNS)
    assert (first["quantity"], first["value"], first["source_name"]) == ("$4.5 billion", "4500000000.0", "Reuters")
    assert (second["value"], second["low"], second["high"], second["subject"]) == ("", "10.0", "15.0", "")


def test_csv_without_claims_is_a_header() -> None:
    stream = BytesIO()
    write_csv([("empty.txt", [])], stream)
    assert stream.getvalue().decode() == ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_neutralises_formulas(claim: Claim, text: str) -> None:
    (row,) = read_csv([(text, [replace(claim, document=text)])])
    assert row["document"] == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+0.3", "a=1", "-", "="])
def test_csv_leaves_what_is_no_formula(claim: Claim, text: str) -> None:
    (row,) = read_csv([(text, [replace(claim, document=text)])])
    assert row["document"] == text


def test_csv_leaves_negative_numbers(claim: Claim) -> None:
    (row,) = read_csv([("acme.txt", [replace(claim, quantity=replace(claim.quantity, value=-3.5))])])
    assert row["value"] == "-3.5"


def test_csv_keeps_line_breaks_commas_and_quotes(claim: Claim) -> None:
    text = 'one, "two"\nthree'
    (row,) = read_csv([("acme.txt", [replace(claim, sentence=replace(claim.sentence, text=text))])])
    assert row["sentence"] == text


def test_csv_begins_with_a_byte_order_mark_on_demand(claim: Claim) -> None:
    stream = BytesIO()
    write_csv([("acme.txt", [claim])], stream, bom=True)
    assert stream.getvalue().startswith(b"\xef\xbb\xbfid,")


def test_parquet_has_typed_columns(claim: Claim, bare_claim: Claim) -> None:
    table = read_parquet([("acme.txt", [claim, bare_claim])])
    assert table.to_pylist() == [to_row(claim), to_row(bare_claim)]
    types = {name: str(table.schema.field(name).type) for name in ("id", "sentence_start", "value", "period_to")}
    assert types == {"id": "string", "sentence_start": "int64", "value": "double", "period_to": "string"}
    assert str(table.schema.field("kind").type).startswith("dictionary<values=string")
    assert [table.schema.field(name).nullable for name in ("quantity", "subject")] == [False, True]
    assert table.schema.field("subject").metadata == {b"description": b"What is measured."}


def test_parquet_without_claims_has_the_same_schema(claim: Claim) -> None:
    empty = read_parquet([("empty.txt", [])])
    assert empty.num_rows == 0
    assert empty.schema == read_parquet([("acme.txt", [claim])]).schema


def test_parquet_writes_in_groups(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabular, "ROW_GROUP", 2)
    stream = BytesIO()
    write_parquet([("acme.txt", [claim] * 3), ("acme.txt", [claim] * 2)], stream)
    file = pyarrow.parquet.ParquetFile(BytesIO(stream.getvalue()))
    assert [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)] == [2, 2, 1]


def test_half_surrogate_pairs_are_spelled_out(hostile_claim: Claim) -> None:
    documents = [("acme.txt", [hostile_claim])]
    assert "\\ud800" in read_csv(documents)[0]["subject"]
    assert "\\ud800" in read_parquet(documents)["subject"][0].as_py()


def test_frame_has_typed_columns(claim: Claim, bare_claim: Claim) -> None:
    frame = to_frame([claim, bare_claim])
    assert list(frame.columns) == list(COLUMNS)
    assert isinstance(frame["sentence"].dtype, pandas.StringDtype)
    assert str(frame["subject_start"].dtype) == "Int64"
    assert str(frame["value"].dtype) == "float64"
    assert frame["subject_start"].isna().tolist() == [False, True]


def test_frame_without_claims_keeps_its_types(claim: Claim) -> None:
    assert to_frame([]).dtypes.equals(to_frame([claim]).dtypes)
