import tomllib

import numpy
import pytest

from extractor import lexicons
from extractor.claims.confidence import evidence_of
from extractor.pipeline import Extractor
from extractor.training.confidence import Example, assess, cross_validate, fit, predict, to_toml


def examples_of(rights: dict[str, float]) -> list[Example]:
    """Two articles of 40 claims for each piece of evidence, of which that share is right."""
    return [
        Example(document=document, evidence=("base", name), right=number < 40 * share, unseen=True)
        for document in ("a.txt", "b.txt")
        for name, share in rights.items()
        for number in range(40)
    ]


def test_evidence_of_right_claims_weighs_more() -> None:
    weights = fit(examples_of({"unit:written": 0.9, "unit:left out": 0.3}), penalty=1.0)
    assert weights["unit:written"] > 0 > weights["unit:left out"]


def test_fitted_probabilities_have_the_share_of_right_claims_as_their_mean() -> None:
    examples = examples_of({"unit:written": 0.9, "unit:left out": 0.3})
    assert predict(examples, fit(examples, penalty=1.0)).mean() == pytest.approx(0.6, abs=1e-6)


def test_articles_that_rules_were_made_by_do_not_tell_how_sure_claims_are() -> None:
    made_by = [Example(document="c.txt", evidence=("base", "unit:written"), right=True, unseen=False)] * 40
    unseen = examples_of({"unit:written": 0.5})
    assert predict(unseen, fit([*made_by, *unseen], penalty=1.0)).mean() == pytest.approx(0.5, abs=1e-6)
    assert len(cross_validate([*made_by, *unseen], penalty=1.0)) == len(unseen)


def test_evidence_of_few_claims_gets_no_weight() -> None:
    rare = Example(document="a.txt", evidence=("base", "number:range"), right=False, unseen=True)
    assert "number:range" not in fit([*examples_of({"unit:written": 0.5}), rare], penalty=1.0)


def test_each_article_is_judged_by_weights_of_the_others() -> None:
    right = [Example(document="a.txt", evidence=("base",), right=True, unseen=True) for _ in range(10)]
    wrong = [Example(document="b.txt", evidence=("base",), right=number == 0, unseen=True) for number in range(10)]
    chances = cross_validate([*right, *wrong], penalty=1.0)
    assert chances[0] == pytest.approx(0.1, abs=1e-6)
    assert chances[-1] > 0.9


def test_quality_of_certain_and_right_is_perfect() -> None:
    examples = examples_of({"unit:written": 1.0, "unit:left out": 0.0})
    quality = assess(examples, numpy.array([float(one.right) for one in examples]))
    assert (quality.brier, quality.error, quality.area) == (0.0, 0.0, 1.0)
    assert quality.loss == pytest.approx(0.0, abs=1e-5)


def test_lexicon_reads_back() -> None:
    examples = examples_of({"unit:written": 0.9, "unit:left out": 0.3})
    weights = fit(examples, penalty=1.0)
    quality = assess(examples, predict(examples, weights))
    read = tomllib.loads(to_toml(weights, examples, quality, quality))["weights"]
    assert read == pytest.approx(weights, abs=0.005)


def test_shipped_weights_are_those_of_evidence_that_claims_have(loaded: Extractor) -> None:
    text = 'According to Reuters, sales rose 4% to £1.2bn in 2024. "It has 40 shops," she said.'
    weights = lexicons.load("confidence")["weights"]
    for claim in loaded.extract(text):
        evidence = evidence_of(claim)
        assert len(set(evidence) & set(weights)) >= len(evidence) / 2
