"""specs/assess/forecast-*.yaml, run as data."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.periods import parse
from peelian.signals.forecast.months import forecast_months
from peelian.signals.forecast.predictive import Predicted
from peelian.signals.forecast.totals import year_ahead
from peelian.signals.panel import Panel
from tests.signal_series import look_ahead, panel_of
from tests.spec.arithmetic import evaluate
from tests.spec.cases import Case, cases

RUN_HERE = {"forecast-chances", "forecast-level", "forecast-year"}


def numbers(text: str) -> list[float]:
    return [float("nan") if one == "-" else float(evaluate(one)) for one in text.split()]


def panel(case: Case) -> Panel:
    first = parse(case["from"]).first
    assert first is not None
    values = numbers(case["values"]) * int(case.get("times", "1"))
    sizes = numbers(case["sizes"]) * int(case.get("times", "1")) if "sizes" in case else None
    return panel_of(np.array(values), None if sizes is None else np.array(sizes), first=(first.year, first.month))


def predicted(case: Case) -> Predicted:
    size = float(evaluate(case["out_of"])) if "out_of" in case else np.inf
    values = [float(evaluate(case.get(key, default))) for key, default in (("mean", "0"), ("variance", "0"))]
    known, per = float(evaluate(case.get("known", "0"))), float(evaluate(case.get("divided_by", "1")))
    return Predicted(True, *(np.array([one]) for one in (*values, size, known, per, 10.0)))


@pytest.mark.parametrize("case", cases("assess", "forecast-chances"))
def test_chances(case: Case) -> None:
    value = np.array([float(evaluate(case["value"]))])
    assert predicted(case).at_most(value)[0] == pytest.approx(float(evaluate(case["at_most"])), abs=1e-9)
    assert predicted(case).below(value)[0] == pytest.approx(float(evaluate(case["below"])), abs=1e-9)


@pytest.mark.parametrize("case", cases("assess", "forecast-level"))
def test_level(case: Case) -> None:
    made = panel(case)
    _, after, ahead = look_ahead(made, case["family"])  # type: ignore[arg-type]
    assert after.reason(0) == case.get("reason", "")
    if "next" in case:
        found = forecast_months(after, ahead, made.periods)
        assert found.periods[0] == parse(case["period"])
        assert found.forecast.mean[0, 0] == pytest.approx(float(evaluate(case["next"])), rel=1e-9)


@pytest.mark.parametrize("case", cases("assess", "forecast-year"))
def test_year(case: Case) -> None:
    made = panel(case)
    _, after, ahead = look_ahead(made, "count")
    year = year_ahead(after, ahead, made, int(case.get("year_ends", "3")))
    assert year.period == parse(case["year"])
    assert year.reason(0) == case.get("reason", "")
    assert year.known[0] == int(case["known"])
    assert year.so_far[0] == float(evaluate(case["so_far"]))
