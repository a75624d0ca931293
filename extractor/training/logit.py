"""A conditional logit with an L2 penalty: which of the candidates of an example is right, or none.

McFadden, "Conditional logit analysis of qualitative choice behavior" (1973). Where several candidates are right, their
probabilities add up.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from extractor.claims.ranking import common

_STEPS = 150
# Smaller weights of pairs change no answer in a thousand.
SMALLEST = 0.05


@dataclass(frozen=True, kw_only=True)
class Example:
    """One choice.

    Attributes:
        group: What must not be split between fitting and scoring, as the article.
        weight: How much it counts.
        options: The features of each option.
        right: Which of the options are right.
    """

    group: str
    weight: float
    options: Sequence[Sequence[str]]
    right: Sequence[bool]


def fold_of(group: str, folds: int) -> int:
    """Return which of so many folds a group falls into in cross-validation, the same on every machine."""
    return int(hashlib.md5(group.encode(), usedforsecurity=False).hexdigest(), 16) % folds


class Named(Protocol):
    """A text that goes by a name, and is not split between fitting and scoring."""

    @property
    def name(self) -> str:
        """What it is called."""


Text = TypeVar("Text", bound=Named)


def cross_validate(
    texts: Sequence[Text], fit_texts: Callable[[Sequence[Text]], Mapping[str, float]], *, folds: int
) -> list[tuple[Text, Mapping[str, float]]]:
    """Return each text with weights that were fitted on those of the other folds.

    Args:
        texts: The texts.
        fit_texts: What gives the weights of some of them.
        folds: How many folds there are; one that no text falls into is left out.
    """
    own = [fold_of(text.name, folds) for text in texts]
    rows: list[tuple[Text, Mapping[str, float]]] = []
    for fold in sorted(set(own)):
        weights = fit_texts([text for text, other in zip(texts, own, strict=True) if other != fold])
        rows += [(text, weights) for text, other in zip(texts, own, strict=True) if other == fold]
    return rows


def fit(examples: Sequence[Example], *, penalty: float, least: int) -> dict[str, float]:
    """Return the weights of the features.

    Args:
        examples: The choices.
        penalty: The L2 penalty, as the inverse variance of a normal prior around zero.
        least: In how many options a feature must be found to be given a weight.
    """
    counts = Counter(feature for one in examples for option in one.options for feature in set(option))
    rare = {feature: common(feature) for feature, count in counts.items() if count < least}
    names = sorted(
        {feature for feature in counts if feature not in rare} | {one for one in rare.values() if "&" not in one}
    )
    index = {feature: number for number, feature in enumerate(names)}
    index |= {feature: index[other] for feature, other in rare.items() if other in index}
    matrix = _matrix(examples, index, len(names))
    sizes = numpy.array([len(one.options) for one in examples])
    starts = numpy.concatenate([[0], numpy.cumsum(sizes)[:-1]])
    owner = numpy.repeat(numpy.arange(len(examples)), sizes)
    right = numpy.array([flag for one in examples for flag in one.right])
    weight = numpy.array([one.weight for one in examples])
    transposed = matrix.T.tocsr()

    def share(scores: NDArray[numpy.float64]) -> tuple[NDArray[numpy.float64], NDArray[numpy.float64]]:
        top = numpy.maximum.reduceat(scores, starts)
        powers = numpy.exp(scores - top[owner])
        total = numpy.add.reduceat(powers, starts)
        return top + numpy.log(total), powers / total[owner]

    def loss(weights: NDArray[numpy.float64]) -> tuple[float, NDArray[numpy.float64]]:
        scores = matrix @ weights
        every, chance = share(scores)
        good, good_chance = share(numpy.where(right, scores, -1e9))
        value = float(((every - good) * weight).sum() + penalty / 2 * weights @ weights)
        return value, transposed @ ((chance - good_chance) * weight[owner]) + penalty * weights

    found = minimize(
        loss, numpy.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS, "maxcor": 20}
    )
    return dict(zip(names, (float(one) for one in found.x), strict=True))


def _matrix(examples: Sequence[Example], index: dict[str, int], width: int) -> sparse.csr_matrix:
    columns: list[int] = []
    ends = [0]
    for one in examples:
        for option in one.options:
            columns.extend(sorted({index[feature] for feature in option if feature in index}))
            ends.append(len(columns))
    return sparse.csr_matrix((numpy.ones(len(columns)), columns, ends), shape=(len(ends) - 1, width))


def to_text(weights: dict[str, float], notes: Sequence[str]) -> str:
    """Return the file of the weights: notes as lines of comment, then each feature with its weight."""
    rows = [
        f"{name}\t{weight:.2f}"
        for name, weight in sorted(weights.items())
        if abs(weight) >= SMALLEST or "&" not in name
    ]
    return "\n".join([*(f"# {note}" for note in notes), *rows, ""])
