from itertools import combinations
from typing import Any

import pytest

from extractor import Extractor
from extractor.claims.trees import Doc, read_sentences

TEXT = "On Monday, 3 March, the bank's chief said it had cut 40 jobs.  “We saw\nless demand,” Ann Low told us."
ATTRIBUTES = (
    "i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "whitespace_",
    "is_punct", "is_title", "like_num",
)  # fmt: skip
RELATIVES = ("head", "left_edge", "right_edge")
GROUPS = ("children", "lefts", "rights", "subtree", "ancestors", "sent")


@pytest.fixture(scope="module")
def docs(loaded: Extractor) -> tuple[Any, Doc]:
    doc = loaded.nlp(TEXT)
    return doc, Doc(doc, TEXT)


def test_tokens_are_those_of_spacy(docs: tuple[Any, Doc]) -> None:
    doc, plain = docs
    assert len(plain) == len(doc)
    for theirs, ours in zip(doc, plain[:], strict=True):
        assert [getattr(ours, name) for name in ATTRIBUTES] == [getattr(theirs, name) for name in ATTRIBUTES]
        assert [getattr(ours, name).i for name in RELATIVES] == [getattr(theirs, name).i for name in RELATIVES]
        for name in GROUPS:
            assert [one.i for one in getattr(ours, name)] == [one.i for one in getattr(theirs, name)]
        assert len(ours) == len(theirs)


def test_tokens_are_made_once(docs: tuple[Any, Doc]) -> None:
    _, plain = docs
    assert plain[-1] is plain[len(plain) - 1] is plain[:][-1]
    assert plain[3].nbor(-1) is plain[2]
    assert all(child.head is token for token in plain[:] for child in token.children)
    with pytest.raises(IndexError):
        plain[-1].nbor()


def test_spans_are_those_of_spacy(docs: tuple[Any, Doc]) -> None:
    doc, plain = docs
    for start, end in combinations(range(len(doc) + 1), 2):
        theirs, ours = doc[start:end], plain[start:end]
        assert (ours.text, ours.root.i, ours.sent.end) == (theirs.text, theirs.root.i, theirs.sent.end)
        assert (ours.start_char, ours.end_char) == (theirs.start_char, theirs.end_char)
        assert (ours[0].i, ours[-1].i, len(ours[1:-1])) == (theirs[0].i, theirs[-1].i, len(theirs[1:-1]))


def test_span_without_tokens_has_the_root_of_spacys(docs: tuple[Any, Doc]) -> None:
    doc, plain = docs
    assert plain[2:2].root.i == doc[2:2].root.i


def _edges(span: Any) -> tuple[int, int] | None:
    return (span.start, span.end) if span is not None else None


@pytest.mark.parametrize("mode", ["strict", "contract", "expand"])
def test_spans_of_characters_are_those_of_spacy(docs: tuple[Any, Doc], mode: str) -> None:
    doc, plain = docs
    for start, end in combinations(range(-1, len(TEXT) + 2), 2):
        theirs = doc.char_span(start, end, alignment_mode=mode)
        ours = plain.char_span(start, end, alignment_mode=mode)
        assert _edges(ours) == _edges(theirs), (start, end)


def test_sentences_are_read_with_their_text(loaded: Extractor) -> None:
    doc = loaded.nlp(TEXT)
    assert [sent.text for sent in read_sentences(doc, doc.text, doc.sents)] == [sent.text for sent in doc.sents]
