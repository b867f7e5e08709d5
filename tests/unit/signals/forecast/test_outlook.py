"""From panels to forecasts: coverage, degenerate series, gaps at the end, and what must not matter."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.signals.forecast.months import Forecast, Months, forecast_months
from peelian.signals.forecast.outlook import FORECAST, REASONS
from peelian.signals.forecast.totals import YEAR_REASONS, next_periods, year_ahead
from peelian.signals.panel import Array, Panel
from peelian.signals.season.calendar import calendar
from peelian.signals.season.points import Family
from peelian.signals.segments import basis
from tests.signal_series import look_ahead, months, panel_of

NAN = float("nan")
LENGTH = calendar(months(72)).length
WAVE = np.sin(2 * np.pi * np.arange(72) / 12)


def forecast_of(panel: Panel, family: Family) -> Months:
    _, after, ahead = look_ahead(panel, family)
    return forecast_months(after, ahead, panel.periods)


def within(found: Forecast, values: Array) -> tuple[float, float]:
    return (
        float(((values >= found.low_80) & (values <= found.high_80)).mean()),
        float(((values >= found.low_95) & (values <= found.high_95)).mean()),
    )


def autoregression(seed: int, series: int, phi: float) -> Array:
    e = np.random.default_rng(seed).normal(size=(series, 122)) * np.sqrt(1 - phi * phi)
    for t in range(1, 122):
        e[:, t] += phi * e[:, t - 1]
    return e[:, 50:]


@pytest.mark.parametrize(
    ("family", "values"),
    [
        ("count", np.random.default_rng(51).poisson(300 * LENGTH, (300, 72))),
        ("count", np.random.default_rng(52).poisson(300 * LENGTH * (1 + 0.3 * WAVE), (300, 72))),
        ("count", np.random.default_rng(53).negative_binomial(5, 0.1, (300, 72))),
        ("measurement", np.random.default_rng(54).normal(size=(300, 72))),
        ("measurement", autoregression(55, 300, 0.6)),
        ("measurement", np.random.default_rng(56).normal(size=(300, 72)).cumsum(axis=1)),
    ],
)
def test_coverage(family: Family, values: Array) -> None:
    """Of 60 known months for the 12 to come; the whole table is in bench/season_forecast_targets.py."""
    found = forecast_of(panel_of(values[:, :60]), family).forecast
    eighty, ninety_five = within(found, values[:, 60:].astype(float))
    assert 0.72 <= eighty <= 0.87  # the least is that of a level that only wanders
    assert 0.90 <= ninety_five <= 0.98


def test_coverage_of_shares() -> None:
    rng = np.random.default_rng(57)
    sizes = rng.integers(500, 1500, (300, 72))
    hits = rng.binomial(sizes, rng.beta(27, 3, (300, 72)))
    found = forecast_of(panel_of(hits[:, :60], sizes[:, :60]), "share").forecast
    eighty, ninety_five = within(found, hits[:, 60:] / sizes[:, 60:])
    assert 0.76 <= eighty <= 0.86
    assert 0.93 <= ninety_five <= 0.98
    assert ((found.low_95 >= 0) & (found.high_95 <= 1)).all()


def test_years_of_each_family() -> None:
    """The year ending December 2024 after its first six months: the known ones are in it, the rest is predicted."""
    rng = np.random.default_rng(58)
    sizes = rng.integers(500, 1500, (300, 72)).astype(float)
    cases: list[tuple[Family, Array, Array | None]] = [
        ("count", rng.poisson(40 * LENGTH, (300, 72)).astype(float), None),
        ("measurement", rng.normal(size=(300, 72)), None),
        ("share", rng.binomial(sizes.astype(int), rng.beta(27, 3, (300, 72))).astype(float), sizes),
        ("rate", rng.poisson(0.05 * sizes * LENGTH).astype(float), sizes),
    ]
    for family, values, size in cases:
        panel = panel_of(values[:, :66], None if size is None else size[:, :66])
        _, after, ahead = look_ahead(panel, family)
        year = year_ahead(after, ahead, panel, ends=12)
        total = values[:, 60:].sum(axis=1)
        if family == "measurement":
            total = total / 12
        elif size is not None:
            whole = size[:, 60:].sum(axis=1)
            total = total / (whole if family == "share" else whole / 12)
        eighty, ninety_five = within(year.forecast, total)
        assert year.period.id == "ye-2024-12"
        assert (year.known == 6).all()
        assert 0.75 <= eighty <= 0.93, family
        assert 0.91 <= ninety_five <= 1, family
        assert year.forecast.mean.mean() == pytest.approx(total.mean(), rel=0.05, abs=0.1)


def test_a_year_is_no_wider_than_its_months_together() -> None:
    panel = panel_of(np.random.default_rng(59).poisson(20, (50, 60)))
    _, after, ahead = look_ahead(panel, "count")
    all_months, year = (
        forecast_months(after, ahead, panel.periods).forecast,
        year_ahead(after, ahead, panel, ends=12).forecast,
    )
    assert (year.high_95 - year.low_95 < (all_months.high_95 - all_months.low_95).sum(axis=1)).all()
    assert year.mean == pytest.approx(all_months.mean.sum(axis=1))
    three = next_periods(after, ahead)
    assert three.mean == pytest.approx(all_months.mean[:, :3].sum(axis=1))
    assert ((three.low_80 <= three.mean) & (three.mean <= three.high_80)).all()


def test_a_gap_at_the_end_is_foreseen_and_widens() -> None:
    values = np.random.default_rng(60).normal(size=(60, 60)).cumsum(axis=1)
    holes = values.copy()
    holes[:30, -3:] = NAN
    found, alone = (
        forecast_of(panel_of(holes), "measurement").forecast,
        forecast_of(panel_of(values[:30, :57]), "measurement").forecast,
    )
    # What is 1 to 9 months after the panel's end is 4 to 12 months after the last value.
    assert found.mean[:30, :9] == pytest.approx(alone.mean[:, 3:])
    assert found.high_95[:30, :9] == pytest.approx(alone.high_95[:, 3:])
    whole = forecast_of(panel_of(values[30:]), "measurement").forecast
    assert found.low_80[30:] == pytest.approx(whole.low_80)


def test_the_year_with_a_gap_at_the_end() -> None:
    values = np.random.default_rng(61).poisson(30, (4, 66)).astype(float)
    values[1, -2:] = NAN
    values[2, 62] = NAN
    values[3, :] = NAN
    panel = panel_of(values)
    _, after, ahead = look_ahead(panel, "count")
    year = year_ahead(after, ahead, panel, ends=12)
    assert year.known.tolist() == [6, 4, 5, 0]
    assert [year.reason(s) for s in range(4)] == ["", "", YEAR_REASONS[-1], "no value is known"]
    assert year.so_far[1] == values[1, 60:64].sum()
    assert year.forecast.mean[1] == pytest.approx(values[1, 60:64].sum() + 8 * 30, rel=0.1)


def test_only_the_latest_segment_makes_the_level() -> None:
    rng = np.random.default_rng(62)
    values = np.where(np.arange(60) < 40, 200, 100) + 5 * rng.normal(size=(20, 60))
    made = basis(panel_of(values), [months(60)[40]])
    _, after, ahead = look_ahead(made, "measurement")
    found = forecast_months(after, ahead, made.panel.periods).forecast
    assert found.mean == pytest.approx(np.full((20, 12), 100), abs=5)
    assert (found.high_95 - found.low_95 < 40).all()


def test_a_season_is_in_the_months_to_come() -> None:
    values = np.random.default_rng(63).poisson(100 * LENGTH * (1 + 0.4 * WAVE), (50, 72)).astype(float)
    found = forecast_of(panel_of(values[:, :60]), "count").forecast
    assert found.mean.mean(axis=0) == pytest.approx((100 * LENGTH * (1 + 0.4 * WAVE))[60:], rel=0.05)


@pytest.mark.parametrize("family", ["count", "measurement", "share", "rate"])
def test_degenerate_series_have_reasons_and_finite_numbers(family: Family) -> None:
    rng = np.random.default_rng(64)
    good = rng.poisson(10, 48).astype(float)
    short, late, old = (np.full(48, NAN) for _ in range(3))
    short[-5:], late[-20:], old[:20] = good[-5:], good[-20:], good[:20]
    holes = np.where(np.arange(48) % 3 == 0, NAN, good)
    rows = np.stack([good, np.zeros(48), np.full(48, 7.0), np.full(48, NAN), short, late, old, holes])
    sizes = np.full(rows.shape, 40.0) if family in ("share", "rate") else None
    panel = panel_of(rows, sizes)
    season, after, ahead = look_ahead(panel, family)
    found, year = forecast_months(after, ahead, panel.periods).forecast, year_ahead(after, ahead, panel)
    reasons = [after.reason(s) for s in range(8)]
    same = "" if family != "measurement" else REASONS[6]
    none = REASONS[6] if family == "measurement" else REASONS[5]
    assert reasons == ["", none, same, REASONS[2], REASONS[4], "", REASONS[3], ""]
    for forecast in (found, year.forecast):
        for name in ("mean", "low_80", "high_80", "low_95", "high_95"):
            numbers = getattr(forecast, name)
            assert np.isfinite(numbers[after.refused == FORECAST]).all()
    assert np.isfinite(season.effect).all()
    assert (season.chance[season.untested == 0] <= 1).all()


def test_a_series_does_not_depend_on_its_neighbours() -> None:
    rng = np.random.default_rng(65)
    values = rng.poisson(5, (12, 60)).astype(float)
    values[3, 10] = values[7, -2:] = values[8, :30] = NAN
    values[5] *= 1 + 3 * (np.arange(60) % 12 == 7)
    together = forecast_of(panel_of(values), "count").forecast
    for s in range(12):
        alone = forecast_of(panel_of(values[s]), "count").forecast
        assert together.mean[s] == pytest.approx(alone.mean[0], rel=1e-9)
        assert np.array_equal(together.high_95[s], alone.high_95[0])
