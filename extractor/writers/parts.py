"""A folder of parts, for results that are too many for one file; it appears whole or not at all."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from extractor.errors import OutputError
from extractor.writers.descriptor import NAME, describe
from extractor.writers.files import unwritable
from extractor.writers.jsonl import write_jsonl
from extractor.writers.rows import Documents
from extractor.writers.schema import CLAIM_COLUMNS
from extractor.writers.tabular import write_csv, write_parquet

PART_FORMATS: dict[str, Callable[[Documents, BinaryIO], None]] = {
    "parquet": write_parquet,
    "csv": write_csv,
    "jsonl": write_jsonl,
}
# 100,000 claims take 20 MB as Parquet: a table for a laptop, and few enough files for a year of news.
CLAIMS_PER_PART = 100_000


def write_parts(documents: Documents, folder: Path, *, format: str, inputs: Iterable[str | Path] = ()) -> None:  # noqa: A002
    """Write claims as ``part-00000.parquet`` and so on, with a ``datapackage.json`` that describes them.

    The claims of one document stay together in one part.

    Args:
        documents: Each document's name with its claims.
        folder: The folder, which takes the place of one that was written so before.
        format: One of ``PART_FORMATS``.
        inputs: Files and folders that are being read; the folder must be none of these.

    Raises:
        OutputError: The folder is an input, holds anything else, or cannot be written.
    """
    _check(folder, inputs)
    with _replaced(folder) as beside:
        parts: list[Path] = []
        waiting = iter(documents)
        following = list(islice(waiting, 1))
        while following or not parts:  # without any document there is one part without rows
            parts.append(beside / f"part-{len(parts):05}.{format}")
            with parts[-1].open("xb") as stream:
                PART_FORMATS[format](_take(chain(following, waiting)), stream)
                stream.flush()
                os.fsync(stream.fileno())
            following = list(islice(waiting, 1))
        if format != "jsonl":
            describe(parts, CLAIM_COLUMNS, format=format, name="claims", folder=beside)


def _take(documents: Documents) -> Documents:
    """Yield documents until a part has as many claims as it should."""
    claims = 0
    for document, found in documents:
        yield document, found
        claims += len(found)
        if claims >= CLAIMS_PER_PART:
            return


def _check(folder: Path, inputs: Iterable[str | Path]) -> None:
    if any(Path(os.path.realpath(given)).is_relative_to(os.path.realpath(folder)) for given in inputs):
        raise OutputError(f"{folder}: is one of the inputs; name another output folder")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError(f"{folder}: is a file; name a folder, or end the name in .parquet, .csv or .jsonl")
    others = [path.name for path in folder.iterdir() if not path.match("part-*.*") and path.name != NAME]
    if others:
        raise OutputError(f"{folder}: holds {min(others)}, which is no part; name another folder")


@contextmanager
def _replaced(folder: Path) -> Iterator[Path]:
    """Give a folder beside to write into, which takes the place of the other once all of it is written."""
    beside, former = (folder.with_name(f".{folder.name}.{secrets.token_hex(8)}.part") for _ in range(2))
    try:
        beside.mkdir()
        yield beside
        if folder.exists():
            folder.rename(former)
        beside.rename(folder)
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        for path in (beside, former):
            shutil.rmtree(path, ignore_errors=True)
