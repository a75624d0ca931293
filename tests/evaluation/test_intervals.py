import numpy
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from extractor.evaluation import intervals
from extractor.evaluation.intervals import f1, f1_difference_intervals, f1_intervals


def counts(*units: tuple[float, float, float]) -> intervals.Floats:
    """Counts of one field: true positives, false positives and false negatives of each unit."""
    return numpy.array(units, dtype=float).T.reshape(3, 1, len(units))


def test_f1_of_nothing_is_undefined() -> None:
    zero, one = numpy.zeros(1), numpy.ones(1)
    assert_array_equal(f1(zero, zero, zero), [numpy.nan])
    assert_array_equal(f1(one, one, one), [0.5])


def test_interval_is_that_of_the_binomial_share() -> None:
    # One field of 100 claims, of which 80 are right: F1 is a share, whose standard error is 4 points.
    ((low, high),) = f1_intervals(counts(*[(1, 0, 0)] * 80, *[(0, 1, 1)] * 20))
    assert (low, high) == pytest.approx((0.8 - 1.96 * 0.04, 0.8 + 1.96 * 0.04), abs=0.015)


def test_resamples_with_nothing_to_count_are_left_out() -> None:
    assert_array_equal(f1_intervals(counts((1, 0, 0), (0, 0, 0))), [[1, 1]])


def test_too_little_to_draw_from_gives_none() -> None:
    assert_array_equal(f1_intervals(counts((1, 0, 0))), [[numpy.nan, numpy.nan]])
    assert_array_equal(f1_intervals(counts((0, 0, 0), (0, 0, 0))), [[numpy.nan, numpy.nan]])


def test_same_gain_everywhere_is_certain() -> None:
    old, new = counts((1, 1, 1), (1, 1, 1), (1, 1, 1)), counts((2, 0, 0), (2, 0, 0), (2, 0, 0))
    assert_allclose(f1_difference_intervals(old, new), [[0.5, 0.5]])
    assert_allclose(f1_difference_intervals(new, old), [[-0.5, -0.5]])


def test_drawing_in_portions_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    units = counts((1, 0, 0), (0, 1, 1), (2, 1, 0), (1, 0, 1))
    at_once = f1_intervals(units)
    monkeypatch.setattr(intervals, "BATCH", 100)
    assert_array_equal(f1_intervals(units), at_once)
