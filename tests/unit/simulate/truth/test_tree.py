"""Numbers along the tree of areas."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.simulate.geography import Area, Geography
from peelian.simulate.truth.spans import Span
from peelian.simulate.truth.tree import Cube

NONE = np.zeros(0, np.int64)
AREAS = (
    Area("whole", "Whole", "country", "X1", None),
    Area("a", "A", "force", "X2", 0),
    Area("b", "B", "force", "X3", 0),
)
GEOGRAPHY = Geography(AREAS, (1, 2), NONE, NONE, NONE, NONE, NONE, (1.0, 1.0))


@pytest.mark.parametrize(("counted", "first", "second"), [(False, 105, 7), (True, 100, 7)])
def test_what_a_publisher_counts_for_an_area_is_its_number_in_that_month(
    counted: bool, first: int, second: int
) -> None:
    cube = Cube(3, 2, counted)
    cube.add(np.array([0, 1, 2]), 0, np.array([100, 2, 3]))
    cube.add(np.array([1, 2]), 1, np.array([3, 4]))
    cube.roll_up(GEOGRAPHY)
    assert [cube.total(0, Span("", month, month)) for month in (0, 1)] == [first, second]
    assert cube.total(1, Span("", 0, 1)) == 5
