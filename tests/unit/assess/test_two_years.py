"""Twelve months against the twelve before: like is compared with like."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from peelian.assess.two_years import TwoYears, shares_by_chance, summed, two_years
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.periods import Period, month, parse, shift
from peelian.quantities import NoValue, Quantity

LAST = month(2025, 3)


def found(values: Mapping[int, int | None], status: str = "final") -> TwoYears | NoValue:
    """`values` by months before the last; those that are not named are 10."""

    def find(period: Period) -> list[Figure]:
        back = next(back for back in range(24) if shift(LAST, -back) == period)
        value = values.get(back, 10)
        told = NoValue("lost") if value is None else Quantity(Fraction(value), "count")
        return [Figure(FigureId("m", "a", (), period), told, status=status)]

    result = two_years(find, LAST)
    return result if isinstance(result, NoValue) else result[0]


def test_all_months_are_summed_year_by_year() -> None:
    got = found({0: 30, 12: 5})
    assert isinstance(got, TwoYears)
    assert (got.now, got.before, got.months, got.missing) == (11 * 10 + 30, 11 * 10 + 5, 12, ())
    assert got.stretches == (parse("2024-04..2025-03"),)


@pytest.mark.parametrize("lost", [2, 14])
def test_a_month_that_is_missing_in_either_year_is_left_out_of_both(lost: int) -> None:
    got = found({lost: None, 2 if lost == 14 else 14: 1000})
    assert isinstance(got, TwoYears)
    assert (got.now, got.before, got.months) == (110, 110, 11)
    assert got.missing == (shift(LAST, -lost),)
    assert got.stretches == (parse("2024-04..2024-12"), parse("2025-02..2025-03"))


def test_missing_is_not_nought() -> None:
    nought, lost = found({3: 0}), found({3: None})
    assert isinstance(nought, TwoYears)
    assert isinstance(lost, TwoYears)
    assert (nought.now, nought.before) == (110, 120)
    assert (lost.now, lost.before) == (110, 110)


def test_fewer_than_six_months_are_no_comparison() -> None:
    assert isinstance(found(dict.fromkeys(range(6), None)), TwoYears)
    got = found(dict.fromkeys(range(7), None))
    assert isinstance(got, NoValue)
    assert got.reason == "5 of the twelve months to March 2025 can be compared with the year before; it takes six"
    none = found(dict.fromkeys(range(24), None))
    assert isinstance(none, NoValue)
    assert none.reason.startswith("none of the twelve months")


def test_provisional_months_are_told() -> None:
    got = found({}, "provisional")
    assert isinstance(got, TwoYears)
    assert got.provisional


@pytest.mark.parametrize(
    ("now", "before", "by_chance"),
    [(120, 100, True), (150, 100, False), (1000, 900, False), (0, 0, True), (3, 0, True)],
)
def test_differences_that_chance_alone_makes(now: int, before: int, by_chance: bool) -> None:
    """(150 - 100)² = 2,500 is more than 1.96² × 250 = 960; (120 - 100)² = 400 is less than 1.96² × 220 = 845."""
    assert TwoYears(Fraction(now), Fraction(before), LAST, ()).by_chance is by_chance


def test_a_stretch_without_a_value_has_no_sum() -> None:
    def find(period: Period) -> Figure:
        told = Quantity(Fraction(7), "count") if period.id == "2024-03" else NoValue("lost")
        return Figure(FigureId("m", "a", (), period), told)

    assert summed(find, [LAST], 12) == 7
    assert summed(find, [LAST]) is None


@pytest.mark.parametrize(
    ("part", "whole", "by_chance"),
    [
        ((50, 50), (100, 100), True),
        ((95, 57), (447, 396), False),
        ((12, 10), (100, 100), True),
        ((5, 0), (10, 10), False),
        ((5, 0), (10, 0), True),  # no share of nothing
        ((120, 80), (100, 80), False),  # outcomes of earlier crimes may be more than the crimes
    ],
)
def test_shares_are_told_apart_from_chance(part: tuple[int, int], whole: tuple[int, int], by_chance: bool) -> None:
    one, all_ = (TwoYears(Fraction(now), Fraction(before), LAST, (LAST,)) for now, before in (part, whole))
    assert shares_by_chance(one, all_) is by_chance
