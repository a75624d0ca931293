"""Scores as inline SVG, whose colours the page's style sheet gives."""

from collections.abc import Sequence

from pandas import DataFrame

WIDTH, ROW, MARGIN, RADIUS = 180, 14, 12, 4
SIDE, EDGE = 260, 44
"""Length of the reliability diagram's axes, and the room that their labels take."""


def plot_scores(scores: Sequence[tuple[str, float, float, float]]) -> str:
    """Return F1s on a line from 0 to 100, each a dot with a line over its interval, one row each.

    Args:
        scores: For each its split, F1 and bounds, as shares; rows of undefined F1s stay empty.

    Returns:
        The drawing; the table that it stands in says the figures.
    """
    height = ROW * len(scores)
    marks = [f'<path class="grid" d="{"".join(f"M{_x(share)},0V{height}" for share in (0, 0.25, 0.5, 0.75, 1))}"/>']
    for number, (split, score, low, high) in enumerate(scores):
        y = ROW * number + ROW // 2
        if low == low:
            marks.append(f'<path class="interval {split}" d="M{_x(low)},{y}H{_x(high)}"/>')
        if score == score:
            marks.append(f'<circle class="{split}" cx="{_x(score)}" cy="{y}" r="{RADIUS}"/>')
    width = WIDTH + 2 * MARGIN
    return f'<svg width="{width}" height="{height}" aria-hidden="true">{"".join(marks)}</svg>'


def plot_axis() -> str:
    """Return the labels of the line that ``plot_scores`` plots on."""
    labels = (f'<text x="{_x(share)}" y="11" text-anchor="middle">{100 * share:g}</text>' for share in (0, 0.5, 1))
    return f'<svg width="{WIDTH + 2 * MARGIN}" height="{ROW}" aria-hidden="true">{"".join(labels)}</svg>'


def plot_reliability(reliability: DataFrame) -> str:
    """Return the reliability diagram: for each bin a dot at its mean confidence and share of right claims.

    Args:
        reliability: What ``calibration.to_reliability`` gave.

    Returns:
        The drawing. A dot's area grows with its claims; on the diagonal, confidence is as it should be.
    """
    size = SIDE + EDGE + MARGIN
    marks = [f'<path class="frame" d="M{EDGE},{MARGIN}V{MARGIN + SIDE}H{EDGE + SIDE}"/>']
    marks.append(f'<path class="diagonal" d="M{EDGE},{MARGIN + SIDE}L{EDGE + SIDE},{MARGIN}"/>')
    for share in (0, 0.5, 1):
        x, y = _place(share, share)
        marks.append(f'<text x="{x:g}" y="{MARGIN + SIDE + 16}" text-anchor="middle">{share:g}</text>')
        marks.append(f'<text x="{EDGE - 6}" y="{y + 4:g}" text-anchor="end">{share:g}</text>')
    middle = MARGIN + SIDE / 2
    marks.append(f'<text x="{EDGE + SIDE / 2:g}" y="{size - 2}" text-anchor="middle">confidence</text>')
    turned = f'transform="translate(12,{middle:g}) rotate(-90)"'
    marks.append(f'<text {turned} text-anchor="middle">share right</text>')
    most = max(reliability["claims"], default=1)
    for row in reliability.to_dict("records"):
        x, y = _place(row["confidence"], row["right"])
        radius = 3 + 9 * (row["claims"] / most) ** 0.5
        title = f"{row['split']}, {row['claims']} claims: confidence {row['confidence']:.2f}, right {row['right']:.2f}"
        split = row["split"]
        marks.append(
            f'<circle class="{split}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{title}</title></circle>'
        )
    label = "Reliability diagram: share of right claims by confidence; the table beside it says the figures"
    about = f'class="reliability" width="{size}" height="{size}" role="img" aria-label="{label}"'
    return f"<svg {about}>{''.join(marks)}</svg>"


def _x(share: float) -> float:
    return round(MARGIN + WIDTH * share, 1)


def _place(confidence: float, right: float) -> tuple[float, float]:
    return EDGE + SIDE * confidence, MARGIN + SIDE * (1 - right)
