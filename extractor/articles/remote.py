"""Documents by URL: what ``fsspec`` can reach, as ``s3://bucket/news/``; local paths are read as everywhere."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

import fsspec

from extractor.articles.containers import SUFFIXES as CONTAINER_SUFFIXES
from extractor.articles.containers import read_container, read_lines
from extractor.articles.files import OWN, SUFFIXES, find_files, read_raw
from extractor.articles.raw import RECORD_SUFFIXES, RawDocument, form_of, too_large
from extractor.errors import InputError, OutputError

Found = RawDocument | InputError
# What reaching a service can raise: each file system of fsspec has errors of its own.
FAILS = (OSError, ValueError, RuntimeError, EOFError, zlib.error)


def is_url(path: str) -> bool:
    """Tell whether a path names a file system by its scheme."""
    return "://" in path


def find(path: str) -> Iterator[str | InputError]:
    """Yield the files of a path or URL, as ``files.find_files`` does: known suffixes, sorted, without hidden ones."""
    if not is_url(path):
        yield from find_files([path])
        return
    try:
        system, root = fsspec.core.url_to_fs(path)
        found = sorted(system.find(root), key=lambda one: PurePosixPath(one).parts)
    except (*FAILS, ImportError) as error:
        yield _unreachable(path, error)
        return
    if not found:
        yield InputError(path, "holds no article", "check the address and your rights")
    for one in found:
        inside = PurePosixPath(one).relative_to(root) if one != root else PurePosixPath(one).name
        hidden = any(part.startswith(".") for part in PurePosixPath(inside).parts)
        known = one == root or (one.lower().endswith(SUFFIXES) and not one.endswith(OWN))
        if known and not hidden:
            yield str(system.unstrip_protocol(one))


def read(url: str, *, max_size: int) -> Iterator[Found]:
    """Read the documents of one file that ``find`` gave; arguments and results as of ``files.read_raw``."""
    if not is_url(url):
        yield from read_raw([url], max_size=max_size)
        return
    suffix = PurePosixPath(url).suffix.lower()
    try:
        if url.lower().endswith(CONTAINER_SUFFIXES):
            # Archives are read from a local copy, for some are read from their end.
            copy = fsspec.open_local(f"simplecache::{url}")
            for one in read_container(copy, max_size=max_size):
                yield _renamed(one, copy, url)
            return
        with fsspec.open(url, "rb") as stream:
            if suffix in RECORD_SUFFIXES:
                yield from read_lines(stream, url, max_size=max_size)
                return
            data = stream.read(max_size + 1)
        if len(data) > max_size:
            yield too_large(url, max_size)
        else:
            yield RawDocument(document=url, data=data, form=form_of(suffix), weight=len(data))
    except (*FAILS, ImportError) as error:
        yield _unreachable(url, error)


def _renamed(found: Found, copy: str, url: str) -> Found:
    """Call what was read from a local copy by the address of the original."""
    if isinstance(found, InputError):
        return InputError(found.where.replace(copy, url, 1), found.problem, found.remedy)
    return replace(found, document=found.document.replace(copy, url, 1))


def _unreachable(url: str, error: Exception) -> InputError:
    reason = str(error) or type(error).__name__
    return InputError(url, f"cannot be read ({reason})", "check the address, your rights and fsspec's driver for it")


def holds_many(url: str) -> bool:
    """Tell whether a file holds more than one document."""
    return url.lower().endswith((*RECORD_SUFFIXES, *CONTAINER_SUFFIXES))


def put(folder: Path, url: str) -> None:
    """Copy what stands in a folder to the place of an output, and remove parts that a former one had more of.

    Args:
        folder: Whole files and folders, among them one that is called like the output.
        url: The address of the output, which the others stand beside.

    Raises:
        OutputError: The address cannot be written.
    """
    try:
        system, root = fsspec.core.url_to_fs(url.rstrip("/"))
        parent = str(PurePosixPath(root).parent)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        # The descriptor comes last: where it stands, the parts do.
        for path in sorted(files, key=lambda one: one.name == "datapackage.json"):
            target = f"{parent}/{path.relative_to(folder).as_posix()}"
            system.makedirs(str(PurePosixPath(target).parent), exist_ok=True)
            system.put_file(str(path), target)
        kept = {path.name for path in files}
        for former in system.glob(f"{root}/part-*.*"):
            if PurePosixPath(former).name not in kept:
                system.rm_file(former)
    except (*FAILS, ImportError) as error:
        raise OutputError(f"{url}: cannot be written ({error}); check the address and your rights") from error
