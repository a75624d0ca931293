"""Raw documents to articles: bytes are decoded, pages laid out as text, JSON records taken apart."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from extractor.articles.decoding import declared_encoding, decode
from extractor.articles.files import SUFFIXES, read_raw
from extractor.articles.markdown import find_markup, is_markdown
from extractor.articles.markup import is_html, lay_out_page, read_page
from extractor.articles.raw import MAX_SIZE, RawDocument
from extractor.errors import InputError
from extractor.records import Article

__all__ = ["SUFFIXES", "read_articles", "to_article"]

RECORD = 'write one object per line, {"text": "…"}, with optional "id", "title", "date", "url", "outlet" and "authors"'


def read_articles(
    paths: Iterable[str], *, standard_input: BinaryIO | None = None, max_size: int = MAX_SIZE
) -> Iterator[Article | InputError]:
    """Read articles one at a time, in the order of the paths.

    Args:
        paths: Files, folders, archives and ``-``, as ``files.read_raw`` takes them.
        standard_input: What ``-`` reads, ``sys.stdin`` by default.
        max_size: How many bytes a document may have.

    Yields:
        An article for each document, and an ``InputError`` in the place of each that cannot be read. The others are not
        affected.
    """
    for raw in read_raw(paths, standard_input=standard_input, max_size=max_size):
        try:
            yield raw if isinstance(raw, InputError) else to_article(raw)
        except InputError as error:
            yield error


def to_article(raw: RawDocument, *, read: Callable[..., Article] = read_page) -> Article:
    """Return the article that a raw document holds.

    Args:
        raw: The document as it was found.
        read: What reads a web page; ``lay_out_page`` is faster and leaves the main text untold.

    Returns:
        The article, before any cleaning.

    Raises:
        InputError: The bytes are no text, or no record.
    """
    if raw.form == "record":
        return _read_record(raw.data, document=raw.document)
    page = raw.form == "page"
    declared = raw.encoding or (declared_encoding(raw.data) if page else None)
    text = decode(raw.data, document=raw.document, declared=declared)
    if page:
        article = read(text, document=raw.document)
    else:
        article = _mark_up(Article(document=raw.document, text=text), markdown=raw.form == "markdown")
    return replace(article, url=raw.url) if raw.url else article


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
    body = _read_body(_whole(record["text"]), document=document if name is None else name)
    return replace(
        body,
        title=_optional(record, "title", document=document),
        date=_optional(record, "date", document=document),
        url=_optional(record, "url", document=document) or body.url,
        outlet=_optional(record, "outlet", document=document),
        authors=_read_authors(record, document=document),
    )


def _read_body(text: str, *, document: str) -> Article:
    """Return the article of a record's body: of HTML what a reader sees of it, of Markdown all with its markup told."""
    if is_html(text):
        return lay_out_page(text, document=document)
    return _mark_up(Article(document=document, text=text), markdown=is_markdown(text))


def _mark_up(article: Article, *, markdown: bool) -> Article:
    if not markdown:
        return article
    markup = find_markup(article.text)
    return replace(article, markup=markup.spans, links=markup.links)


def _read_authors(record: dict[str, Any], *, document: str) -> tuple[str, ...]:
    """Return the authors: a list of names, or one string; ``author`` is understood as well."""
    found = record.get("authors", record.get("author"))
    names = [found] if isinstance(found, str) else [] if found is None else found
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise InputError(document, '"authors" holds no names', 'make "authors" a list of strings or leave it out')
    return tuple(_whole(name.strip()) for name in names if name.strip())


def _optional(record: dict[str, Any], name: str, *, document: str) -> str | None:
    value = record.get(name)
    if value is None or isinstance(value, str):
        return None if value is None else _whole(value)
    raise InputError(document, f'"{name}" is not a string', f'make "{name}" a string or leave it out')


def _whole(text: str) -> str:
    """Return the text with halves of surrogate pairs, which no output can be written with, each replaced by U+FFFD."""
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)
