"""Scores per field: counts first, ratios from them.

Of fields that every claim has (value, unit, bound, kind, subject, status), precision is over all found claims and
recall over all gold labels, so that a missed or false claim costs in each field. Of fields that a claim may rightly
leave empty (change, entity, period, source, source name), only those that say something are counted: a right one is a
true positive, a found one that is not right a false positive, a gold one that is not met a false negative, so that a
wrong one is both. The token F1 of ``subject`` is counted as a soft true positive, and what it lacks of one as both.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy
import pandas
from pandas import DataFrame

from extractor.evaluation.fields import FIELDS, SLICES, Field
from extractor.evaluation.intervals import Floats, f1, f1_intervals, ratio
from extractor.evaluation.listings import Split
from extractor.evaluation.matching import Pair
from extractor.writers.phrases import encodable

COUNTS = ["tp", "fp", "fn"]
SCORES = ["field", "gold", "found", *COUNTS, "precision", "recall", "f1", "low", "high", "agreement"]
COLUMNS = ["split", "document", "unit", "outcome", "quantity", "confidence"]
COLUMNS += [name for name in SLICES if name not in COLUMNS]
COLUMNS += ["field", *COUNTS, "agreement"]


def judge(pair: Pair, field: Field) -> tuple[float, float, float]:
    """Return the true positives, false positives and false negatives of one pair in one field, each from 0 to 1."""
    asked = [
        float(label is not None and not (field.optional and field.shown(label.claim) is None))
        for label in (pair.gold, pair.found)
    ]
    tp = field.agreement(pair.gold, pair.found) if pair.gold and pair.found and all(asked) else 0.0
    return tp, asked[1] - tp, asked[0] - tp


def to_judgements(pairs: Iterable[tuple[Split, Pair]]) -> DataFrame:
    """Return one row for each pair and field: what scores, slices, calibration and comparison are counted from.

    Args:
        pairs: The pairs of all documents, each with the split of its document.

    Returns:
        A frame with the columns ``split``, ``document``, ``unit`` (names the pair within its document), ``outcome``,
        ``quantity``, ``confidence`` (of the found claim), those of ``SLICES``, ``field``, ``tp``, ``fp``, ``fn`` and
        ``agreement`` (of the two labels of a matched pair, from 0 to 1).
    """
    rows: list[dict[str, Any]] = []
    seen: Counter[tuple[str, str]] = Counter()
    for split, pair in pairs:
        about = _about(split, pair)
        seen[about["document"], about["unit"]] += 1
        if (times := seen[about["document"], about["unit"]]) > 1:
            about["unit"] += f" ({times})"
        rows += [about | {"field": name} | _judged(pair, field) for name, field in FIELDS.items()]
    return DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys((*COUNTS, "agreement", "confidence"), "float64"))


def score(judgements: DataFrame, *, by: Sequence[str]) -> DataFrame:
    """Return the scores of every field for each group of judgements.

    Args:
        judgements: What ``to_judgements`` gave.
        by: The columns to group by.

    Returns:
        A frame with a row per group and field. After the columns of ``by`` come ``field``; ``gold`` and ``found``, how
        many labels and claims say something in it; ``tp``, ``fp``, ``fn``; ``precision``, ``recall`` and ``f1``;
        ``low`` and ``high``, the bounds of F1; ``agreement``, the mean over the matched pairs.
    """
    groups = list(judgements.groupby([*by], sort=True))
    if not groups:
        return DataFrame(columns=[*by, *SCORES])
    return pandas.concat(
        [
            _score_group(group).assign(**{name: str(of) for name, of in zip(by, key, strict=True)})
            for key, group in groups
        ],
        ignore_index=True,
    )[[*by, *SCORES]]


def score_slices(judgements: DataFrame) -> DataFrame:
    """Return the scores by split and by each of ``SLICES``.

    Args:
        judgements: What ``to_judgements`` gave.

    Returns:
        As of ``score``, by ``split``, ``slice`` (the name of the slice) and ``of`` (what all its claims are).
    """
    scored = []
    for name in SLICES:
        part = score(judgements, by=["split", name]).rename(columns={name: "of"})
        part.insert(1, "slice", name)
        scored.append(part)
    return pandas.concat(scored, ignore_index=True)


def to_counts(judgements: DataFrame, *, unit: Sequence[str]) -> Floats:
    """Return the counts, summed by unit, as the bootstrap takes them.

    Args:
        judgements: What ``to_judgements`` gave.
        unit: The columns that name a unit.

    Returns:
        Of shape (3, fields, units), the fields in the order of ``FIELDS``, the units sorted.
    """
    sums = judgements.groupby([*unit, "field"], sort=True)[COUNTS].sum()
    return numpy.stack([sums[name].unstack("field")[list(FIELDS)].to_numpy().T for name in COUNTS])


def resampling_unit(judgements: DataFrame) -> list[str]:
    """Return the columns that name what is resampled: documents, or the claims of a single document."""
    return ["document"] if judgements["document"].nunique() > 1 else ["document", "unit"]


def _score_group(judgements: DataFrame) -> DataFrame:
    counts = to_counts(judgements, unit=resampling_unit(judgements))
    tp, fp, fn = counts.sum(axis=-1)
    low, high = f1_intervals(counts).T
    return DataFrame(
        {
            "field": list(FIELDS),
            # Whole, but for the noise of summed token F1s.
            "gold": numpy.rint(tp + fn).astype(int),
            "found": numpy.rint(tp + fp).astype(int),
            "tp": tp,
            "fp": fp,
            "fn": fn,
            "precision": ratio(tp, tp + fp),
            "recall": ratio(tp, tp + fn),
            "f1": f1(tp, fp, fn),
            "low": low,
            "high": high,
            "agreement": judgements.groupby("field")["agreement"].mean()[list(FIELDS)].to_numpy(),
        }
    )


def _about(split: Split, pair: Pair) -> dict[str, Any]:
    claim, quantity = pair.label.claim, pair.label.claim.quantity
    place = f"{quantity.start}-{quantity.end}"
    about = {name: value(claim) for name, value in SLICES.items()} | {
        "split": split,
        "unit": place if pair.gold else f"false {place}",
        "outcome": pair.outcome,
        "quantity": quantity.text,
        "confidence": pair.found.claim.confidence if pair.found else None,
    }
    return {name: encodable(value) if isinstance(value, str) else value for name, value in about.items()}


def _judged(pair: Pair, field: Field) -> dict[str, float | None]:
    agreement = field.agreement(pair.gold, pair.found) if pair.gold and pair.found else None
    return dict(zip(COUNTS, judge(pair, field), strict=True)) | {"agreement": agreement}
