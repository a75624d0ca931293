from pathlib import Path

from extractor import pipeline
from extractor.claims.assembly import read_claims
from extractor.claims.implied_units import imply_units
from extractor.records import Article
from extractor.training import implied_units

GUESTS = "The ward took 41 patients in May. In June it was 38."


def test_passages_mark_the_unit_of_each_number(loaded: pipeline.Extractor) -> None:
    texts = list(implied_units.read_passages(loaded))
    units = [unit for text in texts for unit in text.units.values()]
    assert None in units
    assert "patient" in units
    assert all("|" not in sent.text for text in texts for sent in text.sentences)


def test_written_units_are_no_examples(loaded: pipeline.Extractor) -> None:
    gold = next(one for one in implied_units.read_gold_texts(Path("gold"), Path("corpus"), loaded) if one.written)
    examples = list(implied_units.to_examples(gold))
    assert len(examples) < len(gold.units) - len(gold.written) + 1


def test_fit_tells_the_unit_of_a_number_without_one(loaded: pipeline.Extractor) -> None:
    texts = list(implied_units.read_passages(loaded))[:60]
    weights = implied_units.fit_texts(texts)
    right = implied_units.score([(text, weights) for text in texts])
    none = implied_units.score([(text, {}) for text in texts])
    assert right.right > none.right == 0


def test_numbers_before_lend_their_unit(loaded: pipeline.Extractor) -> None:
    parse = next(loaded.parse(Article(document="ward", text=GUESTS)))
    claims, sentences = read_claims(parse.doc, parse.chosen)
    told = imply_units(claims, sentences)
    assert [one.quantity.unit for one in told] == ["patient", "patient"]
