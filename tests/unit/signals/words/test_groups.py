"""Words about several series: wrong use, and what the overview takes into account."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from peelian.errors import Unusable
from peelian.periods import month, shift, wave
from peelian.quantities import NoValue, QuantityError, ordinal
from peelian.signals.assessment import assess
from peelian.signals.judge import Request
from peelian.signals.many import Budget
from peelian.signals.overview import overview
from peelian.signals.panel import Panel, of_quotients
from peelian.signals.ruleset import load
from peelian.signals.words.areas import areas
from peelian.signals.words.contributions import Level, contributions
from peelian.signals.words.many import many
from peelian.signals.words.named import named
from peelian.signals.words.overview import overview_in_words
from peelian.signals.words.peers import Compared, peers
from peelian.signals.words.phrases import Called, capital, listed, meant, said
from peelian.signals.words.pieces import plain

MONTHS = 60
PERIODS = tuple(shift(month(2021, 4), by) for by in range(MONTHS))
NHS = Request(load("nhs-2023"), better="lower")
SEASON = 1 + 0.3 * np.sin(np.arange(MONTHS) * 2 * np.pi / 12)


def counts(series: int, level: float = 40.0, seed: int = 1, shape: object = 1.0) -> Panel:
    chance = np.random.default_rng(seed)
    values = chance.poisson(level * np.asarray(shape) * np.ones((series, MONTHS))).astype(float)
    return Panel(tuple(f"s{i}" for i in range(series)), PERIODS, values)


def test_areas_are_of_the_same_periods_and_have_one_name_each() -> None:
    panel = counts(2)
    series = named(("North", "South"), assess(panel, NHS))
    shorter = replace(panel, periods=PERIODS[1:], values=panel.values[:, 1:])
    other = named(("East", "West"), assess(shorter, NHS))
    with pytest.raises(Unusable, match="there are no areas to speak of"):
        areas([], Called())
    with pytest.raises(Unusable, match="North: an area of this name is given twice"):
        areas([series[0], series[0]], Called())
    with pytest.raises(Unusable, match="East has 2021-05 to 2026-03 and North 2021-04 to 2026-03; give all of them"):
        areas([series[0], other[0]], Called())
    with pytest.raises(Unusable, match="parts are given of Mars; the areas are North, South"):
        areas(series, Called(), parts={"Mars": panel})


def test_peers_of_no_period_or_of_one_that_is_not_there() -> None:
    of = Compared("a", "rate", Called("force", "forces"))
    with pytest.raises(Unusable, match="there is no period to speak of"):
        peers([], of)
    from peelian.signals.peers import Member, stand

    standing = stand("a", [Member(n, Fraction(1), "1") for n in "ab"], first="highest", self_included=False)
    with pytest.raises(Unusable, match="2021-05 is none of the earlier periods"):
        peers([(PERIODS[0], standing)], of, since=PERIODS[1])


def test_no_part_can_not_be_named() -> None:
    level = Level(PERIODS[0], Fraction(3), {"a": Fraction(3)})
    with pytest.raises(Unusable, match="0 parts cannot be named; ask for 1 or more"):
        contributions("all", level, Called(), most=0)
    with pytest.raises(Unusable, match="a share of 2 cannot be asked for"):
        contributions("all", level, Called(), share=Fraction(2))


def test_an_overview_is_of_all_series_of_its_panel() -> None:
    panel, other = counts(3), counts(4)
    found = list(assess(panel, NHS))
    with pytest.raises(Unusable, match="s3 is not assessed; give the assessments of all series of the panel"):
        overview(other, found)
    with pytest.raises(Unusable, match="the assessments are not of this panel"):
        overview(replace(panel, periods=tuple(shift(p, 1) for p in PERIODS)), found)
    one = overview(panel, found)
    with pytest.raises(Unusable, match="the overview is of 3 series, the panel has 4"):
        overview_in_words(other, one)
    with pytest.raises(Unusable, match="what was judged is not of this panel"):
        many(other, one.month, one.listed, PERIODS[-1])


@pytest.mark.parametrize("last", [2, 8])
def test_a_season_does_not_stand_out_at_its_height_or_its_depth(last: int) -> None:
    """Series of one season end at its highest or lowest month: no more of them are unusual than chance makes."""
    panel = counts(1_500, seed=last, shape=SEASON)
    end = MONTHS - 12 + last + 1
    cut = replace(panel, periods=PERIODS[:end], values=panel.values[:, :end])
    month_ = overview(cut, assess(cut, NHS)).month
    assert month_.tested == 1_500
    for p in (month_.surprise.high, month_.surprise.low):
        assert np.mean(p < 0.05) < 0.075
        assert np.mean(p < 0.005) < 0.011


def test_a_rise_in_a_seasonal_share_stands_out_with_its_own_numbers() -> None:
    chance = np.random.default_rng(4)
    size = np.full((60, MONTHS), 800.0)
    parts = chance.binomial(800, np.clip(0.5 + 0.1 * (SEASON - 1) / 0.3, 0, 1) * np.ones((60, 1))).astype(float)
    parts[7, -1] = 700
    panel = of_quotients(tuple(f"s{i}" for i in range(60)), PERIODS, parts, size)
    one = overview(panel, assess(panel, NHS))
    assert [found.series for found in one.listed] == [7]
    assert one.month.surprise.value[7] == 700
    expected = 800 * (0.5 + 0.1 * (SEASON[-1] - 1) / 0.3)
    assert one.month.surprise.expected[7] == pytest.approx(expected, rel=0.05)


def test_families_may_be_mixed_and_waves_have_no_calendar() -> None:
    chance = np.random.default_rng(6)
    values = np.vstack([chance.poisson(50, 40).astype(float), chance.normal(7.5, 0.3, 40)])
    values[1, -1] = 30.0
    panel = Panel(("answers", "score"), tuple(wave(n) for n in range(1, 41)), values)
    told = overview_in_words(panel, overview(panel, assess(panel, NHS)))
    assert plain(told[0]).startswith(
        "In wave 40, of two series: one with a signal for the worse and one with no signal"
    )
    assert plain(told[-1]).startswith("Score was 30")


def test_harm_is_the_callers_and_orders_what_stands_out() -> None:
    panel = counts(40)
    panel.values[3, -1], panel.values[5, -1] = 200.0, 150.0
    weight = np.ones(40)
    weight[5] = 1000.0
    by_surprise = overview(panel, assess(panel, NHS))
    by_harm = overview(panel, assess(panel, NHS), weight=weight)
    assert by_surprise.listed[0].series == 3
    assert not by_surprise.weighed
    assert {found.series: found.by_harm for found in by_harm.listed} == {5: 1, 3: 2}
    with pytest.raises(Unusable, match="has no weight of harm"):
        overview(panel, assess(panel, NHS), weight=np.full(40, np.nan))


def test_levels_have_budgets_of_their_own() -> None:
    panel = counts(41)
    panel.values[3, -1] = 200.0
    level = np.array([0] + [1] * 40)
    one = overview(panel, assess(panel, NHS), level=level, part_of=[(), *[(0,)] * 40])
    assert one.month.budget.series == (1, 40)
    given = overview(panel, assess(panel, NHS), level=level, budget=Budget((1, 40), months=24))
    assert given.month.budget.months == 24


def test_lists_capitals_and_floats() -> None:
    assert plain(listed(["a"])) == "a"
    assert plain(listed(["a", "b", "c"])) == "a, b and c"
    assert plain(listed(["a, x", "b", "c"])) == "a, x; b; and c"
    assert plain(listed(["a (x, y)", "b"])) == "a (x, y) and b"
    assert listed([]) == ()
    assert capital(said("a", " b")) == ("A b",)
    assert meant(0.35) == Fraction(35, 100)
    assert Called(unit="percent").scaled(0.158, True) == Fraction("15.8")
    assert Called(unit="percent").scaled(15.8, False) == Fraction("15.8")


@pytest.mark.parametrize(
    ("n", "text"), [(1, "first"), (10, "tenth"), (11, "11th"), (21, "21st"), (112, "112th"), (1003, "1,003rd")]
)
def test_places_in_words(n: int, text: str) -> None:
    assert ordinal(n) == text


def test_there_is_no_place_before_the_first() -> None:
    with pytest.raises(QuantityError, match="0 is no place"):
        ordinal(0)


def test_a_level_without_a_value_says_why() -> None:
    level = Level(PERIODS[0], NoValue("not published"), {"a": Fraction(3)})
    (one,) = contributions("all", level, Called(), before=level)
    assert plain(one).endswith("since the whole has no value: not published.")
