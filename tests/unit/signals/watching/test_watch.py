"""The watch: what it is asked of, what it says in words, and what it does not look at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from peelian.errors import Unusable
from peelian.periods import shift, year_ending
from peelian.signals.judge import BLOCK, Request
from peelian.signals.panel import Array, Panel
from peelian.signals.ruleset import load
from peelian.signals.season.finding import find_season
from peelian.signals.watching import watch as module
from peelian.signals.watching.rarity import EVERY, OFTEN, SELDOM, periods_between, weights_needed
from peelian.signals.watching.watch import (
    BETWEEN,
    FEW_VALUES,
    NO_SPREAD,
    NO_VALUE,
    WATCHED,
    in_words,
    watch,
    watch_panel,
)
from tests.signal_series import panel_of, points_of

RNG = np.random.default_rng(20261126)
QUIET = RNG.normal(100, 5, 48).round(1)
REQUEST = Request(load("nhs-2023"))


def high(by: float, months: int = 1) -> Array:
    values = QUIET.copy()
    values[-months:] += by
    return values


def test_one_wild_month_is_an_alarm_of_that_month() -> None:
    found = watch_panel(panel_of(np.array([high(30), high(-30), high(0)])))
    assert found.alarm.tolist() == [True, True, False]
    assert found.direction.tolist()[:2] == [1, -1]
    assert found.span.tolist()[:2] == [1, 1]
    assert in_words(found, 0, "month").startswith("The latest month is high: as much comes ")
    assert in_words(found, 1, "month").startswith("The latest month is low: ")
    assert in_words(found, 2, "month") == ""


def test_a_year_that_is_a_little_high_is_an_alarm_of_the_year() -> None:
    found = watch_panel(panel_of(np.resize([98.0, 102.0], 60) + 2.5 * (np.arange(60) >= 48)))
    assert (found.alarm[0], found.span[0]) == (True, 12)
    assert in_words(found, 0, "month").startswith(
        "The latest 12 months together are high: as much comes about once in "
    )


def test_numbers_in_words_have_two_digits() -> None:
    said = watch_panel(panel_of(high(30)))
    for once_in, words in ((154.4, "about once in 150 months"), (987.0, "about once in 990 months")):
        assert words in in_words(replace(said, once_in=np.array([once_in])), 0, "month")
    assert "about once in 2,300 quarters" in in_words(replace(said, once_in=np.array([2345.0])), 0, "quarter")
    assert "less than once in 10,000 months" in in_words(replace(said, once_in=np.array([SELDOM])), 0, "month")


def test_whoever_asks_for_fewer_false_alarms_gets_fewer() -> None:
    panel = panel_of(np.array([high(by) for by in range(0, 30, 2)]))
    often, seldom = (watch_panel(panel, between=between) for between in (20, 2000))
    assert (often.once_in == seldom.once_in).all()
    assert seldom.alarm.sum() < often.alarm.sum()
    assert not (seldom.alarm & ~often.alarm).any()


def test_what_cannot_be_watched_says_why() -> None:
    rows = np.array([np.full(48, np.nan), np.where(np.arange(48) < 24, np.nan, QUIET), np.full(48, 7.5), QUIET])
    found = watch_panel(panel_of(rows))
    assert found.without.tolist() == [NO_VALUE, FEW_VALUES, NO_SPREAD, WATCHED]
    assert np.isnan(found.once_in).tolist() == [True, True, True, False]
    assert not found.alarm[:3].any()
    assert all(module.REASONS[code] for code in found.without[:3])


def test_the_latest_value_is_watched_where_the_last_months_are_missing() -> None:
    values = np.append(high(30), [np.nan, np.nan])
    found = watch_panel(panel_of(np.array([values, np.append(high(0), [100.0, 101.0])])))
    assert found.at.tolist() == [47, 49]
    assert found.once_in[0] == watch_panel(panel_of(high(30))).once_in[0]


def test_a_series_is_watched_since_it_was_re_based() -> None:
    """What came before the start takes no part."""
    chance = np.random.default_rng(2)
    values = np.append(chance.normal(100, 5, 60), chance.normal(120, 5, 30))
    panel = panel_of(values)
    marks = np.zeros((1, 90), dtype=bool)
    marks[0, 60] = True
    for starts in ([panel.periods[60]], marks):
        rebased = watch_panel(panel, replace(REQUEST, starts=starts))
        assert rebased.once_in[0] == watch_panel(panel_of(values[60:])).once_in[0]
    assert watch_panel(panel, replace(REQUEST, starts=[panel.periods[70]])).without[0] == FEW_VALUES


def test_excluded_months_take_no_part() -> None:
    values = high(0)
    values[20] = 1e6
    panel = panel_of(values)
    told = watch_panel(panel, replace(REQUEST, excluded=[panel.periods[20]], season="off"))
    missing = watch_panel(panel_of(np.where(np.arange(48) == 20, np.nan, values)))
    assert told.once_in[0] == missing.once_in[0]


@pytest.mark.parametrize("family", ["count", "measurement"])
def test_a_rise_is_seen_through_a_season_that_is_known(family: str) -> None:
    wave = 60 * (1 + 0.5 * np.sin(2 * np.pi * (np.arange(66) - 2) / 12))
    chance = np.random.default_rng(4)
    quiet = chance.poisson(wave, (60, 66)) if family == "count" else wave + 8 * chance.normal(size=(60, 66))
    for values, least, most in ((quiet, 0, 0.1), (quiet + 30 * (np.arange(66) >= 63), 0.8, 1)):
        panel = panel_of(values.astype(float))
        plain, seen = watch_panel(panel), watch_panel(panel, REQUEST)
        assert plain.alarm.mean() < 0.1
        assert least <= seen.alarm.mean() <= most
        given = points_of(panel, family)  # type: ignore[arg-type]
        assert (watch(given, find_season(given)).once_in == seen.once_in).all()


def test_every_series_of_a_panel_says_what_it_says_alone() -> None:
    rows = [*RNG.poisson(0.3, (5, 40)), *RNG.normal(5, 1, (5, 40)), *RNG.poisson(50, (5, 40))]
    order = RNG.permutation(15)
    panel = panel_of(np.array(rows, dtype=float)[order])
    together = watch_panel(panel)
    for row in range(15):
        alone = watch_panel(panel.rows(slice(row, row + 1)))
        assert alone.once_in[0] == pytest.approx(together.once_in[row])
    many = watch_panel(panel_of(np.tile(panel.values, (BLOCK // 15 + 2, 1))))
    assert many.once_in[-15:] == pytest.approx(together.once_in)


def test_shares_and_rates_are_watched_by_their_denominators() -> None:
    tries = np.full((2, 40), 200.0)
    counted = RNG.binomial(200, 0.5, (2, 40)).astype(float)
    counted[0, -1], tries[1, -1], counted[1, -1] = 160, 400, 400  # the second is a rate: more than one a head
    counted[1] *= 3
    found = watch_panel(panel_of(counted, tries))
    assert found.direction.tolist() == [1, 1]
    assert found.alarm.all()


def test_wrong_use_says_what_to_do() -> None:
    with pytest.raises(Unusable, match="give a number from 2 to 10,000"):
        watch_panel(panel_of(QUIET), between=1)
    years = tuple(shift(year_ending(2020, 3), by) for by in range(48))
    with pytest.raises(Unusable, match="give the single periods instead"):
        watch_panel(Panel(("s",), years, QUIET[None]))


def test_an_empty_panel_has_no_answer_and_no_fault() -> None:
    assert len(watch_panel(panel_of(np.zeros((0, 40)))).once_in) == 0


def test_periods_between_grow_with_the_weight_and_meet_the_table() -> None:
    known, lag_one, events = np.full(200, 36.0), np.full(200, 0.2), np.full(200, np.inf)
    weights = np.linspace(0, 8, 200)
    between = periods_between(weights, known, lag_one, events)
    assert (np.diff(between) >= 0).all()
    assert (between.min(), between.max()) == (OFTEN, SELDOM)
    one = np.ones(1)
    for lag, mean in ((0.0, np.inf), (0.6, np.inf), (0.0, 0.1), (0.0, 3.0)):
        needed = weights_needed(50 * one, lag * one, mean * one)
        assert (np.diff(needed[:, 0]) > 0).all()
        for place, every in enumerate(EVERY):
            assert periods_between(needed[place], 50 * one, lag * one, mean * one)[0] == pytest.approx(every)
    assert BETWEEN == 154
