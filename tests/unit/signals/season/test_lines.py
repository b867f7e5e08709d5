"""Limits with a season: what signals on the raw value signals on the steady one."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.signals.limits.xmr import xmr
from peelian.signals.panel import Array
from peelian.signals.ruleset import load
from peelian.signals.season.finding import find_season
from peelian.signals.season.lines import bend, bend_ahead, on_raw, steady
from peelian.signals.season.points import Family, points
from peelian.signals.segments import basis
from tests.signal_series import months, panel_of

RULES = load("nhs-2023").constants(None)
WAVE = np.sin(2 * np.pi * np.arange(60) / 12)


def counts() -> Array:
    return np.random.default_rng(31).poisson(80 * (1 + 0.5 * WAVE), (40, 60)).astype(float)


@pytest.mark.parametrize("family", ["count", "measurement"])
def test_a_point_is_outside_on_both_or_neither(family: Family) -> None:
    made = basis(panel_of(counts()), [months(60)[37]])
    seen = points(made, family)
    year = bend(seen, find_season(seen))
    flat = xmr(steady(made, year), RULES)
    raw = on_raw(flat, year, made.panel.values)
    assert np.array_equal(raw.values > raw.upper, flat.values > flat.upper)
    assert np.array_equal(raw.values < raw.lower, flat.values < flat.lower)
    assert (raw.upper[:, 3] - raw.upper[:, 9]).mean() > 20  # April's upper limit lies above October's
    assert year.raw(flat.values) == pytest.approx(made.panel.values)


def test_without_a_season_the_chart_is_the_plain_one() -> None:
    made = basis(panel_of(np.random.default_rng(32).normal(size=(40, 60))))
    seen = points(made, "measurement")
    season = find_season(seen)
    year, none = bend(seen, season), ~season.found
    plain = xmr(made, RULES)
    raw = on_raw(xmr(steady(made, year), RULES), year, made.panel.values)
    assert none.sum() > 30
    for line in ("centre", "lower", "upper", "sigma"):
        assert np.array_equal(getattr(raw, line)[none], getattr(plain, line)[none])


def test_the_next_months() -> None:
    made = basis(panel_of(counts()), [months(60)[37]])
    seen = points(made, "count")
    season = find_season(seen)
    here, ahead = bend(seen, season), bend_ahead(seen, season, made)
    flat = xmr(steady(made, here), RULES)
    upper = ahead.raw(flat.upper[:, -1:])
    assert upper.shape == (40, 3)
    # The season of January to March next year is that of January to March this year, at the latest level.
    assert ahead.factor[:, 0] == pytest.approx(here.factor[:, 48])
    assert ahead.factor[:, 2] == pytest.approx(here.factor[:, 50])
    assert ahead.level == pytest.approx(np.repeat(here.level[:, -1:], 3, axis=1))
