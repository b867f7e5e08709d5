"""Months of the year: found where they differ, taken out, and not looked for where they cannot be told."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.signals.panel import Array
from peelian.signals.steps.family import FAMILIES, FamilyName
from peelian.signals.steps.months import Season, around, critical, effects, find_season, without
from peelian.signals.steps.points import Points, points

RANDOM = np.random.default_rng(1970)
WAVE = np.array([0, 2, 4, 5, 4, 2, 0, -2, -4, -5, -4, -2.0])
NOISE = RANDOM.normal(size=60)


def made(values: Array, family: FamilyName = "measurement") -> Points:
    return points(FAMILIES[family], np.atleast_2d(values), None)


@pytest.mark.parametrize(
    ("between", "free", "expected"),
    [(11, 20, 2.310), (11, 47, 1.999), (11, 120, 1.869), (3, 20, 3.098), (3, 60, 2.758)],
)
def test_critical_values_are_those_of_the_tables(between: int, free: int, expected: float) -> None:
    assert critical(between, np.array([float(free)]))[0] == pytest.approx(expected, abs=0.02)


def test_a_season_is_found_and_noise_is_not() -> None:
    season = find_season(made(np.array([NOISE, NOISE + np.tile(WAVE, 5)])), 12)
    assert season.found.tolist() == [False, True]
    assert season.effect[:, 0].tolist() == [0] * 12
    assert season.effect[:, 1] == pytest.approx(WAVE, abs=1.5)


def test_steps_and_drift_hide_no_season() -> None:
    series = NOISE + np.tile(WAVE, 5)
    moved = np.array([series + 8 * (np.arange(60) >= 40), series + np.arange(60)])
    assert find_season(made(moved), 12).found.tolist() == [True, True]


@pytest.mark.parametrize(
    ("values", "cycle", "family"),
    [
        (np.tile(WAVE, 5), 1, "measurement"),
        (np.tile(WAVE, 2)[:-1], 12, "measurement"),
        (np.tile([0.0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6], 5), 12, "count"),
    ],
    ids=["yearly figures", "less than two years", "thirty events"],
)
def test_none_is_looked_for(values: Array, cycle: int, family: FamilyName) -> None:
    noisy = values if family == "count" else values + NOISE[: len(values)]
    assert find_season(made(noisy, family), cycle).found.tolist() == [False]


def test_the_level_around_is_of_a_whole_year() -> None:
    level = around(made(np.arange(36.0)), 12)[:, 0]
    assert level[0] == level[5] == pytest.approx(sum(range(12)) / 12)
    assert level[18] == pytest.approx((sum(range(12, 24)) + sum(range(13, 25))) / 24)
    assert level[-1] == pytest.approx(sum(range(24, 36)) / 12)
    assert around(made(np.tile(WAVE, 3)), 12)[:, 0] == pytest.approx(np.zeros(36))


def test_effects_add_to_measurements_and_multiply_counts() -> None:
    values = np.tile([1.0, 3.0], 6)
    level = np.full((12, 1), 2.0)
    assert effects(made(values), level, 2)[:, 0].tolist() == [-1, 1]
    assert effects(made(values, "count"), level, 2)[:, 0].tolist() == [0.5, 1.5]


def test_taken_out_of_measurements_counts_and_shares() -> None:
    values = np.tile([1.0, 3.0], 6)
    for family, effect in (("measurement", [-1.0, 1.0]), ("count", [0.5, 1.5])):
        flat = without(made(values, family), Season(np.array([True]), np.array(effect)[:, None]), 2)
        assert (flat.total / flat.weight)[:, 0] == pytest.approx(np.full(12, 2.0))
    share = points(FAMILIES["share"], np.array([[1.0, 30.0]]), np.array([[10.0, 100.0]]))
    flat = without(share, Season(np.array([True]), np.array([[0.2], [0.1]])), 2)
    assert flat.total[:, 0] == pytest.approx([0, 20])  # never below nothing


def test_a_month_without_any_event_stays_without() -> None:
    values = np.tile([0.0, 4.0], 6)
    effect = effects(made(values, "count"), np.full((12, 1), 2.0), 2)
    assert effect[:, 0].tolist() == [1, 2]
    flat = without(made(values, "count"), Season(np.array([True]), effect), 2)
    assert flat.total[::2, 0].tolist() == [0] * 6
