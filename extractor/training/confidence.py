"""Fits how likely a claim is right: ``python -m extractor.training.confidence``.

A logistic regression with an L2 penalty over the evidence of ``claims/confidence.py``, on the claims found in the
gold set but for its test split: right if value, unit, subject and source all are. The rules were made while looking at
the development articles, sentence by sentence, and do better there than on other news; so these articles tell which
evidence makes a claim surer than another, but how sure a claim is on the whole is told by the articles for calibration
alone. On these the scores are measured, each article by weights fitted without it.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy
import typer
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize
from scipy.special import expit

import extractor
from extractor.claims.confidence import evidence_of
from extractor.errors import InputError
from extractor.evaluation import evaluate, read_gold
from extractor.evaluation.calibration import BINS
from extractor.evaluation.fields import FIELDS
from extractor.evaluation.metrics import judge

# By cross-validation over the articles for calibration: log loss 0.726 at 5, 0.718 at 10, 0.714 at 20, 0.713 at 40, and
# 0.714 at 80; area within articles 0.531, 0.529, 0.529, 0.523, 0.522.
PENALTY = 20.0
# Articles differ more than claims do; each has a weight of its own while the others are fitted, with a wide prior.
ARTICLE_PENALTY = 1.0
# What is known of sources from more articles than ours: on the logit scale, how much oftener than all they are right in
# the 84 development articles of PolNeAR (Newell et al., LREC 2018): 84% of 175 named ones, 59% of 76 unnamed ones, 88%
# of 278 numbers without any, but 53% of 32 in sentences with quotation marks.
PRIOR = {
    "source:named:sentence": 0.36,
    "source:none": 0.68,
    "source:none in a quotation": -1.17,
    "source:unnamed:sentence": -0.92,
}
# Evidence that fewer claims have is given no weight.
LEAST = 8

Floats = NDArray[numpy.float64]


@dataclass(frozen=True, kw_only=True)
class Example:
    """A claim that was found.

    Attributes:
        document: Its article, which is not split between fitting and scoring.
        evidence: What speaks for or against it.
        right: Whether value, unit, subject and source are right.
        unseen: Whether no rule was made by its article.
    """

    document: str
    evidence: tuple[str, ...]
    right: bool
    unseen: bool


def find_examples(gold: Path, corpus: Path) -> list[Example]:
    """Return the claims found in the articles of a gold set that are for development or calibration."""
    articles = [one for one in read_gold(gold, corpus=corpus) if one.split != "test" and one.article]
    pipeline = extractor.load()
    claims = [claim for one in articles if one.article for claim in pipeline.extract_article(one.article)]
    return [
        Example(
            document=pair.found.claim.document,
            evidence=evidence_of(pair.found.claim),
            right=judge(pair, FIELDS["claim"])[0] > 0,
            unseen=split == "calibration",
        )
        for split, pair in evaluate(articles, claims).pairs
        if pair.found
    ]


def fit(examples: Sequence[Example], *, penalty: float) -> dict[str, float]:
    """Return the weight of each piece of evidence, on the logit scale.

    Args:
        examples: The claims.
        penalty: The L2 penalty, as the inverse variance of a normal prior around ``PRIOR``; the base has none.

    Returns:
        The weights by name. The mean probability of the unseen examples is their share of right claims.
    """
    counts = Counter(name for one in examples for name in one.evidence)
    names = ["base", *sorted(name for name, count in counts.items() if count >= LEAST and name != "base")]
    documents = sorted({one.document for one in examples})
    evidence = _matrix(examples, names)
    matrix = numpy.hstack([evidence, [[one.document == document for document in documents] for one in examples]])
    right = numpy.array([one.right for one in examples], dtype=float)
    shrunk = numpy.array([0.0, *[penalty] * (len(names) - 1), *[ARTICLE_PENALTY] * len(documents)])
    prior = numpy.array([*(PRIOR.get(name, 0.0) for name in names), *[0.0] * len(documents)])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores, apart = matrix @ weights, weights - prior
        value = float((numpy.logaddexp(0, scores) - right * scores).sum() + (shrunk * apart**2).sum() / 2)
        return value, matrix.T @ (expit(scores) - right) + shrunk * apart

    found = minimize(loss, numpy.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B").x[: len(names)]
    # Without the weights of the articles the base must give the share of right claims by itself.
    unseen = numpy.array([one.unseen for one in examples])
    scores, share = evidence[unseen] @ found, right[unseen].mean()
    if 0 < share < 1:
        found[0] += brentq(lambda base: float(expit(scores + base).mean() - share), -_WIDE, _WIDE)
    return dict(zip(names, (float(one) for one in found), strict=True))


_WIDE = 50.0  # logits


def predict(examples: Sequence[Example], weights: dict[str, float]) -> Floats:
    """Return the probability of each example."""
    names = list(weights)
    return numpy.asarray(expit(_matrix(examples, names) @ numpy.array([weights[name] for name in names])))


def _matrix(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    places = {name: place for place, name in enumerate(names)}
    matrix = numpy.zeros((len(examples), len(names)))
    for row, one in enumerate(examples):
        matrix[row, [places[name] for name in one.evidence if name in places]] = 1.0
    return matrix


def cross_validate(examples: Sequence[Example], *, penalty: float) -> Floats:
    """Return the probability of each unseen example, in order, by weights fitted on the other articles alone."""
    unseen = [one for one in examples if one.unseen]
    chances = numpy.zeros(len(unseen))
    for document in sorted({one.document for one in unseen}):
        inside = numpy.array([one.document == document for one in unseen])
        others = [one for one in examples if one.document != document]
        chances[inside] = predict([one for one in unseen if one.document == document], fit(others, penalty=penalty))
    return chances


@dataclass(frozen=True, kw_only=True)
class Quality:
    """How good probabilities are.

    Attributes:
        loss: The log loss.
        brier: The Brier score.
        error: The expected calibration error.
        area: The area under the ROC curve within articles: of a right and a wrong claim of one article, how often the
            right one is the surer.
    """

    loss: float
    brier: float
    error: float
    area: float


def assess(examples: Sequence[Example], chances: Floats) -> Quality:
    """Return how good the probabilities of examples are."""
    right = numpy.array([one.right for one in examples], dtype=float)
    bins = numpy.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = [abs((right - chances)[bins == number].sum()) for number in range(BINS)]
    documents = numpy.array([one.document for one in examples])
    wins = [
        (high > low) + (high == low) / 2
        for document in sorted(set(documents))
        for high in chances[(documents == document) & (right == 1)]
        for low in chances[(documents == document) & (right == 0)]
    ]
    kept = numpy.clip(chances, 1e-6, 1 - 1e-6)
    return Quality(
        loss=float(-(right * numpy.log(kept) + (1 - right) * numpy.log(1 - kept)).mean()),
        brier=float(((chances - right) ** 2).mean()),
        error=float(sum(gaps) / len(examples)),
        area=float(numpy.mean(wins)) if wins else float("nan"),
    )


def to_toml(weights: dict[str, float], examples: Sequence[Example], crossed: Quality, flat: Quality) -> str:
    """Return the lexicon of confidence: the weights, and in its head what they were fitted on and how good they are."""
    unseen = [one for one in examples if one.unseen]
    documents, right = len({one.document for one in unseen}), sum(one.right for one in unseen)
    size, rights = len(examples), f"{right} of them are right in value, unit, subject and source at once"
    error, scores = f"{100 * crossed.error:.1f} points", f"log loss {crossed.loss:.3f}, Brier score {crossed.brier:.3f}"
    head = [
        "Weights of the evidence for a claim, on the logit scale: the sum goes through the logistic function.",
        "Written by extractor/training/confidence.py; do not edit.",
        "",
        f"Fitted on {size} claims found in the gold set without its test split. The base is that of",
        f"{len(unseen)} claims found in the {documents} articles for calibration, which no rule was made by:",
        f"{rights}. L2 penalty {PENALTY:g}; evidence of fewer than {LEAST} claims is left out.",
        "",
        f"On these articles, each by weights fitted without it: expected calibration error {error}, {scores},",
        f"area under the ROC curve within articles {crossed.area:.3f}. One probability for all",
        f"claims: log loss {flat.loss:.3f}, Brier score {flat.brier:.3f}.",
    ]
    lines = [f'"{name}" = {weight:.2f}' for name, weight in weights.items() if abs(weight) >= 0.005 or name == "base"]
    comments = [f"# {line}".rstrip() for line in head]
    return "\n".join([*comments, "", "[weights]", *lines, ""])


def main(
    gold: Annotated[Path, typer.Option(help="The folder of labels.")] = Path("gold"),
    corpus: Annotated[Path, typer.Option(help="The folder of the articles.")] = Path("corpus"),
    output: Annotated[Path, typer.Option(help="Where the lexicon goes.")] = Path("extractor/lexicons/confidence.toml"),
) -> None:
    """Fit the weights of confidence on the articles for development and calibration, and write the lexicon."""
    examples = find_examples(gold, corpus)
    unseen = [one for one in examples if one.unseen]
    if not unseen:
        raise InputError(str(gold), "sets no article aside for calibration", "name some in splits.toml")
    crossed = assess(unseen, cross_validate(examples, penalty=PENALTY))
    flat = assess(unseen, numpy.full(len(unseen), sum(one.right for one in unseen) / len(unseen)))
    output.write_text(to_toml(fit(examples, penalty=PENALTY), examples, crossed, flat), encoding="utf-8")
    sys.stdout.write(f"{crossed}\n")


if __name__ == "__main__":
    typer.run(main)
