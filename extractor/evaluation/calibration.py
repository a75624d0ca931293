"""Confidence against truth: of the claims given 0.9, are nine in ten right?

Guo, C. et al. (2017), On Calibration of Modern Neural Networks, ICML: reliability diagram and expected calibration
error.
"""

import numpy
from pandas import DataFrame

BINS = 10
COLUMNS = ["split", "low", "high", "claims", "confidence", "right"]


def to_reliability(judgements: DataFrame) -> DataFrame:
    """Return how often the found claims of each confidence are right.

    Args:
        judgements: What ``metrics.to_judgements`` gave. A found claim is right if the field ``claim`` is.

    Returns:
        A frame with a row per split and bin that holds claims: ``low`` and ``high`` bound the bin, ``claims`` counts
        its claims, ``confidence`` is their mean confidence, ``right`` the share of them that is right.
    """
    found = judgements[(judgements["field"] == "claim") & (judgements["outcome"] != "missed")]
    # The last bin takes in confidence 1.
    number = numpy.minimum((found["confidence"] * BINS).astype(int), BINS - 1)
    bins = found.assign(low=number / BINS, high=(number + 1) / BINS).groupby(["split", "low", "high"], sort=True)
    table = bins.agg(claims=("tp", "size"), confidence=("confidence", "mean"), right=("tp", "mean"))
    return table.reset_index()[COLUMNS]


def expected_error(reliability: DataFrame) -> float:
    """Return the expected calibration error: the mean gap between confidence and share of right claims.

    Args:
        reliability: Rows of ``to_reliability``, of one split.

    Returns:
        The gap of each bin, weighted by its claims; not a number without claims.
    """
    claims = reliability["claims"].sum()
    gaps = (reliability["right"] - reliability["confidence"]).abs()
    return float((gaps * reliability["claims"]).sum() / claims) if claims else float("nan")
