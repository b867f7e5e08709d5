"""Predicted values; chances of counts are cases of specs/assess/forecast-chances.yaml."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from peelian.signals.forecast.predictive import Predicted

LEVELS = (0.025, 0.1, 0.9, 0.975)


def predicted(*, counted: bool, known: float = 0.0, per: float = 1.0, size: float = np.inf) -> Predicted:
    one = np.ones(3)
    return Predicted(
        counted, np.array([2.0, 10.0, 40.0]), np.array([4.0, 25.0, 90.0]), size * one, known * one, per * one, 12 * one
    )


def test_a_measurement() -> None:
    made = predicted(counted=False)
    t = stats.t(12, loc=[2, 10, 40], scale=np.sqrt([4, 25, 90]))
    assert np.array(made.quantiles(LEVELS)) == pytest.approx(np.array([t.ppf(level) for level in LEVELS]), abs=0.01)
    assert made.at_most(np.array([1.0, 12.0, 40.0])) == pytest.approx(t.cdf([1, 12, 40]))
    assert np.array_equal(made.below(np.array([1.0, 12.0, 40.0])), made.at_most(np.array([1.0, 12.0, 40.0])))


def test_what_is_known_is_added_and_the_sum_divided() -> None:
    plain, moved = predicted(counted=True), predicted(counted=True, known=7, per=2)
    assert moved.mean == pytest.approx((plain.mean + 7) / 2)
    for a, b in zip(plain.quantiles(LEVELS), moved.quantiles(LEVELS), strict=True):
        assert b == pytest.approx((a + 7) / 2)
    asked = np.array([3.0, 8.0, 50.0])
    assert moved.at_most((asked + 7) / 2) == pytest.approx(plain.at_most(asked))
    assert moved.below((asked + 7) / 2) == pytest.approx(plain.below(asked))


def test_below_leaves_the_level_out() -> None:
    made = predicted(counted=True)
    asked = np.array([3.0, 8.0, 50.0])
    assert made.below(asked) == pytest.approx(made.at_most(asked - 1))
    assert made.below(asked + 0.5) == pytest.approx(made.at_most(asked))
    # 0.29 * 100 is 28.999… in floats; the level meant is 29.
    share = predicted(counted=True, per=100.0)
    assert share.at_most(np.full(3, 0.29)) == pytest.approx(predicted(counted=True).at_most(np.full(3, 29.0)))


def test_one_column() -> None:
    wide = Predicted(
        True, np.ones((2, 3)) * [1, 2, 3], np.ones((2, 3)), np.full((2, 3), np.inf), *(np.ones((2, 1)),) * 3
    )
    assert wide.column(1).mean_to_come.tolist() == [2, 2]
    assert wide.column(1).free.tolist() == [1, 1]
