"""Contributions: wrong use, and what holds for any parts."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from peelian.errors import Unusable
from peelian.quantities import NoValue
from peelian.signals.contributions import (
    Largest,
    Movement,
    Parts,
    Way,
    fewest,
    largest,
    movement,
    movers,
    parts_of,
)

amounts = st.lists(st.integers(0, 30).map(Fraction), min_size=1, max_size=7)
shares = st.fractions(Fraction(1, 100), 1, max_denominator=100)


def made(numbers: list[Fraction], rest: Fraction | None = None) -> Parts:
    parts = {f"p{i}": number for i, number in enumerate(numbers)}
    whole = sum(numbers, Fraction()) + (rest or 0)
    found = parts_of(whole, parts, rest=None if rest is None else "elsewhere")
    assert isinstance(found, Parts)
    return found


@settings(max_examples=60, deadline=None)
@given(amounts, shares)
def test_no_fewer_parts_would_do(numbers: list[Fraction], share: Fraction) -> None:
    assume(any(numbers))
    found = fewest(made(numbers), share)
    assert isinstance(found, Largest)
    assert share <= found.share <= 1
    whole = sum(numbers, Fraction())
    assert all(sum(some, Fraction()) / whole < share for some in combinations(numbers, len(found.names) - 1))
    assert set(found.names).isdisjoint(found.instead)


@settings(max_examples=60, deadline=None)
@given(amounts, shares, st.randoms())
def test_the_order_of_parts_changes_only_which_of_a_tie_is_named(
    numbers: list[Fraction], share: Fraction, chance: object
) -> None:
    assume(any(numbers))
    mixed = list(numbers)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = fewest(made(numbers), share), fewest(made(mixed), share)
    assert isinstance(one, Largest)
    assert isinstance(other, Largest)
    assert (one.share, len(one.names), len(one.instead)) == (other.share, len(other.names), len(other.instead))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=7), st.booleans())
def test_contributions_add_up_to_the_change(pairs: list[tuple[int, int]], with_rest: bool) -> None:
    before, after = (made([Fraction(p[at]) for p in pairs], Fraction(3 + at) if with_rest else None) for at in range(2))
    found = movement(before, after)
    assert isinstance(found, Movement)
    assert found.risen + found.fallen == found.change == after.whole - before.whole
    assert found.fallen <= 0 <= found.risen
    for moved in (found.rises, found.falls):
        assert all(0 < m.share <= 1 for m in moved)
        assert sum((m.share for m in moved), Fraction()) == (1 if moved else 0)
        assert [abs(m.change) for m in moved] == sorted((abs(m.change) for m in moved), reverse=True)
    if before.whole:
        points = sum((m.points for m in found.rises + found.falls), Fraction())  # type: ignore[misc]
        assert points == found.change / before.whole * 100
    assert found.opposing == (found.risen > 0 > found.fallen)
    assert len(found.rises) + len(found.falls) + len(found.unchanged) == len(pairs) + with_rest


@pytest.mark.parametrize(("way", "names", "share"), [("rises", ("p1",), "2/3"), ("falls", ("p2",), "1")])
def test_the_fewest_parts_of_a_rise_or_of_a_fall(way: Way, names: tuple[str, ...], share: str) -> None:
    before, after = made([Fraction(n) for n in (10, 10, 10)]), made([Fraction(n) for n in (12, 14, 5)])
    found = movement(before, after)
    assert isinstance(found, Movement)
    parts = movers(found, way)
    assert isinstance(parts, Parts)
    top = fewest(parts, Fraction(1, 2))
    assert isinstance(top, Largest)
    assert (top.names, top.share) == (names, Fraction(share))


def test_what_lies_in_no_part_is_not_named_among_those_that_rose() -> None:
    found = movement(made([Fraction(10)], Fraction(2)), made([Fraction(11)], Fraction(9)))
    assert isinstance(found, Movement)
    parts = movers(found, "rises")
    assert isinstance(parts, Parts)
    assert (dict(parts.parts), parts.rest, parts.whole) == ({"p0": 1}, ("elsewhere", 7), 8)
    assert fewest(parts, Fraction(1, 2)) == NoValue(
        "the only part makes less than that share; 7 of 8 lies in elsewhere"
    )
    assert movers(found, "falls") == NoValue("no part fell")


def test_a_part_may_not_have_the_name_of_the_rest() -> None:
    both = parts_of(Fraction(5), {"elsewhere": Fraction(2)}, rest="elsewhere")
    assert isinstance(both, Parts)
    assert movement(both, both) == NoValue("elsewhere is a part and the name of what lies in no part")


@pytest.mark.parametrize("count", [0, 4])
def test_only_parts_that_there_are_can_be_named(count: int) -> None:
    with pytest.raises(Unusable, match="of 3 parts cannot be named; ask for 1 to 3"):
        largest(made([Fraction(1)] * 3), count)


@pytest.mark.parametrize("share", [Fraction(), Fraction(101, 100), Fraction(-1)])
def test_a_share_is_above_nothing_and_at_most_all(share: Fraction) -> None:
    with pytest.raises(Unusable, match="ask for one above 0 and at most 1"):
        fewest(made([Fraction(1)]), share)
