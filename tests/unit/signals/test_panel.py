from __future__ import annotations

import numpy as np
import pytest

from peelian.errors import Unusable
from peelian.periods import NOT_STATED, Period, calendar_year, month, quarter_ending, wave, year_ending, year_to_date
from peelian.signals.panel import Panel, of_quotients, step_of

MONTHS = (month(2025, 11), month(2025, 12), month(2026, 1))


def test_a_panel_refuses_arrays_of_another_shape() -> None:
    with pytest.raises(Unusable, match=r"values has 1 x 2 numbers; 1 series of 3 periods need 1 x 3"):
        Panel(("a",), MONTHS, np.zeros((1, 2)))


def test_a_numerator_needs_a_denominator() -> None:
    with pytest.raises(Unusable, match="give both or neither"):
        Panel(("a",), MONTHS, np.zeros((1, 3)), numerator=np.zeros((1, 3)))


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        ((month(2025, 11), month(2026, 1), month(2026, 2)), "nothing stands between 2025-11 and 2026-01"),
        ((month(2026, 1), month(2026, 2), month(2026, 4)), "nothing stands between 2026-02 and 2026-04"),
        ((month(2026, 1), month(2026, 1)), "2026-01 stands after 2026-01"),
        ((month(2026, 2), month(2026, 1)), "2026-01 stands after 2026-02"),
        ((month(2026, 2), quarter_ending(2026, 3)), "of several kinds (month, quarter)"),
        ((NOT_STATED,), "a period that is not stated has no place"),
    ],
)
def test_periods_that_do_not_follow_each_other_are_refused(periods: tuple[Period, ...], words: str) -> None:
    with pytest.raises(Unusable) as told:
        step_of(periods)
    assert words in str(told.value)


@pytest.mark.parametrize(
    ("periods", "step"),
    [
        ((), 0),
        (MONTHS[:1], 0),
        (MONTHS, 1),
        ((quarter_ending(2025, 12), quarter_ending(2026, 3)), 3),
        ((calendar_year(2024), calendar_year(2025)), 12),
        ((wave(3), wave(4)), 1),
    ],
)
def test_the_step_between_periods(periods: tuple[Period, ...], step: int) -> None:
    assert step_of(periods) == step


def test_rolling_totals_and_years_to_date_overlap() -> None:
    def overlaps(*periods: Period) -> bool:
        return Panel(("a",), periods, np.zeros((1, len(periods)))).overlapping

    assert overlaps(year_ending(2026, 1), year_ending(2026, 2))
    assert overlaps(year_to_date(2025, 11), year_to_date(2025, 12))
    assert not overlaps(*MONTHS)
    assert not overlaps(year_ending(2025, 3), year_ending(2026, 3))
    assert not overlaps(wave(1), wave(2))


def test_a_quotient_of_nothing_is_missing() -> None:
    panel = of_quotients(("a",), MONTHS, np.array([[1.0, 0.0, np.nan]]), np.array([[4.0, 0.0, 2.0]]))
    assert np.array_equal(panel.values, [[0.25, np.nan, np.nan]], equal_nan=True)


def test_rows_are_whole_series() -> None:
    numbers = np.arange(6.0).reshape(2, 3)
    panel = Panel(("a", "b"), MONTHS, numbers, numbers, numbers, numbers.astype(np.int8))
    for wanted in (slice(1, 2), np.array([1])):
        part = panel.rows(wanted)
        assert part.names == ("b",)
        assert part.status is not None
        assert part.values.tolist() == part.status.tolist() == [[3, 4, 5]]
