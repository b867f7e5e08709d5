"""Trends of gaps: how often the rule speaks where there is no trend, and periods that cannot be compared."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations

import numpy as np
import pytest

from peelian.errors import Unusable
from peelian.periods import Period, month, shift, year_ending
from peelian.quantities import NoValue
from peelian.signals.peer_trend import NEEDED, Over, gap_trend
from peelian.signals.peers import Member, Standing, stand


def standing(gap: int, id: str = "a", included: bool = False) -> Standing:
    others = [Member(name, Fraction(100), "1") for name in ("b", "c")]
    found = stand(id, [Member(id, Fraction(100 + gap), "1"), *others], first="highest", self_included=included)
    assert isinstance(found, Standing)
    return found


def months(count: int) -> list[Period]:
    return [shift(month(2025, 1), number) for number in range(count)]


def test_six_periods_in_any_order_speak_in_one_case_of_sixty() -> None:
    """All 720 orders of six different gaps: 1 + 5 of them reach 13 of 15 pairs each way."""
    speaks = sum(abs(difference(order)) >= NEEDED[6] for order in permutations(range(6)))
    assert speaks == 2 * (1 + 5)
    assert speaks / 720 < 0.017


def test_twelve_periods_speak_in_one_case_of_seventy() -> None:
    """By how many of the 12! orders have so many pairs the wrong way (Mahonian numbers)."""
    orders = [1]
    for size in range(2, 13):
        orders = [
            sum(orders[number - used] for used in range(size) if 0 <= number - used < len(orders))
            for number in range(len(orders) + size - 1)
        ]
    wrong_way = (66 - NEEDED[12]) // 2
    assert 2 * sum(orders[: wrong_way + 1]) / sum(orders) == pytest.approx(0.0138, abs=5e-5)


@pytest.mark.parametrize(("over", "often"), [(6, 0.036), (12, 0.046)])
def test_gaps_that_follow_each_other_speak_a_little_more_often(over: Over, often: float) -> None:
    """Each period following the one before by 0.3, and no trend: what the rule's docstring says, and under 5%."""
    chance, tried = np.random.default_rng(20260101), 100_000
    gaps = chance.normal(size=(over, tried))
    for at in range(1, over):
        gaps[at] = 0.3 * gaps[at - 1] + np.sqrt(1 - 0.09) * gaps[at]
    more = sum(np.sign(gaps[later] - gaps[earlier]) for earlier, later in combinations(range(over), 2))
    assert np.mean(np.abs(more) >= NEEDED[over]) == pytest.approx(often, abs=0.0025)


def difference(order: tuple[int, ...]) -> int:
    return sum((later > earlier) - (later < earlier) for earlier, later in combinations(order, 2))


def test_rolling_totals_are_refused() -> None:
    periods = [shift(year_ending(2025, 3), number) for number in range(6)]
    assert gap_trend([(p, standing(n)) for n, p in enumerate(periods)], 6) == NoValue(
        "the periods overlap, so each holds most of the one before"
    )
    apart = [shift(year_ending(2019, 3), 12 * number) for number in range(6)]
    assert not isinstance(gap_trend([(p, standing(n)) for n, p in enumerate(apart)], 6), NoValue)


def test_a_month_left_out_is_not_passed_over() -> None:
    periods = [p for n, p in enumerate(months(7)) if n != 3]
    with pytest.raises(Unusable, match="nothing stands between 2025-03 and 2025-05"):
        gap_trend([(p, standing(n)) for n, p in enumerate(periods)], 6)


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        (standing(6, id="z"), "a became z in 2025-06"),
        (standing(6, included=True), "the mean changed between with and without a in 2025-06"),
    ],
)
def test_what_is_compared_must_stay_the_same(last: Standing, reason: str) -> None:
    found = gap_trend([*((p, standing(n)) for n, p in enumerate(months(5))), (months(6)[-1], last)], 6)
    assert found == NoValue(reason)
