"""Values as totals and weights, wild ones put aside, weights of rates and shares brought nearer each other."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.signals.panel import Array
from peelian.signals.steps.family import FAMILIES, FamilyName
from peelian.signals.steps.points import Points, evened, points, tamed


def made(values: list[float], weight: list[float] | None = None, family: FamilyName = "measurement") -> Points:
    return points(FAMILIES[family], np.array([values]), None if weight is None else np.array([weight]))


def calm(values: list[float], family: FamilyName = "measurement", cycle: int = 12) -> tuple[Array, list[int]]:
    given, wild = tamed(made(values, family=family), cycle)
    return given.total[:, 0], np.flatnonzero(wild[:, 0]).tolist()


def test_missing_values_and_weights_are_left_out() -> None:
    given = made([1, np.nan, 3, 4], [2, 2, 0, np.nan], "rate")
    assert given.known is not None
    assert given.known[:, 0].tolist() == [True, False, False, False]
    assert given.total[:, 0].tolist() == [1, 0, 0, 0]
    assert given.weight[:, 0].tolist() == [2, 0, 0, 0]
    assert given.observed.tolist() == [1]
    assert made([1, 2]).known is None


def test_one_weight_for_all_series() -> None:
    given = points(FAMILIES["count"], np.ones((3, 2)), np.array([31.0, 28.0]))
    assert given.weight.tolist() == [[31, 31, 31], [28, 28, 28]]


ALTERNATING = [10.0, 11.0] * 9


def test_a_wild_value_goes_to_the_middle_of_its_neighbours() -> None:
    values, wild = calm([*ALTERNATING[:8], 99, *ALTERNATING[9:]])
    assert (wild, values[8]) == ([8], 10.5)
    values, wild = calm([99, *ALTERNATING[1:]])
    assert (wild, values[0]) == ([0], 10.5)


def test_two_wild_values_stay() -> None:
    assert calm([*ALTERNATING[:8], 99, 99, *ALTERNATING[10:]])[1] == []


def test_a_step_is_not_wild() -> None:
    assert calm(ALTERNATING + [99.0, 98.0] * 5)[1] == []


def test_the_same_month_every_year_is_not_wild_but_one_year_in_three_is() -> None:
    year = [*ALTERNATING[:11], 99.0]
    assert calm(year * 3)[1] == []
    assert calm([*year, *ALTERNATING[:12], *ALTERNATING[:12]])[1] == [11]
    assert calm(year * 3, cycle=1)[1] == [11, 23, 35]


def test_a_missing_value_is_no_neighbour() -> None:
    values, wild = calm([*ALTERNATING[:7], np.nan, 99, np.nan, *ALTERNATING[10:]])
    assert wild == [8]
    assert values[7:10].tolist() == [0, 10.5, 0]


def test_counts_scatter_by_chance() -> None:
    assert calm([0.0] * 8 + [2.0] + [0.0] * 8, "count")[1] == []  # mean 2/17: 4 x (0.34 + 0.5) = 3.4
    assert calm([0.0] * 8 + [5.0] + [0.0] * 8, "count")[1] == [8]
    assert calm([0.0] * 8 + [2.0] + [0.0] * 8, "measurement")[1] == [8]


def test_weights_stay_where_chance_explains_the_scatter() -> None:
    weight = [100.0, 400.0] * 6
    given = evened(made([w * 0.2 for w in weight], weight, "share"))
    assert given.weight[:, 0].tolist() == weight


def test_weights_come_nearer_where_it_does_not() -> None:
    weight, value = [100.0, 400.0] * 6, [0.1, 0.3] * 6
    given = evened(made([w * v for w, v in zip(weight, value, strict=True)], weight, "share"))
    level = sum(w * v for w, v in zip(weight, value, strict=True)) / sum(weight)
    chance = level * (1 - level)
    excess = (11 * 0.2**2 - chance * 11 * (1 / 100 + 1 / 400)) / 22
    expected = [w / (1 + w * excess / chance) for w in weight]
    assert given.weight[:, 0] == pytest.approx(expected)
    assert given.total[:, 0] == pytest.approx([w * v for w, v in zip(expected, value, strict=True)])


def test_a_missing_point_has_no_weight_after_all() -> None:
    given = evened(made([10, np.nan, 90, 10], [100, 100, 100, 100], "share"))
    assert given.weight[1, 0] == given.total[1, 0] == 0
    assert 0 < given.weight[0, 0] < 100
