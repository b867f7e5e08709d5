"""What a panel tells about its steps: seasons by its periods, weights by days and denominators."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.errors import Unusable
from peelian.periods import Period, calendar_year, month, quarter_ending, shift, year_ending
from peelian.signals.panel import Array, Panel, of_quotients
from peelian.signals.steps.of_panel import days, periods_in_a_year, steps_of_panel

MONTHS = tuple(shift(month(2021, 1), n) for n in range(36))
COUNTS: Array = np.round(np.array([days(MONTHS)]) * np.where(np.arange(36) < 20, 3.0, 5.0))


def panel(values: Array, periods: tuple[Period, ...] = MONTHS) -> Panel:
    return Panel(("a",), periods, values)


@pytest.mark.parametrize(
    ("periods", "cycle"),
    [
        (MONTHS, 12),
        (tuple(quarter_ending(2024, m) for m in (3, 6, 9)), 4),
        (tuple(calendar_year(y) for y in (2024, 2025)), 1),
        (MONTHS[:1], 1),
        ((), 1),
        (tuple(Period("wave", None, None, n) for n in (7, 8, 9)), 1),
        (tuple(month(2024 + n // 2, 1 + 7 * n % 12) for n in (0, 1)), 1),
    ],
)
def test_periods_in_a_year(periods: tuple[Period, ...], cycle: int) -> None:
    assert periods_in_a_year(periods) == cycle


def test_days_of_months() -> None:
    counted = days(MONTHS)
    assert counted is not None
    assert counted[:3].tolist() == [31, 28, 31]
    assert days((Period("wave", None, None, 7),)) is None


def test_counts_are_weighed_by_their_days() -> None:
    found = steps_of_panel(panel(COUNTS), "count")
    assert found.steps.first.tolist() == [20]
    assert not found.seasonal[0]
    assert found.steps.level_before[0] == pytest.approx(3)  # a day
    assert found.steps.before[0] == pytest.approx(COUNTS[0, :20].mean())  # a month


def test_measurements_are_not() -> None:
    values = np.array([[10.0, 11] * 10 + [20.0, 21] * 8])
    assert steps_of_panel(panel(values), "measurement").steps.first.tolist() == [20]


def test_shares_are_weighed_by_their_denominators() -> None:
    asked = np.array([[100.0, 300] * 18])
    agreed = asked * np.where(np.arange(36) < 20, 0.1, 0.3)
    found = steps_of_panel(of_quotients(("a",), MONTHS, agreed, asked), "share")
    assert found.steps.first.tolist() == [20]
    assert (found.steps.before[0], found.steps.after[0]) == pytest.approx((0.1, 0.3))


def test_a_share_without_denominators_is_refused() -> None:
    with pytest.raises(Unusable, match="steps of a share need numerators and denominators"):
        steps_of_panel(panel(COUNTS), "share")


def test_rolling_totals_are_refused() -> None:
    rolling = tuple(year_ending(2024, m) for m in range(1, 10))
    with pytest.raises(Unusable, match="share months"):
        steps_of_panel(panel(np.arange(9.0)[None], rolling), "count")
