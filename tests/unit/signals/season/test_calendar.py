"""Places in the year; lengths are cases of specs/assess/season-lengths.yaml."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.periods import calendar_year, month, parse, quarter_ending, shift, year_ending
from peelian.signals.season.calendar import calendar, following


def test_places_of_months_and_quarters() -> None:
    assert list(calendar(tuple(month(2024, m) for m in (11, 12))).place) == [10, 11]
    quarters = tuple(quarter_ending(2024, m) for m in (3, 6, 9, 12))
    assert list(calendar(quarters).place) == [0, 1, 2, 3]
    assert calendar(quarters).cycle == 4
    # Quarters that end in February go round the year in the same order.
    assert list(calendar(tuple(shift(quarter_ending(2024, 2), 3 * i) for i in range(4))).place) == [0, 1, 2, 3]


def test_four_hundred_years_have_a_mean_length_of_one() -> None:
    periods = tuple(shift(month(2000, 1), by) for by in range(4800))
    assert calendar(periods).length.mean() == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("periods", [(), (calendar_year(2024),), (year_ending(2024, 3),), (parse("wave-3"),)])
def test_other_periods_have_no_cycle(periods: tuple[object, ...]) -> None:
    found = calendar(periods)  # type: ignore[arg-type]
    assert found.cycle == 0
    assert np.array_equal(found.length, np.ones(len(periods)))
    assert following(periods, 12) == ()  # type: ignore[arg-type]


def test_following_periods() -> None:
    assert [p.id for p in following((month(2025, 12),), 2)] == ["2026-01", "2026-02"]
    assert [p.id for p in following((quarter_ending(2025, 12),), 2)] == ["q-2026-03", "q-2026-06"]
