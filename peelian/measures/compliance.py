"""Compliance: the rows whose time is at most the limit, in every hundred rows that have a time.

A time equal to the limit is within it. A blank time is left out of both sides, and said; where no row has a
time there is no value. Numerator and denominator are kept, so that months and areas add up. Source:
attendance and call answering standards, answers in under 10 seconds over all answers (police.uk).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peelian.measures.duration import without_time
from peelian.measures.grids import Grid, quotient, whole
from peelian.measures.model import Compliance, Condition
from peelian.measures.shapes import BaseKind, Bulk, Numbers, Question, State, as_pairs
from peelian.measures.spread import Spread
from peelian.measures.times import merged
from peelian.series.model import Observation


def ask(spec: Compliance) -> Question:
    return Question(spec.table, as_pairs(spec.where), times=spec.column)


def reduce(spec: Compliance, state: State) -> Observation:
    times = merged(cell.times for cell in state.cells if cell.times)
    left_out = without_time(state)
    if times.count == 0:
        return Observation(None, "missing", f"no row has a time{left_out}")
    within = times.within(spec.within)
    return Observation(
        Fraction(within, times.count) * 100,
        numerator=Fraction(within),
        denominator=Fraction(times.count),
        sum=f"{within:,} ÷ {times.count:,} × 100{left_out}",
    )


def asks(spec: Compliance) -> tuple[Question, ...]:
    """The rows within the limit, and those that have a time: two counts, as no other time is asked about."""
    limits = (Condition(at_most=str(spec.within)), Condition())
    return tuple(Question(spec.table, (*as_pairs(spec.where), (spec.column, limit))) for limit in limits)


def grid(_: Compliance, spreads: Sequence[Spread], __: Numbers) -> Grid:
    within, timed = (whole(spread.rows) for spread in spreads)
    return quotient(within, timed, 100)


KIND = BaseKind(ask, reduce, bulk=Bulk(asks, grid))
