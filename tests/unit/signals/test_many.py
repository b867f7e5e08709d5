"""Series judged together: what the proof rests on, no look-ahead, ranks, wrong use."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.errors import Unusable
from peelian.periods import month, shift
from peelian.signals.many import Budget, Found, Month, judge, ranked, watch
from peelian.signals.panel import Array, Ints, Panel
from peelian.signals.surprise import Surprise

chances = st.lists(st.floats(1e-9, 1), min_size=1, max_size=12)


def surprises(high: object, low: object = None) -> Surprise:
    up = np.array(high, dtype=float)
    down = 1 - up if low is None else np.array(low, dtype=float)
    return Surprise(np.full(len(up), 9.0), np.full(len(up), 5.0), up, down, ("",) * len(up))


def flat(found: Surprise) -> Ints:
    return np.zeros(len(found.high), dtype=np.int64)


def judged(found: Surprise, budget: Budget | None = None) -> Month:
    return judge(found, flat(found), budget or Budget((len(found.high),), rate=0.5, months=2))


@settings(max_examples=60, deadline=None)
@given(chances, st.integers(0, 20), st.sampled_from(["positive", "any"]))
def test_the_marks_are_those_of_the_rule_as_it_is_written(high: list[float], before: int, dependence: str) -> None:
    m = len(high)
    budget = Budget((m,), 0.5, 2, dependence=dependence, marks=((before, 0),))  # type: ignore[arg-type]
    found = judged(surprises(high), budget)
    part = 0.5 / 2 / 2
    if dependence == "any":
        part /= sum(1 / j for j in range(1, 2 * m + 1))
    ordered = sorted(high)
    k = max((n for n in range(1, m + 1) if ordered[n - 1] <= min(part * (before + n) / m, 0.05)), default=0)
    assert sorted(np.array(high)[found.direction == 1].tolist()) == ordered[:k]
    assert found.budget.marks[0][0] == before + k


@settings(max_examples=60, deadline=None)
@given(st.lists(chances.filter(lambda c: len(c) >= 4), min_size=2, max_size=4), st.integers(0, 3), st.data())
def test_a_smaller_probability_never_makes_fewer_marks(months: list[list[float]], at: int, data: st.DataObject) -> None:
    """In its own month and in all that follow: the proof rests on it."""
    smaller = [list(each) for each in months]
    which = data.draw(st.integers(0, len(months) - 1))
    smaller[which][at] *= data.draw(st.floats(0, 1))
    one, other = counted(months), counted(smaller)
    assert all(a <= b for a, b in zip(one, other, strict=True))


def counted(months: list[list[float]]) -> list[int]:
    budget, counts = Budget((12,), rate=0.9, months=4), []
    for high in months:
        budget = judged(surprises(high), budget).budget
        counts.append(budget.marks[0][0])
    return counts


def test_nothing_is_known_of_later_months() -> None:
    chance = np.random.default_rng(11)
    counts = chance.poisson(20, (50, 40)).astype(float)
    counts[3, 30:] *= 4
    counts[7, 35] *= 5
    whole, cut = watched(counts), watched(counts[:, :36])
    assert [m.direction.tolist() for m in whole[: len(cut)]] == [m.direction.tolist() for m in cut]
    assert whole[6].direction[3] == 1
    assert whole[11].direction[7] == 1
    assert [m.tested for m in whole] == [50] * 16


def watched(counts: Array, spans: tuple[int, ...] = (1,)) -> tuple[Month, ...]:
    periods = tuple(shift(month(2020, 1), at) for at in range(counts.shape[1]))
    base = np.zeros(counts.shape, dtype=bool)
    base[:, :24] = True
    panel = Panel(tuple(map(str, range(50))), periods, counts)
    budget = Budget((50 * len(spans),), months=16)
    return watch(panel, "count", base, np.zeros(50, dtype=np.int64), 24, budget, spans=spans)


def test_a_change_that_lasts_is_found_sooner_over_three_months() -> None:
    counts = np.random.default_rng(5).poisson(20, (50, 40)).astype(float)
    counts[3, 30:] += 14
    alone, together = (
        next((n for n, m in enumerate(watched(counts, spans)) if m.direction.reshape(-1, 50)[:, 3].any()), 99)
        for spans in ((1,), (1, 3))
    )
    assert 6 <= together < alone


def test_a_promise_for_each_level_is_a_part_of_the_whole_promise() -> None:
    budget = Budget((1, 10), rate=0.08, months=4)
    assert sum(budget.monthly(level, side) for level in (0, 1) for side in (0, 1)) * 4 == pytest.approx(0.08)
    given_ = Budget((1, 10), rate=0.08, months=4, shares=((0.1, 0.1), (0.6, 0.2)))
    assert given_.monthly(1, 0) == pytest.approx(0.08 * 0.6 / 4)


def rows(month: Month, weight: list[float], part_of: tuple[tuple[int, ...], ...] = ()) -> tuple[Found, ...]:
    return ranked(month, np.array(weight, dtype=float), part_of)


def test_ranks_by_surprise_and_by_harm() -> None:
    found = replace(
        surprises([1e-6, 1e-9, 1e-6, 0.5, 0.9999999], [0.9, 0.9, 0.9, 0.5, 1e-7]),
        value=np.array([20.0, 9, 20, 5, 1]),
        expected=np.array([10.0, 5, 10, 5, 6]),
    )
    month = judged(found)
    assert month.direction.tolist() == [1, 1, 1, 0, -1]
    listed = rows(month, [1, 1, 1, 1, 4])
    assert {f.series: (f.by_surprise, f.by_harm, f.by_both) for f in listed} == {
        4: (2, 1, 1),  # 4 x (6 - 1) = 20
        1: (1, 4, 2),  # 1 x (9 - 5) = 4
        0: (3, 2, 2),  # 1 x (20 - 10), as series 2
        2: (3, 2, 2),
    }
    assert [f.series for f in listed] == [4, 0, 2, 1]
    assert [f.harm for f in listed] == [20, 10, 10, 4]


def test_parts_of_what_stands_out_are_told() -> None:
    """Area 1 and offence 2 of force 0, and 3 lies in both; 2 moved the other way."""
    month = judged(surprises([1e-6, 1e-6, 0.999999, 1e-6], [0.9, 0.9, 1e-6, 0.9]))
    listed = rows(month, [1, 1, 1, 1], ((), (0,), (0,), (0, 1, 2)))
    assert {f.series: f.within for f in listed} == {0: (), 1: (0,), 2: (), 3: (0, 1)}


def test_nothing_stands_out() -> None:
    assert rows(judged(surprises([0.5, 0.6])), [1, 1]) == ()


@pytest.mark.parametrize("weight", [np.nan, -1.0])
def test_a_weight_of_what_stands_out_must_be_known(weight: float) -> None:
    month = judged(surprises([0.5, 1e-9]))
    assert len(rows(month, [weight, 1])) == 1, "one that does not stand out needs none"
    with pytest.raises(Unusable, match="series number 1 stands out and has no weight of harm"):
        rows(month, [1, weight])


def test_a_budget_ends() -> None:
    budget = judged(surprises([0.5]), Budget((1,), months=1)).budget
    with pytest.raises(Unusable, match="the budget was for 1 month, which is over; begin a new one"):
        judged(surprises([0.5]), budget)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rate": 0.0},
        {"rate": 1.0},
        {"months": 0},
        {"series": ()},
        {"shares": ((0.6, 0.5),)},
        {"shares": ((-0.1, 0.5),)},
        {"shares": ((0.1, 0.1), (0.1, 0.1))},
    ],
)
def test_a_budget_that_promises_nothing_sound_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Unusable, match=r"a budget has a rate|the shares of a budget"):
        Budget(**{"series": (3,), **wrong})  # type: ignore[arg-type]


def test_levels_are_those_of_the_budget() -> None:
    found = surprises([0.5, 0.5])
    with pytest.raises(Unusable, match="the levels go from 0 to 1; the budget has 1"):
        judge(found, np.array([0, 1]), Budget((2,)))
    with pytest.raises(Unusable, match="level 0 has 2 series; its budget is for 1"):
        judge(found, np.array([0, 0]), Budget((1,)))
