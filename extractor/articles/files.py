"""Paths to raw documents: files, folders, archives and standard input; what cannot be read is reported, not raised."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from extractor.articles import containers
from extractor.articles.raw import (
    MAX_SIZE,
    PAGE_SUFFIXES,
    RECORD_SUFFIXES,
    TEXT_SUFFIXES,
    RawDocument,
    form_of,
    too_large,
)
from extractor.errors import InputError

STANDARD_INPUT = "-"
SUFFIXES = (*sorted(TEXT_SUFFIXES | PAGE_SUFFIXES | RECORD_SUFFIXES), *containers.SUFFIXES)
"""What the names of the files end in that are read from a folder."""

OWN = ".failures.jsonl"
"""The end of the files that tell of an earlier run's failures: no articles."""

KNOWN = ", ".join(SUFFIXES)


def read_raw(
    paths: Iterable[str], *, standard_input: BinaryIO | None = None, max_size: int = MAX_SIZE
) -> Iterator[RawDocument | InputError]:
    """Read documents one at a time, in the order of the paths.

    Args:
        paths: Files, folders (read with their subfolders, by ``SUFFIXES``, sorted, hidden ones passed over), archives
            and ``-`` for standard input, which is read as plain text. A named file of any other suffix is read as
            plain text.
        standard_input: What ``-`` reads, ``sys.stdin`` by default.
        max_size: How many bytes a document may have, in an archive as well.

    Yields:
        Each file, JSON Lines record and member of an archive, and an ``InputError`` in the place of each that cannot be
        read. The others are not affected.
    """
    for path in find_files(paths):
        if isinstance(path, InputError):
            yield path
        elif path == STANDARD_INPUT:
            yield _read_standard_input(standard_input, max_size)
        else:
            yield from _read_file(path, max_size)


def find_files(paths: Iterable[str]) -> Iterator[str | InputError]:
    """Yield the files that ``read_raw`` would read, in order, and an ``InputError`` for each folder that fails."""
    for path in paths:
        if path == STANDARD_INPUT or not _is_folder(path):
            yield path
            continue
        empty = True
        for found in _walk(path):
            empty = False
            yield found
        if empty:
            yield InputError(path, "holds no article", f"name a folder with {KNOWN} files, or the files themselves")


def may_hold_several(paths: Sequence[str]) -> bool:
    """Tell whether there may be more than one document: several paths, a folder, JSON Lines or an archive."""
    holding = (*RECORD_SUFFIXES, *containers.SUFFIXES)
    return len(paths) > 1 or any(_is_folder(path) or path.lower().endswith(holding) for path in paths)


def total_size(paths: Iterable[str]) -> int | None:
    """Return the bytes that the documents have together, None where only unpacking or reading to the end would tell."""
    total = 0
    for path in find_files(paths):
        if isinstance(path, str) and (path == STANDARD_INPUT or path.lower().endswith(containers.SUFFIXES)):
            return None
        try:
            total += 0 if isinstance(path, InputError) else Path(path).stat().st_size
        except (OSError, ValueError):
            continue
    return total


def _read_standard_input(stream: BinaryIO | None, max_size: int) -> RawDocument | InputError:
    try:
        data = (stream or sys.stdin.buffer).read(max_size + 1)
    except (OSError, ValueError, AttributeError) as error:  # closed, or none at all as under a window manager
        return InputError(STANDARD_INPUT, f"standard input cannot be read ({error})", "name a file instead")
    if len(data) > max_size:
        return too_large(STANDARD_INPUT, max_size)
    return RawDocument(document=STANDARD_INPUT, data=data, weight=len(data))


def _walk(folder: str) -> Iterator[str | InputError]:
    """Yield a folder's files of known suffix, sorted by the parts of their paths; linked folders are not entered."""
    waiting: list[tuple[str, bool]] = [(str(Path(folder)), True)]
    while waiting:
        path, entered = waiting.pop()
        if not entered:
            yield path
            continue
        try:
            # Names and no more are kept, because a folder may hold a million.
            with os.scandir(path) as entries:
                inside = sorted(((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries), reverse=True)
        except OSError as error:
            yield unreadable(path, error)
            continue
        for name, is_folder in inside:
            inner = str(Path(path, name))
            known = name.lower().endswith(SUFFIXES) and not name.endswith(OWN)
            if not name.startswith(".") and (is_folder or (known and not _is_folder(inner))):
                waiting.append((inner, is_folder))


def _read_file(path: str, max_size: int) -> Iterator[RawDocument | InputError]:
    try:
        # Asked first, because opening a pipe would wait for its writer.
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError(path, "is not a regular file", "name a file or a folder, or pipe the text in with -")
        if path.lower().endswith(containers.SUFFIXES):
            yield from containers.read_container(path, max_size=max_size)
            return
        form = form_of(Path(path).suffix.lower())
        with Path(path).open("rb") as file:
            if form == "record":
                yield from containers.read_lines(file, path, max_size=max_size)
                return
            data = file.read(max_size + 1)
        if len(data) > max_size:
            raise too_large(path, max_size)
        yield RawDocument(document=path, data=data, form=form, weight=len(data))
    except InputError as error:
        yield error
    except (OSError, ValueError) as error:
        yield unreadable(path, error)


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):  # no permission, or a NUL in the name; opening it will say so
        return False


def unreadable(path: str, error: Exception) -> InputError:
    """Return what to tell of a path that the system could not read."""
    match error:
        case FileNotFoundError():
            return InputError(path, "does not exist", "check the path")
        case PermissionError():
            return InputError(path, "may not be read", "change its permissions, or run as a user who may read it")
        case OSError():
            return InputError(path, f"cannot be read ({error.strerror or error})", "check the path and the disk")
        case _:
            return InputError(path, f"is no path ({error})", "check the path")
