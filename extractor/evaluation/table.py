"""Scores as tables in the terminal."""

import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from pandas import DataFrame
from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.evaluation.calibration import expected_error
from extractor.evaluation.comparison import Comparison
from extractor.evaluation.figures import (
    NOTHING,
    amount,
    interval,
    is_clear,
    percent,
    point_interval,
    points,
    to_coverage,
)
from extractor.evaluation.scoring import Evaluation
from extractor.writers.phrases import counted, one_line
from extractor.writers.table import PLAIN_WIDTH

SLICED_FIELDS = ("found", "unit", "subject", "source", "claim")


def write_scores(evaluation: Evaluation, stream: BinaryIO, *, comparison: Comparison | None = None) -> None:
    """Write the scores of each split, those of each slice, and what changed.

    Args:
        evaluation: The evaluation.
        stream: Where the tables go, as UTF-8; colours and the full width are used if it is a terminal.
        comparison: What changed since an earlier run.
    """
    coverage = to_coverage(evaluation)
    parts: list[RenderableType] = []
    for split, scores in evaluation.scores.groupby("split", sort=True):
        bins = evaluation.reliability[evaluation.reliability["split"] == split]
        parts += [_heading(str(split), coverage[str(split)]), _to_scores(scores), _calibration_line(bins)]
    for split, slices in evaluation.slices.groupby("split", sort=True):
        parts += [_heading(f"F1 by slice, {split}"), _to_slices(slices)]
    if comparison:
        parts += _to_comparison(comparison)
    _print(parts, stream)


def write_agreement(agreement: DataFrame, stream: BinaryIO) -> None:
    """Write how far two labellers agree.

    Args:
        agreement: What ``agreement.agree`` gave.
        stream: As of ``write_scores``.
    """
    heads = ("first", "second", "both", "F1", "95% interval", "agreement", "alpha")
    table = _table("field", *heads)
    for row in agreement.to_dict("records"):
        scored = row["f1"] == row["f1"]
        counts = [amount(row[name]) if scored else "" for name in ("first", "second", "tp")]
        figures = [percent(row["f1"]), interval(row["low"], row["high"])] if scored else ["", ""]
        alpha = NOTHING if row["alpha"] != row["alpha"] else f"{row['alpha']:.3f}"
        table.add_row(str(row["field"]), *counts, *figures, percent(row["agreement"]), alpha)
    _print([table], stream)


def _to_scores(scores: DataFrame) -> Table:
    table = _table("field", "precision", "recall", "F1", "95% interval", "gold", "found", "tp", "fp", "fn")
    for row in scores.to_dict("records"):
        table.add_row(
            Text(row["field"], style="bold" if row["field"] == "claim" else ""),
            percent(row["precision"]),
            percent(row["recall"]),
            Text(percent(row["f1"]), style="bold"),
            interval(row["low"], row["high"]),
            *(f"{row[name]:,}" for name in ("gold", "found")),
            *(amount(row[name]) for name in ("tp", "fp", "fn")),
        )
    return table


def _to_slices(slices: DataFrame) -> Table:
    table = _table("slice", "", "labels", "claims", *SLICED_FIELDS, "95% of claim")
    table.columns[1].justify = "left"
    before = ""
    for (name, of), group in slices.groupby(["slice", "of"], sort=False):
        rows = {row["field"]: row for row in group.to_dict("records")}
        last = rows["claim"]
        table.add_row(
            str(name) if name != before else "",
            Text(one_line(str(of))),
            f"{rows['found']['gold']:,}",
            f"{rows['found']['found']:,}",
            *(percent(rows[field]["f1"]) for field in SLICED_FIELDS),
            interval(last["low"], last["high"]),
        )
        before = str(name)
    return table


def _to_comparison(comparison: Comparison) -> Iterable[RenderableType]:
    for split, scores in comparison.scores.groupby("split", sort=True):
        table = _table("field", "old F1", "new F1", "difference", "95% interval", "")
        for row in scores.to_dict("records"):
            low, high = row["low"], row["high"]
            style = ("green" if low > 0 else "red") if is_clear(low, high) else ""
            table.add_row(
                str(row["field"]),
                percent(row["old"]),
                percent(row["new"]),
                Text(points(row["difference"]), style=style),
                point_interval(low, high),
                Text("clear" if is_clear(low, high) else "", style=style),
            )
        yield _heading(f"since the earlier run, {split}", "clear where the interval leaves out zero")
        yield table
    yield from _to_changes(comparison.changes)
    for names, problem in (
        (comparison.relabelled, "has other labels than in the earlier run: its changes may be theirs"),
        (comparison.unshared, "is in one of the runs only, and left out"),
    ):
        yield from (Text(f"{one_line(name)} {problem}", style="yellow") for name in names)


def _to_changes(changes: DataFrame) -> Iterable[RenderableType]:
    for (split, change), rows in changes.groupby(["split", "change"], sort=True):
        listed = split == "dev"
        # Whoever reads which claims broke in articles set aside will mend those, and they no longer tell of new text.
        why = "" if listed else "not listed, so that nobody tunes on them"
        yield _heading(f"{change}, {split}: {counted(len(rows), 'claim')}", why)
        if listed:
            table = _table("document", "at", "quantity", "fields")
            for column in table.columns:
                column.justify = "left"
            for row in rows.to_dict("records"):
                table.add_row(*(Text(one_line(row[name])) for name in ("document", "unit", "quantity", "fields")))
            yield table


def _calibration_line(bins: DataFrame) -> RenderableType:
    claims = counted(int(bins["claims"].sum()), "claim")
    line = f"expected calibration error of the confidence: {percent(expected_error(bins))} points over {claims}"
    return Padding(Text(line), (0, 0, 1, 0))


def _heading(title: str, note: str = "") -> Text:
    return Text.assemble((title, "bold"), f": {note}" if note else "")


def _table(first: str, *heads: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, overflow="fold")
    for head in heads:
        table.add_column(head, justify="right", overflow="fold")
    return table


def _print(parts: Sequence[RenderableType], stream: BinaryIO) -> None:
    terminal = stream.isatty()
    console = Console(
        file=io.StringIO(), force_terminal=terminal or None, width=None if terminal else PLAIN_WIDTH, highlight=False
    )
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    stream.write(capture.get().encode("utf-8"))
    stream.flush()
