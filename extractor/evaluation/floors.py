"""Floors: the F1 that each field must not fall below, so that what was once won stays won."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from pandas import DataFrame

from extractor.errors import InputError
from extractor.evaluation.fields import FIELDS
from extractor.evaluation.scoring import Evaluation

Floors: TypeAlias = Mapping[str, Mapping[str, float]]
"""By split, or by document, the floor of each field's F1."""

FORM = 'write {"dev": {"claim": 0.8}}: by split or document the lowest F1 of each field, from 0 to 1'


def read_floors(path: str | Path) -> Floors:
    """Read floors.

    Args:
        path: A JSON file that holds, by split or document and by field, the lowest F1.

    Returns:
        The floors.

    Raises:
        InputError: The file cannot be read, or is not of that form.
    """
    try:
        floors = json.loads(Path(path).read_bytes())
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror or error})", FORM) from error
    except (ValueError, RecursionError) as error:
        raise InputError(str(path), f"is not JSON ({error})", FORM) from error
    if not isinstance(floors, dict) or not all(isinstance(fields, dict) for fields in floors.values()):
        raise InputError(str(path), "is not floors by split and field", FORM)
    for group, fields in floors.items():
        for name, floor in fields.items():
            if name not in FIELDS:
                raise InputError(str(path), f"{group} has no field {name!r}", f"use {', '.join(FIELDS)}")
            if isinstance(floor, bool) or not isinstance(floor, int | float) or not 0 <= floor <= 1:
                raise InputError(str(path), f"{name} of {group} is {floor!r}", FORM)
    return floors


def find_shortfalls(evaluation: Evaluation, floors: Floors) -> list[str]:
    """Return what fell below its floor.

    Args:
        evaluation: The evaluation.
        floors: The floors.

    Returns:
        One sentence for each score that is below its floor, or that has a floor but was not measured.
    """
    reached = _f1_by_group(evaluation)
    return [
        problem
        for group, fields in floors.items()
        for name, floor in fields.items()
        if (problem := _shortfall(f"{name} of {group}", reached.get((group, name)), floor))
    ]


def _f1_by_group(evaluation: Evaluation) -> dict[tuple[str, str], float]:
    slices = evaluation.slices
    frames: list[tuple[str, DataFrame]] = [("split", evaluation.scores), ("of", slices[slices["slice"] == "document"])]
    return {
        (str(group), str(field)): float(score)
        for column, frame in frames
        for group, field, score in frame[[column, "field", "f1"]].itertuples(index=False)
    }


def _shortfall(name: str, reached: float | None, floor: float) -> str | None:
    if reached is None or reached != reached:
        return f"{name}: not measured, but its floor is {floor:.3f}; label what it is measured on, or remove the floor"
    if reached < floor:
        remedy = "see what broke with --against, or lower the floor for a stated reason"
        return f"{name}: F1 is {reached:.3f}, below its floor of {floor:.3f}; {remedy}"
    return None
