"""Which points count, and what cannot be read."""

from __future__ import annotations

import pytest

from peelian.errors import Unusable
from peelian.periods import month
from peelian.signals.season.points import points
from peelian.signals.segments import basis
from tests.signal_series import panel_of, points_of

NAN = float("nan")


def test_missing_excluded_and_empty_wholes_are_not_used() -> None:
    found = points(basis(panel_of([3, NAN, 5, 6]), excluded=[month(2019, 4)]), "count")
    assert found.used.tolist() == [[True, False, True, False]]
    assert found.total.tolist() == [[3, 0, 5, 0]]
    shares = points_of(panel_of([3, 2, 0], [10, NAN, 0]), "share")
    assert shares.used.tolist() == [[True, False, False]]
    assert shares.size.tolist() == [[10, 1, 1]]


def test_a_baseline_of_the_limits_does_not_bind() -> None:
    made = basis(panel_of([1, 2, 3, 4]), baseline=(month(2019, 1), month(2019, 2)))
    assert points(made, "measurement").used.all()


def test_a_share_needs_both_its_parts() -> None:
    with pytest.raises(Unusable, match="a share needs numerators and denominators"):
        points_of(panel_of([1, 2, 3]), "share")


def test_a_count_is_not_below_zero() -> None:
    with pytest.raises(Unusable, match="a count has a number below zero"):
        points_of(panel_of([1, -2, 3]), "count")
    assert points_of(panel_of([1, -2, 3]), "measurement").used.all()
