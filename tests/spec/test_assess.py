"""The assessment of a KPI as data: its levels, its polarity and what it is compared with in; what they mean out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from peelian.assess.kpi import STABLE_BAND, Assessment, assess
from peelian.figures.derive import SMALLEST_BASE
from peelian.figures.ids import FigureId
from peelian.figures.model import Typed
from peelian.periods import parse
from peelian.plan.model import Baseline, Kpi, Target
from tests import small_plan
from tests.spec import (
    test_contributions,
    test_forecast,
    test_funnel,
    test_many_series,
    test_peers,
    test_season,
    test_signals,
    test_steps,
    test_targets,
    test_words,
    test_words_of_groups,
)
from tests.spec.arithmetic import evaluate
from tests.spec.cases import Case, cases, subjects

RUN_HERE = {"direction-and-meaning", "change", "compared-with", "target", "not-assessed"}


def assessed(case: Case) -> Assessment | None:
    plan = small_plan.plan([kpi_of(case)], [small_plan.measure("m", case.get("unit", "count"))])
    paper = small_plan.publication(
        period=case.get("period", "ye-2026-03"),
        compare=case.get("compare", "baseline"),
        baselines={"k": case["named"]} if "named" in case else {},
    )
    return assess(plan.priorities[0].kpis[0], plan, paper, small_plan.book(plan, rows_of(case)))


def kpi_of(case: Case) -> Kpi:
    sides = {side: case[side] for side in ("at_least", "at_most", "over", "under") if side in case}
    since = case.get("since", "ye-2024-03")
    return small_plan.kpi(
        "k",
        case.get("polarity", "lower"),
        kind=case.get("kind", "trajectory"),
        measure="m" if case.get("measure", "yes") == "yes" else None,
        baseline=Baseline(since, case.get("level_in_plan")) if since != "none" else None,
        target=Target(case["unit"], **sides) if sides else None,
        stable_band=Decimal(case["band"]) if "band" in case else None,
    )


def rows_of(case: Case) -> list[Typed]:
    unit = case.get("unit", "count")
    id = FigureId("m", "all", (), parse(case.get("period", "ye-2026-03")))
    since = case.get("before", case.get("since", "ye-2024-03"))
    rows = []
    if "current" in case:
        rows.append(small_plan.typed(id, case["current"], unit, qualifier=case.get("qualifier")))
    if since != "none":
        earlier = parse(since)
        if "baseline" in case:
            rows.append(small_plan.typed(id.at(earlier), case["baseline"], unit))
        if "typed_change" in case:
            rows.append(small_plan.typed(id.change("change-percent", earlier), case["typed_change"], "percent"))
        if "typed_points" in case:
            rows.append(small_plan.typed(id.change("change-pp", earlier), case["typed_points"], "pp"))
    return rows


def known(case: Case) -> Assessment:
    assessment = assessed(case)
    assert assessment is not None
    return assessment


@pytest.mark.parametrize("case", cases("assess", "direction-and-meaning"))
def test_direction_and_meaning(case: Case) -> None:
    assessment = known(case)
    assert (assessment.direction, assessment.meaning) == (case["direction"], case["meaning"])


@pytest.mark.parametrize("case", [*cases("assess", "change"), *cases("assess", "compared-with")])
def test_change(case: Case) -> None:
    assessment = known(case)
    if case["change"] == "none":
        assert assessment.change is None
        assert assessment.meaning == "unknown"
    else:
        assert assessment.change is not None
        assert assessment.change.value == evaluate(case["change"])
        assert assessment.change.id.statistic == case.get("statistic", assessment.change.id.statistic)


@pytest.mark.parametrize("case", cases("assess", "compared-with"))
def test_compared_with(case: Case) -> None:
    assessment = known(case)
    assert (assessment.since.id if assessment.since else "nothing") == case["compared_with"]
    assert (assessment.baseline is not None) == ("baseline" in case or "level_in_plan" in case)


@pytest.mark.parametrize("case", cases("assess", "target"))
def test_target(case: Case) -> None:
    assert known(case).target_met == {"yes": True, "no": False, "not known": None}[case["met"]]


@pytest.mark.parametrize("case", cases("assess", "not-assessed"))
def test_not_assessed(case: Case) -> None:
    assert (assessed(case) is not None) == (case["assessed"] == "yes")


def test_every_subject_is_run() -> None:
    elsewhere = (
        test_signals,
        test_season,
        test_forecast,
        test_targets,
        test_words,
        test_peers,
        test_contributions,
        test_funnel,
        test_many_series,
        test_steps,
        test_words,
        test_words_of_groups,
    )
    assert subjects("assess") == RUN_HERE.union(*(module.RUN_HERE for module in elsewhere))


def test_the_numbers_of_the_rules_are_those_the_paper_states() -> None:
    """The pages of the cases name them: one per cent or point, and a base of a hundred."""
    assert (STABLE_BAND, SMALLEST_BASE) == (1, 100)
