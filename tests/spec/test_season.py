"""specs/assess/season-*.yaml, run as data."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.periods import parse
from peelian.signals.season.calendar import calendar
from peelian.signals.season.finding import Season, find_season
from peelian.signals.season.lines import Year
from peelian.signals.season.points import Family
from tests.signal_series import panel_of, points_of
from tests.spec.arithmetic import evaluate
from tests.spec.cases import Case, cases

RUN_HERE = {"season-lengths", "season-tested", "season-limits"}


def season_of(case: Case) -> Season:
    pattern = [float(evaluate(value)) for value in case["pattern"].split()]
    first = parse(case["from"]).first
    assert first is not None
    months = int(case["months"])
    made = panel_of((pattern * months)[:months], first=(first.year, first.month))
    if case["family"] == "count":
        made.values[:] *= np.round(calendar(made.periods).length * 365.2425 / 12)
    for period in case.get("missing", "").split():
        made.values[:, made.periods.index(parse(period))] = np.nan
    family: Family = "measurement" if case["family"] == "measurement" else "count"
    return find_season(points_of(made, family), int(case.get("years", "3")))


@pytest.mark.parametrize("case", cases("assess", "season-lengths"))
def test_lengths(case: Case) -> None:
    found = calendar((parse(case["period"]),))
    assert found.length[0] == pytest.approx(float(evaluate(case["length"])), rel=1e-12)


@pytest.mark.parametrize("case", cases("assess", "season-tested"))
def test_tested(case: Case) -> None:
    season = season_of(case)
    assert ("yes" if season.found[0] else "no") == case["found"]
    assert season.reason(0) == case.get("reason", "")
    assert ("yes" if season.uneven[0] else "no") == case.get("uneven", "no")
    for place, effect in enumerate(case.get("effects", "").split(", ") if "effects" in case else []):
        assert season.effect[0, place] == pytest.approx(float(evaluate(effect)), abs=1e-5)
    if case["found"] == "no":
        assert (season.effect == (1 if season.multiplies else 0)).all()


@pytest.mark.parametrize("case", cases("assess", "season-limits"))
def test_limits(case: Case) -> None:
    level, factor, shift, flat = (
        np.array([[float(evaluate(case[key]))]]) for key in ("level", "factor", "adds", "flat")
    )
    year = Year(level, factor, shift)
    assert year.raw(flat)[0, 0] == pytest.approx(float(evaluate(case["line"])), rel=1e-12)
    assert year.steady(year.raw(flat))[0, 0] == pytest.approx(flat[0, 0], rel=1e-12)
