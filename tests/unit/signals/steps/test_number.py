"""How many steps: what each gains, and that most months must confirm it."""

from __future__ import annotations

from math import inf, log

import numpy as np
import pytest

from peelian.signals.steps.family import FAMILIES
from peelian.signals.steps.fit import Noise
from peelian.signals.steps.number import gains, log_ratio, number_of_steps
from peelian.signals.steps.partition import best_partitions
from peelian.signals.steps.points import points


def of(free: float, scale: float = 2.0, long_run: float = 3.0) -> Noise:
    return Noise(np.array([scale]), np.array([free]), np.zeros(1), np.array([long_run]))


def test_a_log_ratio_by_the_long_run() -> None:
    assert log_ratio(np.array([20.0]), of(10))[0] == pytest.approx(10 * log(1 + 20 / 2 / 10) / 3)
    assert log_ratio(np.array([20.0]), of(inf))[0] == pytest.approx(20 / 2 / 3)
    assert log_ratio(np.array([-1e-12]), of(10))[0] == 0


def test_the_gain_of_a_second_step_is_what_the_first_leaves() -> None:
    values = np.array([[1.0, 2, 1, 2, 1, 2, 7, 8, 7, 8, 7, 8, 1, 2, 1, 2, 1, 2]])
    given = points(FAMILIES["measurement"], values, None)
    found = best_partitions(given, 2, 6, 6)
    gained = gains(given, found, np.zeros(1), np.zeros(1))
    lost = found.misfit[1, 0] - found.misfit[2, 0]
    assert lost == pytest.approx(12 * 3**2)  # levels 4.5 and 1.5 before the second step, 1.5, 7.5 and 1.5 after
    scale, free = 18 * 0.25 / 15, 15
    assert gained.noise[1].scale[0] == pytest.approx(scale)
    assert gained.gain[1, 0] == pytest.approx(free * log(1 + lost / scale / free) / gained.noise[1].long_run[0])


def test_no_room_gains_nothing() -> None:
    given = points(FAMILIES["measurement"], np.arange(12.0)[None], None)
    assert gains(given, best_partitions(given, 2, 6, 6), np.zeros(1), np.zeros(1)).gain[1, 0] == 0


@pytest.mark.parametrize(("gain", "number"), [((9, 9), 2), ((5.1, 9), 2), ((1, 9), 2), ((9, 5), 1), ((1, 1), 0)])
def test_the_greatest_number_that_passes(gain: tuple[float, float], number: int) -> None:
    """A second step that passes carries a first that does not: up and down again is two steps or none."""
    values = np.repeat([[0.0, 10, 30]], 6, axis=1) + np.tile([0.0, 1], 9)
    given = points(FAMILIES["measurement"], values, None)
    found = best_partitions(given, 2, 6, 6)
    assert number_of_steps(given, found, np.array(gain)[:, None], np.array([5.0])).tolist() == [number]


@pytest.mark.parametrize(("high", "number"), [(3, 0), (4, 1), (6, 1)])
def test_months_must_confirm(high: int, number: int) -> None:
    """Of the last six months so many are at the new level: three of six are no new level, four are."""
    values = np.array([[0.0, 1] * 6 + [30.0] * high + [0.0] * (6 - high)])
    given = points(FAMILIES["measurement"], values, None)
    found = best_partitions(given, 1, 6, 6)
    assert found.cuts[1][1].tolist() == [12]
    assert number_of_steps(given, found, np.full((1, 1), 99.0), np.array([5.0])).tolist() == [number]


def test_where_more_steps_are_refused_fewer_may_stand() -> None:
    values = np.array([[0.0, 1] * 6 + [30.0, 31] * 6 + [0.0, 0, 0, 30, 30, 30]])
    given = points(FAMILIES["measurement"], values, None)
    found = best_partitions(given, 2, 6, 6)
    assert found.cuts[2][1:3, 0].tolist() == [12, 24]
    assert number_of_steps(given, found, np.full((2, 1), 99.0), np.array([5.0])).tolist() == [1]
