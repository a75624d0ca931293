"""Cleaned article text: as text with a heading per document, or lossless with what was removed."""

from collections.abc import Iterable
from itertools import chain, islice
from typing import BinaryIO, TypeAlias

from extractor.articles.offsets import CleanText
from extractor.records import Article, host_of
from extractor.writers.jsonl import to_json
from extractor.writers.phrases import harmless, one_line

CleanTexts: TypeAlias = Iterable[tuple[Article, CleanText]]


def write_clean_text(texts: CleanTexts, stream: BinaryIO) -> None:
    """Write the cleaned texts; if there are several, each after a line ``==> document <==``.

    Args:
        texts: Each article with its clean text.
        stream: Where they go, as UTF-8. On a terminal, control characters of the text are shown harmlessly.
    """
    show = harmless if stream.isatty() else str
    waiting = iter(texts)
    # Whether there are several shows only at the second one; from then on they come one at a time.
    first = list(islice(waiting, 2))
    for number, (article, clean_text) in enumerate(chain(first, waiting)):
        heading = f"==> {one_line(article.document)} <==\n" if len(first) > 1 else ""
        text = show(clean_text.text).removesuffix("\n")
        blank = "\n" if number else ""
        stream.write(f"{blank}{heading}{text}\n".encode("utf-8", "backslashreplace"))
        stream.flush()


def write_clean_jsonl(texts: CleanTexts, stream: BinaryIO) -> None:
    """Write one record per document: what is known of it, its text as read and as cleaned, what was removed, its links.

    A page's headline is kept apart from the text that stands below it, as catalogues of articles have it; in plain text
    nothing tells which line is one, and all that is kept is ``text``.

    Args:
        texts: Each article with its clean text.
        stream: Where the lines go, as UTF-8.
    """
    for article, clean_text in texts:
        stream.write(to_json(_to_record(article, clean_text)) + b"\n")
        stream.flush()


def _to_record(article: Article, clean_text: CleanText) -> dict[str, object]:
    removed = [
        {"start": stretch.start, "end": stretch.end, "text": stretch.text, "reason": stretch.reason}
        for stretch in clean_text.removed
    ]
    return {
        "document": article.document,
        "title": article.title,
        "date": article.date,
        "outlet": article.outlet or host_of(article.url),
        "authors": list(article.authors),
        "url": article.url,
        "document_text": article.text,
        "headline": _headline(article),
        "text": _without_headline(article, clean_text),
        "removed": removed,
        "links": [{"start": link.start, "end": link.end, "text": link.text, "url": link.url} for link in article.links],
    }


def _headline(article: Article) -> dict[str, object] | None:
    if article.headline is None:
        return None
    start, end = article.headline
    return {"text": article.text[start:end], "start": start, "end": end}


def _without_headline(article: Article, clean_text: CleanText) -> str:
    if article.headline is None:
        return clean_text.text
    start, end = map(clean_text.to_clean, article.headline)
    return clean_text.text[:start] + clean_text.text[end:].lstrip("\n")
