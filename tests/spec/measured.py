"""What a case of specs/measures holds an observation to."""

from __future__ import annotations

from fractions import Fraction

from peelian.quantities import round_half_away
from peelian.series.model import Observation
from tests.spec.arithmetic import evaluate
from tests.spec.cases import Case

EXACT = ("value", "numerator", "denominator", "base")
ROUNDED = ("low", "high")
FIELDS = {"says", "of", "missing", "suppressed", "sum", "why", *EXACT, *ROUNDED}


def hold(found: Observation, case: Case, *, words: bool) -> None:
    """The observation is what the case says: its numbers, and where `words` also its reason and its sum."""
    assert set(case) <= FIELDS
    for name in EXACT:
        if name in case:
            assert getattr(found, name) == evaluate(case[name]), name
    for name in ROUNDED:
        if case.get(name) == "none":
            assert getattr(found, name) is None
        elif name in case:
            decimals = len(case[name].partition(".")[2])
            assert round_half_away(Fraction(getattr(found, name)), decimals) == evaluate(case[name]), name
    for status in ("missing", "suppressed"):
        if status in case:
            assert (found.value, found.status) == (None, status)
            if words:
                assert found.reason == case[status]
    if "missing" not in case and "suppressed" not in case:
        assert found.status == "final"
        assert "value" in case
    if "sum" in case and words:
        assert found.sum == case["sum"]
