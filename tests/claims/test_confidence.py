import pytest
from cases import read_cases

from extractor import lexicons
from extractor.pipeline import Extractor
from extractor.records import Claim


def claim_of(loaded: Extractor, text: str) -> Claim:
    (claim,) = loaded.extract(text)
    return claim


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("The firm paid £45m.", "The firm scored 45."),
        ("According to Reuters, the firm paid £45m.", "The firm paid £45m. Ships left [source]."),
        ("House prices rose by 7%.", "Up 7%."),
    ],
    ids=["unit-beside-the-number", "source-in-the-sentence", "subject"],
)
def test_more_evidence_makes_surer(loaded: Extractor, surer: str, less_sure: str) -> None:
    assert claim_of(loaded, surer).confidence > claim_of(loaded, less_sure).confidence


@pytest.mark.parametrize("table", ["units", "sources", "subjects"])
def test_confidence_is_a_probability_to_two_decimals(loaded: Extractor, table: str) -> None:
    for parameter in read_cases(table):
        for claim in loaded.extract(parameter.values[0].text):
            assert 0 <= claim.confidence <= 1
            assert claim.confidence == round(claim.confidence, 2)


def test_weights_are_named_by_the_evidence() -> None:
    weights = lexicons.load("confidence")["weights"]
    assert "base" in weights
    assert all(isinstance(weight, float) for weight in weights.values())
