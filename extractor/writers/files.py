"""Output files that appear whole or not at all."""

import glob
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from extractor.articles.reading import SUFFIXES
from extractor.errors import OutputError


@contextmanager
def open_output(path: str | Path, *, inputs: Iterable[str | Path] = ()) -> Iterator[BinaryIO]:
    """Open a file that takes its name only once all of it is written; until then a former file stays as it was.

    Args:
        path: The file to write; a device or named pipe is written to directly.
        inputs: The files and folders that are being read, of which none must be overwritten.

    Yields:
        The stream to write to.

    Raises:
        OutputError: The path is one of the inputs or a link, or cannot be written.
    """
    refuse_link(path)
    target = Path(os.path.realpath(path))
    if any(_is_input(target, Path(given)) for given in inputs):
        raise OutputError(f"{path}: is one of the inputs; name another output file")
    if target.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it, or end the name in / for a folder of parts")
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
        else:
            yield from _write_beside(target)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(path, error) from error


def refuse_link(path: str | Path) -> None:
    """Raise ``OutputError`` if a path is a symbolic link: whoever has put it there would choose what is overwritten.

    Those that the system has in ``/dev``, as for standard output, are what they point to.
    """
    if Path(path).is_symlink() and Path(path).absolute().parent != Path("/dev"):
        raise OutputError(f"{path}: is a link; name the file that it points to, or another one")


def unwritable(path: str | Path, error: OSError) -> OutputError:
    """Return what to tell of an output that the system refused."""
    reason = error.strerror or str(error)
    return OutputError(f"{path}: cannot be written ({reason}); check the folder or name another file")


def remove_leftovers(path: Path) -> None:
    """Remove what runs that were killed have left of an output; none may be at work on it."""
    for part in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def _write_beside(target: Path) -> Iterator[BinaryIO]:
    part = target.with_name(f".{target.name}.{secrets.token_hex(8)}.part")
    try:
        # Not by tempfile, whose files only their owner may read: here the umask decides.
        with part.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _is_input(target: Path, given: Path) -> bool:
    try:
        if given.is_dir():
            read = target.suffix.lower() in SUFFIXES and target.exists()
            return read and target.is_relative_to(os.path.realpath(given))
        return target.samefile(given)
    except OSError:
        return False
