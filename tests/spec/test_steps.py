"""Proposals of steps as data: a short series in; its steps, their intervals and the averages around them out."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest

from peelian.signals.panel import Array
from peelian.signals.steps.family import FAMILIES, FamilyName
from peelian.signals.steps.model import Proposals
from peelian.signals.steps.propose import propose
from peelian.signals.steps.scan import AFTER_THE_FACT, MONTH_BY_MONTH
from tests.spec.arithmetic import evaluate
from tests.spec.cases import Case, cases

RUN_HERE = {"steps"}
SCANS = {"after the fact": AFTER_THE_FACT, "month by month": MONTH_BY_MONTH}


def series(text: str) -> Array:
    """`2 x 10 -, 1 x 7` is 10, missing, 10, missing, 7; one row."""
    values: list[float] = []
    for part in text.split(","):
        times, _, repeated = part.partition(" x ")
        values += [float("nan") if value == "-" else float(value) for value in repeated.split()] * int(times)
    return np.array([values])


def proposed(case: Case) -> Proposals:
    family: Any = case.get("family", "measurement")
    weight = series(case["weights"]) if "weights" in case else None
    scan = SCANS[case.get("scan", "after the fact")]
    return propose(family, series(case["values"]), weight, cycle=int(case.get("cycle", 12)), scan=scan)


@pytest.mark.parametrize("case", cases("assess", "steps"))
def test_steps(case: Case) -> None:
    found = proposed(case)
    wanted = [] if case["steps"] == "none" else [int(place) for place in case["steps"].split()]
    assert (found.steps.first + 1).tolist() == wanted
    assert found.looked_at.tolist() == [case.get("looked_at", "yes") == "yes"]
    if "seasonal" in case:
        assert found.seasonal.tolist() == [case["seasonal"] == "yes"]
    if "interval" in case:
        assert [found.steps.earliest[0] + 1, found.steps.latest[0] + 1] == [int(i) for i in case["interval"].split()]
    for side in ("before", "after"):
        if side in case:
            assert getattr(found.steps, side)[0] == pytest.approx(float(evaluate(case[side])), rel=1e-12)


def test_a_series_of_the_cases_reads_as_it_stands() -> None:
    assert series("2 x 10 -, 1 x 7")[0].tolist() == pytest.approx([10, np.nan, 10, np.nan, 7], nan_ok=True)


def test_every_family_has_its_cases() -> None:
    told: set[str] = {case.values[0].get("family", "measurement") for case in cases("assess", "steps")}  # type: ignore[attr-defined]
    assert told == set(FAMILIES) == set(get_args(FamilyName))
