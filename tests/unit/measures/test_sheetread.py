"""Months of rows by their place on an axis."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from peelian.measures.sheetread import month_numbers


@pytest.mark.parametrize(
    ("months", "places"),
    [
        ([], [-1] * 6),
        ([date(2024, 1, 1)], [0, -1, -1, -1, -1, -1]),
        ([date(2023, 12, 1), date(2024, 1, 1), date(2024, 3, 1)], [1, -1, 2, -1, 0, -1]),  # no February
        ([date(1, 1, 1), date(9999, 12, 1)], [-1, -1, -1, -1, -1, 1]),
    ],
)
def test_a_month_that_the_axis_lacks_has_no_place(months: list[date], places: list[int]) -> None:
    rows = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1), None, date(2023, 12, 1), date(9999, 12, 1)]
    column = pa.chunked_array([pa.array(rows[:2], pa.date32()), pa.array(rows[2:], pa.date32())])
    assert month_numbers(column, months).tolist() == places
