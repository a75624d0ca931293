"""The report's sections of figures: summary, scores, differences, slices and calibration."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any, TypeAlias

from pandas import DataFrame

from extractor.evaluation.calibration import expected_error
from extractor.evaluation.charts import plot_axis, plot_reliability, plot_scores
from extractor.evaluation.comparison import Comparison
from extractor.evaluation.fields import FIELDS
from extractor.evaluation.figures import amount, interval, is_clear, percent, point_interval, points, to_coverage
from extractor.evaluation.scoring import Evaluation
from extractor.writers.phrases import counted, one_line

Row: TypeAlias = dict[str, Any]

SCORES_NOTE = (
    "Dots are F1 from 0 to 100, lines its 95% interval by bootstrap. Fields that every claim has count all labels and "
    "claims; change, entity, period, source and source name count those that say something. A claim is right if its "
    "value, unit, subject and source are."
)
SLICES_NOTE = (
    "F1 of some fields; dot and interval are those of claim. A false claim is in the slice that it says itself."
)
RELIABILITY_NOTE = "Of the claims given a confidence, the share that is right; on the diagonal the two are the same."

SCORE_HEADS = ("precision", "recall", "F1", "95% interval", "tp", "fp", "fn")
SLICE_HEADS = ("labels", "claims", "found", "subject", "source", "claim", "95% interval")
DIFFERENCE_HEADS = ("old F1", "new F1", "difference", "95% interval")


def to_sections(evaluation: Evaluation, *, comparison: Comparison | None) -> Iterator[str]:
    """Yield the sections of an evaluation as HTML.

    Args:
        evaluation: The evaluation.
        comparison: What changed since an earlier run, for a section of its own.

    Yields:
        One section after another; the splits stand side by side.
    """
    splits = [str(split) for split in evaluation.scores["split"].unique()]
    yield _summary(evaluation, splits)
    yield f"<section>\n<h2>Scores</h2>\n<p>{SCORES_NOTE}</p>\n{_scores(evaluation.scores, splits)}</section>\n"
    if comparison:
        yield f"<section>\n<h2>Since the earlier run</h2>\n{_differences(comparison)}</section>\n"
    yield f"<section>\n<h2>Slices</h2>\n<p>{SLICES_NOTE}</p>\n{''.join(_slices(evaluation.slices, splits))}</section>\n"
    calibration = _calibration(evaluation.reliability)
    yield f"<section>\n<h2>Calibration</h2>\n<p>{RELIABILITY_NOTE}</p>\n{calibration}</section>\n"


def _summary(evaluation: Evaluation, splits: Sequence[str]) -> str:
    coverage = to_coverage(evaluation)
    tiles = []
    for split in splits:
        scores = _by_field(evaluation.scores[evaluation.scores["split"] == split])
        for field in ("claim", "found"):
            row = scores[field]
            bounds = f"<small>{interval(row['low'], row['high'])}</small>"
            tiles.append(f'<li class="{split}">{field} F1, {split}<b>{percent(row["f1"])}</b>{bounds}</li>')
    lines = "".join(f"<p>{split}: {escape(coverage[split])}</p>\n" for split in splits)
    return f'<ul class="tiles">{"".join(tiles)}</ul>\n{lines}'


def _scores(scores: DataFrame, splits: Sequence[str]) -> str:
    rows = {split: _by_field(scores[scores["split"] == split]) for split in splits}
    body = (
        _row(
            field,
            [(split, rows[split][field]) for split in splits],
            [_score_cells(rows[split][field]) for split in splits],
            kind="claim" if field == "claim" else "",
        )
        for field in FIELDS
    )
    return _table("field", splits, SCORE_HEADS, body)


def _score_cells(row: Row) -> list[str]:
    ratios = [percent(row[name]) for name in ("precision", "recall", "f1")]
    counts = [amount(row[name]) for name in ("tp", "fp", "fn")]
    return [*ratios, interval(row["low"], row["high"]), *counts]


def _slices(slices: DataFrame, splits: Sequence[str]) -> Iterator[str]:
    for name, part in slices.groupby("slice", sort=False):
        rows = {(split, of): _by_field(group) for (split, of), group in part.groupby(["split", "of"])}
        body = (
            _row(
                str(of),
                [(split, rows[split, of]["claim"]) for split in splits if (split, of) in rows],
                [_slice_cells(rows.get((split, of))) for split in splits],
            )
            for of in sorted(part["of"].unique())
        )
        yield f"<h3>{name}</h3>\n{_table('', splits, SLICE_HEADS, body)}"


def _slice_cells(rows: dict[str, Row] | None) -> list[str]:
    if rows is None:
        return [""] * len(SLICE_HEADS)
    counts = [amount(rows["found"][name]) for name in ("gold", "found")]
    ratios = [percent(rows[field]["f1"]) for field in ("found", "subject", "source", "claim")]
    return [*counts, *ratios, interval(rows["claim"]["low"], rows["claim"]["high"])]


def _differences(comparison: Comparison) -> str:
    heads = "".join(f'<th class="number">{head}</th>' for head in DIFFERENCE_HEADS)
    tables = []
    for split, scores in comparison.scores.groupby("split", sort=True):
        rows = "".join(map(_difference, _by_field(scores).values()))
        changes = comparison.changes[comparison.changes["split"] == split]["change"].value_counts()
        fixed, broken = (counted(int(changes.get(change, 0)), "claim") for change in ("fixed", "broken"))
        table = f"<table><tr><th>field</th>{heads}</tr>{rows}</table>"
        tables.append(f"<div><h3>{split}: {fixed} fixed, {broken} broken</h3>\n{table}</div>\n")
    parts = [f'<div class="pair">{"".join(tables)}</div>\n']
    if comparison.relabelled:
        names = escape(one_line(", ".join(comparison.relabelled)))
        parts.append(f"<p>With other labels than in the earlier run, so that changes may be theirs: {names}.</p>\n")
    if comparison.unshared:
        parts.append(f"<p>In one run only, and left out: {escape(one_line(', '.join(comparison.unshared)))}.</p>\n")
    return "".join(parts)


def _difference(row: Row) -> str:
    low, high = row["low"], row["high"]
    kind = ("up" if low > 0 else "down") if is_clear(low, high) else ""
    texts = (percent(row["old"]), percent(row["new"]), points(row["difference"]), point_interval(low, high))
    cells = "".join(f'<td class="number">{text}</td>' for text in texts)
    return f'<tr class="{kind}"><th scope="row">{row["field"]}</th>{cells}</tr>'


def _calibration(reliability: DataFrame) -> str:
    rows = []
    for split, bins in reliability.groupby("split", sort=True):
        claims = counted(int(bins["claims"].sum()), "claim")
        error = f"expected calibration error {percent(expected_error(bins))} points over {claims}"
        rows.append(f'<tr><th colspan="4" class="split {split}">{split}: {error}</th></tr>')
        for row in bins.to_dict("records"):
            texts = (str(row["claims"]), f"{row['confidence']:.3f}", f"{row['right']:.3f}")
            cells = "".join(f'<td class="number">{text}</td>' for text in texts)
            rows.append(f'<tr><th scope="row">{row["low"]:.1f} to {row["high"]:.1f}</th>{cells}</tr>')
    heads = "".join(f'<th class="number">{head}</th>' for head in ("claims", "mean confidence", "share right"))
    table = f"<table><tr><th>confidence</th>{heads}</tr>{''.join(rows)}</table>"
    return f'<div class="pair">{plot_reliability(reliability)}{table}</div>\n'


def _table(first: str, splits: Sequence[str], heads: Sequence[str], body: Iterable[str]) -> str:
    groups = "".join(f'<th class="split {split}" colspan="{len(heads)}">{split}</th>' for split in splits)
    names = "".join(f'<th class="number">{head}</th>' for _ in splits for head in heads)
    above = f'<tr><th rowspan="2">{first}</th><th rowspan="2" class="plot">{plot_axis()}</th>{groups}</tr>'
    return f'<div class="wide"><table>{above}\n<tr>{names}</tr>\n{"".join(body)}</table></div>\n'


def _row(name: str, plotted: Sequence[tuple[str, Row]], cells: Sequence[Sequence[str]], *, kind: str = "") -> str:
    plot = plot_scores([(split, row["f1"], row["low"], row["high"]) for split, row in plotted])
    numbers = "".join(f'<td class="number">{cell}</td>' for side in cells for cell in side)
    head = f'<th scope="row">{escape(one_line(name))}</th>'
    return f'<tr class="{kind}">{head}<td class="plot">{plot}</td>{numbers}</tr>\n'


def _by_field(scores: DataFrame) -> dict[str, Row]:
    return {str(row["field"]): {str(name): value for name, value in row.items()} for row in scores.to_dict("records")}
