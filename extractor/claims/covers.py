"""Spans that are asked again and again what lies in them, in logarithmic time each."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Cover:
    """A set of half-open spans of one text.

    Args:
        spans: The spans, in any order; they may overlap.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def holds(self, start: int, end: int) -> bool:
        """Tell whether one of the spans covers the whole of the span given."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._ends[before - 1] >= end

    def touches(self, start: int, end: int) -> bool:
        """Tell whether one of the spans shares a character with the span given."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start
