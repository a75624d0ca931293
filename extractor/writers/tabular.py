"""Tables for programs: CSV, JSON lines, Parquet and pandas data frames."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO, Protocol

from extractor.records import Claim
from extractor.writers.jsonl import to_json
from extractor.writers.phrases import encodable
from extractor.writers.rows import COLUMNS, Cell, Documents, Row, to_row
from extractor.writers.schema import CLAIM_COLUMNS, Column

if TYPE_CHECKING:
    import pandas

# Rows per row group: small enough to hold in memory (about 10 MB), large enough that a column compresses well.
ROW_GROUP = 10_000

# What makes a spreadsheet read a cell as a formula, per OWASP's page "CSV Injection".
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
LONE_SIGNS = ("=", "-")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


class TableWriter(Protocol):
    """A table under work."""

    def add(self, row: Row) -> None:
        """Write one more row."""

    def close(self) -> None:
        """Write what is still to be written; the stream stays open."""


class CsvTable:
    """A table as UTF-8 with quoting by RFC 4180 and plain line feeds.

    A text that a spreadsheet would run as a formula is led by an apostrophe; numbers stand as they are.

    Args:
        stream: Where the table goes.
        columns: Its columns, which make the header.
        bom: Whether to begin with a byte order mark, by which Excel tells that the file is UTF-8.
    """

    def __init__(self, stream: BinaryIO, columns: Sequence[Column], *, bom: bool = False) -> None:
        self._stream = stream
        stream.write(b"\xef\xbb\xbf" if bom else b"")
        stream.write(_csv_line(column.name for column in columns))

    def add(self, row: Row) -> None:
        """Write one more row."""
        self._stream.write(_csv_line(map(_neutral, row.values())))

    def close(self) -> None:
        """Write nothing: a CSV has no end of its own."""


class JsonTable:
    """A table as one JSON object per row."""

    def __init__(self, stream: BinaryIO, columns: Sequence[Column]) -> None:
        self._stream = stream

    def add(self, row: Row) -> None:
        """Write one more row."""
        self._stream.write(to_json(row) + b"\n")

    def close(self) -> None:
        """Write nothing: JSON lines have no end of their own."""


class ParquetTable:
    """A Parquet table, a row group at a time; columns with few values are dictionaries, all carry a description.

    Args:
        stream: Where the table goes; it need not be seekable.
        columns: Its columns.
    """

    def __init__(self, stream: BinaryIO, columns: Sequence[Column]) -> None:
        import pyarrow.parquet  # takes a fifth of a second, which no other format should wait for

        plain = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
        fields = [
            pyarrow.field(
                column.name,
                pyarrow.dictionary(pyarrow.int8(), pyarrow.string()) if column.values else plain[column.type],
                nullable=not column.required,
                metadata={"description": column.description},
            )
            for column in columns
        ]
        self._schema = pyarrow.schema(fields)
        self._writer = pyarrow.parquet.ParquetWriter(stream, self._schema)
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Write one more row."""
        self._rows.append(_encodable(row))
        if len(self._rows) >= ROW_GROUP:
            self._write()

    def close(self) -> None:
        """Write the last rows and the footer."""
        if self._rows:
            self._write()
        self._writer.close()

    def _write(self) -> None:
        import pyarrow

        self._writer.write_table(pyarrow.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []


TABLES: dict[str, type[CsvTable] | type[JsonTable] | type[ParquetTable]] = {
    "csv": CsvTable,
    "jsonl": JsonTable,
    "parquet": ParquetTable,
}
"""The tables by the name of their format."""


def to_frame(claims: Iterable[Claim]) -> "pandas.DataFrame":
    """Return the claims as a data frame, one row each.

    Args:
        claims: Any claims.

    Returns:
        A frame with the columns of ``COLUMNS``: texts as ``string``, offsets as ``Int64``, numbers as ``float64``.
    """
    import pandas  # takes half a second, which no other format should wait for

    dtypes = {str: "string", int: "Int64", float: "float64"}
    rows = [to_row(claim) for claim in claims]
    return pandas.DataFrame(
        {name: pandas.Series([row[name] for row in rows], dtype=dtypes[kind]) for name, kind in COLUMNS.items()}
    )


def write_csv(documents: Documents, stream: BinaryIO, *, bom: bool = False) -> None:
    """Write a header and one row per claim, document by document.

    Args:
        documents: Each document's name with its claims.
        stream: Where the table goes, as ``CsvTable`` writes it.
        bom: Whether to begin with a byte order mark.
    """
    table = CsvTable(stream, CLAIM_COLUMNS, bom=bom)
    for _, claims in documents:
        for claim in claims:
            table.add(to_row(claim))
        stream.flush()


def write_parquet(documents: Documents, stream: BinaryIO) -> None:
    """Write a Parquet table with one row per claim.

    Args:
        documents: Each document's name with its claims.
        stream: Where the table goes; it need not be seekable.
    """
    table = ParquetTable(stream, CLAIM_COLUMNS)
    for _, claims in documents:
        for claim in claims:
            table.add(to_row(claim))
    table.close()


def _csv_line(row: Iterable[Cell]) -> bytes:
    line = io.StringIO()
    # The csv module quotes a lone carriage return only if its own line terminator holds one.
    csv.writer(line, lineterminator="\r\n").writerow(row)
    return (line.getvalue().removesuffix("\r\n") + "\n").encode("utf-8", "backslashreplace")


def _neutral(cell: Cell) -> Cell:
    if not isinstance(cell, str) or not cell.startswith(FORMULA_STARTS):
        return cell
    # No spreadsheet computes a lone sign, as the bound "=" and the name "-" of standard input are.
    return cell if cell in LONE_SIGNS or PLAIN_NUMBER.fullmatch(cell) else f"'{cell}"


def _encodable(row: Row) -> Row:
    return {name: encodable(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
