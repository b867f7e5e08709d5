"""Compliance: the rows whose time is at most the limit, in every hundred rows that have a time.

A time equal to the limit is within it. A blank time is left out of both sides, and said; where no row has a
time there is no value. Numerator and denominator are kept, so that months and areas add up. Source:
attendance and call answering standards, "answered within 10 seconds as a share of answered" (police.uk).
"""

from __future__ import annotations

from fractions import Fraction

from peelian.measures.duration import timed
from peelian.measures.model import Compliance
from peelian.measures.shapes import BaseKind, Question, State, question
from peelian.measures.wording import number, rows
from peelian.series.model import Observation


def ask(spec: Compliance) -> Question:
    return question(spec.table, spec.where, by=(spec.column,))


def reduce(spec: Compliance, state: State) -> Observation:
    histogram, without = timed(state)
    within = sum(times for seconds, times in histogram.items() if seconds <= spec.within)
    count = histogram.total()
    left_out = f"; {rows(without)} without a time left out" if without else ""
    if count == 0:
        return Observation(None, "missing", f"no row has a time{left_out}")
    return Observation(
        Fraction(within, count) * 100,
        numerator=Fraction(within),
        denominator=Fraction(count),
        sum=f"{number(within)} ÷ {number(count)} × 100{left_out}",
    )


KIND = BaseKind(ask, reduce)
