"""Probabilities of one period against its baseline: exact cases, degenerate series, wrong use."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from peelian.errors import Unusable
from peelian.periods import Period, month, shift, year_ending
from peelian.signals.panel import Array, Flags, Panel, of_quotients
from peelian.signals.surprise import FEWEST, Kind, Surprise, surprise
from peelian.signals.tails import normal_quantile_above, student_above


def periods(count: int) -> tuple[Period, ...]:
    return tuple(shift(month(2020, 1), at) for at in range(count))


def panel(values: Array) -> Panel:
    return Panel(tuple(f"s{i}" for i in range(len(values))), periods(values.shape[1]), values)


def everything(values: Array) -> Flags:
    return np.ones(values.shape, dtype=bool)


def last(values: object, kind: Kind = "count") -> Surprise:
    rows = np.atleast_2d(np.array(values, dtype=float))
    return surprise(panel(rows), rows.shape[1] - 1, everything(rows), kind)


def as_estimated(p: float, freedom: float) -> float:
    return float(student_above(normal_quantile_above(p), freedom))


def test_poisson_counts_have_the_conditional_test_of_two_rates() -> None:
    """24 before in 12 months and 9 now: 9 or more of 33 where each falls into this month with 1/13.

    The baseline swings between 1 and 3, so its dispersion is below Poisson's and taken as that, and nothing follows.
    """
    found = last([1, 3] * 6 + [9])
    exact = sum(math.comb(33, k) * 12 ** (33 - k) for k in range(9, 34)) / 13**33
    assert found.high[0] == pytest.approx(as_estimated(exact, 11), rel=1e-6)
    assert found.expected[0] == 2
    low = last([1, 3] * 6 + [0])
    assert low.low[0] == pytest.approx(as_estimated((12 / 13) ** 24, 11), rel=1e-6)


def test_never_before_and_now_and_then() -> None:
    """k events after twelve months without any: 1/13 to the power k. None after none is no surprise either way."""
    for k in (1, 2, 5):
        found = last([0] * 12 + [k])
        follows = 1 / 12  # what the correction of the mean leaves
        freedom = 12 * (1 - follows**2) / (1 + follows**2) - 1
        stretch = (1 + follows) / (1 - follows)
        assert found.high[0] == pytest.approx(as_estimated((1 / (1 + 12 / stretch)) ** k, freedom), rel=0.35)
        assert found.low[0] == 1
    none = last([0] * 13)
    assert (none.high[0], none.low[0], none.without) == (1, 1, ("",))


def test_a_value_has_students_t_of_a_new_point() -> None:
    base = [10, 14.0] * 6
    found = last([*base, 15], "value")
    mean, sd = 12, math.sqrt(sum((b - 12) ** 2 for b in base) / 11)
    assert found.high[0] == pytest.approx(
        float(student_above((15 - mean) / (sd * math.sqrt(1 + 1 / 12)), 11)), rel=1e-6
    )
    assert found.high[0] + found.low[0] == pytest.approx(1)


def test_a_share_uses_its_tries() -> None:
    """The same share of ten times the tries is further out; a share of all cannot be higher."""
    tries = np.array([[100.0] * 13, [1000.0] * 13, [100.0] * 13])
    counts = tries * 0.5
    counts[:, 12] = [70, 700, 100]
    counts[2, :12] = 100
    made = of_quotients(("a", "b", "c"), periods(13), counts, tries)
    found = surprise(made, 12, everything(counts), "share")
    assert found.high[1] < found.high[0] < 0.01
    assert found.expected.tolist() == [50, 500, 100]
    assert found.high[2] > 0.3
    assert found.low[2] == 1


def test_a_rate_takes_a_season_as_its_denominator() -> None:
    """Twice the events in a month of twice the season are as expected."""
    season = np.array([[1.0, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 2]])
    counts = 50 * season
    made = of_quotients(("a",), periods(13), counts, season)
    found = surprise(made, 12, everything(counts), "rate")
    assert found.expected.tolist() == [100]
    assert found.high[0] > 0.4
    assert found.low[0] > 0.4
    assert last(counts[0]).high[0] < found.high[0]


def test_months_that_follow_each_other_are_less_surprising() -> None:
    """The same twelve numbers in another order: slow swings say less about the mean than quick ones."""
    slow = [40, 44, 48, 52, 56, 60, 60, 56, 52, 48, 44, 40.0]
    quick = [40, 60, 44, 56, 48, 52, 52, 48, 56, 44, 60, 40.0]
    assert last([*quick, 90], "value").high[0] < last([*slow, 90], "value").high[0]


def test_three_months_together_are_held_against_the_months_before_them() -> None:
    values = np.array([[4.0, 6] * 6 + [9, 9, 9]])
    found = surprise(panel(values), 14, everything(values), "count", span=3)
    assert (found.value[0], found.expected[0]) == (27, 15)
    alone = surprise(panel(values), 12, everything(values), "count")
    assert found.high[0] < alone.high[0] / 4
    gap = np.where(np.arange(15) == 13, np.nan, values)
    assert surprise(panel(gap), 14, everything(values), "count", span=3).without == ("no value",)


def test_three_values_together_have_students_t_of_their_mean() -> None:
    base = [10, 14.0] * 6
    values = np.array([[*base, 14, 14, 14]])
    found = surprise(panel(values), 14, everything(values), "value", span=3)
    t = 2 / (math.sqrt(48 / 11) * math.sqrt(1 / 3 + 1 / 12))
    assert found.high[0] == pytest.approx(float(student_above(t, 11)), rel=1e-6)


@pytest.mark.parametrize(("at", "span"), [(13, 1), (12, 14), (12, 0)])
def test_periods_that_there_are_not_cannot_be_judged(at: int, span: int) -> None:
    values = np.ones((1, 13))
    with pytest.raises(Unusable, match="cannot be judged; the panel has 0 to 12"):
        surprise(panel(values), at, everything(values), "count", span=span)


@pytest.mark.parametrize(
    ("values", "kind", "reason"),
    [
        ([3.0] * 12 + [np.nan], "count", "no value"),
        ([3.0] * 11 + [4], "count", "11 points before it; 12 are needed"),
        ([np.nan] * 5 + [3.0] * 11 + [4], "count", "11 points before it; 12 are needed"),
        ([3.0] * 12 + [4], "value", "the baseline is constant"),
    ],
)
def test_a_series_without_a_probability_says_why(values: list[float], kind: Kind, reason: str) -> None:
    found = last(values, kind)
    assert found.without == (reason,)
    assert np.isnan([found.high[0], found.low[0], found.expected[0]]).all()
    assert found.tested.tolist() == [False]


def test_only_baseline_points_before_the_period_count() -> None:
    values = np.array([[500.0] * 3 + [4, 6] * 6 + [5, 900]])
    base = everything(values)
    base[:, :3] = False
    assert surprise(panel(values), 15, base, "count").expected.tolist() == [5]


@settings(max_examples=40, deadline=None)
@given(
    arrays(np.float64, (5, FEWEST + 4), elements=st.integers(0, 40).map(float) | st.just(np.nan)),
    st.sampled_from(["count", "rate", "share", "value"]),
)
def test_every_tested_series_has_two_probabilities_and_every_other_a_reason(values: Array, kind: Kind) -> None:
    made = of_quotients(tuple("abcde"), periods(values.shape[1]), values, np.where(np.isnan(values), np.nan, 40.0))
    found = surprise(made, values.shape[1] - 1, everything(values), kind)
    for i in range(5):
        assert bool(found.tested[i]) == (found.without[i] == "")
        if found.tested[i]:
            assert 0 <= found.high[i] <= 1
            assert 0 <= found.low[i] <= 1
            assert found.high[i] + found.low[i] >= 1 - 1e-9
            assert np.isfinite(found.expected[i])


@pytest.mark.parametrize("kind", ["count", "value", "share"])
def test_a_higher_value_is_never_less_surprising_as_high(kind: Kind) -> None:
    base = [4, 7, 5, 6, 9, 3, 5, 6, 4, 8, 5, 6]
    values = np.array([[*base, new] for new in range(40)], dtype=float)
    made = of_quotients(tuple(map(str, range(40))), periods(13), values, np.full(values.shape, 40.0))
    found = surprise(made, 12, everything(values), kind)
    assert (np.diff(found.high) <= 1e-12).all()
    assert (np.diff(found.low) >= -1e-12).all()


def test_wrong_use_is_told() -> None:
    plain = np.ones((1, 13))
    with pytest.raises(Unusable, match="a rate is judged by its numerator and denominator"):
        last(plain, "rate")
    with pytest.raises(Unusable, match="s0 is below zero in 2020-02; a count is not"):
        last([1, -1] + [1] * 11)
    over = of_quotients(("a",), periods(13), plain * 3, plain * 2)
    with pytest.raises(Unusable, match="a in 2020-01 has more in its numerator than in its denominator"):
        surprise(over, 12, everything(plain), "share")
    rolling = Panel(("a",), tuple(shift(year_ending(2020, 3), at) for at in range(13)), plain)
    with pytest.raises(Unusable, match="the periods overlap"):
        surprise(rolling, 12, everything(plain), "count")


@pytest.mark.parametrize("kind", ["count", "rate", "share", "value"])
def test_values_that_lie_near_are_not_looked_into_and_others_are_as_without(kind: Kind) -> None:
    chance = np.random.default_rng(8)
    parts = chance.binomial(60, 0.3, (200, 30)).astype(float)
    parts[:, -1] = np.clip(parts[:, -1] * chance.choice([0.2, 1, 2], 200), 0, 60)
    made = of_quotients(tuple(f"s{n}" for n in range(200)), periods(30), np.round(parts), np.full((200, 30), 60.0))
    if kind in ("count", "value"):
        made = panel(np.round(parts))
    whole = surprise(made, 29, everything(parts), kind)
    far = surprise(made, 29, everything(parts), kind, beyond=2.0)
    near = (far.high == 1) & (far.low == 1)
    assert 60 < near.sum() < 140
    assert np.minimum(whole.high, whole.low)[near].min() > 0.005
    assert far.high[~near] == pytest.approx(whole.high[~near])
    assert far.low[~near] == pytest.approx(whole.low[~near])
    assert np.array_equal(far.tested, whole.tested)
