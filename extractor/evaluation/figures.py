"""Scores as people read them: in percent with one decimal, and a dash for what is undefined."""

from extractor.evaluation.scoring import Evaluation
from extractor.writers.phrases import counted

NOTHING = "–"

# Sums of token F1s differ by as much if they are added up in another order.
TINY = 1e-9


def percent(share: float) -> str:
    """Return a share from 0 to 1 in percent, without the sign."""
    return NOTHING if share != share else f"{100 * share:.1f}"


def interval(low: float, high: float) -> str:
    """Return the bounds of a share in percent; a dash where there were too few units to draw from."""
    return NOTHING if low != low else f"{percent(low)}–{percent(high)}"


def amount(count: float) -> str:
    """Return a count, with one decimal if it is a sum of token F1s."""
    return f"{count:,.1f}".removesuffix(".0")


def points(difference: float) -> str:
    """Return the difference of two shares in percentage points, with its sign."""
    if difference != difference:
        return NOTHING
    shown = f"{100 * difference:+.1f}"
    return "0.0" if shown in ("+0.0", "-0.0") else shown


def point_interval(low: float, high: float) -> str:
    """Return the bounds of a difference in percentage points."""
    return NOTHING if low != low else f"{points(low)} to {points(high)}"


def is_clear(low: float, high: float) -> bool:
    """Return whether the bounds of a difference leave out zero."""
    return low > TINY or high < -TINY


def to_coverage(evaluation: Evaluation) -> dict[str, str]:
    """Return for each split what it was measured on, as ``7 documents, 293 labels, 301 claims found``."""
    splits = sorted({article.split for article in evaluation.articles})
    coverage: dict[str, str] = {}
    for split in splits:
        articles = [article for article in evaluation.articles if article.split == split]
        labels = sum(len(article.labels) for article in articles)
        found = sum(pair.found is not None for own, pair in evaluation.pairs if own == split)
        coverage[split] = ", ".join(
            (counted(len(articles), "document"), counted(labels, "label"), f"{counted(found, 'claim')} found")
        )
    return coverage
