from __future__ import annotations

import numpy as np
import pytest

from peelian.errors import Unusable
from peelian.periods import month, shift
from peelian.signals.panel import Panel
from peelian.signals.segments import basis, first_points

PERIODS = tuple(shift(month(2026, 1), n) for n in range(6))
PANEL = Panel(("a", "b"), PERIODS, np.array([[1.0, 2, 3, 4, 5, 6], [np.nan, 2, 3, 4, 5, 6]]))


def test_a_segment_begins_at_the_period_named() -> None:
    made = basis(PANEL, starts=[PERIODS[2], PERIODS[5]])
    assert made.segment.tolist() == [[0, 0, 1, 1, 1, 2]] * 2


def test_the_first_period_begins_nothing_new() -> None:
    assert basis(PANEL, starts=[PERIODS[0]]).segment.max() == 0


def test_segments_can_differ_between_series() -> None:
    starts = np.zeros((2, 6), dtype=bool)
    starts[1, 4] = True
    assert basis(PANEL, starts).segment.tolist() == [[0] * 6, [0, 0, 0, 0, 1, 1]]


def test_a_missing_value_and_an_excluded_one_make_no_line() -> None:
    made = basis(PANEL, excluded=[PERIODS[3]])
    assert made.in_baseline.tolist() == [
        [True, True, True, False, True, True],
        [False, True, True, False, True, True],
    ]
    assert made.excluded is not None
    assert made.excluded[0].tolist() == [False, False, False, True, False, False]


def test_a_baseline_holds_for_the_segments_it_reaches() -> None:
    made = basis(PANEL, starts=[PERIODS[4]], baseline=(PERIODS[0], PERIODS[1]))
    assert made.in_baseline[0].tolist() == [True, True, False, False, True, True]
    both = basis(PANEL, starts=[PERIODS[3]], baseline=(PERIODS[1], PERIODS[4]))
    assert both.in_baseline[0].tolist() == [False, True, True, True, True, False]


def test_the_first_points_of_each_segment() -> None:
    made = basis(PANEL, starts=[PERIODS[3]])
    assert first_points(PANEL, made.segment, 2).tolist() == [
        [True, True, False, True, True, False],
        [False, True, True, True, True, False],
    ]


def test_rows_of_a_basis() -> None:
    made = basis(PANEL, starts=[PERIODS[3]], excluded=[PERIODS[5]]).rows(np.array([1]))
    assert made.panel.names == ("b",)
    assert made.segment.shape == made.in_baseline.shape == (1, 6)
    assert made.excluded is not None
    assert made.excluded.tolist() == [[False] * 5 + [True]]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"starts": [month(2027, 1)]}, "2027-01 cannot be the start of a segment: the series have 2026-01 to 2026-06"),
        ({"excluded": [month(2027, 1)]}, "2027-01 cannot be excluded"),
        ({"baseline": (month(2025, 12), PERIODS[1])}, "2025-12 cannot be in the baseline"),
        (
            {"baseline": (PERIODS[2], PERIODS[1])},
            "the baseline ends (2026-02) before it begins (2026-03); swap the two",
        ),
    ],
)
def test_periods_that_the_panel_has_not_are_told(asked: dict[str, object], words: str) -> None:
    with pytest.raises(Unusable) as told:
        basis(PANEL, **asked)  # type: ignore[arg-type]
    assert words in str(told.value)
