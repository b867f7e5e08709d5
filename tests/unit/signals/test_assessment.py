"""Charts, steps and what lies ahead, put together for panels of mixed series."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from peelian.periods import month, shift
from peelian.signals.assessment import Assessment, assess
from peelian.signals.judge import Request
from peelian.signals.panel import Panel, of_quotients
from peelian.signals.ruleset import load

MONTHS = 60
PERIODS = tuple(shift(month(2019, 4), by) for by in range(MONTHS))
NHS = Request(load("nhs-2023"), better="lower")
SEASON = 1 + 0.4 * np.sin(np.arange(MONTHS) * 2 * np.pi / 12)


def by_name(panel: Panel, request: Request, **asked: object) -> dict[str, tuple[Assessment, int]]:
    found = assess(panel, request, **asked)  # type: ignore[arg-type]
    return {panel.names[int(row)]: (one, place) for one in found for place, row in enumerate(one.judged.rows)}


def counts() -> Panel:
    random = np.random.default_rng(5)
    level = np.full(MONTHS, 400.0)
    stepped = np.where(np.arange(MONTHS) < 30, 400.0, 250.0)
    values = [random.poisson(level), random.poisson(stepped), random.poisson(level * SEASON)]
    measured = random.normal(2.5, 0.4, MONTHS)
    return Panel(("steady", "stepped", "seasonal", "measured"), PERIODS, np.vstack([*values, measured]))


def test_each_series_is_assessed_once_whatever_it_is_made_of() -> None:
    found = by_name(counts(), NHS)
    assert sorted(found) == ["measured", "seasonal", "steady", "stepped"]
    assert found["measured"][0].judged.family == "measurement"
    assert found["steady"][0].judged.family == "count"


def test_a_step_is_proposed_and_moves_no_limit_until_it_is_confirmed() -> None:
    one, row = by_name(counts(), NHS)["stepped"]
    mine = one.steps.series == row
    assert list(one.steps.first[mine]) == [30]
    assert one.judged.raw.segment[row].max() == 0
    confirmed, place = by_name(counts(), replace(NHS, starts=(PERIODS[30],)))["stepped"]
    assert confirmed.judged.raw.segment[place].tolist() == [0] * 30 + [1] * 30
    assert not (confirmed.steps.series == place).any()


def test_a_start_near_a_proposed_step_confirms_it() -> None:
    two_later = by_name(counts(), replace(NHS, starts=(PERIODS[32],)))["stepped"]
    year_later = by_name(counts(), replace(NHS, starts=(PERIODS[48],)))["stepped"]
    assert not (two_later[0].steps.series == two_later[1]).any()
    assert (year_later[0].steps.series == year_later[1]).any()


def test_automatic_rebasing_makes_lines_anew_at_the_proposed_steps() -> None:
    found = by_name(counts(), NHS, rebase="auto")
    one, row = found["stepped"]
    assert one.judged.raw.segment[row].tolist() == [0] * 30 + [1] * 30
    steady, place = found["steady"]
    assert steady.judged.raw.segment[place].max() == 0


def test_limits_follow_a_season_only_where_one_was_found() -> None:
    found = by_name(counts(), NHS)
    seasonal, row = found["seasonal"]
    steady, place = found["steady"]
    assert seasonal.judged.bent
    assert (
        len(set(np.round(seasonal.judged.limits.upper[row], 6))) == 12
        or np.ptp(seasonal.judged.limits.upper[row]) > 100
    )
    assert not steady.judged.bent
    assert np.ptp(steady.judged.limits.upper[place]) == 0


@pytest.mark.parametrize("request_", [replace(NHS, season="off"), replace(NHS, chart="xmr"), Request(load("nhs-r"))])
def test_limits_take_no_notice_of_a_season_where_that_is_asked(request_: Request) -> None:
    one, row = by_name(counts(), request_)["seasonal"]
    assert np.ptp(one.judged.limits.upper[row]) == 0


def test_a_season_may_be_asked_for_on_a_chart_that_is_named() -> None:
    one, row = by_name(counts(), replace(NHS, chart="xmr", season="on"))["seasonal"]
    assert one.judged.chart == "xmr"
    assert np.ptp(one.judged.limits.upper[row]) > 100


def test_a_warning_under_a_season_is_about_the_raw_next_value() -> None:
    """The next value, put beside the raw limits of its own month, is beyond them just above the warning."""
    one, row = by_name(counts(), NHS)["seasonal"]
    warning = one.judged.warning
    assert warning is not None
    last_year = one.judged.limits.upper[row, MONTHS - 12]  # the same month, of the same length but in a leap year
    outside = next(i for i, asked in enumerate(one.judged.rules.rules) if asked.rule == "outside")
    assert warning.above_rule[row] == outside
    assert warning.above[row] == pytest.approx(last_year, rel=0.01)


@pytest.mark.parametrize(("kind", "dispersed"), [("p", False), ("pprime", True)])
def test_limits_of_shares_follow_a_season_and_end_at_none_and_all(kind: str, dispersed: bool) -> None:
    random = np.random.default_rng(3)
    share = 0.9 + 0.09 * np.sin(np.arange(MONTHS) * 2 * np.pi / 12) + dispersed * random.normal(0, 0.01, MONTHS)
    size = np.full((1, MONTHS), 4000.0 if dispersed else 400.0)
    panel = of_quotients(
        ("share",), PERIODS, random.binomial(size.astype(int), np.clip(share, 0, 1)).astype(float), size
    )
    ((one, row),) = by_name(panel, replace(NHS, better="higher", season="on", chart=kind)).values()  # type: ignore[arg-type]
    assert one.judged.bent
    assert np.ptp(one.judged.limits.centre[row]) > 0.1
    assert one.judged.limits.upper[row].max() <= 1


def test_counts_beside_their_year_are_drawn_as_counts() -> None:
    """A c chart with a season has the limits of a u chart whose months are as long as their factors say."""
    one, row = by_name(counts(), replace(NHS, chart="c", season="on"))["seasonal"]
    limits = one.judged.limits
    assert limits.chart == "c"
    assert limits.values[row].tolist() == counts().values[2].tolist()
    centre, upper = limits.centre[row], limits.upper[row]
    assert upper == pytest.approx(centre + 3 * np.sqrt(centre), rel=1e-9)


def test_excluded_values_propose_no_step() -> None:
    panel = counts()
    values = panel.values.copy()
    values[0, 20:36] += 500
    spoilt = replace(panel, values=values)
    out = tuple(PERIODS[20:36])
    plain, row = by_name(spoilt, NHS)["steady"]
    without, place = by_name(spoilt, replace(NHS, excluded=out))["steady"]
    assert (plain.steps.series == row).any()
    assert not (without.steps.series == place).any()


def test_what_lies_ahead_is_of_the_same_series() -> None:
    one, row = by_name(counts(), replace(NHS, target=420.0))["steady"]
    assert one.outlook.reason(row) == ""
    forecast = one.months.forecast
    assert forecast.low_95[row, 0] < 400 < forecast.high_95[row, 0]
    chance = one.chance("period", "at_most")
    assert 0.7 < chance.chance[row] < 0.95
    assert one.months.periods[0] == shift(PERIODS[-1], 1)


def test_blocks_do_not_change_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = by_name(counts(), replace(NHS, better=("lower", "higher", "lower", "neither")))
    monkeypatch.setattr("peelian.signals.assessment.BLOCK", 3)
    cut = by_name(counts(), replace(NHS, better=("lower", "higher", "lower", "neither")))
    for name, (one, row) in whole.items():
        other, place = cut[name]
        assert one.judged.way[row] == other.judged.way[place]
        assert np.array_equal(one.judged.limits.upper[row], other.judged.limits.upper[place], equal_nan=True)
        assert (
            one.steps.first[one.steps.series == row].tolist() == other.steps.first[other.steps.series == place].tolist()
        )


def test_a_target_is_met_each_time_only_where_every_month_of_the_year_meets_it() -> None:
    """The latest month, March, is in the middle of the wave; the target lies between its limits and the peak's."""
    one, row = by_name(counts(), NHS)["seasonal"]
    year = one.judged.limits.upper[row, -12:]
    between = float(year.max() + year[-1]) / 2
    assert year[-1] < between < year.max()
    for target, said in ((between, 2), (float(year.max()) + 1, 1), (float(one.judged.limits.lower[row].min()) - 1, -1)):
        found, place = by_name(counts(), replace(NHS, target=target))["seasonal"]
        assert found.judged.assurance[place] == said


def test_a_rule_set_that_rebases_at_a_run_begins_a_new_process_by_itself() -> None:
    values = np.array([[50.0, 54, 48, 52, 46, 51, 53, 47, 49, 55, 45, 50, 60, 61, 62, 60, 61, 62, 60, 61, 62, 61]])
    panel = Panel(("stepped",), PERIODS[:22], values)
    ((one, row),) = by_name(panel, Request(load("wmp-2015"), chart="xmr", better="lower")).values()
    judged = one.judged
    assert judged.raw.segment[row].tolist() == [0] * 12 + [1] * 10
    assert judged.limits.centre[row, -1] == pytest.approx(values[0, 12:].mean())
    shift_ = judged.rules.rules.index(next(asked for asked in judged.rules.rules if asked.rule == "shift"))
    assert (judged.labels.rule[row, 12:20] == shift_).all()
    assert not (judged.labels.rule[row, :12] == shift_).any()
    assert not (one.steps.series == row).any()
