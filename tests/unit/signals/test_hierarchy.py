from __future__ import annotations

import pytest

from peelian.signals.hierarchy import IN_A_CIRCLE, circle, levels


@pytest.mark.parametrize(
    ("part_of", "level"),
    [
        ([], []),
        ([(), (), ()], [0, 0, 0]),
        ([(), (0,), (0,), (1, 2), (3, 0)], [0, 1, 1, 2, 3]),
        ([(1,), (2,), ()], [2, 1, 0]),
        ([(1, 1), ()], [1, 0]),
        ([(1,), (0,), (), (0,), (2,)], [IN_A_CIRCLE, IN_A_CIRCLE, 0, IN_A_CIRCLE, 1]),
        ([(0,)], [IN_A_CIRCLE]),
    ],
)
def test_each_is_one_below_the_lowest_of_its_wholes(part_of: list[tuple[int, ...]], level: list[int]) -> None:
    assert levels(part_of).tolist() == level


def test_a_long_chain() -> None:
    assert levels([(), *((n,) for n in range(50_000))])[-1] == 50_000


def test_what_is_below_a_circle_is_not_in_it() -> None:
    assert circle([(1,), (2,), (1,), (0,), ()]) == [1, 2]
    assert circle([(), (0,)]) == []
