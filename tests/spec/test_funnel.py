"""A funnel as data: counts and sizes in; limits, z, dispersion and places out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from peelian.quantities import NoValue
from peelian.signals.limits.funnel import Funnel, funnel
from tests.spec.arithmetic import evaluate
from tests.spec.cases import cases

RUN_HERE = {"funnel"}

ARRAYS = {"lower_95": ("lower", 0), "upper_95": ("upper", 0), "lower_998": ("lower", 1), "upper_998": ("upper", 1)}


def made(case: dict[str, Any]) -> Funnel | NoValue:
    numerator, denominator = (
        np.array([np.nan if text == "missing" else float(text) for text in case[key]])
        for key in ("numerator", "denominator")
    )
    return funnel(
        numerator,
        denominator,
        case["kind"],
        target=float(evaluate(case["target"])) if "target" in case else None,
        between=case.get("between", "yes") == "yes",
    )


@pytest.mark.parametrize("case", cases("assess", "funnel"))
def test_funnel(case: dict[str, Any]) -> None:
    given = made(case)
    if "refused" in case:
        assert given == NoValue(case["refused"])
        return
    assert isinstance(given, Funnel), given
    for key, (lines, level) in ARRAYS.items():
        if key in case:
            expected = [float(evaluate(sum_)) for sum_ in case[key]]
            assert getattr(given, lines)[level].tolist() == pytest.approx(expected, rel=1e-12)
    if "z" in case:
        assert given.z.tolist() == pytest.approx([float(evaluate(sum_)) for sum_ in case["z"]], rel=1e-12)
    for key in ("phi", "tau2"):
        if key in case:
            assert getattr(given, key) == pytest.approx(float(evaluate(case[key])), rel=1e-12)
    if "exact" in case:
        assert given.overdispersed == (case["exact"] == "no")
    if "place" in case:
        assert given.place.tolist() == [int(place) for place in case["place"]]
    assert list(given.left_out) == case.get("left_out", [""] * len(case["numerator"]))
