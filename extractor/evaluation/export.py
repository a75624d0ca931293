"""An evaluation as JSON, which a later run is compared against, and its scores as CSV."""

import json
from typing import Any

import pandas
from pandas import DataFrame

from extractor import __version__
from extractor.evaluation.calibration import expected_error
from extractor.evaluation.comparison import Comparison
from extractor.evaluation.metrics import COUNTS
from extractor.evaluation.scoring import Evaluation


def to_json(evaluation: Evaluation, *, comparison: Comparison | None = None) -> dict[str, Any]:
    """Return everything that was measured as JSON-ready data, with null for what is undefined.

    Args:
        evaluation: The evaluation.
        comparison: What changed since an earlier run.

    Returns:
        ``version``, ``documents`` (with a ``digest`` of the labels), ``scores``, ``slices``, ``reliability``,
        ``calibration_error`` by split, and ``units``: for each label and false claim its counts by field. Apart from
        the quantities, no text of any document. With a comparison, ``comparison`` holds its parts.
    """
    documents = [
        {
            "document": article.document,
            "split": article.split,
            "labels": len(article.labels),
            "digest": evaluation.digests[article.document],
        }
        for article in evaluation.articles
    ]
    return {
        "version": __version__,
        "documents": documents,
        "scores": to_records(evaluation.scores),
        "slices": to_records(evaluation.slices),
        "reliability": to_records(evaluation.reliability),
        "calibration_error": {
            split: _known(expected_error(bins)) for split, bins in evaluation.reliability.groupby("split")
        },
        "units": _to_units(evaluation.judgements),
        **({"comparison": _to_comparison(comparison)} if comparison else {}),
    }


def to_records(frame: DataFrame) -> list[dict[str, Any]]:
    """Return a frame's rows as JSON-ready mappings, with null for what is undefined."""
    return [{str(name): _known(value) for name, value in row.items()} for row in frame.to_dict("records")]


def to_json_text(data: object) -> str:
    """Return JSON-ready data as indented text."""
    return json.dumps(data, ensure_ascii=True, indent=1, allow_nan=False) + "\n"


def to_csv(evaluation: Evaluation) -> str:
    """Return the scores of all splits and slices as one CSV table; totals have an empty ``slice`` and ``of``."""
    totals = evaluation.scores.copy()
    totals.insert(1, "slice", "")
    totals.insert(2, "of", "")
    return to_csv_text(pandas.concat([totals, evaluation.slices], ignore_index=True))


def to_csv_text(frame: DataFrame) -> str:
    """Return a frame as CSV with a header; what is undefined stays empty."""
    return frame.to_csv(index=False, lineterminator="\n")


def _to_units(judgements: DataFrame) -> list[dict[str, Any]]:
    about = ["split", "document", "unit", "outcome", "quantity"]
    return [
        dict(zip(about, key, strict=True))
        | {"counts": {row[0]: [float(count) for count in row[1:]] for row in rows[["field", *COUNTS]].to_numpy()}}
        for key, rows in judgements.groupby(about, sort=True)
    ]


def _to_comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "scores": to_records(comparison.scores),
        "changes": to_records(comparison.changes),
        "relabelled": list(comparison.relabelled),
        "unshared": list(comparison.unshared),
    }


def _known(value: Any) -> Any:
    return None if pandas.isna(value) else value
