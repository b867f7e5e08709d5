"""Periods of tables by quarter or year."""

from __future__ import annotations

import pytest

from peelian.simulate.frame import Frame
from peelian.simulate.truth.grains import Grains

APRIL, JUNE, DECEMBER, MARCH = 0, 2, 8, 11


@pytest.mark.parametrize(
    ("grain", "month", "first", "last", "fits"),
    [
        (1, APRIL, 5, 5, True),
        (3, JUNE, APRIL, JUNE, True),
        (3, JUNE, APRIL, MARCH, True),
        (3, JUNE, JUNE, JUNE, False),
        (3, JUNE, 1, 3, False),
        (12, MARCH, APRIL, MARCH, True),
        (12, MARCH, 3, 14, False),
        (12, MARCH, 9, MARCH, False),
        (12, DECEMBER + 12, 9, 20, True),
        (12, DECEMBER + 12, 12, 23, False),
    ],
)
def test_a_period_fits_that_is_made_of_whole_ones(grain: int, month: int, first: int, last: int, fits: bool) -> None:
    grains = Grains()
    seen = grains.see(Frame("t", month, 1, None, (), grain))
    assert (seen.start, seen.stop) == (month + 1 - grain, month + 1)
    assert grains.fits("t", first, last) is fits


def test_a_table_that_nobody_has_seen_is_by_month() -> None:
    assert Grains().fits("t", 4, 4)
