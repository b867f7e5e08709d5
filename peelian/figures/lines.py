"""Figures of a process: the average and limits a month belongs to, the run it ends, what lies ahead; each with its sum.

Averages are exact sums of figures. Limits, warnings and chances are estimates: they are kept to twelve digits, which
is more than they can promise, and the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

import numpy as np

from peelian.figures.averages import POOLED, average, mean, median, signal_average
from peelian.figures.chances import chance
from peelian.figures.derive import status_of
from peelian.figures.estimates import all_averages, kept
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.figures.process import (
    SIGNED,
    Find,
    Process,
    absent,
    is_counted,
    is_inside,
    own_id,
    segment_of,
    segments,
    span_of,
)
from peelian.periods import Period
from peelian.quantities import NoValue, Quantity, decimal_text
from peelian.signals.choose import NAMES
from peelian.signals.forecast.months import Forecast, coming
from peelian.signals.forecast.totals import next_periods
from peelian.signals.judge import caveats
from peelian.signals.season.calendar import following
from peelian.signals.seen import look

SLACK = 1e-12  # as in `signals.seen`: a value on a line does not pass it
TOGETHER = 3  # periods to come whose sum has a range of its own


def figure_of(process: Process, id: FigureId, find: Find) -> Figure:
    """The figure of this id, whose statistic is one of `ids.PROCESS`."""
    return STATISTICS[id.statistic](process, id, find)


def _elsewhere(process: Process, id: FigureId) -> Figure:
    first, last = process.periods[0], process.periods[-1]
    return absent(id, f"the chart has no {id.period.id}; it goes from {first.id} to {last.id}")


BELOW_ZERO = "it would lie below zero, where no such value can be"
"""Why counts, rates and shares have no lower limit, though rules are asked about one."""


def _line(process: Process, id: FigureId, find: Find) -> Figure:
    """A limit, or what is usual at a time of the year, in the period."""
    segment, column = segment_of(process, id.period), process.column(id.period)
    if segment is None or column is None:
        return _elsewhere(process, id)
    judged = process.signals.judged
    drawn = {"lower-limit": judged.limits.lower, "upper-limit": judged.limits.upper, "usual": judged.limits.centre}
    if id.statistic == "usual" and not judged.bent:
        return absent(id, "the lines of this series do not follow the time of the year")
    value = float(drawn[id.statistic][0, column])
    averages = range(segments(process)) if judged.bent else [segment]
    inputs = tuple(own_id(process, each) for each in averages)
    if np.isnan(value):
        said = caveats(judged, 0)
        return absent(id, said[0].rstrip(".") if said else f"{NAMES[judged.chart]} has no such line here")
    if id.statistic == "lower-limit" and value < 0 and process.measure.unit not in SIGNED:
        return absent(id, BELOW_ZERO)
    if process.parts and judged.chart in POOLED:
        inputs += (process.figures[column].id.of("denominator"),)
    if judged.waiting is not None:
        quantity = Quantity(kept(value), "months")
    else:
        quantity = Quantity(kept(value) * process.scale, process.measure.unit)
    return Figure(
        id, quantity, status=status_of([find(i) for i in inputs]), sum=_how(process, id.statistic), inputs=inputs
    )


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
        return absent(id, "it lies on the middle line, or has no value")
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
    sum_ = f"{span_of(figures)}: one after the other, each {way} the middle line"
    inputs = (*(figure.id for figure in figures), average)
    return Figure(id, Quantity(Fraction(len(found)), "count"), status=status_of(figures), sum=sum_, inputs=inputs)


def _signal(process: Process, id: FigureId, find: Find) -> Figure:
    """What the next value would have to pass to be a signal, by today's lines."""
    judged = process.signals.judged
    coming = _next(process)
    if id.period != coming:
        return absent(id, f"a warning is about the next period, which is {coming.id}")
    if judged.warning is None:
        return absent(id, f"{NAMES[judged.chart]} gives no warning")
    above = id.statistic == "signal-above"
    value = float((judged.warning.above if above else judged.warning.below)[0])
    place = int((judged.warning.above_rule if above else judged.warning.below_rule)[0])
    if np.isnan(value):
        return absent(id, "no such value would be a signal")
    rule = process.rules.rules[place].rule
    inputs = (own_id(process, segments(process) - 1),)
    sum_ = f"every value {'above' if above else 'below'} it would signal by the rule '{rule}' of {process.rules.name}"
    quantity = Quantity(kept(value) * process.scale, process.measure.unit)
    if is_counted(process.measure):
        # What is counted passes the line with the first whole number beyond it.
        number = floor(value + SLACK * abs(value)) + 1 if above else ceil(value - SLACK * abs(value)) - 1
        sum_ = f"the first whole number {'above' if above else 'below'} {decimal_text(kept(value))}; {sum_}"
        quantity = Quantity(Fraction(number), process.measure.unit)
    return Figure(id, quantity, status=status_of([find(i) for i in inputs]), sum=sum_, inputs=inputs)


def _next(process: Process) -> Period:
    return following(process.periods, 1)[0]


def _expected(process: Process, id: FigureId, find: Find) -> Figure:
    """An end of the range that four in five values to come lie in; of a period, or of the year to come."""
    ahead = _ahead(process, id)
    if isinstance(ahead, NoValue):
        return absent(id, ahead.reason)
    forecast, column = ahead
    low = id.statistic == "expected-low"
    ends = forecast.low_80 if low else forecast.high_80
    value = float(ends[0] if column is None else ends[0, column])
    sum_ = f"the {'lower' if low else 'upper'} end of the range that 80% of values are forecast to lie in"
    quantity = Quantity(kept(value) * process.scale, process.measure.unit)
    return Figure(id, quantity, status="provisional", sum=sum_, inputs=all_averages(process))


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
    together = [period for period in signals.months.periods if is_inside(period, id.period)]
    if id.period.kind == "range" and len(together) == TOGETHER and together[0] == signals.months.periods[0]:
        return next_periods(signals.outlook, coming(signals.outlook), TOGETHER), None
    first, last = signals.months.periods[0].id, signals.months.periods[-1].id
    return NoValue(
        f"the forecast has no {id.period.id}; it goes from {first} to {last}, and has {signals.year.period.id}"
    )


def _dispersion(process: Process, id: FigureId, find: Find) -> Figure:
    """By which the chart was chosen: variance over what chance gives, of the process as a whole."""
    times = float(process.signals.judged.choice.dispersion[0])
    if process.column(id.period) != len(process.periods) - 1 or np.isnan(times):
        return absent(id, "what chance gives is known of counts and shares only, and told of their latest period")
    inputs = tuple(figure.id for figure in process.figures if figure.value is not None)
    sum_ = "the variance by the moving ranges over that of counts or shares of this size"
    return Figure(
        id, Quantity(kept(times), "ratio"), status=status_of([find(i) for i in inputs]), sum=sum_, inputs=inputs
    )


def _false_alarm(process: Process, id: FigureId, find: Find) -> Figure:
    """How often a series without a step shows one as strong as the one proposed from this period on."""
    steps, column = process.signals.steps, process.column(id.period)
    place = next((n for n, first in enumerate(steps.first) if int(first) == column), None)
    if place is None:
        return absent(id, "no step is proposed there")
    inputs = tuple(figure.id for figure in process.figures if figure.value is not None)
    sum_ = "by simulated series of sixty months without any step (decision 0015)"
    value = Quantity(kept(float(steps.chance[place])) * 100, "percent")
    return Figure(id, value, status=status_of([find(i) for i in inputs]), sum=sum_, inputs=inputs)


STATISTICS: dict[str, Callable[[Process, FigureId, Find], Figure]] = {
    "average": average,
    "median": median,
    "mean": mean,
    "signal-average": signal_average,
    "usual": _line,
    "lower-limit": _line,
    "upper-limit": _line,
    "run": _run,
    "signal-above": _signal,
    "signal-below": _signal,
    "expected-low": _expected,
    "expected-high": _expected,
    "dispersion": _dispersion,
    "false-alarm": _false_alarm,
    "chance": chance,
}
"""What gives each statistic of `ids.PROCESS`."""
