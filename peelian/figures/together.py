"""The processes of several series side by side: all over the same periods, however few of them have a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from peelian.figures.ids import FigureId
from peelian.figures.process import WITHOUT_AVERAGE, Find, Process, Series, history, judged
from peelian.periods import Period, shift
from peelian.plan.model import Kpi, Plan
from peelian.quantities import NoValue


def together(
    find: Find, plan: Plan, of: Sequence[Series], kpi: Kpi, last: Callable[[Series], date | None], issued: date
) -> Mapping[Series, Process] | NoValue:
    """The process of each series, as the KPI judges it, from the first period that any has a value in to the last.

    `last` gives the day up to which the figures of a series count. The KPI's target is one of its own area. The reason
    where no series has a value by the month or quarter, or values have no average.
    """
    unit = plan.measures[kpi.measure or ""].unit
    if unit in WITHOUT_AVERAGE:
        return NoValue(f"a {unit} has no average")
    found = {series: history(find, series, day) for series in of if (day := last(series)) is not None}
    monthly = [figures for figures in found.values() if figures and figures[0].id.period.kind == "month"]
    periods = _periods([[f.id.period for f in figures] for figures in monthly or found.values() if figures])
    if not periods:
        return NoValue("no months have a value")
    return {
        series: judged(
            find,
            plan,
            series,
            replace(kpi, area=series[1], target=None),
            tuple(find(FigureId(*series, period)) for period in periods),
            issued,
        )
        for series in of
    }


def _periods(known: Sequence[Sequence[Period]]) -> list[Period]:
    """Every period from the first of all to the last."""
    if not known:
        return []
    first, last = min((one[0] for one in known), key=_end), max((one[-1] for one in known), key=_end)
    step = 1 if first.kind == "month" else 3
    periods = [first]
    while _end(periods[-1]) < _end(last):
        periods.append(shift(periods[-1], step))
    return periods


def _end(period: Period) -> date:
    assert period.last is not None
    return period.last
