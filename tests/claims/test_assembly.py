from typing import Any

import pytest
from cases import Case

from extractor.claims.assembly import find_claims, find_quantities
from extractor.pipeline import Extractor
from extractor.records import claim_id

SENTENCE = "According to Reuters, sales rose 4% to £1.2bn in 2024. It has 40 shops."


def test_claim(case: Case, answers: list[dict[str, Any]]) -> None:
    assert answers == case.expected


def test_claims_of_a_doc_count_in_its_text(loaded: Extractor) -> None:
    claims = find_claims(loaded.nlp(SENTENCE), document="a.txt")
    assert [claim.quantity.text for claim in claims] == ["4%", "£1.2bn", "40"]
    assert {claim.document for claim in claims} == {"a.txt"}
    assert all(claim.id == claim_id(SENTENCE, claim.quantity.start, claim.quantity.end) for claim in claims)


def test_claims_of_chosen_sentences_alone(loaded: Extractor) -> None:
    doc = loaded.nlp(SENTENCE)
    assert [claim.quantity.text for claim in find_claims(doc, list(doc.sents)[1:])] == ["40"]


def test_article_date_resolves_relative_periods(loaded: Extractor) -> None:
    doc = loaded.nlp("Sales rose 4% last year.")
    (claim,) = find_claims(doc, date="2025-03-14")
    assert claim.period is not None
    assert (claim.period.from_, claim.period.to) == ("2024", "2024")


def test_quantities_are_those_of_the_claims(loaded: Extractor) -> None:
    doc = loaded.nlp(SENTENCE)
    assert [quantity.text for quantity in find_quantities(doc)] == ["4%", "£1.2bn", "40"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "."])
def test_nothing_claims_nothing(loaded: Extractor, text: str) -> None:
    assert find_claims(loaded.nlp(text)) == []
