"""Series judged together as data: probabilities and a budget in; marks, thresholds and what chance makes out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from peelian.signals.many import Budget, judge
from peelian.signals.panel import Array
from peelian.signals.surprise import Surprise
from tests.spec.arithmetic import evaluate
from tests.spec.cases import cases

RUN_HERE = {"many-series"}


def probabilities(texts: list[str]) -> Array:
    return np.array([np.nan if text == "missing" else float(text) for text in texts])


@pytest.mark.parametrize("case", cases("assess", "many-series"))
def test_many_series(case: dict[str, Any]) -> None:
    high = probabilities(case["high"])
    low = probabilities(case["low"]) if "low" in case else 1 - high
    series = tuple(int(number) for number in case["series"])
    before = int(case.get("before", 0))
    month = judge(
        Surprise(high, high, high, low, ("",) * len(high)),
        np.array([int(level) for level in case.get("levels", ["0"] * len(high))]),
        Budget(
            series,
            float(case["rate"]),
            int(case["months"]),
            dependence=case.get("dependence", "positive"),
            marks=((before, 0),) * len(series),
        ),
    )
    assert month.direction.tolist() == [int(mark) for mark in case["marked"]]
    if "threshold" in case:
        assert month.threshold[:, 0].tolist() == pytest.approx([float(evaluate(t)) for t in case["threshold"]])
    if "by_chance" in case:
        assert month.by_chance == pytest.approx(float(evaluate(case["by_chance"])))
    if "outside" in case:
        assert month.outside == int(case["outside"])
        assert month.outside_by_chance == pytest.approx(float(evaluate(case["outside_by_chance"])))
    assert month.budget.spent == 1
    assert sum(map(sum, month.budget.marks)) == before * len(series) + month.found
