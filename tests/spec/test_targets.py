"""specs/assess/target-*.yaml, run as data."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from peelian.signals.forecast.months import forecast_months
from peelian.signals.forecast.totals import year_ahead
from peelian.signals.panel import Array
from peelian.signals.season.points import Family
from peelian.signals.targets.assurance import assurance
from peelian.signals.targets.chance import chance_next, chance_of, chance_year
from peelian.signals.targets.status import STATUSES, status, value_now
from peelian.signals.targets.target import Kind, Over, Target
from peelian.signals.verdict import ASSURANCES, Better
from tests.signal_series import look_ahead
from tests.spec.arithmetic import evaluate
from tests.spec.cases import Case, cases
from tests.spec.test_forecast import panel, predicted

RUN_HERE = {"target-status", "target-value-now", "target-assurance", "target-chance", "target-small-base"}


def number(case: Case, key: str) -> Array:
    return np.array([float(evaluate(case[key])) if case.get(key, "none") != "none" else np.nan])


def target(case: Case) -> Target:
    kind = cast(Kind, case["kind"].replace(" ", "_"))
    upper = number(case, "upper") if kind == "maintain" else None
    return Target(kind, cast(Better, case.get("better", "lower")), number(case, "level"), upper, over(case))


def over(case: Case) -> Over:
    return cast(Over, case.get("over", "period"))


@pytest.mark.parametrize("case", cases("assess", "target-status"))
def test_status(case: Case) -> None:
    assert STATUSES[status(target(case), number(case, "value"))[0]] == case["status"]


@pytest.mark.parametrize("case", cases("assess", "target-value-now"))
def test_value_now(case: Case) -> None:
    found = value_now(panel(case), over(case), cast(Family, case["family"]), 12)
    assert found == pytest.approx(number(case, "now"), nan_ok=True)


@pytest.mark.parametrize("case", cases("assess", "target-assurance"))
def test_assurance(case: Case) -> None:
    lower, upper = (
        np.array([[float(evaluate(one)) if one != "none" else np.nan for one in case[key].split()]])
        for key in ("lower_limits", "upper_limits")
    )
    if lower.shape[1] == 1:
        lower, upper = lower[:, 0], upper[:, 0]
    assert (ASSURANCES[int(assurance(target(case), lower, upper)[0])] or "not told") == case["assurance"]


@pytest.mark.parametrize("case", cases("assess", "target-chance"))
def test_chance(case: Case) -> None:
    assert chance_of(target(case), predicted(case))[0] == pytest.approx(float(evaluate(case["chance"])), abs=1e-9)


@pytest.mark.parametrize("case", cases("assess", "target-small-base"))
def test_small_base(case: Case) -> None:
    made = panel(case)
    _, after, ahead = look_ahead(made, cast(Family, case["family"]))
    if case["of"] == "month":
        found = chance_next(target(case), after, forecast_months(after, ahead, made.periods))
    else:
        found = chance_year(target(case), after, year_ahead(after, ahead, made))
    assert found.reason(0) == case.get("reason", "")
    assert np.isnan(found.chance[0]) == ("reason" in case)
