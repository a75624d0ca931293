"""``datapackage.json``: what the columns of the tables beside it mean, by the Data Package Standard of Frictionless."""

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractor.errors import OutputError
from extractor.writers.files import open_output
from extractor.writers.schema import Column

NAME = "datapackage.json"
STANDARD = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "jsonl": "application/jsonl"}
# A descriptor holds no two tables that share any of these.
IDENTITY = ("name", "path")
TYPES = {str: "string", int: "integer", float: "number"}


def describe(files: Sequence[Path], columns: Sequence[Column], *, format: str, name: str, folder: Path) -> None:  # noqa: A002
    """Put a table into the descriptor of its folder; the other tables that stand there are kept.

    Args:
        files: The files that the table consists of, in order, whole already.
        columns: The columns of the table.
        format: What the files are: a key of ``MEDIA_TYPES``.
        name: What the table is called: no other in the folder is called so. What was described before under that name,
            or of the same files, is replaced.
        folder: Where the descriptor stands, the folder of the files.

    Raises:
        OutputError: The descriptor cannot be written, or what stands in its place is none.
    """
    path = folder / NAME
    resource = _resource(files, columns, format, re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-") or "table")
    described = [one for one in _read_resources(path) if not any(one.get(key) == resource[key] for key in IDENTITY)]
    package = {"$schema": STANDARD, "name": "numeric-claims", "resources": [*described, resource]}
    with open_output(path) as stream:
        stream.write(json.dumps(package, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace") + b"\n")


def _read_resources(path: Path) -> list[dict[str, Any]]:
    try:
        package = json.loads(path.read_bytes())
        resources = package["resources"]
        if not all(isinstance(one, dict) for one in resources):
            raise TypeError("a resource is no object")
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputError(f"{path}: is no descriptor of tables ({error}); write into another folder") from error
    return list(resources)


def _resource(files: Sequence[Path], columns: Sequence[Column], format: str, name: str) -> dict[str, Any]:  # noqa: A002
    digests = [(file.stat().st_size, _digest(file)) for file in files]
    paths = [file.name for file in files]
    resource: dict[str, Any] = {
        "name": name,
        "type": "table",
        "path": paths[0] if len(paths) == 1 else paths,
        "format": format,
        "mediatype": MEDIA_TYPES[format],
        "encoding": "utf-8",
    }
    if len(digests) == 1:
        resource |= {"bytes": digests[0][0], "hash": f"sha256:{digests[0][1]}"}
    fields = [_field(column) for column in columns]
    return resource | {"schema": {"fields": fields, "missingValues": [""]}}


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    constraints |= {"enum": list(column.values)} if column.values else {}
    field: dict[str, Any] = {"name": column.name, "type": TYPES[column.type], "description": column.description}
    return field | ({"constraints": constraints} if constraints else {})


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
