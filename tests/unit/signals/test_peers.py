"""Standings in a group: wrong use, and what holds for any group."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.errors import Unusable
from peelian.measures.intervals import of_events
from peelian.signals.peers import Member, Standing, stand

values = st.lists(st.fractions(-50, 50, max_denominator=6), min_size=2, max_size=9)


def group(numbers: list[Fraction], reach: Fraction | None = None) -> list[Member]:
    return [
        Member(f"m{i}", value, "1", None if reach is None else (value - reach, value + 2 * reach))
        for i, value in enumerate(numbers)
    ]


def standing(numbers: list[Fraction], at: int = 0, reach: Fraction | None = None, **asked: object) -> Standing:
    settings = {"first": "highest", "self_included": False, **asked}
    found = stand(f"m{at}", group(numbers, reach), **settings)  # type: ignore[arg-type]
    assert isinstance(found, Standing)
    return found


@pytest.mark.parametrize("ids", [["a", "b", "b"], ["b", "c"], ["a", "a"]])
def test_a_member_is_in_its_group_once(ids: list[str]) -> None:
    with pytest.raises(Unusable, match=r"a is to be in its group once, and each member once; the group is"):
        stand("a", [Member(id, Fraction(1), "1") for id in ids], first="highest", self_included=False)


@settings(max_examples=60, deadline=None)
@given(values)
def test_places_are_those_of_the_sorted_values(numbers: list[Fraction]) -> None:
    for at, value in enumerate(numbers):
        rank = standing(numbers, at).rank
        assert rank.place == sorted(numbers, reverse=True).index(value) + 1  # type: ignore[union-attr]
        assert len(rank.tied) == numbers.count(value) - 1  # type: ignore[union-attr]
        turned = standing(numbers, at, first="lowest").rank
        assert turned.place == sorted(numbers).index(value) + 1  # type: ignore[union-attr]


@settings(max_examples=60, deadline=None)
@given(values)
def test_the_gaps_of_all_members_add_up_to_nothing(numbers: list[Fraction]) -> None:
    included = [standing(numbers, at, self_included=True) for at in range(len(numbers))]
    assert sum((s.gap for s in included), Fraction()) == 0
    for with_self, at in zip(included, range(len(numbers)), strict=True):
        without = standing(numbers, at)
        assert with_self.gap == without.gap * (len(numbers) - 1) / len(numbers)


@settings(max_examples=60, deadline=None)
@given(values, st.fractions(Fraction(1, 10), 20, max_denominator=10))
def test_intervals_hold_what_was_found(numbers: list[Fraction], reach: Fraction) -> None:
    for at in range(len(numbers)):
        found = standing(numbers, at, reach)
        low, high = found.gap_interval  # type: ignore[misc]
        assert low < found.gap < high
        first, last = found.rank.between  # type: ignore[union-attr, misc]
        assert 1 <= first <= found.rank.place <= last <= len(numbers)  # type: ignore[union-attr]


@settings(max_examples=60, deadline=None)
@given(values, st.fractions(Fraction(1, 10), 20, max_denominator=10))
def test_wider_intervals_leave_more_places_open(numbers: list[Fraction], reach: Fraction) -> None:
    narrow, wide = standing(numbers, 0, reach).rank, standing(numbers, 0, reach * 2).rank
    assert wide.between[0] <= narrow.between[0]  # type: ignore[union-attr, index]
    assert wide.between[1] >= narrow.between[1]  # type: ignore[union-attr, index]


def test_a_gap_of_two_rates_with_intervals_of_their_counts() -> None:
    """400 against 350 events among the same 500,000: the exact limits are 361.8 to 441.2, and 314.3 to 388.6."""
    per = Fraction(100_000, 500_000)
    members = [
        Member(name, events * per, "1", tuple(end * per for end in of_events(events)))  # type: ignore[arg-type]
        for name, events in (("a", Fraction(400)), ("b", Fraction(350)))
    ]
    found = stand("a", members, first="highest", self_included=False)
    assert isinstance(found, Standing)
    low, high = found.gap_interval  # type: ignore[misc]
    assert found.gap == 10
    # (50 - √(38.2² + 38.6²)) / 5 and (50 + √(41.2² + 35.7²)) / 5
    assert [round(float(end), 1) for end in (low, high)] == [-0.9, 20.9]
