"""Paths to articles: files, folders, JSON Lines and standard input; what cannot be read is reported, not raised."""

import json
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from extractor.articles.decoding import declared_encoding, decode
from extractor.articles.markup import read_page
from extractor.errors import InputError
from extractor.records import Article

STANDARD_INPUT = "-"
PAGE_SUFFIXES = {".html", ".htm"}
RECORD_SUFFIXES = {".jsonl"}
SUFFIXES = {".txt", ".md"} | PAGE_SUFFIXES | RECORD_SUFFIXES

KNOWN = ", ".join(sorted(SUFFIXES))
RECORD = 'write one object per line, {"text": "…"}, with optional "id", "title", "date" and "url"'


def read_articles(paths: Iterable[str], *, standard_input: BinaryIO | None = None) -> Iterator[Article | InputError]:
    """Read articles one at a time, in the order of the paths.

    Args:
        paths: Files, folders (read with their subfolders, by the suffixes in ``SUFFIXES``, sorted, hidden ones passed
            over) and ``-`` for standard input, which is read as plain text. A named file of any other suffix is read as
            plain text.
        standard_input: What ``-`` reads, ``sys.stdin`` by default.

    Yields:
        An article for each file and each JSON Lines record, and an ``InputError`` in the place of each that cannot be
        read. The others are not affected.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield _read_standard_input(standard_input)
        elif _is_folder(path):
            yield from _read_folder(path)
        else:
            yield from _read_file(path)


def _read_standard_input(stream: BinaryIO | None) -> Article | InputError:
    try:
        data = (stream or sys.stdin.buffer).read()
        return Article(document=STANDARD_INPUT, text=decode(data, document=STANDARD_INPUT))
    except InputError as error:
        return error
    except (OSError, ValueError, AttributeError) as error:  # closed, or none at all as under a window manager
        return InputError(STANDARD_INPUT, f"standard input cannot be read ({error})", "name a file instead")


def _read_folder(folder: str) -> Iterator[Article | InputError]:
    empty = True
    for found in _walk(folder):
        empty = False
        if isinstance(found, InputError):
            yield found
        else:
            yield from _read_file(str(found))
    if empty:
        yield InputError(folder, "holds no article", f"name a folder with {KNOWN} files, or the files themselves")


def _walk(folder: str) -> Iterator[Path | InputError]:
    """Yield a folder's files of known suffix, sorted by the parts of their paths; linked folders are not entered."""
    waiting = [Path(folder)]
    while waiting:
        path = waiting.pop()
        # The named folder itself may be a link or hidden: whoever names it means it.
        if str(path) == str(Path(folder)) or (path.is_dir() and not path.is_symlink()):
            try:
                inside = sorted(path.iterdir(), key=lambda entry: entry.name, reverse=True)
            except OSError as error:
                yield _unreadable(str(path), error)
                continue
            waiting += [entry for entry in inside if not entry.name.startswith(".")]
        elif path.suffix.lower() in SUFFIXES and not path.is_dir():
            yield path


def _read_file(path: str) -> Iterator[Article | InputError]:
    suffix = Path(path).suffix.lower()
    try:
        # Asked first, because opening a pipe would wait for its writer.
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise InputError(path, "is not a regular file", "name a file or a folder, or pipe the text in with -")
        if suffix in RECORD_SUFFIXES:
            yield from _read_records(path)
            return
        data = Path(path).read_bytes()
        declared = declared_encoding(data) if suffix in PAGE_SUFFIXES else None
        text = decode(data, document=path, declared=declared)
        yield read_page(text, document=path) if suffix in PAGE_SUFFIXES else Article(document=path, text=text)
    except InputError as error:
        yield error
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)


def _read_records(path: str) -> Iterator[Article | InputError]:
    # Line by line, so that a file larger than memory can be read.
    with Path(path).open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                yield _read_record(line, document=f"{path}:{number}")
            except InputError as error:
                yield error


def _read_record(line: bytes, *, document: str) -> Article:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(document, "is not UTF-8", "save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise InputError(document, f"is not JSON ({error.msg} at column {error.colno})", RECORD) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets nested as deep
        raise InputError(document, "is JSON that cannot be read", RECORD) from error
    if not isinstance(record, dict):
        raise InputError(document, "is not a JSON object", RECORD)
    if not isinstance(record.get("text"), str):
        raise InputError(document, '"text" is missing or not a string', RECORD)
    identifier = record.get("id")
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        identifier = str(identifier)
    name = _optional({"id": identifier}, "id", document=document)
    return Article(
        document=document if name is None else name,
        text=_whole(record["text"]),
        title=_optional(record, "title", document=document),
        date=_optional(record, "date", document=document),
        url=_optional(record, "url", document=document),
    )


def _optional(record: dict[str, Any], name: str, *, document: str) -> str | None:
    value = record.get(name)
    if value is None or isinstance(value, str):
        return None if value is None else _whole(value)
    raise InputError(document, f'"{name}" is not a string', f'make "{name}" a string or leave it out')


def _whole(text: str) -> str:
    """Return the text with halves of surrogate pairs, which no output can be written with, each replaced by U+FFFD."""
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):  # no permission, or a NUL in the name; opening it will say so
        return False


def _unreadable(path: str, error: Exception) -> InputError:
    match error:
        case FileNotFoundError():
            return InputError(path, "does not exist", "check the path")
        case PermissionError():
            return InputError(path, "may not be read", "change its permissions, or run as a user who may read it")
        case OSError():
            return InputError(path, f"cannot be read ({error.strerror or error})", "check the path and the disk")
        case _:
            return InputError(path, f"is no path ({error})", "check the path")
