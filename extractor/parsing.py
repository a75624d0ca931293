"""What spaCy does for us: it parses single sentences of a text, many of them at a time."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy
import spacy
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from extractor.errors import ModelError
from extractor.models import DEFAULT_MODEL, check_default_model

_NEEDED = ("tagger", "parser", "lemmatizer", "ner")
# Nothing here asks for these, and the sentences are split already.
_UNUSED = ["senter", "textcat", "textcat_multilabel", "entity_linker", "spancat"]
_COPIED: list[int | str] = ["TAG", "POS", "LEMMA", "MORPH", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]
# Digits with a scale letter stay one token: split off, the tagger takes the "m" of "£412m" for a verb.
_SCALED = re.compile(r"\d[\d.,]*(?:m|mn|bn|tn|trn|k|p|pc|cr|G)$")

# On 40 news articles, batches of 16 sentences take an eighth more time to parse, those of 1,024 a tenth more.
BATCH_SENTENCES = 64


def load_pipeline(model: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline.

    Args:
        model: The name of an installed English spaCy pipeline, or the path of one.

    Returns:
        The pipeline, without components that nothing here needs.

    Raises:
        ModelError: The pipeline is not installed, is not what stands under the default name, or lacks a tagger,
            parser, lemmatizer or entity recogniser.
    """
    try:
        nlp = spacy.load(model, exclude=_UNUSED)
    except OSError as error:
        raise ModelError(
            f"the spaCy pipeline {model!r} is not installed; install the package's requirements, or name an installed "
            "English pipeline with --model"
        ) from error
    if model == DEFAULT_MODEL:
        check_default_model(nlp.path)
    missing = [name for name in _NEEDED if name not in nlp.pipe_names]
    if missing:
        raise ModelError(f"the spaCy pipeline {model!r} lacks {', '.join(missing)}; choose one that has them")
    nlp.tokenizer.token_match = _SCALED.match  # type: ignore[union-attr]  # an English tokenizer has it
    return nlp


class Parser:
    """Parses sentences as a pipeline's own ``pipe`` does, and faster.

    Args:
        nlp: The pipeline.
    """

    def __init__(self, nlp: Language) -> None:
        self._steps: list[Callable[[Iterable[Doc]], Iterator[Doc]]] = []
        names = nlp.pipe_names
        component: Any
        for name, component in nlp.pipeline:
            if name == "lemmatizer" and names[names.index(name) - 1] == "attribute_ruler" and component.mode == "rule":
                self._steps[-1] = _Morphology(nlp.vocab, nlp.get_pipe("attribute_ruler"), component).pipe
            else:
                self._steps.append(_step(component))

    def parse(self, sentences: Iterable[Doc]) -> Iterator[Doc]:
        """Yield the sentences, each a Doc of its own, with their annotations; the same in whatever company."""
        for step in self._steps:
            sentences = step(sentences)
        return iter(sentences)


def _step(component: Any) -> Callable[[Iterable[Doc]], Iterator[Doc]]:
    if hasattr(component, "pipe"):
        return lambda docs: component.pipe(docs, batch_size=BATCH_SENTENCES)
    return lambda docs: map(component, docs)


class _Morphology:
    """The attribute ruler and the lemmatizer of a pipeline, each asked but once for tokens that look alike.

    What they say of a token depends on its word, tag and relation alone, but for the ruler's few patterns of several
    tokens; where one of these matches, and where a token is white space, both are asked for the whole sentence.
    """

    def __init__(self, vocab: Vocab, ruler: Any, lemmatizer: Any) -> None:
        self._ruler = ruler
        self._lemmatizer = lemmatizer
        self._several = Matcher(vocab)
        self._known: dict[tuple[int, ...], list[int]] = {}
        patterns = [pattern for entry in ruler.patterns for pattern in entry["patterns"] if len(pattern) > 1]
        if patterns:
            self._several.add("several", patterns)

    def pipe(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        return map(self._annotate, docs)

    def _annotate(self, doc: Doc) -> Doc:
        seen = doc.to_array(["ORTH", "TAG", "DEP", "IS_SPACE"]).reshape(len(doc), 4)
        if seen[:, 3].any() or (len(self._several) and self._several(doc, allow_missing=True)):
            return self._ask(doc)
        keys: list[tuple[int, ...]] = [tuple(row) for row in seen.astype("uint64").tolist()]
        if new := {key: index for index, key in enumerate(keys) if key not in self._known}:
            self._learn(doc, new)
        array = numpy.array([self._known[key] for key in keys], dtype="uint64").reshape(len(doc), 3)
        return doc.from_array(["POS", "MORPH", "LEMMA"], array)  # type: ignore[arg-type]  # as in copy_parses

    def _learn(self, doc: Doc, new: dict[tuple[int, ...], int]) -> None:
        """Ask for one token of each new look, at once if they do not happen to stand as a pattern of several."""
        tokens = [doc[index] for index in new.values()]
        together = self._row_of_tokens(doc, tokens)
        if len(self._several) and self._several(together, allow_missing=True):
            docs = [self._ask(self._row_of_tokens(doc, [token])) for token in tokens]
        else:
            docs = [self._ask(together)]
        arrays = [one.to_array(["POS", "MORPH", "LEMMA"]).reshape(len(one), 3).astype("uint64") for one in docs]
        rows: list[list[int]] = [row for array in arrays for row in array.tolist()]
        self._known.update(zip(new, rows, strict=True))

    def _row_of_tokens(self, doc: Doc, tokens: list[Token]) -> Doc:
        """A Doc of tokens that have nothing to do with each other."""
        return Doc(
            doc.vocab,
            words=[token.text for token in tokens],
            tags=[token.tag_ for token in tokens],
            deps=[token.dep_ for token in tokens],
            heads=list(range(len(tokens))),
        )

    def _ask(self, doc: Doc) -> Doc:
        annotated: Doc = self._lemmatizer(self._ruler(doc))
        return annotated


def sentence_doc(doc: Doc, start: int, end: int) -> Doc:
    """Return some tokens of a Doc as a Doc of one sentence, without annotations."""
    span = doc[start:end]
    words = [token.text for token in span]
    spaces = [bool(token.whitespace_) for token in span]
    return Doc(doc.vocab, words=words, spaces=spaces, sent_starts=[True, *[False] * (len(words) - 1)])


def copy_parses(doc: Doc, sentences: list[tuple[int, int]], parsed: dict[tuple[int, int], Doc]) -> None:
    """Write the sentences' parses into the whole Doc; the tokens of an unparsed sentence all hang on its first.

    Args:
        doc: The Doc of the text.
        sentences: The half-open spans of the text's sentences, in tokens.
        parsed: The parses, by the spans of their sentences.
    """
    array = numpy.zeros((len(doc), len(_COPIED)), dtype="uint64")
    head = _COPIED.index("HEAD")
    starts = [0, *[start for start, _ in sentences if start], len(doc)]
    for first, last in pairwise(starts):
        array[first:last, head] = -numpy.arange(last - first, dtype="int64").astype("uint64")
    for (start, end), part in parsed.items():
        array[start:end] = part.to_array(_COPIED)
        following = starts[bisect_left(starts, end)]
        # White space behind a sentence hangs on its last token: on the first it would tear the phrase that begins it.
        tail = numpy.arange(following - end, dtype="int64") + 1
        array[end:following, head] = (-tail).astype("uint64")
    doc.from_array(_COPIED, array)  # type: ignore[arg-type]  # spaCy's stub wants its own array protocol
