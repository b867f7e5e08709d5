"""Dates and their intervals, from likelihoods that can be worked out by hand."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest

from peelian.signals.steps.dating import HELD, Dates, date
from peelian.signals.steps.family import FAMILIES
from peelian.signals.steps.partition import sums
from peelian.signals.steps.points import points


def dated(values: list[float], unit: float, before: int = 0, after: int | None = None) -> Dates:
    given = points(FAMILIES["measurement"], np.array([values]), None)
    end = len(values) if after is None else after
    return date(given.family, sums(given), np.array([before]), np.array([end]), np.array([unit]))


def shown(dates: Dates) -> tuple[int, int, int]:
    return int(dates.first[0]), int(dates.earliest[0]), int(dates.latest[0])


CLEAR = [0.0] * 8 + [9.0] * 8


def test_a_clear_step_has_one_date() -> None:
    assert shown(dated(CLEAR, 1.0)) == (8, 8, 8)


def test_the_more_noise_the_wider() -> None:
    wide = [shown(dated(CLEAR, unit)) for unit in (1.0, 30.0, 60.0, 300.0)]
    assert [first for first, _, _ in wide] == [8] * 4
    lengths = [latest - earliest for _, earliest, latest in wide]
    assert lengths == sorted(lengths)
    assert lengths[0] == 0 < lengths[1] < lengths[3]


def test_the_likeliest_dates_that_hold_the_chance() -> None:
    """One value of 4.5 in the middle: whether it belongs before or after is even."""
    assert shown(dated([0.0] * 8 + [4.5] + [9.0] * 8, 1.0)) in ((8, 8, 9), (9, 8, 9))
    # Seven and nine of the lower: 81 x (1 - 1 / 9) less by one date, so exp(-36) of its chance at a unit of 1.
    odds = exp(-81 * (1 - 1 / 9) / 2 / 20)
    narrow, wide = shown(dated(CLEAR, 20.0)), 1 / (1 + 2 * odds)
    assert (narrow == (8, 8, 8)) == (wide >= HELD)


def test_neighbouring_steps_are_out_of_reach() -> None:
    values = [0.0] * 6 + [5.0] * 6 + [0.0] * 6
    assert shown(dated(values, 0.1, 0, 12)) == (6, 6, 6)
    assert shown(dated(values, 0.1, 6, 18)) == (12, 12, 12)
    flat = shown(dated(values, 1e9, 0, 12))
    assert (flat[1], flat[2]) == (3, 9)  # three values on each side at the least


def test_a_gap_lies_in_the_interval() -> None:
    assert shown(dated([0.0] * 8 + [np.nan] * 3 + [9.0] * 8, 1.0))[1:] == (8, 11)


def test_counts_are_dated_by_their_own_likelihood() -> None:
    given = points(FAMILIES["count"], np.array([[0.0] * 9 + [3.0] * 9]), None)
    found = date(given.family, sums(given), np.array([0]), np.array([18]), np.ones(1))
    assert shown(found)[0] == 9
    assert found.latest[0] == pytest.approx(9, abs=1)


@pytest.mark.filterwarnings("error")
def test_large_values_overflow_nowhere_beyond_the_steps_beside_it() -> None:
    """Where a date cannot be, what would lie beside it has no points: its sums are not divided by them."""
    large = [value * 1e13 for value in [1.0, 2.0, 1.0, 2.0, 8.0, 9.0, 8.0, 9.0, 1.0, 2.0, 1.0, 2.0]]
    assert shown(dated(large, 1e20, before=4)) == (8, 8, 8)
