"""A duration: the median, mean or a percentile of times, each an exact whole number of seconds.

The times of all months and areas are put together as one histogram; a year's median is never made of
medians. Of n times in order, x(0) to x(n-1), percentile p is x at the place (n - 1) x p / 100, and between
two times where that is not whole: definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical
Packages" (1996), which is PERCENTILE.INC of a spreadsheet. The median is percentile 50, so of an even
number of times it is the mean of the middle two. Rows without a time are left out, and said. Without any
time there is no value. A column of whole days works alike, where the measure's unit is days.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from peelian.measures.grids import MISSING, VALUE, Grid, over, product, quotient, whole
from peelian.measures.model import Duration
from peelian.measures.shapes import BaseKind, Bulk, Numbers, Question, State, as_pairs
from peelian.measures.spread import Spread
from peelian.measures.times import Times, merged
from peelian.measures.wording import number, rows
from peelian.series.model import Observation

MEDIAN = Fraction(50)
_PERCENTILE = re.compile(r"p([0-9]{1,2}(?:\.[0-9]+)?)")


def ask(spec: Duration) -> Question:
    return Question(spec.table, as_pairs(spec.where), times=spec.column)


def reduce(spec: Duration, state: State) -> Observation:
    times = merged(cell.times for cell in state.cells if cell.times)
    left_out = without_time(state)
    if times.count == 0:
        return Observation(None, "missing", f"no row has a time{left_out}")
    if spec.statistic == "mean":
        value = Fraction(times.total(), times.count)
        words = f"{times.total():,} ÷ {times.count:,}"
    else:
        percent = percentile_of(spec.statistic)
        value, words = _at(times, percent)
        called = "median" if spec.statistic == "median" else f"percentile {number(percent)}"
        words = f"{called} of {rows(times.count, 'time')}: {words}"
    return Observation(value, base=Fraction(times.count), sum=words + left_out)


def without_time(state: State) -> str:
    """How many rows have no time, as the end of a sum; nothing where all have."""
    without = sum(cell.blanks for cell in state.cells)
    return f"; {rows(without)} without a time left out" if without else ""


def percentile_of(statistic: str) -> Fraction:
    """The percent of `median`, or of `p90` and the like."""
    match = _PERCENTILE.fullmatch(statistic)
    return Fraction(match[1]) if match else MEDIAN


def faults(spec: Duration) -> tuple[str, ...]:
    match = _PERCENTILE.fullmatch(spec.statistic)
    if spec.statistic in ("median", "mean") or (match and Fraction(match[1]) > 0):
        return ()
    return (f"no statistic '{spec.statistic}'; there are median, mean, and percentiles such as p90",)


def _at(times: Times, percent: Fraction) -> tuple[Fraction, str]:
    """The time at a percentile, and how it came about."""
    place = (times.count - 1) * percent / 100
    whole = place.numerator // place.denominator
    between = place - whole
    low = times.at(whole)
    if between == 0:
        return Fraction(low), f"number {whole + 1:,} in order, {low:,}"
    high = times.at(whole + 1)
    value = low + between * (high - low)
    told = f"between numbers {whole + 1:,} and {whole + 2:,} in order"
    if between == Fraction(1, 2):
        return value, f"{told}, ({low:,} + {high:,}) ÷ 2"
    return value, f"{told}, {low:,} + {number(between)} × ({high:,} - {low:,})"


def asks(spec: Duration) -> tuple[Question, ...]:
    """A mean is a total over a count; anything else needs the times in their order."""
    if spec.statistic == "mean":
        return (Question(spec.table, as_pairs(spec.where), total=spec.column),)
    return (ask(spec),)


def grid(spec: Duration, spreads: Sequence[Spread], _: Numbers) -> Grid:
    import numpy as np

    [spread] = spreads
    if spec.statistic == "mean":
        return quotient(whole(spread.total), whole(spread.rows - spread.blanks))
    assert spread.times is not None
    percent = percentile_of(spec.statistic) / 100
    count = spread.times.count
    scaled = product(np.maximum(count - 1, 0), percent.numerator)
    place, rest = scaled // percent.denominator, scaled % percent.denominator
    low = spread.times.at(place)
    high = spread.times.at(np.minimum(place + 1, np.maximum(count - 1, 0)))
    top = product(low, percent.denominator) + product(rest, high - low)
    return over(top, np.full(count.shape, percent.denominator), np.where(count > 0, VALUE, MISSING))


KIND = BaseKind(ask, reduce, faults=faults, bulk=Bulk(asks, grid))
