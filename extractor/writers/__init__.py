"""Claims -> file: chooses the writer by format name or by the suffix of the file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, TypeVar

from extractor.errors import OutputError
from extractor.records import Claim
from extractor.writers.descriptor import describe
from extractor.writers.failures import failures_path, write_failures
from extractor.writers.files import open_output, remove_leftovers
from extractor.writers.jsonl import read_jsonl, write_json, write_jsonl
from extractor.writers.page import to_html, write_page
from extractor.writers.parts import PART_FORMATS, write_parts
from extractor.writers.removals import write_removals_jsonl, write_removals_text
from extractor.writers.rows import COLUMNS, Documents, by_document, to_row
from extractor.writers.schema import CLAIM_COLUMNS, DOCUMENT_COLUMNS, Column
from extractor.writers.table import write_table
from extractor.writers.tabular import TABLES, TableWriter, to_frame, write_csv, write_parquet
from extractor.writers.texts import CleanTexts, write_clean_jsonl, write_clean_text

__all__ = [
    "CLAIM_COLUMNS",
    "CLEAN_FORMATS",
    "CLEAN_SUFFIXES",
    "COLUMNS",
    "DOCUMENT_COLUMNS",
    "FORMATS",
    "PART_FORMATS",
    "SUFFIXES",
    "TABLE_SUFFIXES",
    "by_document",
    "describe_table",
    "failures_path",
    "format_of",
    "open_documents",
    "read_jsonl",
    "remove_leftovers",
    "to_frame",
    "to_html",
    "to_row",
    "write_claims",
    "write_clean",
    "write_documents",
    "write_failures",
    "write_parts",
]

ItemT = TypeVar("ItemT")
Target = str | Path | BinaryIO

FORMATS: dict[str, Callable[[Documents, BinaryIO], None]] = {
    "table": write_table,
    "json": write_json,
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": write_parquet,
    "html": write_page,
}
SUFFIXES = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet", ".html": "html"}

TABLE_SUFFIXES = {f".{name}": name for name in TABLES}
DESCRIBED = ("csv", "parquet")
"""The formats of tables whose columns a descriptor explains: JSON lines of claims have a shape of their own."""

CLEAN_FORMATS: dict[str, Callable[[CleanTexts, BinaryIO], None]] = {
    "text": write_clean_text,
    "jsonl": write_clean_jsonl,
}
REMOVAL_FORMATS: dict[str, Callable[[CleanTexts, BinaryIO], None]] = {
    "text": write_removals_text,
    "jsonl": write_removals_jsonl,
}
CLEAN_SUFFIXES = {".txt": "text", ".jsonl": "jsonl"}


def format_of(path: str | Path, *, suffixes: Mapping[str, str] = SUFFIXES) -> str:
    """Return the format that a file's suffix stands for.

    Args:
        path: The file; only its name is looked at.
        suffixes: The suffixes that are known, with the format of each.

    Returns:
        The name of the format.

    Raises:
        OutputError: The suffix is unknown.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in suffixes:
        raise OutputError(f"{path}: the suffix tells no format; end the name in {', '.join(suffixes)} or use --format")
    return suffixes[suffix]


def write_claims(
    claims: Iterable[Claim],
    target: Target,
    *,
    format: str | None = None,  # noqa: A002 - the word that the command line uses, too
    bom: bool = False,
    inputs: Iterable[str | Path] = (),
) -> None:
    """Write claims to a file or stream; ``write_documents`` also tells of documents without claims.

    Args:
        claims: The claims, those of one document together.
        target: A path, under which the file appears once it is whole, or a binary stream, which stays open.
        format: One of ``FORMATS``; None to tell it by the suffix of the path.
        bom: Whether a CSV file begins with a byte order mark; other formats have none.
        inputs: Files and folders that are being read, of which none must be overwritten.

    Raises:
        OutputError: The target cannot be written, or its format cannot be told.
    """
    write_documents(by_document(claims), target, format=format, bom=bom, inputs=inputs)


def write_documents(
    documents: Documents,
    target: Target,
    *,
    format: str | None = None,  # noqa: A002
    bom: bool = False,
    inputs: Iterable[str | Path] = (),
) -> None:
    """Write the claims of documents, each given with its name; arguments and errors as of ``write_claims``."""
    name = format or _format_of_target(target)
    write = partial(write_csv, bom=bom) if name == "csv" else _look_up(name, FORMATS)
    with _open(target, inputs) as stream:
        write(_started(documents), stream)
        stream.flush()


@contextmanager
def open_documents(path: Path, *, inputs: Iterable[str | Path] = ()) -> Iterator[TableWriter]:
    """Open a table of documents, of the columns ``DOCUMENT_COLUMNS``, which appears once it is whole.

    Args:
        path: The table; its suffix, one of ``TABLES``, tells the format.
        inputs: Files and folders that are being read, of which none must be overwritten.

    Yields:
        What takes the rows.

    Raises:
        OutputError: The suffix is unknown, or the table cannot be written.
    """
    name = format_of(path, suffixes=TABLE_SUFFIXES)
    with open_output(path, inputs=inputs) as stream:
        table = TABLES[name](stream, DOCUMENT_COLUMNS)
        yield table
        table.close()


def describe_table(path: Path, columns: Sequence[Column]) -> None:
    """Put a table that is written as CSV or Parquet into the ``datapackage.json`` beside it; others are passed over."""
    name = TABLE_SUFFIXES.get(path.suffix.lower())
    if name in DESCRIBED:
        describe([path], columns, format=name, name=path.name, folder=path.parent)


def write_clean(
    texts: CleanTexts,
    target: Target,
    *,
    format: str = "text",  # noqa: A002
    removed: bool = False,
    inputs: Iterable[str | Path] = (),
) -> None:
    """Write cleaned texts, or what was removed from them, to a file or stream.

    Args:
        texts: Each article with its clean text.
        target: A path, under which the file appears once it is whole, or a binary stream, which stays open.
        format: One of ``CLEAN_FORMATS``.
        removed: Whether to write what was removed, and why, in place of what was kept.
        inputs: Files and folders that are being read, of which none must be overwritten.

    Raises:
        OutputError: The target cannot be written, or there is no such format.
    """
    write = _look_up(format, REMOVAL_FORMATS if removed else CLEAN_FORMATS)
    with _open(target, inputs) as stream:
        write(_started(texts), stream)
        stream.flush()


def _format_of_target(target: Target) -> str:
    if isinstance(target, str | Path):
        return format_of(target)
    raise OutputError(f"a stream has no suffix; name one of the formats {', '.join(FORMATS)}")


def _look_up(name: str, formats: Mapping[str, ItemT]) -> ItemT:
    if name not in formats:
        raise OutputError(f"no format is called {name!r}; choose one of {', '.join(formats)}")
    return formats[name]


def _open(target: Target, inputs: Iterable[str | Path]) -> AbstractContextManager[BinaryIO]:
    return open_output(target, inputs=inputs) if isinstance(target, str | Path) else nullcontext(target)


def _started(items: Iterable[ItemT]) -> Iterator[ItemT]:
    """Ask for the first item at once, so that an error there comes before anything is written."""
    waiting = iter(items)
    return chain(list(islice(waiting, 1)), waiting)
