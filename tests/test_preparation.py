import pytest

from extractor.pipeline import Extractor
from extractor.preparation import prepare, split_text


def texts(loaded: Extractor, text: str) -> tuple[list[str], list[str]]:
    """The sentences of a short text that are parsed, and those of which only the entities are read."""
    (stretch,) = split_text(0, text)
    prepared = prepare(stretch, loaded.nlp)
    chosen, passed = (
        [str(part).strip() for part in prepared.parts(spans)] for spans in (prepared.chosen, prepared.passed)
    )
    return chosen, passed


@pytest.mark.parametrize("sentence", ["Sales rose 4%.", "Three shops closed.", "Output doubled.", "It ranks No. 2."])
def test_sentences_whose_number_may_claim_something_are_parsed(loaded: Extractor, sentence: str) -> None:
    assert texts(loaded, f"Nobody came. {sentence}") == ([sentence], [])


@pytest.mark.parametrize("sentence", ["He left in 2014.", "See page 12.", "It covers COVID-19."])
def test_of_sentences_whose_numbers_claim_nothing_only_the_entities_are_read(loaded: Extractor, sentence: str) -> None:
    assert texts(loaded, f"Nobody came. {sentence}") == ([], [sentence])


def test_sentence_that_tells_who_speaks_a_number_is_parsed(loaded: Extractor) -> None:
    text = "“We lost 40 jobs,” he added. Grace Okoye, the mayor, said: “It is a shame.”"
    assert texts(loaded, text)[0] == ["“We lost 40 jobs,” he added.", "Grace Okoye, the mayor, said: “It is a shame.”"]
