"""Two runs over the same gold: how far each score moved, and which claims were fixed or broken.

The interval of a difference is drawn in pairs, so that what is hard in both runs cancels out: Efron, B. and Tibshirani,
R. J. (1993), An Introduction to the Bootstrap; for its use on extraction see Berg-Kirkpatrick, T. et al. (2012), An
Empirical Investigation of Statistical Significance in NLP, EMNLP.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas
from pandas import DataFrame

from extractor.errors import InputError
from extractor.evaluation.fields import FIELDS
from extractor.evaluation.intervals import f1, f1_difference_intervals
from extractor.evaluation.metrics import COUNTS, resampling_unit, to_counts
from extractor.evaluation.scoring import Evaluation

KEY = ["document", "unit", "field"]
SCORES = ["split", "field", "old", "new", "difference", "low", "high"]
CHANGES = ["split", "document", "unit", "quantity", "change", "fields"]


@dataclass(frozen=True, kw_only=True)
class Run:
    """An earlier evaluation, read back.

    Attributes:
        judgements: The columns of ``metrics.to_judgements`` that name a unit, its quantity, and the counts by field.
        digests: The checksum of each document's labels.
    """

    judgements: DataFrame
    digests: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What changed since an earlier run.

    Attributes:
        scores: By split and field the ``old`` and ``new`` F1, their ``difference``, and its bounds ``low``, ``high``.
        changes: One row per label or false claim that was ``fixed`` or ``broken``, with the ``fields`` in which it was.
        relabelled: Documents whose labels are not those of the earlier run, so that their changes may be the labels'.
        unshared: Documents that only one of the runs has, and that are left out.
    """

    scores: DataFrame
    changes: DataFrame
    relabelled: tuple[str, ...]
    unshared: tuple[str, ...]


def read_run(path: str | Path) -> Run:
    """Read what an earlier evaluation wrote as JSON.

    Args:
        path: The file.

    Returns:
        The earlier run.

    Raises:
        InputError: The file cannot be read, or is not such a file.
    """
    remedy = "write it with extract evaluate --format json"
    try:
        data = json.loads(Path(path).read_bytes())
        rows = [
            {name: unit[name] for name in ("document", "unit", "quantity")}
            | {"field": field}
            | dict(zip(COUNTS, map(float, unit["counts"][field]), strict=True))
            for unit in data["units"]
            for field in FIELDS
        ]
        digests = {str(entry["document"]): str(entry["digest"]) for entry in data["documents"]}
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror or error})", remedy) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InputError(str(path), "is not an evaluation that this version wrote", remedy) from error
    return Run(judgements=DataFrame(rows, columns=[*KEY, "quantity", *COUNTS]), digests=digests)


def compare(evaluation: Evaluation, old: Run) -> Comparison:
    """Compare an evaluation with an earlier run.

    Args:
        evaluation: The later run.
        old: The earlier run.

    Returns:
        The comparison, over the documents that both have.
    """
    new_digests = evaluation.digests
    shared = sorted(new_digests.keys() & old.digests.keys())
    both = _merge(evaluation.judgements, old.judgements, shared)
    both["split"] = both["document"].map({article.document: article.split for article in evaluation.articles})
    groups = list(both.groupby("split", sort=True))
    scores = [_compare_scores(group).assign(split=split) for split, group in groups]
    return Comparison(
        scores=pandas.concat(scores, ignore_index=True)[SCORES] if scores else DataFrame(columns=SCORES),
        changes=_find_changes(both),
        relabelled=tuple(name for name in shared if new_digests[name] != old.digests[name]),
        unshared=tuple(sorted(new_digests.keys() ^ old.digests.keys())),
    )


def _merge(new: DataFrame, old: DataFrame, shared: list[str]) -> DataFrame:
    """Put the counts of both runs side by side; a false claim that only one of them has counts nothing in the other."""
    columns = [*KEY, "quantity", *COUNTS]
    sides = [frame.loc[frame["document"].isin(shared), columns] for frame in (old, new)]
    both = sides[0].merge(sides[1], on=KEY, how="outer", suffixes=("_old", "_new"), sort=True)
    counts = [f"{name}_{side}" for name in COUNTS for side in ("old", "new")]
    both[counts] = both[counts].fillna(0.0)
    both["quantity"] = both["quantity_new"].fillna(both["quantity_old"])
    return both


def _counts_of(side: str, both: DataFrame) -> DataFrame:
    return both.rename(columns={f"{name}_{side}": name for name in COUNTS})


def _compare_scores(both: DataFrame) -> DataFrame:
    unit = resampling_unit(both)
    old, new = (to_counts(_counts_of(side, both), unit=unit) for side in ("old", "new"))
    low, high = f1_difference_intervals(old, new).T
    old_f1, new_f1 = f1(*old.sum(axis=-1)), f1(*new.sum(axis=-1))
    table = {"old": old_f1, "new": new_f1, "difference": new_f1 - old_f1, "low": low, "high": high}
    return DataFrame({"field": list(FIELDS)} | table)


def _find_changes(both: DataFrame) -> DataFrame:
    was_wrong, is_wrong = (both[f"fp_{side}"] + both[f"fn_{side}"] > 0 for side in ("old", "new"))
    flipped = both.assign(change=is_wrong.map({True: "broken", False: "fixed"}))[was_wrong != is_wrong]
    rows: list[dict[str, Any]] = []
    for key, group in sorted(flipped.groupby(["split", "document", "unit", "quantity", "change"]), key=_reading_order):
        fields = list(group["field"])
        # A number that was missed or claimed nothing is wrong in every field.
        names = ["found"] if "found" in fields else [name for name in FIELDS if name in fields]
        rows.append(dict(zip(CHANGES, (*key, ", ".join(names)), strict=True)))
    return DataFrame(rows, columns=CHANGES)


def _reading_order(group: tuple[tuple[Any, ...], DataFrame]) -> tuple[str, str, int, str]:
    split, document, unit = group[0][:3]
    start = unit.removeprefix("false ").partition("-")[0]
    return split, document, int(start), unit
