"""Files that hold many documents: JSON Lines, zip and tar archives, and WARC, the web's own.

All are read as streams, and nothing is ever unpacked to disk. A member that is larger than a document may be, is no
file, or has a name that leads out of the archive is refused by its name; the others are still read.
"""

import gzip
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from email.message import Message
from functools import partial
from io import BufferedReader, StringIO
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, Any

from extractor.articles.raw import (
    PAGE_SUFFIXES,
    RECORD_SUFFIXES,
    TEXT_SUFFIXES,
    RawDocument,
    form_of,
    too_large,
)
from extractor.errors import InputError

Found = RawDocument | InputError

BROKEN = (OSError, EOFError, zlib.error, tarfile.TarError, zipfile.BadZipFile, RuntimeError, NotImplementedError)
# How much is read at a time of a line that is passed over because it is too long.
CHUNK = 1 << 16
MOST_COMPLAINT = 100


def read_container(path: str, *, max_size: int) -> Iterator[Found]:
    """Read the documents of an archive, or the lines of a compressed JSON Lines file.

    Args:
        path: The file; its suffix, one of ``SUFFIXES``, tells what it is.
        max_size: How many bytes a document may have when unpacked.

    Yields:
        The documents in the order of the archive, and an ``InputError`` in the place of each that is refused; the last
        one tells if the archive itself is broken, after what could be read before the damage.
    """
    read = next(reader for suffix, reader in READERS.items() if path.lower().endswith(suffix))
    try:
        yield from read(path, max_size)
    except BROKEN as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
        yield InputError(path, f"is broken ({reason})", "fetch it again; what stands before the damage was read")


def read_lines(stream: IO[bytes], path: str, *, max_size: int) -> Iterator[Found]:
    """Read JSON Lines without decoding them, each line a document called by the path and the line's number.

    Args:
        stream: The lines, however many: one at a time is held in memory.
        path: What the stream is called.
        max_size: How many bytes a line may have.

    Yields:
        The lines that hold anything, and an ``InputError`` for each that is too long.
    """
    number = 0
    while line := stream.readline(max_size + 1):
        number += 1
        if len(line) > max_size and not line.endswith(b"\n"):
            while (rest := stream.readline(CHUNK)) and not rest.endswith(b"\n"):
                pass
            yield too_large(f"{path}:{number}", max_size)
        elif line.strip():
            yield RawDocument(document=f"{path}:{number}", data=line, form="record", weight=len(line))


def _read_gzipped_lines(path: str, max_size: int) -> Iterator[Found]:
    with gzip.open(path) as unpacked, BufferedReader(unpacked) as stream:
        yield from read_lines(stream, path, max_size=max_size)


def _read_zip(path: str, max_size: int) -> Iterator[Found]:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        _refuse_overlap(path, members)
        for member in members:
            # A link is a file whose mode, in the upper half of the attributes, says so.
            linked = stat.S_ISLNK(member.external_attr >> 16)
            if not member.is_dir():
                yield from _read_member(path, member.filename, partial(archive.open, member), max_size, linked)


def _refuse_overlap(path: str, members: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive whose members share bytes, by which a few kilobytes stand for terabytes.

    D. Fifield, "A better zip bomb" (WOOT 2019).
    """
    end = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < end:
            raise InputError(path, "holds members that overlap, as zip bombs do", "pack it anew from a trusted copy")
        end = member.header_offset + member.compress_size


def _read_tar(path: str, max_size: int) -> Iterator[Found]:
    with tarfile.open(path, mode="r|*") as archive:
        for member in archive:
            if not member.isdir():
                odd = not member.isfile()
                yield from _read_member(path, member.name, partial(archive.extractfile, member), max_size, odd)


def _read_member(
    path: str, name: str, open_member: Callable[[], IO[bytes] | None], max_size: int, odd: bool
) -> Iterator[Found]:
    """Yield the documents of one member; hidden ones and those of foreign suffix are passed over, as in folders."""
    inside = PurePosixPath(name.replace("\\", "/"))
    suffix = inside.suffix.lower()
    document = f"{path}:{name}"
    if any(part.startswith(".") and part not in (".", "..") for part in inside.parts):
        return
    if name.lower().endswith(SUFFIXES):
        yield InputError(document, "is an archive within an archive", "unpack the outer one")
    if suffix not in TEXT_SUFFIXES | PAGE_SUFFIXES | RECORD_SUFFIXES:
        return
    if odd:
        yield InputError(document, "is a link or a device, no file", "put the file itself into the archive")
    elif inside.is_absolute() or ".." in inside.parts or PureWindowsPath(name).drive:
        yield InputError(document, "has a name that leads out of the archive", "pack it with relative names")
    else:
        try:
            with open_member() or _nothing() as stream:
                yield from _read_stream(stream, document, suffix, max_size)
        except InputError as error:
            yield error
        except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
            # Encrypted, packed in a way that Python cannot read, or damaged: the members after it stand for themselves.
            yield InputError(document, f"cannot be unpacked ({error})", "pack it without a password, by deflate")


def _nothing() -> IO[bytes]:
    raise tarfile.ReadError("a member holds nothing")


def _read_stream(stream: IO[bytes], document: str, suffix: str, max_size: int) -> Iterator[Found]:
    if suffix in RECORD_SUFFIXES:
        yield from read_lines(stream, document, max_size=max_size)
        return
    data = stream.read(max_size + 1)
    if len(data) > max_size:
        raise too_large(document, max_size)
    yield RawDocument(document=document, data=data, form=form_of(suffix), weight=len(data))


def _read_warc(path: str, max_size: int) -> Iterator[Found]:
    """Yield the pages and plain texts that a crawl was answered with, called by their addresses."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with Path(path).open("rb") as file:
        records = ArchiveIterator(file)
        while True:
            # What is wrong with an archive is printed by warcio, not raised.
            with redirect_stderr(StringIO()) as told:
                try:
                    record = next(records, None)
                except ArchiveLoadFailed as error:
                    raise OSError(str(error)) from error
            if complaint := " ".join(told.getvalue().split()):
                raise OSError(complaint[:MOST_COMPLAINT])
            if record is None:
                return
            yield from _read_warc_record(path, record, max_size)


def _read_warc_record(path: str, record: Any, max_size: int) -> Iterator[Found]:
    # ISO 28500:2017: a response holds what the server sent, a conversion (as in Common Crawl's WET files) its text.
    if record.rec_type == "response" and record.http_headers and record.http_headers.get_statuscode() == "200":
        header = record.http_headers.get_header("Content-Type") or ""
    elif record.rec_type == "conversion":
        header = record.rec_headers.get_header("Content-Type") or "text/plain"
    else:
        return
    kind = Message()
    kind["Content-Type"] = header
    form = FORMS_BY_TYPE.get(kind.get_content_type())
    if form is None:
        return
    url = record.rec_headers.get_header("WARC-Target-URI")
    document = f"{path}:{url}"
    data = record.content_stream().read(max_size + 1)
    if len(data) > max_size:
        yield too_large(document, max_size)
        return
    weight = int(record.rec_headers.get_header("Content-Length") or 0)
    encoding = kind.get_content_charset() if form == "page" else None
    yield RawDocument(document=document, data=data, form=form, url=url, encoding=encoding, weight=weight)


FORMS_BY_TYPE: dict[str, Any] = {"text/html": "page", "application/xhtml+xml": "page", "text/plain": "text"}
READERS: dict[str, Callable[[str, int], Iterator[Found]]] = {
    ".jsonl.gz": _read_gzipped_lines,
    ".zip": _read_zip,
    ".tar": _read_tar,
    ".tar.gz": _read_tar,
    ".tgz": _read_tar,
    ".warc": _read_warc,
    ".warc.gz": _read_warc,
}
SUFFIXES = tuple(READERS)
