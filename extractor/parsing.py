"""What spaCy does for us: it parses single sentences of a text, many of them at a time."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import DependencyParser, EntityRecognizer
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from extractor.claims.mentions import DATELINE

_ENTITIES: list[int | str] = ["ENT_IOB", "ENT_TYPE"]
_COPIED: list[int | str] = ["TAG", "POS", "LEMMA", "MORPH", "DEP", "HEAD", *_ENTITIES]

Step = Callable[[list[Doc]], list[Doc]]

# On 84 news articles, batches of 16 sentences take an eighth more time to parse, those of 128 hardly less.
BATCH_SENTENCES = 64


class Parser:
    """Parses sentences as a pipeline's own ``pipe`` does, and faster.

    Args:
        nlp: The pipeline.
    """

    def __init__(self, nlp: Language) -> None:
        self._steps: dict[str, Step] = {}
        behind = ""
        component: Any
        for name, component in nlp.pipeline:
            rules = name == "lemmatizer" and getattr(component, "mode", None) == "rule"
            if rules and behind == "attribute_ruler":
                self._steps[behind] = _Morphology(nlp.vocab, nlp.get_pipe(behind), component)
            else:
                self._steps[name] = _step(component)
            behind = name
        # Those whose vectors the entity recogniser takes, where it has none of its own, and the recogniser.
        heard_by_it = [name for name, one in nlp.pipeline if "ner" in getattr(one, "listening_components", ())]
        self._recogniser = [self._steps[name] for name in (*heard_by_it, "ner")]

    def parse(self, sentences: Sequence[Doc]) -> list[Doc]:
        """Return the sentences, each a Doc of its own, with their annotations; the same in whatever company.

        A dateline is parsed apart from the sentence that it opens: before it, the parser takes half of them amiss.
        """
        openings = [_dateline_end(doc) for doc in sentences]
        parts = [part for doc, end in zip(sentences, openings, strict=True) for part in _split(doc, end)]
        parsed = iter(_in_batches(parts, [*self._steps.values()]))
        return [
            _rejoined(doc, next(parsed), next(parsed)) if end else next(parsed)
            for doc, end in zip(sentences, openings, strict=True)
        ]

    def recognise(self, sentences: Sequence[Doc]) -> list[Doc]:
        """Return the sentences with their entities alone."""
        return _in_batches(sentences, self._recogniser)


def _dateline_end(sentence: Doc) -> int:
    """The token behind the dateline with which a sentence opens; 0 where it has none, or is nothing else."""
    dateline = DATELINE.match(sentence.text)
    return next((token.i for token in sentence if token.idx >= dateline.end()), 0) if dateline is not None else 0


def _split(sentence: Doc, at: int) -> list[Doc]:
    return [sentence_doc(sentence, 0, at), sentence_doc(sentence, at, len(sentence))] if at else [sentence]


def _rejoined(sentence: Doc, dateline: Doc, rest: Doc) -> Doc:
    """The sentence with the annotations of its two parts; the dateline hangs on the root of the rest."""
    array = numpy.concatenate([dateline.to_array(_COPIED), rest.to_array(_COPIED)])
    head, root = _COPIED.index("HEAD"), next(token.i for token in rest if token.head.i == token.i)
    for token in dateline:
        if token.head.i == token.i:
            array[token.i, head] = len(dateline) + root - token.i
            array[token.i, _COPIED.index("DEP")] = sentence.vocab.strings.add("dep")
    return sentence.from_array(_COPIED, array)  # type: ignore[arg-type]  # as in copy_parses


def _in_batches(sentences: Sequence[Doc], steps: Sequence[Step]) -> list[Doc]:
    done = list(sentences)
    # Those of a batch take their transitions together, as many as the longest of them needs.
    by_length = sorted(range(len(done)), key=lambda index: len(done[index]))
    for start in range(0, len(by_length), BATCH_SENTENCES):
        batch = by_length[start : start + BATCH_SENTENCES]
        docs = [done[index] for index in batch]
        for step in steps:
            docs = step(docs)
        for index, doc in zip(batch, docs, strict=True):
            done[index] = doc
    return done


def _step(component: Any) -> Step:
    if isinstance(component, DependencyParser | EntityRecognizer) and component.cfg["beam_width"] == 1:
        return lambda docs: _take_transitions(component, docs)
    if hasattr(component, "pipe"):
        return lambda docs: list(component.pipe(docs, batch_size=len(docs)))
    return lambda docs: [component(doc) for doc in docs]


def _take_transitions(component: Any, docs: list[Doc]) -> list[Doc]:
    """Do as the component's own ``predict`` does, but without giving up and taking back the interpreter's lock.

    Compiled for Python 3.11, spaCy takes the lock once for each class that might come next, which is half the time of
    its entity recogniser.
    """
    states = component.moves.init_batch(docs)
    model = component.model.predict(docs)
    unfinished = [state for state in states if not state.is_final()]
    while unfinished:
        unfinished = component.transition_states(unfinished, model.predict(unfinished))
    model.clear_memory()
    component.set_annotations(docs, states)
    return docs


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

    def __call__(self, docs: list[Doc]) -> list[Doc]:
        looks: list[list[tuple[int, ...]] | None] = [self._looks(doc) for doc in docs]
        new: dict[tuple[int, ...], Token] = {}
        for doc, keys in zip(docs, looks, strict=True):
            new |= {key: doc[index] for index, key in enumerate(keys or ()) if key not in self._known}
        self._learn(list(new.items()))
        return [
            self._ask(doc) if keys is None else self._recall(doc, keys) for doc, keys in zip(docs, looks, strict=True)
        ]

    def _looks(self, doc: Doc) -> list[tuple[int, ...]] | None:
        """What each token of a sentence is known by; None where the sentence is to be asked about as a whole."""
        seen = doc.to_array(["ORTH", "TAG", "DEP", "IS_SPACE"]).reshape(len(doc), 4)
        if seen[:, 3].any() or self._stand_together(doc):
            return None
        return [tuple(row) for row in seen.astype("uint64").tolist()]

    def _recall(self, doc: Doc, keys: list[tuple[int, ...]]) -> Doc:
        array = numpy.array([self._known[key] for key in keys], dtype="uint64").reshape(len(doc), 3)
        return doc.from_array(["POS", "MORPH", "LEMMA"], array)  # type: ignore[arg-type]  # as in copy_parses

    def _learn(self, new: list[tuple[tuple[int, ...], Token]]) -> None:
        """Ask for tokens of new looks, at once unless some of them happen to stand as a pattern of several."""
        if not new:
            return
        row = _row_of_tokens([token for _, token in new])
        if len(new) > 1 and self._stand_together(row):
            self._learn(new[: len(new) // 2])
            self._learn(new[len(new) // 2 :])
            return
        array = self._ask(row).to_array(["POS", "MORPH", "LEMMA"]).reshape(len(new), 3).astype("uint64")
        self._known.update(zip((key for key, _ in new), array.tolist(), strict=True))

    def _stand_together(self, doc: Doc) -> bool:
        return len(self._several) > 0 and bool(self._several(doc, allow_missing=True))

    def _ask(self, doc: Doc) -> Doc:
        annotated: Doc = self._lemmatizer(self._ruler(doc))
        return annotated


def _row_of_tokens(tokens: list[Token]) -> Doc:
    """A Doc of tokens that have nothing to do with each other."""
    return Doc(
        tokens[0].vocab,
        words=[token.text for token in tokens],
        tags=[token.tag_ for token in tokens],
        deps=[token.dep_ for token in tokens],
        heads=list(range(len(tokens))),
    )


def sentence_doc(doc: Doc, start: int, end: int) -> Doc:
    """Return some tokens of a Doc as a Doc of one sentence, without annotations."""
    span = doc[start:end]
    words = [token.text for token in span]
    spaces = [bool(token.whitespace_) for token in span]
    return Doc(doc.vocab, words=words, spaces=spaces, sent_starts=[True, *[False] * (len(words) - 1)])


def copy_parses(
    doc: Doc,
    sentences: list[tuple[int, int]],
    parsed: dict[tuple[int, int], Doc],
    recognised: Mapping[tuple[int, int], Doc] = MappingProxyType({}),
) -> None:
    """Write the sentences' parses into the whole Doc; the tokens of an unparsed sentence all hang on its first.

    Args:
        doc: The Doc of the text.
        sentences: The half-open spans of the text's sentences, in tokens.
        parsed: The parses, by the spans of their sentences.
        recognised: Other sentences of which only the entities are known, by their spans.
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
    for (start, end), part in recognised.items():
        array[start:end, -len(_ENTITIES) :] = part.to_array(_ENTITIES)
    doc.from_array(_COPIED, array)  # type: ignore[arg-type]  # spaCy's stub wants its own array protocol
