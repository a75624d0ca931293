"""Before the parse: the clean text of an article is split into sentences, and those worth parsing are chosen."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from extractor.claims.quantities import may_hold_quantity
from extractor.claims.quotations import find_quotations
from extractor.claims.sentences import holds_number, split_sentences, split_stretches, without_endless_words
from extractor.claims.speech import needed_sentences
from extractor.parsing import sentence_doc

# One character each, so that offsets stay: what the model was not trained on to what it was.
_NORMAL = {
    ord(odd): " "
    for odd in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    "\t\v\f\r\ufeff"
}
_NORMAL |= {ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'", ord("−"): "-", ord("‑"): "-", ord("‐"): "-"}
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A clean text that is read as a whole, or a part of one that is longer than articles are.

    Attributes:
        article: Which of the articles it belongs to, by its index.
        start: Where it begins in the clean text.
        text: The stretch, with characters that the model does not know made those that it knows.
        sentences: Its sentences, as half-open spans of ``text``.
    """

    article: int
    start: int
    text: str
    sentences: list[tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A stretch that is ready to be parsed; sentences are half-open spans of the Doc's tokens.

    Attributes:
        stretch: The stretch.
        doc: Its tokens, onto which the parses are written.
        sentences: Its sentences.
        chosen: Those that are to be parsed.
        passed: Those whose numbers claim nothing, such as dates; their entities tell of the names of the article.
    """

    stretch: Stretch
    doc: Doc
    sentences: list[tuple[int, int]]
    chosen: list[tuple[int, int]]
    passed: list[tuple[int, int]]

    def parts(self, spans: Iterable[tuple[int, int]]) -> list[Doc]:
        """Return sentences as Docs of their own."""
        return [sentence_doc(self.doc, start, end) for start, end in spans]


def split_text(article: int, clean_text: str) -> Iterator[Stretch]:
    """Yield the stretches of a clean text.

    Args:
        article: Which of the articles it belongs to, by its index.
        clean_text: The clean text.
    """
    text = without_endless_words(_SURROGATES.sub("\ufffd", clean_text.translate(_NORMAL)))
    for sentences in split_stretches(split_sentences(text)):
        start, end = sentences[0][0], sentences[-1][1]
        spans = [(first - start, last - start) for first, last in sentences]
        yield Stretch(article=article, start=start, text=text[start:end], sentences=spans)


def prepare(stretch: Stretch, nlp: Language) -> Prepared:
    """Tokenise a stretch, and choose the sentences that are to be parsed.

    Args:
        stretch: The stretch.
        nlp: The pipeline that is to parse it.
    """
    # The tokenizer itself, for make_doc refuses texts that would be too long to be parsed in one piece.
    doc = nlp.tokenizer(stretch.text)
    sentences = []
    for start, end in stretch.sentences:
        span = doc.char_span(start, end, alignment_mode="contract")
        if span is not None and len(span):
            sentences.append((span.start, span.end))
    numbered, chosen = _choose(stretch.text, doc, sentences)
    return Prepared(
        stretch=stretch,
        doc=doc,
        sentences=sentences,
        chosen=[sentences[index] for index in sorted(chosen)],
        passed=[sentences[index] for index in sorted(numbered - chosen)],
    )


def _choose(text: str, doc: Doc, sentences: list[tuple[int, int]]) -> tuple[set[int], set[int]]:
    """The sentences that hold a number, and those to be parsed: where it may claim something, or that tell who does."""
    spans = [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in sentences]
    numbered = {index: one for index, (start, end) in enumerate(spans) if holds_number(one := text[start:end])}
    claiming = {index for index, one in numbered.items() if may_hold_quantity(one)}
    return set(numbered), claiming | needed_sentences(text, spans, find_quotations(text), claiming)
