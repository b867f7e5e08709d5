"""Levels, residuals, and how noisy what is left over is, by sums."""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
import pytest

from peelian.signals.steps.family import FAMILIES
from peelian.signals.steps.fit import MOST_LAG_ONE, labels, levels, noise, residuals
from peelian.signals.steps.partition import sums
from peelian.signals.steps.points import points

CUTS = np.array([[0], [4], [6]])
NONE, ZERO = np.zeros(1), np.zeros(1)


def test_labels_and_levels() -> None:
    given = points(FAMILIES["count"], np.array([[1.0, 3, np.nan, 2, 8, 10]]), None)
    assert labels(CUTS, 6)[:, 0].tolist() == [0, 0, 0, 0, 1, 1]
    assert levels(sums(given), CUTS)[:, 0].tolist() == [2, 9]
    left = residuals(given, sums(given), CUTS)[:, 0]
    assert left == pytest.approx([-1 / sqrt(2), 1 / sqrt(2), 0, 0, -1 / 3, 1 / 3])


def test_a_level_of_nothing_leaves_nothing() -> None:
    given = points(FAMILIES["count"], np.array([[0.0, 0, 0, 0, 1, 1]]), None)
    assert residuals(given, sums(given), CUTS)[:, 0].tolist() == [0] * 6


@pytest.mark.parametrize("drawn", [0, 25])
def test_noise_of_residuals(drawn: float) -> None:
    given = points(FAMILIES["measurement"], np.zeros((1, 60)), None)
    left = np.tile([2.0, 2.0, -2.0, -2.0], 15)[:, None]  # 30 pairs alike, 29 unlike: products 4 x (30 - 29)
    heard = noise(given, left, 1, np.array([11.0]), ZERO, drawn)
    lag_one = (4 / 240 + (1.5 + 2.5) / 60) / (1 - 7.5 / 60)
    careful = lag_one + 4.5 / 60 / (1 - 7.5 / 60) + (0.2 - lag_one) * drawn / (60 + drawn)
    assert heard.free[0] == 60 - 2 - 11
    assert heard.scale[0] == pytest.approx(240 / 47)
    assert heard.lag_one[0] == pytest.approx(lag_one)
    assert heard.long_run[0] == pytest.approx((1 + careful) / (1 - careful))
    assert heard.unit[0] == pytest.approx(240 / 47 * (1 + careful) / (1 - careful))


def test_pairs_across_a_gap_do_not_count() -> None:
    values = np.zeros((1, 60))
    values[0, 20] = np.nan
    left = np.tile([1.0, 1.0, -1.0, -1.0], 15)[:, None]
    left[20] = 0  # of 30 pairs alike and 29 unlike, one of each is gone
    heard = noise(points(FAMILIES["measurement"], values, None), left, 1, NONE, ZERO, 0)
    raw = (29 - 28) / 59 * (59 - 1) / 57
    assert heard.lag_one[0] == pytest.approx((raw + 4 / 59) / (1 - 7.5 / 59))


def test_chance_allows_no_smaller_scale() -> None:
    given = points(FAMILIES["count"], np.ones((1, 12)), None)
    heard = noise(given, np.full((12, 1), 0.1), 1, NONE, np.ones(1), 0)
    assert (heard.scale[0], heard.free[0]) == (1, inf)


def test_an_autocorrelation_is_held_below_one() -> None:
    given = points(FAMILIES["measurement"], np.zeros((1, 60)), None)
    heard = noise(given, np.ones((60, 1)), 1, NONE, ZERO, 0)
    assert heard.lag_one[0] == 1
    assert heard.long_run[0] == pytest.approx((1 + MOST_LAG_ONE) / (1 - MOST_LAG_ONE))
    falling = noise(given, np.tile([1.0, -1.0], 30)[:, None], 1, NONE, ZERO, 0)
    assert falling.long_run[0] == 1


def test_nothing_left_has_no_autocorrelation() -> None:
    heard = noise(points(FAMILIES["measurement"], np.zeros((1, 12)), None), np.zeros((12, 1)), 1, NONE, ZERO, 0)
    assert (heard.lag_one[0], heard.scale[0]) == (0, 0)
