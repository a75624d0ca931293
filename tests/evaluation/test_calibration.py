import math

import pytest
from labelling import ARTICLE, to_label

from extractor.evaluation import LabelledArticle, evaluate, expected_error
from extractor.records import Claim


def test_reliability_compares_confidence_with_truth(labelled: LabelledArticle, found: list[Claim]) -> None:
    reliability = evaluate([labelled], found).reliability
    rows = reliability.drop(columns="split").to_numpy().tolist()
    # 12% is right at 0.9 and $2 million at 0.95; $4.5 billion has no source, and a third is no claim.
    assert rows == [
        pytest.approx(row) for row in [(0.4, 0.5, 1, 0.4, 0.0), (0.6, 0.7, 1, 0.6, 0.0), (0.9, 1.0, 2, 0.925, 1.0)]
    ]


def test_expected_error_weighs_bins_by_their_claims(labelled: LabelledArticle, found: list[Claim]) -> None:
    reliability = evaluate([labelled], found).reliability
    assert expected_error(reliability) == pytest.approx((0.4 + 0.6 + 2 * 0.075) / 4)


def test_full_confidence_is_in_the_last_bin() -> None:
    label = to_label("rose [12%] to", text=ARTICLE, value=12)
    reliability = evaluate([LabelledArticle(document="acme.txt", labels=(label,))], [label.claim]).reliability
    assert reliability[["low", "high", "right"]].to_numpy().tolist() == [[0.9, 1.0, 1.0]]
    assert expected_error(reliability) == 0


def test_without_claims_there_is_no_error(labelled: LabelledArticle) -> None:
    assert math.isnan(expected_error(evaluate([labelled], []).reliability))
