"""Chances of meeting a target; small bases are cases of specs/assess/target-small-base.yaml."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from peelian.periods import calendar_year
from peelian.signals.forecast.months import forecast_months
from peelian.signals.forecast.totals import year_ahead
from peelian.signals.panel import Array, Flags, Panel
from peelian.signals.season.points import Family
from peelian.signals.targets.chance import Chance, chance_next, chance_year
from peelian.signals.targets.target import Target
from tests.signal_series import look_ahead, panel_of

NAN = float("nan")


def chances(values: Array, target: Target, family: Family = "count") -> tuple[Chance, Chance]:
    panel = panel_of(values)
    _, after, ahead = look_ahead(panel, family)
    months, year = forecast_months(after, ahead, panel.periods), year_ahead(after, ahead, panel, ends=12)
    return chance_next(target, after, months), chance_year(target, after, year)


def brier(chance: Array, met: Flags) -> float:
    return float(((chance - met) ** 2).mean())


def test_chances_are_nearly_as_good_as_with_the_true_rate_known() -> None:
    rng = np.random.default_rng(71)
    rate = rng.uniform(5, 60, (1000, 1))
    values = rng.poisson(rate, (1000, 72)).astype(float)
    target = Target("at_most", "lower", np.floor(rate[:, 0] * rng.uniform(0.8, 1.2, 1000)))
    month, year = chances(values[:, :66], target)
    met = values[:, 66] <= target.level
    assert brier(month.chance, met) < 1.04 * brier(stats.poisson.cdf(target.level, rate[:, 0]), met)
    of_year = values[:, 60:].sum(axis=1) <= 12 * target.level
    left = 12 * target.level - values[:, 60:66].sum(axis=1)
    assert brier(year.chance, of_year) < 1.15 * brier(stats.poisson.cdf(left, 6 * rate[:, 0]), of_year)


def test_a_year_decided_by_its_known_months() -> None:
    values = np.tile(np.random.default_rng(72).poisson(20, 66), (2, 1)).astype(float)
    known = values[0, 60:].sum()
    _, year = chances(values, Target("at_most", "lower", np.array([known - 1, 1e6]), over="year"))
    assert year.chance.tolist() == [0, 1]


def test_opposite_targets_share_out_the_chance() -> None:
    values = np.random.default_rng(73).poisson(20, (6, 60)).astype(float)
    level = np.array([10.0, 15, 18, 20, 22, 30])
    most, _ = chances(values, Target("at_most", "lower", level))
    least, _ = chances(values, Target("at_least", "higher", level + 1))
    better, _ = chances(values, Target("better_than", "higher", level, over="period"))
    band, _ = chances(values, Target("maintain", "neither", level - 5, level))
    below, _ = chances(values, Target("at_most", "lower", level - 6))
    assert most.chance + least.chance == pytest.approx(np.ones(6))
    assert better.chance == pytest.approx(least.chance)
    assert band.chance == pytest.approx(most.chance - below.chance)


def test_years_that_follow_no_months_have_a_reason_in_the_place_of_a_chance() -> None:
    years = tuple(calendar_year(1990 + n) for n in range(30))
    panel = Panel(("s",), years, np.random.default_rng(75).poisson(20, (1, 30)).astype(float))
    _, after, ahead = look_ahead(panel, "count")
    months, year = forecast_months(after, ahead, years), year_ahead(after, ahead, panel)
    target = Target("at_most", "lower", np.array([20.0]))
    for found in (chance_next(target, after, months), chance_year(target, after, year)):
        assert np.isnan(found.chance).all()
        assert found.reason(0) == "a forecast of the next year needs months or quarters"


def test_reasons() -> None:
    values = np.random.default_rng(74).poisson(20, (3, 60)).astype(float)
    values[2] = NAN
    found, _ = chances(values, Target("at_most", "lower", np.array([20.0, NAN, 20.0])))
    assert [found.reason(s) for s in range(3)] == ["", "no target", "no value is known"]
    assert np.isnan(found.chance).tolist() == [False, True, True]
    watched, _ = chances(values, Target("monitor", "lower", np.full(3, NAN)))
    assert watched.reason(0) == "monitored: there is no target to meet"
    assert np.isnan(watched.chance).all()
