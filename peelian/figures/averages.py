"""Averages of a process and of stretches of it, exact from the figures of their months."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from statistics import median as middle

import numpy as np

from peelian.figures.derive import status_of
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.figures.process import Find, Process, absent, is_inside, members, segment_of, span_of
from peelian.quantities import NoValue, Quantity, decimal_text
from peelian.signals.limits.lines import Chart
from peelian.signals.panel import Flags

POOLED: tuple[Chart, ...] = ("p", "u", "pprime", "uprime", "iprime", "run")
"""Charts of parts whose average is the sum of the numerators by that of the denominators."""


ZONES = ("two_in_three", "four_in_five")
"""Rules that ask how many of the last months lie far out."""


def average(process: Process, id: FigureId, find: Find) -> Figure:
    """Of the months that make the lines of the process that the period belongs to."""
    figures = _members(process, id)
    if isinstance(figures, NoValue):
        return absent(id, figures.reason)
    pooled = process.signals.judged.chart in POOLED
    return _pooled(process, id, figures, find) if process.parts and pooled else _plain_mean(process, id, figures)


def median(process: Process, id: FigureId, find: Find) -> Figure:
    """The middle value of the same months; of two in the middle, what lies halfway."""
    figures = _members(process, id)
    if isinstance(figures, NoValue):
        return absent(id, figures.reason)
    quantity = Quantity(Fraction(middle(_values(figures))), process.measure.unit)
    sum_ = f"the middle one of {span_of(figures)}, in order of size"
    return Figure(id, quantity, status=status_of(figures), sum=sum_, inputs=tuple(f.id for f in figures))


def mean(process: Process, id: FigureId, find: Find) -> Figure:
    """Of all months of a stretch that have a value and were not left out."""
    excluded = process.signals.judged.raw.excluded
    figures = [
        figure
        for column, figure in enumerate(process.figures)
        if figure.value is not None
        and (excluded is None or not excluded[0, column])
        and is_inside(figure.id.period, id.period)
    ]
    if not figures:
        return absent(id, "none of its months has a value")
    return _pooled(process, id, figures, find) if process.parts else _plain_mean(process, id, figures)


def signal_average(process: Process, id: FigureId, find: Find) -> Figure:
    """Of the months that make the signal which the latest value carries."""
    judged = process.signals.judged
    column = int(judged.at[0])
    rule, direction = int(judged.labels.rule[0, column]), int(judged.labels.direction[0, column])
    if process.column(id.period) != column or rule < 0 or judged.waiting is not None:
        return absent(id, "no signal of several months ends there")
    asked, marked = judged.rules.rules[rule], judged.signals.marked[rule][0] == direction
    first = column - (asked.length or 1) + 1 if asked.rule in ZONES else _first(process, marked, column)
    columns = [int(c) for c in np.flatnonzero(marked) if first <= c <= column]
    return _plain_mean(process, id, [process.figures[c] for c in columns])


def _first(process: Process, marked: Flags, column: int) -> int:
    """Where the months that are marked without a break up to this one begin; excluded ones are stepped over."""
    raw = process.signals.judged.raw
    first = column
    for at in range(column, -1, -1):
        if marked[at] and raw.segment[0, at] == raw.segment[0, column]:
            first = at
        elif raw.excluded is None or not raw.excluded[0, at]:
            break
    return first


def _members(process: Process, id: FigureId) -> list[Figure] | NoValue:
    segment = segment_of(process, id.period)
    if segment is None:
        first, last = process.periods[0], process.periods[-1]
        return NoValue(f"the chart has no {id.period.id}; it goes from {first.id} to {last.id}")
    figures = [process.figures[column] for column in members(process, segment)]
    return figures or NoValue("none of its months has a value")


def _values(figures: Sequence[Figure]) -> list[Fraction]:
    return [figure.value for figure in figures if figure.value is not None]


def _plain_mean(process: Process, id: FigureId, figures: Sequence[Figure]) -> Figure:
    values = _values(figures)
    total = sum(values, Fraction(0))
    quantity = Quantity(total / len(values), process.measure.unit)
    sum_ = f"{_plain(total)} ÷ {len(values)}: the sum of {span_of(figures)} by their number"
    return Figure(id, quantity, status=status_of(figures), sum=sum_, inputs=tuple(f.id for f in figures))


def _pooled(process: Process, id: FigureId, figures: Sequence[Figure], find: Find) -> Figure:
    tops, bottoms = ([find(f.id.of(part)) for f in figures] for part in ("numerator", "denominator"))
    top, bottom = (sum(_values(part), Fraction(0)) for part in (tops, bottoms))
    quantity = Quantity(top / bottom * process.scale, process.measure.unit)
    sum_ = (
        f"{_plain(top)} ÷ {_plain(bottom)} × {_plain(process.scale)}: the numerators of {span_of(figures)} by their"
        " denominators"
    )
    inputs = tuple(f.id for pair in zip(tops, bottoms, strict=True) for f in pair)
    return Figure(id, quantity, status=status_of(figures), sum=sum_, inputs=inputs)


def _plain(value: Fraction) -> str:
    return decimal_text(value, commas=True)
