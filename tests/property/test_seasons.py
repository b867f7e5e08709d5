"""Season, forecast and targets of any series: reasons or finite numbers, and nothing learned from its neighbours."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra.numpy import arrays

from peelian.signals.forecast.months import Forecast, forecast_months
from peelian.signals.forecast.totals import next_periods, year_ahead
from peelian.signals.panel import Array, Panel
from peelian.signals.season.points import Family
from peelian.signals.segments import basis
from peelian.signals.targets.chance import chance_next, chance_year
from peelian.signals.targets.target import Target
from tests.signal_series import look_ahead, months, panel_of

FAMILIES: tuple[Family, ...] = ("count", "rate", "share", "measurement")
NUMBERS = ("mean", "low_80", "high_80", "low_95", "high_95")


@st.composite
def panels(draw: st.DrawFn) -> tuple[Family, Panel, Array]:
    """Three series of up to five years with gaps, few events, long constants, and marks where segments start."""
    count = draw(st.integers(1, 62))
    family = draw(st.sampled_from(FAMILIES))
    most = draw(st.sampled_from([0, 1, 3, 50, 100_000]))
    values = draw(arrays(np.int64, (3, count), elements=st.integers(0, most))).astype(float)
    if draw(st.booleans()):
        values[0] = draw(st.integers(0, most))
    gone = draw(arrays(np.bool_, (3, count), elements=st.booleans(), fill=st.just(False)))
    values[gone] = np.nan
    starts = draw(arrays(np.bool_, (3, count), elements=st.booleans(), fill=st.just(False)))
    sizes = None
    if family in ("rate", "share"):
        sizes = values + draw(arrays(np.int64, (3, count), elements=st.integers(0, most)))
    return family, panel_of(values, sizes), starts


def numbers_of(forecast: Forecast, ok: Array) -> list[Array]:
    return [getattr(forecast, name)[ok] for name in NUMBERS]


@settings(deadline=None, max_examples=150)
@given(panels())
def test_reasons_or_finite_numbers(made: tuple[Family, Panel, Array]) -> None:
    family, panel, starts = made
    season, after, ahead = look_ahead(basis(panel, starts), family)
    assert np.isfinite(season.effect).all()
    assert np.isfinite(season.error).all()
    assert (np.isnan(season.chance) == (season.untested > 0)).all()
    ok = after.refused == 0
    found, year = forecast_months(after, ahead, panel.periods).forecast, year_ahead(after, ahead, panel)
    for forecast, known in ((found, ok), (next_periods(after, ahead), ok), (year.forecast, year.refused == 0)):
        mean, low_80, high_80, low_95, high_95 = numbers_of(forecast, known)
        assert all(np.isfinite(one).all() for one in (mean, low_80, high_80, low_95, high_95))
        assert ((low_95 <= low_80) & (low_80 <= high_80) & (high_80 <= high_95)).all()
        if family != "measurement":
            assert (low_95 >= 0).all()
        if family == "share":
            assert (high_95 <= 1).all()
    level = np.array([0.5, 3.0, np.nan])
    for target in (Target("at_most", "lower", level), Target("maintain", "neither", level, level + 1)):
        for chance in (
            chance_next(target, after, forecast_months(after, ahead, panel.periods)),
            chance_year(target, after, year),
        ):
            assert (np.isnan(chance.chance) == (chance.refused > 0)).all()
            assert ((chance.chance >= 0) & (chance.chance <= 1) | np.isnan(chance.chance)).all()
            assert all(bool(chance.reason(s)) == (chance.refused[s] > 0) for s in range(3))


@settings(deadline=None, max_examples=40)
@given(panels())
def test_a_series_is_worked_out_for_itself(made: tuple[Family, Panel, Array]) -> None:
    family, panel, starts = made
    _, after, ahead = look_ahead(basis(panel, starts), family)
    together = forecast_months(after, ahead, panel.periods).forecast
    for s in range(3):
        rows = np.array([s])
        _, one, coming = look_ahead(basis(panel.rows(rows), starts[rows]), family)
        alone = forecast_months(one, coming, panel.periods).forecast
        assert one.refused[0] == after.refused[s]
        if one.refused[0] == 0:
            assert together.mean[s] == pytest.approx(alone.mean[0], rel=1e-6, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1), st.floats(0.01, 1000), st.floats(-1000, 1000))
def test_a_measurement_in_another_unit(seed: int, times: float, more: float) -> None:
    values = np.random.default_rng(seed).normal(size=(2, 50)) + np.sin(np.arange(50) / 2)
    _, after, ahead = look_ahead(panel_of(values), "measurement")
    _, scaled, coming = look_ahead(panel_of(more + times * values), "measurement")
    a, b = (forecast_months(*pair, months(50)).forecast for pair in ((after, ahead), (scaled, coming)))
    for one, other in zip(numbers_of(a, after.refused == 0), numbers_of(b, scaled.refused == 0), strict=True):
        assert other == pytest.approx(more + times * one, rel=1e-5, abs=1e-5 * (times + abs(more)))
