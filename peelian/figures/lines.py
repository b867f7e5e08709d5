"""Figures of a process: the average and limits a month belongs to, the run it ends, what lies ahead; each with its sum.

Averages are exact sums of figures. Limits, warnings and chances are estimates: they are kept to twelve digits, which
is more than they can promise, and the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import median

import numpy as np

from peelian.figures.derive import status_of
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.figures.process import PERIODS_OF, Find, Process, is_counted
from peelian.periods import Period, words
from peelian.plan.model import Target as Goal
from peelian.plan.targets import side
from peelian.quantities import NoValue, Quantity, decimal_text, exact
from peelian.signals.choose import NAMES
from peelian.signals.forecast.months import Forecast
from peelian.signals.judge import caveats
from peelian.signals.limits.lines import Chart
from peelian.signals.season.calendar import following
from peelian.signals.seen import look
from peelian.signals.targets.chance import chance_next, chance_year
from peelian.signals.targets.target import Target
from peelian.signals.verdict import Better

DIGITS = 12  # significant ones, of numbers that are estimates
POOLED: tuple[Chart, ...] = ("p", "u", "pprime", "uprime", "iprime", "run")
"""Charts of parts whose average is the sum of the numerators by that of the denominators."""
OWN_AVERAGE: tuple[Chart, ...] = ("run", "g", "t")
"""Charts whose middle line is not the average of the values."""


def figure_of(process: Process, id: FigureId, find: Find) -> Figure:
    """The figure of this id, whose statistic is one of `ids.PROCESS`."""
    return STATISTICS[id.statistic](process, id, find)


def segment_of(process: Process, period: Period) -> int | None:
    """Which process, counted from 0, the period belongs to."""
    column = process.column(period)
    return None if column is None else int(process.signals.judged.raw.segment[0, column])


def members(process: Process, segment: int) -> list[int]:
    """The columns whose values make the lines of this process."""
    raw = process.signals.judged.raw
    return [int(c) for c in np.flatnonzero((raw.segment[0] == segment) & raw.in_baseline[0])]


def own_id(process: Process, segment: int) -> FigureId:
    """The id that the average of a process goes by: that of its last period."""
    columns = np.flatnonzero(process.signals.judged.raw.segment[0] == segment)
    return process.figures[int(columns[-1])].id.of("average")


def is_bent(process: Process) -> bool:
    """Whether the lines follow the season, so that each month has its own."""
    return process.signals.judged.bent


def _absent(id: FigureId, reason: str) -> Figure:
    return Figure(id, NoValue(reason), status="missing")


def _elsewhere(process: Process, id: FigureId) -> Figure:
    first, last = process.periods[0], process.periods[-1]
    return _absent(id, f"the chart has no {id.period.id}; it goes from {first.id} to {last.id}")


def _average(process: Process, id: FigureId, find: Find) -> Figure:
    segment = segment_of(process, id.period)
    if segment is None:
        return _elsewhere(process, id)
    figures = [process.figures[column] for column in members(process, segment)]
    if not figures:
        return _absent(id, "none of its months has a value")
    if process.parts and process.signals.judged.chart in POOLED:
        return _pooled(process, id, figures, find)
    values = [figure.value for figure in figures if figure.value is not None]
    total = sum(values, Fraction(0))
    quantity = Quantity(total / len(values), process.measure.unit)
    sum_ = f"{_plain(total)} ÷ {len(values)}: the sum of {_span(figures)} by their number"
    return Figure(id, quantity, status=status_of(figures), sum=sum_, inputs=tuple(f.id for f in figures))


def _pooled(process: Process, id: FigureId, figures: Sequence[Figure], find: Find) -> Figure:
    tops, bottoms = ([find(f.id.of(part)) for f in figures] for part in ("numerator", "denominator"))
    top, bottom = (sum((f.value for f in part if f.value is not None), Fraction(0)) for part in (tops, bottoms))
    quantity = Quantity(top / bottom * process.scale, process.measure.unit)
    sum_ = (
        f"{_plain(top)} ÷ {_plain(bottom)} × {_plain(process.scale)}: the numerators of {_span(figures)} by their"
        " denominators"
    )
    inputs = tuple(f.id for pair in zip(tops, bottoms, strict=True) for f in pair)
    return Figure(id, quantity, status=status_of(figures), sum=sum_, inputs=inputs)


def _median(process: Process, id: FigureId, find: Find) -> Figure:
    segment = segment_of(process, id.period)
    if segment is None:
        return _elsewhere(process, id)
    figures = [process.figures[column] for column in members(process, segment)]
    values = [figure.value for figure in figures if figure.value is not None]
    if not values:
        return _absent(id, "none of its months has a value")
    sum_ = f"the middle one of {_span(figures)}, in order of size"
    quantity = Quantity(Fraction(median(values)), process.measure.unit)
    return Figure(id, quantity, status=status_of(figures), sum=sum_, inputs=tuple(f.id for f in figures))


def _line(process: Process, id: FigureId, find: Find) -> Figure:
    """A limit, or what is usual at a time of the year, in the period."""
    segment, column = segment_of(process, id.period), process.column(id.period)
    if segment is None or column is None:
        return _elsewhere(process, id)
    judged = process.signals.judged
    drawn = {"lower-limit": judged.limits.lower, "upper-limit": judged.limits.upper, "usual": judged.limits.centre}
    if id.statistic == "usual" and not judged.bent:
        return _absent(id, "the lines of this series do not follow the time of the year")
    value = float(drawn[id.statistic][0, column])
    averages = range(segments(process)) if judged.bent else [segment]
    inputs = tuple(own_id(process, each) for each in averages)
    if np.isnan(value):
        said = caveats(judged, 0)
        return _absent(id, said[0].rstrip(".") if said else f"{NAMES[judged.chart]} has no such line here")
    if process.parts and judged.chart in POOLED:
        inputs += (process.figures[column].id.of("denominator"),)
    if judged.waiting is not None:
        quantity = Quantity(kept(value), "months")
    else:
        quantity = Quantity(kept(value) * process.scale, process.measure.unit)
    return Figure(
        id, quantity, status=status_of([find(i) for i in inputs]), sum=_how(process, id.statistic), inputs=inputs
    )


def segments(process: Process) -> int:
    """How many processes the series has had."""
    return int(process.signals.judged.raw.segment[0, -1]) + 1


def _how(process: Process, statistic: str) -> str:
    """How a line came about, in words."""
    judged = process.signals.judged
    name = NAMES[judged.chart]
    rules = f"rule set {process.rules.name}, version {process.rules.version}"
    season = ", with the season of the months taken out and put back" if judged.bent else ""
    line = {"lower-limit": "lower limit", "upper-limit": "upper limit", "usual": "usual value of the month"}[statistic]
    return f"the {line} of {name} about the average{season}; {rules}"


def _run(process: Process, id: FigureId, find: Find) -> Figure:
    """How many periods in a row, up to this one, lie on its side of the middle line."""
    column = process.column(id.period)
    if column is None:
        return _elsewhere(process, id)
    judged = process.signals.judged
    segment, excluded = judged.basis.segment[0], judged.basis.excluded
    side = look(judged.limits, judged.basis.segment, ()).side[0]
    values = judged.limits.values[0]
    if side[column] == 0:
        return _absent(id, "it lies on the middle line, or has no value")
    found: list[int] = []
    for at in range(column, -1, -1):
        if segment[at] != segment[column]:
            break
        if excluded is not None and excluded[0, at]:
            continue
        if side[at] == -side[column]:
            break
        if side[at] == 0:
            missing = bool(np.isnan(values[at]))
            if (process.rules.missing if missing else process.rules.on_centre) == "breaks":
                break
            continue
        found.append(at)
    figures = [process.figures[at] for at in reversed(found)]
    way = "above" if side[column] > 0 else "below"
    average = own_id(process, int(segment[column]))
    sum_ = f"{_span(figures)}: one after the other, each {way} the middle line"
    inputs = (*(figure.id for figure in figures), average)
    return Figure(id, Quantity(Fraction(len(found)), "count"), status=status_of(figures), sum=sum_, inputs=inputs)


def _signal(process: Process, id: FigureId, find: Find) -> Figure:
    """What the next value would have to pass to be a signal, by today's lines."""
    judged = process.signals.judged
    coming = _next(process)
    if id.period != coming:
        return _absent(id, f"a warning is about the next period, which is {coming.id}")
    if judged.warning is None:
        return _absent(id, f"{NAMES[judged.chart]} gives no warning")
    above = id.statistic == "signal-above"
    value = float((judged.warning.above if above else judged.warning.below)[0])
    place = int((judged.warning.above_rule if above else judged.warning.below_rule)[0])
    if np.isnan(value):
        return _absent(id, "no such value would be a signal")
    rule = process.rules.rules[place].rule
    inputs = (own_id(process, segments(process) - 1),)
    sum_ = f"every value {'above' if above else 'below'} it would signal by the rule '{rule}' of {process.rules.name}"
    quantity = Quantity(kept(value) * process.scale, process.measure.unit)
    return Figure(id, quantity, status=status_of([find(i) for i in inputs]), sum=sum_, inputs=inputs)


def _next(process: Process) -> Period:
    return following(process.periods, 1)[0]


def _expected(process: Process, id: FigureId, find: Find) -> Figure:
    """An end of the range that four in five values to come lie in; of a period, or of the year to come."""
    ahead = _ahead(process, id)
    if isinstance(ahead, NoValue):
        return _absent(id, ahead.reason)
    forecast, column = ahead
    low = id.statistic == "expected-low"
    ends = forecast.low_80 if low else forecast.high_80
    value = float(ends[0] if column is None else ends[0, column])
    sum_ = f"the {'lower' if low else 'upper'} end of the range that 80% of values are forecast to lie in"
    quantity = Quantity(kept(value) * process.scale, process.measure.unit)
    return Figure(id, quantity, status="provisional", sum=sum_, inputs=_all_averages(process))


def _ahead(process: Process, id: FigureId) -> tuple[Forecast, int | None] | NoValue:
    """The forecast that holds the period, and where; for a year, the column is None."""
    signals = process.signals
    if signals.outlook.reason(0):
        return NoValue(signals.outlook.reason(0))
    if id.period in signals.months.periods:
        return signals.months.forecast, signals.months.periods.index(id.period)
    if id.period == signals.year.period:
        reason = signals.year.reason(0)
        return NoValue(reason) if reason else (signals.year.forecast, None)
    first, last = signals.months.periods[0].id, signals.months.periods[-1].id
    return NoValue(
        f"the forecast has no {id.period.id}; it goes from {first} to {last}, and has {signals.year.period.id}"
    )


def _chance(process: Process, id: FigureId, find: Find) -> Figure:
    """The chance that the next period, or the year, meets the KPI's target."""
    goal = process.kpi.target if process.kpi else None
    if goal is None:
        return _absent(id, "the plan sets no target")
    signals = process.signals
    if id.period == signals.year.period:
        made = target_of(process, goal)
        found = chance_year(made, signals.outlook, signals.year)
    elif id.period == _next(process) and not np.isnan(signals.judged.target[0]):
        found = chance_next(target_of(process, goal, month=True), signals.outlook, signals.months)
    else:
        return _absent(id, f"a chance is of the next period or of {signals.year.period.id}")
    if reason := found.reason(0):
        return _absent(id, reason)
    sum_ = "what share of the values that are forecast meets the target"
    inputs = (*_all_averages(process), process.figures[-1].id.of("target"))
    value = Quantity(kept(float(found.chance[0])) * 100, "percent")
    return Figure(id, value, status="provisional", sum=sum_, inputs=inputs)


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


def _all_averages(process: Process) -> tuple[FigureId, ...]:
    return tuple(own_id(process, segment) for segment in range(segments(process)))


def _span(figures: Sequence[Figure]) -> str:
    """ "27 months, January 2023 to March 2025", with how many lie between and are left out."""
    first, last = figures[0].id.period, figures[-1].id.period
    named = PERIODS_OF[first.kind]
    if len(figures) == 1:
        return f"1 {named.removesuffix('s')}, {words(first)}"
    return f"{len(figures)} {named}, {words(first)} to {words(last)}"


def kept(value: float) -> Fraction:
    """An estimate with the digits it is kept with."""
    return exact(Decimal(f"{value:.{DIGITS - 1}e}"))


def _plain(value: Fraction) -> str:
    return decimal_text(value, commas=True)


STATISTICS: dict[str, Callable[[Process, FigureId, Find], Figure]] = {
    "average": _average,
    "median": _median,
    "usual": _line,
    "lower-limit": _line,
    "upper-limit": _line,
    "run": _run,
    "signal-above": _signal,
    "signal-below": _signal,
    "expected-low": _expected,
    "expected-high": _expected,
    "chance": _chance,
}
"""What gives each statistic of `ids.PROCESS`."""
