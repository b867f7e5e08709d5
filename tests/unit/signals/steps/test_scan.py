"""What a step must gain, and the chance of as much."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.signals.steps.scan import AFTER_THE_FACT, MONTH_BY_MONTH, Scan, chance, least_gain

SCANS = pytest.mark.parametrize("scan", [AFTER_THE_FACT, MONTH_BY_MONTH], ids=["after the fact", "month by month"])


@SCANS
def test_what_passes_is_at_most_one_in_twenty(scan: Scan) -> None:
    for known in (12.0, 24.0, 36.0, 48.0, 60.0, 240.0):
        points = np.array([known])
        assert chance(scan, least_gain(scan, points), points)[0] <= 0.05


@SCANS
def test_a_greater_gain_has_a_smaller_chance(scan: Scan) -> None:
    gains = np.linspace(0, 40, 81)
    often = chance(scan, gains, np.full(81, 60.0))
    assert (np.diff(often) <= 0).all()
    assert often[0] == 0.5
    assert often[-1] == pytest.approx(scan.chances[-1][1] / 100_000)


def test_a_short_series_needs_less() -> None:
    needed = least_gain(AFTER_THE_FACT, np.array([12.0, 24, 30, 60, 400]))
    assert needed[0] == needed[1] < needed[2] < needed[3] == needed[4] == AFTER_THE_FACT.least_gain
    assert needed[2] == pytest.approx((needed[1] + least_gain(AFTER_THE_FACT, np.array([36.0]))[0]) / 2)


def test_between_the_rows_of_the_table_the_logarithm_is_straight() -> None:
    low, high = AFTER_THE_FACT.chances[3], AFTER_THE_FACT.chances[4]
    between = chance(AFTER_THE_FACT, np.array([(low[0] + high[0]) / 2]), np.array([60.0]))[0]
    assert between == pytest.approx((low[1] * high[1]) ** 0.5 / 100_000)
