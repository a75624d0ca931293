from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Token

from extractor import loading
from extractor.models import DEFAULT_MODEL
from extractor.pipeline import Extractor

SEED = Path(__file__).parent.parent / "corpus" / "china-computing-power.txt"
ODD = "He'd paid £412m, i.e. 4.5bn in all (approx. $3k/day). Ain't https://example.org/a?b=1 5pm 10km :-) they'dn't."


@pytest.fixture(scope="module")
def plain() -> Language:
    """The default pipeline as any other is loaded."""
    return loading._load_other(DEFAULT_MODEL)


def annotations(token: Token) -> tuple[object, ...]:
    words = (token.text, token.norm_, token.shape_, token.lemma_, token.tag_, token.pos_, str(token.morph))
    return (*words, token.dep_, token.head.i, token.ent_iob_, token.ent_type_)


def test_default_pipeline_reads_as_spacy_loads_it(loaded: Extractor, plain: Language) -> None:
    text = SEED.read_text(encoding="utf-8") + ODD
    found, expected = ([annotations(token) for token in nlp(text)] for nlp in (loaded.nlp, plain))
    assert found == expected


def test_default_tokenizer_has_all_rules(loaded: Extractor, plain: Language) -> None:
    ours, theirs = (nlp.tokenizer.to_bytes(exclude=["vocab"]) for nlp in (loaded.nlp, plain))
    assert ours == theirs


def test_default_pipeline_knows_its_labels_by_name(loaded: Extractor) -> None:
    labels = [label for known in loaded.nlp.pipe_labels.values() for label in known]
    assert len(labels) > 100
    assert all(label in loaded.nlp.vocab.strings for label in labels)


def test_digits_with_a_scale_letter_stay_one_token(loaded: Extractor) -> None:
    assert [token.text for token in loaded.nlp.tokenizer("£412m, 5k")] == ["£", "412m", ",", "5k"]
    assert spacy.blank("en").tokenizer("412m")[0].text == "412"
