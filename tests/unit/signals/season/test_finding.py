"""Seasons: found where they are, not where they are not, and undisturbed by steps, gaps, slopes and calendars."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.periods import month, quarter_ending, shift
from peelian.signals.panel import Array, Panel
from peelian.signals.season.calendar import calendar
from peelian.signals.season.finding import Season, find_season
from peelian.signals.season.points import Family
from peelian.signals.segments import basis
from tests.signal_series import months, panel_of, points_of

SERIES, PERIODS = 400, 60
PLACE = np.arange(PERIODS) % 12
WAVE = np.sin(2 * np.pi * PLACE / 12)
LENGTH = calendar(months(PERIODS)).length


def noise(seed: int) -> Array:
    return np.random.default_rng(seed).normal(size=(SERIES, PERIODS))


def season_of(values: Array, family: Family = "measurement", sizes: Array | None = None) -> Season:
    return find_season(points_of(panel_of(values, sizes), family))


@pytest.mark.parametrize(
    ("family", "values"),
    [
        ("measurement", noise(1)),
        ("count", np.random.default_rng(2).poisson(0.3, (SERIES, PERIODS))),
        ("count", np.random.default_rng(3).poisson(20, (SERIES, PERIODS))),
        ("count", np.random.default_rng(4).poisson(2000, (SERIES, PERIODS))),
        ("count", np.random.default_rng(5).poisson(2000 * LENGTH, (SERIES, PERIODS))),
        ("count", np.random.default_rng(6).negative_binomial(5, 0.2, (SERIES, PERIODS))),
    ],
)
def test_chance_and_the_calendar_are_no_season(family: Family, values: Array) -> None:
    found = season_of(values, family).found.mean()
    assert found <= 0.07  # 4% expected; the standard error is 1%


def test_a_wave_as_high_as_the_noise_is_found() -> None:
    season = season_of(noise(7) + WAVE)
    assert season.found.mean() > 0.95
    effect = season.effect[season.found].mean(axis=0)
    assert effect == pytest.approx(WAVE[:12], abs=0.15)
    assert season.effect.sum(axis=1) == pytest.approx(np.zeros(SERIES), abs=1e-9)


def test_factors_of_counts() -> None:
    factor = 1 + 0.4 * WAVE
    season = season_of(np.random.default_rng(8).poisson(100 * LENGTH * factor, (SERIES, PERIODS)), "count")
    assert season.multiplies
    assert season.found.all()
    assert season.effect.mean(axis=0) == pytest.approx(factor[:12], abs=0.02)
    assert season.effect.mean(axis=1) == pytest.approx(np.ones(SERIES))
    wrong = (season.effect - factor[:12]) / season.error
    assert np.sqrt((wrong * wrong).mean()) == pytest.approx(1, abs=0.15)  # its standard errors are to be believed


def test_a_share_has_a_season_that_adds() -> None:
    rng = np.random.default_rng(9)
    sizes = rng.integers(400, 800, (SERIES, PERIODS))
    season = season_of(rng.binomial(sizes, 0.6 + 0.05 * WAVE), "share", sizes)
    assert not season.multiplies
    assert season.found.mean() > 0.95
    assert season.effect[season.found].mean(axis=0) == pytest.approx(0.05 * WAVE[:12], abs=0.006)


def test_a_step_known_to_the_segments_leaves_the_season_as_it_was() -> None:
    values = noise(10) + WAVE
    start = np.zeros((SERIES, PERIODS), dtype=bool)
    start[:, 40] = True
    stepped = find_season(points_of(basis(panel_of(values + 8.0 * (np.arange(PERIODS) >= 40)), start), "measurement"))
    plain = find_season(points_of(basis(panel_of(values), start), "measurement"))
    assert stepped.effect == pytest.approx(plain.effect, abs=1e-6)
    assert stepped.found.mean() > 0.95


def test_a_step_in_counts_that_multiply() -> None:
    factor, level = 1 + 0.4 * WAVE, np.where(np.arange(PERIODS) < 31, 60.0, 180.0)
    values = np.random.default_rng(11).poisson(level * LENGTH * factor, (SERIES, PERIODS))
    season = find_season(points_of(basis(panel_of(values), [months(PERIODS)[31]]), "count"))
    assert season.found.all()
    assert season.effect.mean(axis=0) == pytest.approx(factor[:12], abs=0.02)


def test_a_slope_is_no_season_and_does_not_bend_one() -> None:
    slope = 0.2 * np.arange(PERIODS)
    assert season_of(noise(12) + slope).found.mean() <= 0.07
    assert season_of(noise(13) + WAVE + slope).effect == pytest.approx(season_of(noise(13) + WAVE).effect, abs=1e-6)


def test_missing_months() -> None:
    values = noise(14) + WAVE
    values[np.random.default_rng(15).random(values.shape) < 0.15] = np.nan
    season = season_of(values)
    assert season.found[season.untested == 0].mean() > 0.9
    assert np.isfinite(season.effect).all()


def test_what_is_taken_to_be_missing_is_not_looked_at() -> None:
    values = noise(16) + WAVE
    holes, wild = values.copy(), values.copy()
    holes[:, 30], wild[:, 30] = np.nan, 1e6
    a = season_of(holes)
    b = find_season(points_of(basis(panel_of(wild), excluded=[months(PERIODS)[30]]), "measurement"))
    assert np.array_equal(a.effect, b.effect)


def test_the_latest_value_teaches_nothing() -> None:
    values, wild = noise(17) + WAVE, noise(17) + WAVE
    wild[:, -1] += 50
    assert np.array_equal(season_of(values).effect, season_of(wild).effect)


def test_months_that_differ_by_length_alone() -> None:
    season = season_of(np.random.default_rng(18).poisson(9000 * LENGTH, (SERIES, PERIODS)), "count")
    assert season.uneven.mean() > 0.9
    assert season.by_length.all()
    flat = season_of(np.random.default_rng(19).poisson(9000, (SERIES, PERIODS)), "count")
    assert flat.uneven.mean() < 0.05
    assert flat.by_length.mean() < 0.05


def test_quarters() -> None:
    periods = tuple(shift(quarter_ending(2015, 3), 3 * by) for by in range(24))
    wave = np.tile([1.0, 0.0, -1.0, 0.0], 6)
    values = np.random.default_rng(20).normal(size=(SERIES, 24)) + 2 * wave
    season = find_season(points_of(Panel(("s",) * SERIES, periods, values), "measurement"))
    assert season.effect.shape == (SERIES, 4)
    assert season.found.mean() > 0.9
    none = find_season(points_of(Panel(("s",) * SERIES, periods, values - 2 * wave), "measurement"))
    assert none.found.mean() <= 0.07


def test_units_do_not_matter() -> None:
    values = noise(21) + WAVE
    season, scaled = season_of(values), season_of(40 + 7 * values)
    assert np.array_equal(season.found, scaled.found)
    assert scaled.effect == pytest.approx(7 * season.effect, abs=1e-6)
    assert scaled.chance == pytest.approx(season.chance, abs=1e-6)


def test_autocorrelation_is_no_season() -> None:
    e = np.random.default_rng(22).normal(size=(SERIES, PERIODS + 20))
    for t in range(1, PERIODS + 20):
        e[:, t] += 0.3 * e[:, t - 1]
    assert season_of(e[:, 20:]).found.mean() <= 0.07


def test_panels_of_other_periods_are_not_tested() -> None:
    years = tuple(shift(month(2000, 1), 0) for _ in range(1))
    season = find_season(points_of(Panel(("s",), years, np.ones((1, 1))), "measurement"))
    assert season.reason(0) == "too few years from the first value to the last"
