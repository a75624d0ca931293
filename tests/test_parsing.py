from pathlib import Path

import pytest
from spacy.tokens import Doc

from extractor.claims.sentences import split_sentences
from extractor.parsing import Parser
from extractor.pipeline import Extractor

SEED = Path(__file__).parent.parent / "corpus" / "china-computing-power.txt"
ANNOTATIONS = ["TAG", "POS", "LEMMA", "MORPH", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]


@pytest.fixture(scope="module")
def sentences(loaded: Extractor) -> list[str]:
    text = SEED.read_text(encoding="utf-8")
    odd = [
        "Let's go, they ain't gonna pay $5  more.",
        "There's 40 of them, but   you gotta see it.",
        "What did it do?",
        "5",
    ]
    return [text[start:end] for start, end in split_sentences(text)] + odd


def annotate(parser: Parser, loaded: Extractor, sentences: list[str]) -> list[list[list[int]]]:
    docs = [loaded.nlp.make_doc(sentence) for sentence in sentences]
    return [annotations(doc) for doc in parser.parse(docs)]


def annotations(doc: Doc) -> list[list[int]]:
    rows: list[list[int]] = doc.to_array(ANNOTATIONS).tolist()
    return rows


def test_sentences_are_annotated_as_by_the_pipeline_itself(loaded: Extractor, sentences: list[str]) -> None:
    assert annotate(Parser(loaded.nlp), loaded, sentences) == [annotations(doc) for doc in loaded.nlp.pipe(sentences)]


@pytest.mark.parametrize("size", [1, 3, 50])
def test_annotations_are_the_same_whatever_is_parsed_together(
    loaded: Extractor, sentences: list[str], size: int
) -> None:
    parser = Parser(loaded.nlp)
    apart = [
        found
        for start in range(0, len(sentences), size)
        for found in annotate(parser, loaded, sentences[start : start + size])
    ]
    assert apart == annotate(Parser(loaded.nlp), loaded, sentences[::-1])[::-1]


def test_entities_alone_are_those_of_the_whole_parse(loaded: Extractor, sentences: list[str]) -> None:
    parser = Parser(loaded.nlp)
    parsed, recognised = (
        read([loaded.nlp.make_doc(sentence) for sentence in sentences]) for read in (parser.parse, parser.recognise)
    )
    entities = [[(one.text, one.label_) for one in doc.ents] for doc in parsed]
    assert any(entities)
    assert entities == [[(one.text, one.label_) for one in doc.ents] for doc in recognised]
    assert not any(doc.has_annotation("DEP") or doc.has_annotation("TAG") for doc in recognised)
