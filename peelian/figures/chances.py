"""The chance that what a KPI promises comes true: a target met, a year better than its baseline, a level kept."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from peelian.figures.derive import change_kinds
from peelian.figures.estimates import all_averages, kept
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.figures.process import Find, Process, absent, is_counted
from peelian.periods import parse
from peelian.plan.model import Target as Goal
from peelian.plan.targets import side
from peelian.quantities import NoValue, Quantity, exact
from peelian.signals.season.calendar import following
from peelian.signals.targets.chance import Chance, chance_next, chance_year
from peelian.signals.targets.target import Target, trajectory
from peelian.signals.verdict import Better

NO_MEAN = "the year's value is not the mean of its months, which is all that is forecast of measured values"
WHOLE_YEARS = ("year-ending", "calendar-year")


def chance(process: Process, id: FigureId, find: Find) -> Figure:
    """The chance of what the KPI promises: of a target for the next period or the year, of any other for the year."""
    kpi = process.kpi
    if kpi is not None and kpi.target is not None:
        return _of_target(process, id, kpi.target)
    if kpi is not None and kpi.kind == "trajectory" and kpi.polarity != "neither" and kpi.baseline is not None:
        return _of_trajectory(process, id, find)
    if kpi is not None and kpi.kind == "maintain" and kpi.stable_band and kpi.baseline is not None:
        return _of_band(process, id, find)
    return absent(id, "the plan sets no target")


def _of_target(process: Process, id: FigureId, goal: Goal) -> Figure:
    """The chance that the next period, or the year, meets the KPI's target."""
    signals = process.signals
    if id.period == signals.year.period and process.measure.kind == "weighted_sum":
        return absent(id, NO_MEAN)
    if id.period == signals.year.period:
        found = chance_year(target_of(process, goal), signals.outlook, signals.year)
    elif id.period == following(process.periods, 1)[0] and not np.isnan(signals.judged.target[0]):
        found = chance_next(target_of(process, goal, month=True), signals.outlook, signals.months)
    else:
        return absent(id, f"a chance is of the next period or of {signals.year.period.id}")
    if reason := found.reason(0):
        return absent(id, reason)
    sum_ = "what share of the values that are forecast meets the target"
    return _figure(process, id, float(found.chance[0]), sum_, process.figures[-1].id.of("target"))


def _of_trajectory(process: Process, id: FigureId, find: Find) -> Figure:
    """The chance that the year is better than the baseline year."""
    baseline = _baseline(process, id, find)
    if isinstance(baseline, NoValue):
        return absent(id, baseline.reason)
    assert process.kpi is not None
    better = process.kpi.polarity
    found = _of_year(process, baseline.level, better)
    if reason := found.reason(0):
        return absent(id, reason)
    way = "above" if better == "higher" else "below"
    sum_ = f"what share of the values that are forecast of the year lies {way} the baseline"
    return _figure(process, id, float(found.chance[0]), sum_, baseline.id)


def _of_band(process: Process, id: FigureId, find: Find) -> Figure:
    """The chance that the year does not move the wrong way by the KPI's stable band or more; where neither way is
    better, either way. A smaller change is called stable, and a change the right way breaks no promise."""
    baseline = _baseline(process, id, find)
    if isinstance(baseline, NoValue):
        return absent(id, baseline.reason)
    width = width_of_band(process, baseline.figure)
    if isinstance(width, NoValue):
        return absent(id, width.reason)
    assert process.kpi is not None
    sides: dict[Better, Fraction] = {"higher": baseline.level - width, "lower": baseline.level + width}
    wrong = {better: end for better, end in sides.items() if process.kpi.polarity in (better, "neither")}
    found = [_of_year(process, end, better) for better, end in wrong.items()]
    if reason := found[0].reason(0):
        return absent(id, reason)
    inside = sum(float(one.chance[0]) for one in found) - (len(found) - 1)  # beyond one end is not beyond the other
    how = {"higher": "below", "lower": "above", "neither": "away from"}[process.kpi.polarity]
    sum_ = f"what share of the values that are forecast of the year lies less than the stable band {how} the baseline"
    if process.kpi.polarity != "neither":
        sum_ += f", or {'above' if how == 'below' else 'below'} it"
    return _figure(process, id, max(inside, 0.0), sum_, baseline.id)


@dataclass(frozen=True)
class _Baseline:
    """The figure of the baseline year, and its level in the unit of the panel."""

    figure: Figure
    level: Fraction

    @property
    def id(self) -> FigureId:
        return self.figure.id


def _baseline(process: Process, id: FigureId, find: Find) -> _Baseline | NoValue:
    """What the year of this id is held against; the reason where it cannot be."""
    kpi, year = process.kpi, process.signals.year
    assert kpi is not None
    assert kpi.baseline is not None
    since = parse(kpi.baseline.period)
    if since.kind not in WHOLE_YEARS or id.period != year.period:
        return NoValue(f"a chance is of {year.period.id}, beside a baseline of a whole year")
    if process.signals.judged.family == "measurement":
        return NoValue(NO_MEAN)
    figure = find(FigureId(id.measure, id.area, id.breakdown, since))
    if figure.value is None:
        return NoValue("the level of the baseline year is not known")
    return _Baseline(figure, figure.value / process.scale)


def width_of_band(process: Process, baseline: Figure) -> Fraction | NoValue:
    """The stable band about a baseline, in the unit of the panel: points of a share, per cent of any other level.

    None where changes are told as plain numbers, which are never called stable.
    """
    assert process.kpi is not None
    assert process.kpi.stable_band is not None
    assert baseline.value is not None
    band = exact(process.kpi.stable_band)
    kind = change_kinds(process.measure.unit, baseline)[0]
    if kind == "change":
        return NoValue("a change of so small a base, or in this unit, is told as a number, which no band is about")
    width = band if kind == "change-pp" else baseline.value * band / 100
    return width / process.scale


def _of_year(process: Process, level: Fraction, better: Better) -> Chance:
    """The chance that the year is better than this level, which is no better than itself."""
    return chance_year(trajectory(np.array([float(level)]), better), process.signals.outlook, process.signals.year)


def _figure(process: Process, id: FigureId, found: float, sum_: str, beside: FigureId) -> Figure:
    value = Quantity(kept(found) * 100, "percent")
    return Figure(id, value, status="provisional", sum=sum_, inputs=(*all_averages(process), beside))


def target_of(process: Process, goal: Goal, *, month: bool = False) -> Target:
    """The plan's target as signals ask for it; more than so many counted things are one more at least."""
    which, written = side(goal)
    upwards = which in ("at_least", "over")
    level = exact(written) / process.scale
    if which in ("over", "under") and is_counted(process.measure):
        level += 1 if upwards else -1
    array = np.array([float(level)])
    better: Better = "higher" if upwards else "lower"
    return Target("at_least" if upwards else "at_most", better, array, over="period" if month else "year")
