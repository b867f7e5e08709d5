"""A count: rows of a table in the period, or the sum of a whole-number column of a table already counted.

A period's count is the sum of its months. No rows in a month that is covered is a zero. In a table that is
already counted, a blank number is a suppressed one: the sum over it is not known, so the value is
suppressed, never the sum of the rest. Source: Home Office Counting Rules (a total is the count of records);
Code of Practice for Statistics (a suppressed cell is not a zero).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peelian.measures.grids import Grid, whole
from peelian.measures.model import Count
from peelian.measures.shapes import BaseKind, Bulk, Numbers, Question, State, as_pairs
from peelian.measures.spread import Spread
from peelian.measures.suppression import hidden, suppressed
from peelian.measures.wording import added, number, rows, runs
from peelian.series.model import Observation
from peelian.series.tables import window


def ask(spec: Count) -> Question:
    return Question(spec.table, as_pairs(spec.where), total=spec.sum, places="largest" if spec.sum else "all")


def reduce(spec: Count, state: State) -> Observation:
    if spec.sum is not None and (hidden := suppressed(state)):
        return hidden
    months = dict.fromkeys(state.months, Fraction())  # a month without rows is a zero; a wave has no months
    for cell in state.cells:
        months[cell.month] = months.get(cell.month, Fraction()) + (cell.total if spec.sum else cell.rows)
    value = sum(months.values(), Fraction())
    return Observation(value, sum=_sum(value, list(months.values()), state))


def _sum(value: Fraction, months: list[Fraction], state: State) -> str:
    if len(months) > 1:
        covered = (month for last in state.months for month in window(last, state.grain))
        unit = state.grain.rpartition("-")[2]
        return added(months) or f"{number(value)}, the sum of {rows(len(months), unit)}, {runs(covered)}"
    return f"{number(value)} in {rows(sum(cell.rows for cell in state.cells))} of '{state.table}'"


def grid(spec: Count, spreads: Sequence[Spread], _: Numbers) -> Grid:
    [spread] = spreads
    return hidden(spread) if spec.sum is not None else whole(spread.rows)


KIND = BaseKind(ask, reduce, bulk=Bulk(lambda spec: (ask(spec),), grid))
