"""The two files that list documents: which are set aside, and for what, and which checksum each has."""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from extractor.errors import InputError

Split = Literal["dev", "calibration", "test"]

SPLITS = "splits.toml"
MANIFEST = "manifest.toml"


def read_splits(folder: str | Path) -> dict[str, Split]:
    """Return the split of each document that is set aside; all others are for development.

    Args:
        folder: The gold folder. Without a ``splits.toml`` in it, no document is set aside.

    Returns:
        The splits by document: ``test`` for the names in its ``test = ["…"]``, ``calibration`` for those in its
        ``calibration = ["…"]``.

    Raises:
        InputError: The file is not of that form.
    """
    path = Path(folder, SPLITS)
    splits = _read_toml(path)
    form = 'write test = ["article.txt", …], calibration = ["article.txt", …], and no more'
    found: dict[str, Split] = {}
    held_out: tuple[Split, ...] = ("calibration", "test")
    for split in held_out:
        names = splits.pop(split, [])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise InputError(str(path), f"has no list of documents for {split}", form)
        if twice := sorted(found.keys() & set(names)):
            raise InputError(str(path), f"names {twice[0]} for two splits", "leave it in one of them")
        found |= dict.fromkeys(names, split)
    if splits:
        raise InputError(str(path), f"knows no split {min(splits)!r}", form)
    return found


def read_manifest(folder: str | Path) -> dict[str, Any]:
    """Return the manifest of a corpus: one table per file name, in which ``sha256`` is the file's checksum.

    Args:
        folder: The corpus folder.

    Returns:
        The tables by file name; none if there is no manifest.

    Raises:
        InputError: The file is not TOML.
    """
    return _read_toml(Path(folder, MANIFEST))


def check_checksum(path: Path, manifest: Mapping[str, Any]) -> None:
    """Raise an InputError if a file is not the one that the manifest lists by its name; an empty manifest allows any.

    Args:
        path: The file.
        manifest: What ``read_manifest`` gave.
    """
    if not manifest:
        return
    entry = manifest.get(path.name)
    listed = entry.get("sha256") if isinstance(entry, Mapping) else None
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if listed != digest:
        problem = f"its checksum is not that of {MANIFEST}" if listed else f"{MANIFEST} has no checksum of it"
        raise InputError(str(path), problem, f'restore the file, or list it under ["{path.name}"]: sha256 = "{digest}"')


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"is not TOML that can be read ({error})", "correct the file") from error
