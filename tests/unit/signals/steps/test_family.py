"""Deviances of segments by sums that can be checked by hand."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from peelian.signals.steps.family import FAMILIES, FamilyName


def misfit(family: FamilyName, total: float, weight: float) -> float:
    return float(FAMILIES[family].misfit(np.array([total]), np.array([weight]))[0])


@pytest.mark.parametrize(
    ("family", "total", "weight", "expected"),
    [
        ("measurement", 6, 3, -12),  # 1, 2, 3: squares 14, about their mean 2
        ("measurement", 0, 0, 0),
        ("count", 6, 3, -2 * 6 * log(2)),
        ("count", 0, 3, 0),
        ("count", 0, 0, 0),
        ("rate", 6, 3000, -2 * 6 * log(0.002)),
        ("share", 5, 20, -2 * (5 * log(0.25) + 15 * log(0.75))),
        ("share", 0, 20, 0),
        ("share", 20, 20, 0),
        ("between", 60, 3, 2 * 3 * log(20)),
        ("between", 0, 0, 0),
    ],
)
def test_misfit(family: FamilyName, total: float, weight: float, expected: float) -> None:
    assert misfit(family, total, weight) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("family", list(FAMILIES))
def test_two_levels_never_fit_worse_than_one(family: FamilyName) -> None:
    parts = misfit(family, 2, 10) + misfit(family, 7, 10)
    assert parts < misfit(family, 9, 20)
    assert misfit(family, 4, 10) + misfit(family, 8, 20) == pytest.approx(misfit(family, 12, 30))


@pytest.mark.parametrize(
    ("family", "variance"),
    [("measurement", 1), ("count", 0.2), ("rate", 0.2), ("share", 0.2 * 0.8), ("between", 0.04)],
)
def test_variance_at_a_level_of_a_fifth(family: FamilyName, variance: float) -> None:
    assert float(FAMILIES[family].variance(np.array([0.2]))[0]) == pytest.approx(variance)
