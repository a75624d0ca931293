"""A document as it was found: bytes that are not decoded yet, and what is known of them from outside."""

from dataclasses import dataclass
from typing import Literal

from extractor.errors import InputError

Form = Literal["text", "markdown", "page", "record"]

PAGE_SUFFIXES = {".html", ".htm"}
RECORD_SUFFIXES = {".jsonl"}
MARKDOWN_SUFFIXES = {".md"}
TEXT_SUFFIXES = {".txt"} | MARKDOWN_SUFFIXES

# The longest of 924 news articles has 34 kB, of 40 news pages 0.9 MB; what is larger is a dump, or no news at all.
MAX_SIZE = 10_000_000


@dataclass(frozen=True, kw_only=True)
class RawDocument:
    """One document of a file, folder or archive, as bytes.

    Attributes:
        document: The path, and what names the document inside of it; a record's own id shows only when it is read.
        data: The whole of it: plain text, the source of a page, or one line of JSON.
        form: What the bytes are.
        url: Where the document stands on the web, if an archive tells it.
        encoding: The encoding that an archive gives for it, by HTTP's ``Content-Type``.
        weight: How many bytes of the input it took, by which progress is counted.
    """

    document: str
    data: bytes
    form: Form = "text"
    url: str | None = None
    encoding: str | None = None
    weight: int = 0


def form_of(suffix: str) -> Form:
    """Return what a file of that suffix, in lower case and with its dot, is read as."""
    known: dict[Form, set[str]] = {"page": PAGE_SUFFIXES, "record": RECORD_SUFFIXES, "markdown": MARKDOWN_SUFFIXES}
    return next((form for form, suffixes in known.items() if suffix in suffixes), "text")


def too_large(document: str, max_size: int) -> InputError:
    """Return the error of a document that has more than ``max_size`` bytes."""
    return InputError(document, f"is larger than {in_megabytes(max_size)}", "leave it out, or raise --max-size")


def in_megabytes(size: int) -> str:
    """Return a number of bytes as it is said in errors: ``10 MB``."""
    return f"{size / 1_000_000:g} MB"
