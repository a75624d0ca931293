"""Fits the weights of words and patterns that tell promotion from news.

    python -m extractor.training.promotion FOLDER

FOLDER holds news texts (``*.txt``), one article each, taken from an archive that prints hardly any promotion. The
promotion, and news that sounds a little like it, stand in ``promotions.toml`` beside this module. Logistic regression
with a quadratic penalty, by L-BFGS; cross-validated over the promotion in five parts.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from extractor.articles.evidence import BASE, LONGEST_PROMOTION, find_features, plain

PENALTY = 1.0
# Promotion is rarer here than in what people paste and download.
PROMOTION_COUNTS = 3.0
# What was written to sound like promotion is rarer in the archive than where people give advice and make speeches.
NEWS_COUNTS = 10.0
# A feature is learnt if it stands in so many texts of promotion or of news; the rest would be learnt by heart.
LEAST_IN_PROMOTION = 2
LEAST_IN_NEWS = 50
# Weights that round to less say nothing.
LEAST_WEIGHT = 0.1
PARTS = 5
# Archives print some promotion, too. What the rest of the texts teaches to be that is not learnt as news: "confident
# learning", Northcutt et al., JAIR 70 (2021). Read by eye, 25 of the 60 lines left out are promotion.
SURE = 0.0
# Nor are lines that call on the reader and name what archives print such calls for.
CHANNELS = {"channel", "subscription", "signing up", "social account", "mailing", "podcast"}

HEAD = """\
# What words and patterns say for promotion (above 0) and for news (below), in log odds. Fitted by
# ``python -m extractor.training.promotion`` on {promotion} texts of promotion and {hard_news} of news that sounds like
# it, both in training/promotions.toml and written for this project, and on {news} paragraphs of 840 news articles of
# 2015 and 2016 (the training part of the corpus PolNeAR, Newell et al., LREC 2018).
# By what the other four fifths teach, and by words alone, {recognised:.1%} of the promotion are recognised and
# {mistaken_hard:.1%} of the news that sounds like it are mistaken; of the articles' paragraphs, {mistaken:.2%}.
"""


@dataclass(frozen=True)
class Texts:
    """Paragraphs by what they are, as ``plain`` returns them; hard news was written to sound like promotion."""

    promotion: list[str]
    hard_news: list[str]
    news: list[str]


def read_texts(folder: Path) -> Texts:
    """Return the texts to learn from: those of ``promotions.toml`` and the paragraphs of the folder's articles."""
    with Path(__file__).with_name("promotions.toml").open("rb") as file:
        written = tomllib.load(file)
    lines = [
        line.strip()
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if 0 < len(line.strip()) <= LONGEST_PROMOTION and not _calls(plain(line))
    ]
    return Texts(*([plain(text) for text in texts] for texts in (written["promotion"], written["news"], lines)))


def _calls(line: str) -> bool:
    features = find_features(line)
    return "call" in features and not CHANNELS.isdisjoint(features)


def fit(texts: Texts) -> tuple[dict[str, float], dict[str, float]]:
    """Return the weight of each feature, and the scores of the fit.

    Args:
        texts: What to learn from.

    Returns:
        Weights on the scale of log odds, rounded, that of ``BASE`` being what every text has; how many texts
        there were; the share of promotion that the other parts recognise, and of news that is taken for promotion.
    """
    everything = (*texts.promotion, *texts.hard_news, *texts.news)
    features = [find_features(text) for text in everything]
    names = _learnt(features, len(texts.promotion))
    matrix = _to_matrix(features, names)
    written = len(texts.promotion) + len(texts.hard_news)
    sign = numpy.where(numpy.arange(len(everything)) < len(texts.promotion), 1.0, -1.0)
    counts = numpy.ones(len(everything))
    counts[: len(texts.promotion)] = PROMOTION_COUNTS
    counts[len(texts.promotion) : written] = NEWS_COUNTS
    part = numpy.array([crc32(text.encode()) % PARTS for text in everything])
    margin = _cross_validate(matrix, sign, counts, part)
    counts[written:][margin[written:] > SURE] = 0.0
    taken = (_cross_validate(matrix, sign, counts, part) > 0) & (counts > 0)
    weights = _solve(matrix, sign, counts)
    scores = {
        "promotion": len(texts.promotion),
        "hard_news": len(texts.hard_news),
        "news": len(texts.news),
        "recognised": float(taken[: len(texts.promotion)].mean()),
        "mistaken_hard": float(taken[len(texts.promotion) : written].mean()),
        "mistaken": float(taken[written:].mean()),
    }
    kept = {name: round(float(weights[index]), 2) for name, index in names.items()}
    kept = {name: weight for name, weight in kept.items() if abs(weight) >= LEAST_WEIGHT}
    return kept | {BASE: round(float(weights[-1]), 2)}, scores


def _cross_validate(matrix: Any, sign: Any, counts: Any, part: Any) -> Any:
    """Return the margin of each text by what the other parts teach; equal texts are in one part."""
    margin = numpy.zeros(matrix.shape[0])
    for number in range(PARTS):
        inside = part == number
        margin[inside] = _margin(matrix[inside], _solve(matrix, sign, numpy.where(inside, 0.0, counts)))
    return margin


def _margin(matrix: Any, weights: Any) -> Any:
    return matrix @ weights[:-1] + weights[-1]


def _learnt(features: Sequence[set[str]], promotion: int) -> dict[str, int]:
    inside = Counter(name for found in features[:promotion] for name in found)
    outside = Counter(name for found in features[promotion:] for name in found)
    names = {name for name, count in inside.items() if count >= LEAST_IN_PROMOTION}
    names |= {name for name, count in outside.items() if count >= LEAST_IN_NEWS}
    return {name: index for index, name in enumerate(sorted(names))}


def _to_matrix(features: Sequence[set[str]], names: dict[str, int]) -> Any:
    places = [(row, names[name]) for row, found in enumerate(features) for name in sorted(found) if name in names]
    rows, columns = zip(*places, strict=True)
    return csr_matrix((numpy.ones(len(places)), (rows, columns)), shape=(len(features), len(names)))


def _solve(matrix: Any, sign: Any, counts: Any) -> Any:
    """Return the weights, the base last; texts that count nothing are left out."""

    def loss(weights: Any) -> tuple[float, Any]:
        margin = sign * _margin(matrix, weights)
        pull = -sign * counts / (1 + numpy.exp(numpy.minimum(margin, 500)))
        penalty = PENALTY * weights[:-1]
        value = (counts * numpy.logaddexp(0, -margin)).sum() + (penalty * weights[:-1]).sum() / 2
        return float(value), numpy.r_[matrix.T @ pull + penalty, pull.sum()]

    return minimize(loss, numpy.zeros(matrix.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def write(path: Path, weights: dict[str, float], scores: dict[str, float]) -> None:
    """Write the lexicon, with its provenance and scores."""
    lines = [f"{name}\t{weight}\n" for name, weight in sorted(weights.items())]
    path.write_text(HEAD.format(**scores) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    lexicon = Path(__file__).parents[1] / "lexicons" / "promotion.tsv"
    write(lexicon, *fit(read_texts(Path(sys.argv[1]))))
