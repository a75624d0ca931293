"""Which of the candidates attributes a number, by fitted weights: a conditional logit over the candidates and nobody.

The weights stand in ``lexicons/attribution.tsv``, which says what they were fitted on; McFadden, "Conditional logit
analysis of qualitative choice behavior" (1973).
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from extractor import lexicons


def score(features: Iterable[str], weights: Mapping[str, float] | None = None) -> float:
    """Return the sum of the weights of the features, by default those that the package ships.

    A value that the fit has hardly seen weighs as the rare ones of its kind do together: ``cue=other``.
    """
    weights = lexicons.load_weights("attribution") if weights is None else weights
    return sum([weights[one] if one in weights else weights.get(common(one), 0.0) for one in features])


def common(feature: str) -> str:
    """Return what stands for a rare feature: its kind with the value ``other``; pairs have none."""
    return feature if "&" in feature else f"{feature.partition('=')[0]}=other"


def probabilities(scores: Sequence[float]) -> list[float]:
    """Return the probability of each candidate, given the scores of all."""
    top = max(scores)
    powers = [math.exp(one - top) for one in scores]
    total = sum(powers)
    return [one / total for one in powers]
