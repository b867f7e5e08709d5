"""What the series of a chart share: names of periods, the next one among them."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.periods import Period, at, calendar_year, month, parse, quarter_ending, wave, year_ending
from peelian.signals.facts.frame import following_one


@pytest.mark.parametrize(
    ("periods", "after"),
    [
        ((month(2025, 11), month(2025, 12)), month(2026, 1)),
        ((quarter_ending(2025, 9), quarter_ending(2025, 12)), quarter_ending(2026, 3)),
        ((year_ending(2024, 3), year_ending(2025, 3)), year_ending(2026, 3)),
        ((calendar_year(2024), calendar_year(2025)), calendar_year(2026)),
        ((at(date(2024, 3, 31)), at(date(2025, 3, 31))), at(date(2026, 3, 31))),
        ((wave(3), wave(5)), wave(7)),
        ((wave(3),), wave(4)),
        ((month(2025, 12),), month(2026, 1)),
        ((quarter_ending(2025, 12),), quarter_ending(2026, 3)),
        ((calendar_year(2025),), calendar_year(2026)),
    ],
)
def test_the_next_period(periods: tuple[Period, ...], after: Period) -> None:
    assert following_one(periods) == (after,)


def test_where_years_end_there_is_no_next_one() -> None:
    assert following_one((parse("9999-11"), parse("9999-12"))) == ()


def test_a_single_date_tells_no_step() -> None:
    assert following_one((at(date(2025, 3, 31)),)) == ()
