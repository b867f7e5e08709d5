"""Targets that cannot be, and levels carried between months and years."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.errors import Unusable
from peelian.signals.targets.target import Target, trajectory

LEVEL = np.array([12.0, 24.0])


def test_a_trajectory_needs_a_direction() -> None:
    with pytest.raises(Unusable, match="say whether higher or lower is better"):
        trajectory(LEVEL, "neither")
    assert trajectory(LEVEL, "lower").over == "year"


def test_a_band_has_two_ends_in_order() -> None:
    with pytest.raises(Unusable, match="a lower and an upper end"):
        Target("maintain", "neither", LEVEL)
    with pytest.raises(Unusable, match="a lower and an upper end"):
        Target("at_most", "lower", LEVEL, LEVEL + 1)
    with pytest.raises(Unusable, match="swap the two"):
        Target("maintain", "neither", LEVEL, LEVEL - 1)


def test_a_count_of_a_year_is_twelve_months() -> None:
    year = Target("maintain", "neither", LEVEL, LEVEL + 12, "year")
    month = year.at("period", "count", 12)
    assert (month.level.tolist(), month.upper is not None and month.upper.tolist()) == ([1, 2], [2, 3])
    assert month.at("year", "count", 12).level == pytest.approx(LEVEL)


def test_shares_rates_and_measurements_keep_their_level() -> None:
    for family in ("share", "rate", "measurement"):
        assert Target("at_least", "higher", LEVEL).at("year", family, 12).level.tolist() == LEVEL.tolist()  # type: ignore[arg-type]
    assert Target("at_least", "higher", LEVEL).at("year", "count", 0).level.tolist() == LEVEL.tolist()
