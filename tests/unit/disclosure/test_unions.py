"""What places that overlap tell together."""

from __future__ import annotations

from fractions import Fraction
from time import process_time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from peelian.disclosure.unions import Union, unions


def told(*places: str) -> dict[str, Union]:
    """Places by the letters of their groups, as small sets that they tell."""
    found = {}
    for union in unions(tuple(sum(1 << ord(group) - ord("a") for group in place) for place in places)):
        sums: dict[str, Fraction] = {}
        for at, often in union.often.items():
            for group in places[at]:
                sums[group] = sums.get(group, Fraction(0)) + Fraction(often, union.whole)
        found["".join(group for group in sorted(sums) if sums[group])] = union
        assert set(sums.values()) <= {0, 1}
    return found


def test_of_a_place_and_another_that_cuts_it_nothing_is_told() -> None:
    assert told("ab", "bc") == {}


def test_what_a_place_leaves_of_two_that_it_cuts() -> None:
    assert told("ab", "cd", "bc") == {"ad": Union({0: 1, 1: 1, 2: -1}, 1)}


def test_a_ring_of_three_tells_each_part_by_halves() -> None:
    assert told("ab", "bc", "ac") == {
        "a": Union({0: 1, 1: -1, 2: 1}, 2),
        "b": Union({0: 1, 1: 1, 2: -1}, 2),
        "c": Union({0: -1, 1: 1, 2: 1}, 2),
    }


def test_what_several_leave_of_several_together() -> None:
    """Neither of the two drawn areas leaves e and b of the wards alone."""
    assert told("ace", "bd", "abc", "acd")["b"] == Union({1: 1, 2: 1, 3: -1}, 2)


@given(st.lists(st.integers(1, 127), min_size=1, max_size=7, unique=True))
def test_every_set_that_is_a_sum_of_places_is_made_of_what_is_found(places: list[int]) -> None:
    groups = [[place >> group & 1 for group in range(7)] for place in places]
    found = set(places)
    for union in unions(tuple(places)):
        total = np.array([union.often.get(at, 0) for at in range(len(places))]) @ np.array(groups)
        assert set(total.tolist()) <= {0, union.whole}
        found.add(sum(1 << group for group in range(7) if total[group]))
    rank = np.linalg.matrix_rank(groups)
    for taken in range(1, 128):
        told = np.linalg.matrix_rank([*groups, [taken >> group & 1 for group in range(7)]]) == rank
        assert told == _is_made_of(taken, found)


def _is_made_of(taken: int, found: set[int]) -> bool:
    return not taken or any(one & ~taken == 0 and _is_made_of(taken & ~one, found) for one in found if one & taken)


def test_sixty_wards_under_ten_areas_that_cut_them_are_looked_at_in_time() -> None:
    rng = np.random.default_rng(7)
    wards = [7 << 3 * ward for ward in range(60)]
    drawn = [sum(1 << int(group) for group in rng.choice(180, 40, replace=False)) for _ in range(10)]
    before = process_time()
    found = unions((*wards, *drawn, sum(wards)))
    assert len(found) == 13, "all that two million tries find too"
    assert process_time() - before < 2


def test_single_groups_are_found_however_many_areas_cut_each_other() -> None:
    rng = np.random.default_rng(7)
    drawn = [sum(1 << int(group) for group in rng.choice(60, 12, replace=False)) for _ in range(30)]
    wards = [7 << 3 * ward for ward in range(20)]
    ring = [1 << 60 | 1 << 61, 1 << 61 | 1 << 62, 1 << 60 | 1 << 62]
    found = unions((*ring, *wards, *drawn))
    assert [union for union in found if union.whole == 2 and max(union.often) < 3] == list(
        unions(tuple(place >> 60 for place in ring))
    )
