"""Whether a sum of weights tells of a kind that no figure counts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from peelian.disclosure.boxes import Among, Box
from peelian.disclosure.kinds import told_of_a_kind
from peelian.disclosure.model import Cell, Kinds

NAMES = ("violence", "robbery", "burglary", "weapons", "damage", "drugs", "vehicles", "theft")
DAYS = dict(zip(NAMES, (180, 365, 22, 6, 5, 4, 3, 1), strict=True))
WARD = dict(zip(NAMES, (85, 9, 14, 11, 25, 12, 20, 59), strict=True))


def harm(counts: dict[str, int], days: dict[str, int] = DAYS, threshold: int = 10) -> Cell:
    kinds = Kinds("kind", {name: Fraction(weight) for name, weight in days.items()}, counts)
    return Cell("harm", Fraction(sum(counts.values())), Box("crimes"), "harm", threshold, weighed=True, kinds=kinds)


def count(*names: str, of: dict[str, int] = WARD) -> Cell:
    own = Box("crimes", {"kind": Among(frozenset(names))} if names else {})
    return Cell(str(names), Fraction(sum(of[name] for name in names or of)), own, str(names), 10)


def test_the_gravest_of_a_few_follows_from_what_the_others_can_weigh() -> None:
    """140 others weigh at most six days each, or a year: the days that are left are nine years and some days."""
    assert told_of_a_kind(harm(WARD), [count(), count("violence"), count("burglary")])


def test_a_kind_that_is_not_small_may_be_known() -> None:
    many = {**WARD, "robbery": 19}
    assert not told_of_a_kind(harm(many), [count(of=many), count("violence"), count("burglary")])


def test_where_much_fits_nothing_is_told() -> None:
    alike = dict.fromkeys(DAYS, 2) | {"theft": 1}
    assert not told_of_a_kind(harm(WARD, alike), [count()])
    assert told_of_a_kind(harm(WARD, alike), [count(), *(count(name) for name in WARD if name != "robbery")])


@pytest.mark.parametrize("told", [[], [count("violence", "robbery")]])
def test_counts_of_several_kinds_are_sums_of_them(told: list[Cell]) -> None:
    two = {"violence": 85, "robbery": 9}
    days = {"violence": 2, "robbery": 3}
    assert told_of_a_kind(harm(two, days), told), "94 crimes and 197 days are 85 of the one and 9 of the other"


def test_fractions_of_a_day_are_weights_too() -> None:
    days = {"violence": Fraction(5, 2), "robbery": Fraction(7, 3)}
    kinds = Kinds("kind", days, {"violence": 85, "robbery": 9})
    assert told_of_a_kind(Cell("harm", Fraction(94), Box("crimes"), "harm", 10, weighed=True, kinds=kinds), [])


def test_a_sum_whose_weights_are_in_its_rows_is_none_of_kinds() -> None:
    assert not told_of_a_kind(Cell("adjusted", Fraction(9), Box("crimes"), "adjusted", 10, weighed=True), [])
