"""Lossless JSON: one claim record per line, or all of them as one array."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from extractor.errors import InputError, RecordError
from extractor.records import Claim
from extractor.writers.rows import Documents


def write_jsonl(documents: Documents, stream: BinaryIO) -> None:
    """Write one claim record per line, document by document.

    Args:
        documents: Each document's name with its claims.
        stream: Where the lines go, as UTF-8.
    """
    for _, claims in documents:
        for claim in claims:
            stream.write(to_json(claim.to_dict()) + b"\n")
        stream.flush()


def write_json(documents: Documents, stream: BinaryIO) -> None:
    """Write all claim records as one indented JSON array, document by document.

    Args:
        documents: Each document's name with its claims.
        stream: Where the array goes, as UTF-8.
    """
    before = b"["
    for _, claims in documents:
        for claim in claims:
            stream.write(before + b"\n  " + to_json(claim.to_dict(), indent=2).replace(b"\n", b"\n  "))
            before = b","
    stream.write(b"[]\n" if before == b"[" else b"\n]\n")


def read_jsonl(path: str | Path) -> Iterator[Claim]:
    """Yield the claims that ``write_jsonl`` wrote, one at a time.

    Args:
        path: A file of claim records, one per line; empty lines are passed over.

    Yields:
        The claims, equal to those that were written.

    Raises:
        InputError: The file cannot be read.
        RecordError: A line is not a claim record; the message names file and line.
    """
    try:
        # Read as bytes, for text would also be split where a record holds a line separator such as U+2028.
        with Path(path).open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _read_claim(line, f"{path}:{number}")
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(str(path), f"cannot be read ({reason})", "check the path and its permissions") from error


def to_json(record: Mapping[str, Any], *, indent: int | None = None) -> bytes:
    """Return a record as JSON in valid UTF-8.

    Args:
        record: Plain data.
        indent: How many blanks to indent nested parts by; None for a single line.

    Returns:
        The JSON without a final line break. Letters stand as they are, but a text with half a surrogate pair, which
        UTF-8 cannot express, makes the record fall back to ASCII escapes, so that it still reads back unchanged.
    """
    try:
        return json.dumps(record, ensure_ascii=False, indent=indent).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(record, indent=indent).encode("ascii")


def _read_claim(line: bytes, where: str) -> Claim:
    try:
        return Claim.from_dict(json.loads(line))
    except ValueError as error:
        raise RecordError(f"{where}: not JSON ({error}); write the file with --format jsonl") from error
    except RecordError as error:
        raise RecordError(f"{where}: {error}") from error
