"""A KPI joined to its process: what the latest month says of it, its steps, and why there may be none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from peelian.assess.kpi import Assessment, assess, horizon
from peelian.assess.process import KpiProcess, process_of
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId
from peelian.figures.process import Horizon
from peelian.periods import month, parse, shift
from peelian.plan.model import Kpi, Target
from peelian.plan.processes import ConfirmedStep, Processes
from peelian.quantities import NoValue
from tests import small_plan

STEADY = [20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21] * 3
STEP = ConfirmedStep("crime", "2025-04", "New locks", date(2026, 1, 5), area="all")


def joined(values: list[int], *kpis: Kpi, processes: Processes | None = None) -> list[KpiProcess | NoValue]:
    """The process of each KPI; the values are those of the months up to March 2026."""
    plan = replace(small_plan.plan(kpis), processes=processes or Processes())
    paper = small_plan.publication()
    months = [shift(month(2026, 3), -back) for back in range(len(values) - 1, -1, -1)]
    rows = [small_plan.typed(FigureId("crime", "all", (), m), v) for m, v in zip(months, values, strict=True)]
    until = horizon(plan, paper)
    figures = Figures(
        plan, rows, None, document="doc", issued=paper.issued, plan_origin=small_plan.PLAN_FILE, horizon=until
    )
    assessed = [assess(kpi, plan, paper, figures) for kpi in kpis]
    return [process_of(one, figures) for one in assessed if isinstance(one, Assessment)]


def crime(**fields: object) -> Kpi:
    return small_plan.kpi("crime", **fields)  # type: ignore[arg-type]


def test_the_polarity_of_the_kpi_decides_what_a_signal_means() -> None:
    (lower,) = joined([*STEADY, *[15] * 8], crime())
    assert isinstance(lower, KpiProcess)
    assert lower.variation == "improvement"
    higher, neither = joined(
        [*STEADY, *[15] * 8],
        crime(polarity="higher"),
        replace(crime(polarity="neither"), id="watched"),
    )
    assert isinstance(higher, KpiProcess)
    assert isinstance(neither, KpiProcess)
    assert (higher.variation, neither.variation) == ("concern", "special")


def test_a_confirmed_step_moves_the_lines_and_is_told() -> None:
    (kpi,) = joined([*STEADY, *[15, 14, 16, 15, 13, 15, 16, 14, 15, 17, 14, 15]], crime(), processes=Processes((STEP,)))
    assert isinstance(kpi, KpiProcess)
    assert kpi.steps == (STEP,)
    assert kpi.variation == "none"


def test_a_target_of_single_months_is_assured_or_not() -> None:
    goal = Target("count", at_most="60")
    (monthly,) = joined(STEADY, crime(period="2026-03", target=goal))
    (yearly,) = joined(STEADY, crime(target=goal))
    assert isinstance(monthly, KpiProcess)
    assert isinstance(yearly, KpiProcess)
    assert (monthly.assurance, yearly.assurance) == ("passes", None)


def test_too_few_months_have_no_process() -> None:
    (few,) = joined([20, 21, 22, 20, 21, 20, 19], crime())
    assert few == NoValue("seven months have a value; a control chart needs at least eight")


def test_a_series_is_known_up_to_the_latest_of_its_kpis() -> None:
    earlier, later = joined(STEADY, replace(crime(period="ye-2025-12"), id="before"), crime())
    assert earlier == NoValue(
        "another KPI of the same figures goes beyond the year ending December 2025, and the chart stands there"
    )
    assert isinstance(later, KpiProcess)
    assert later.process.periods[-1] == parse("2026-03")


def test_the_horizon_is_that_of_the_kpis_and_else_of_the_paper() -> None:
    plan = small_plan.plan([crime(period="ye-2025-12"), small_plan.kpi("staff", period="at-2026-01")])
    until = horizon(plan, small_plan.publication())
    assert until == Horizon(
        {("crime", "all", ()): date(2025, 12, 31), ("staff", "all", ()): date(2026, 1, 31)},
        date(2026, 3, 31),
        whole="all",
    )
    assert until.of(("other", "all", ())) == date(2026, 3, 31)


def test_the_side_of_a_signal_is_where_the_values_lie() -> None:
    (fallen, risen, steady) = (
        joined([*STEADY, *[15] * 8], crime())[0],
        joined([*STEADY, *[26] * 8], crime())[0],
        joined(STEADY, crime())[0],
    )
    assert [one.side for one in (fallen, risen, steady) if isinstance(one, KpiProcess)] == ["low", "high", None]


def test_rarer_events_are_fewer_though_the_gaps_between_them_are_longer() -> None:
    """A chart of gaps signals when they grow: of the events, that is low."""
    rare = [1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 0, 1, *[0] * 30, 1]
    (kpi,) = joined(rare, crime())
    assert isinstance(kpi, KpiProcess)
    assert kpi.process.signals.judged.waiting is not None
    assert (kpi.variation, kpi.side) == ("improvement", "low")


def test_a_series_without_lines_is_not_judged() -> None:
    (flat, few, run) = (joined(values, crime())[0] for values in ([7] * 20, [0] * 20, STEADY[:9]))
    assert [one.is_judged for one in (flat, few, run) if isinstance(one, KpiProcess)] == [False, False, True]
