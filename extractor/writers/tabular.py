"""Claims as tables for programs: CSV, Parquet and pandas data frames."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from extractor.records import Claim
from extractor.writers.rows import COLUMNS, Cell, Documents, Row, to_row

if TYPE_CHECKING:
    import pandas

# Rows per row group: small enough to hold in memory (about 10 MB), large enough that a column compresses well.
ROW_GROUP = 10_000

# What makes a spreadsheet read a cell as a formula, per OWASP's page "CSV Injection".
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


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

    A text that a spreadsheet would run as a formula is led by an apostrophe; numbers stand as they are.

    Args:
        documents: Each document's name with its claims.
        stream: Where the table goes, as UTF-8 with quoting by RFC 4180 and plain line feeds.
        bom: Whether to begin with a byte order mark, by which Excel tells that the file is UTF-8.
    """
    stream.write(b"\xef\xbb\xbf" if bom else b"")
    stream.write(_csv_line(COLUMNS))
    for _, claims in documents:
        for claim in claims:
            stream.write(_csv_line(map(_neutral, to_row(claim).values())))
        stream.flush()


def write_parquet(documents: Documents, stream: BinaryIO) -> None:
    """Write a Parquet table with one row per claim, a row group at a time.

    Args:
        documents: Each document's name with its claims.
        stream: Where the table goes; it need not be seekable.
    """
    import pyarrow
    import pyarrow.parquet

    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    rows = (_encodable(to_row(claim)) for _, claims in documents for claim in claims)
    with pyarrow.parquet.ParquetWriter(stream, schema) as writer:
        for batch in _batches(rows):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))


def _csv_line(row: Iterable[Cell]) -> bytes:
    line = io.StringIO()
    # The csv module quotes a lone carriage return only if its own line terminator holds one.
    csv.writer(line, lineterminator="\r\n").writerow(row)
    return (line.getvalue().removesuffix("\r\n") + "\n").encode("utf-8", "backslashreplace")


def _neutral(cell: Cell) -> Cell:
    if not isinstance(cell, str) or not cell.startswith(FORMULA_STARTS):
        return cell
    # The name of standard input is a lone sign, which no spreadsheet computes.
    return cell if cell == "-" or PLAIN_NUMBER.fullmatch(cell) else f"'{cell}"


def _encodable(row: Row) -> Row:
    """Spell out half surrogate pairs, which JSON input can hold but a UTF-8 column cannot."""
    return {
        name: cell.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(cell, str) else cell
        for name, cell in row.items()
    }


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    for first in rows:
        yield list(chain([first], islice(rows, ROW_GROUP - 1)))
