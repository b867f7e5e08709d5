"""A level at a date: the sum of a column over the rows of the last snapshot inside the period, or at the
date.

Snapshots are never added up over time. A snapshot is dated by the last day of its month. A blank number is
suppressed; a period without a snapshot has no value. Where a table gives an area and the areas inside it, the
area's own rows are its level. Source: Home Office police workforce statistics (officers at 31 March and
30 September), ONS population estimates (30 June).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peelian import periods
from peelian.measures.grids import Grid
from peelian.measures.model import Level
from peelian.measures.shapes import BaseKind, Bulk, Numbers, Question, State, as_pairs
from peelian.measures.spread import Spread
from peelian.measures.suppression import hidden, suppressed
from peelian.measures.wording import added, number, rows
from peelian.series.model import Observation


def ask(spec: Level) -> Question:
    return Question(spec.table, as_pairs(spec.where), total=spec.column, places="largest")


def reduce(spec: Level, state: State) -> Observation:
    if hidden := suppressed(state):
        return hidden
    value = sum((cell.total for cell in state.cells), Fraction())
    [month] = state.months
    dated = periods.words(periods.at(periods.month(month.year, month.month).last or month))
    # Several cells are the areas inside the one that was asked for.
    parts = [cell.total for cell in state.cells]
    said = added(parts) or (f"{number(value)}, the sum of {rows(len(parts), 'number')}" if parts else "0")
    return Observation(value, sum=f"{said}, at {dated}")


def grid(_: Level, spreads: Sequence[Spread], __: Numbers) -> Grid:
    [spread] = spreads
    return hidden(spread)


KIND = BaseKind(ask, reduce, when="last", bulk=Bulk(lambda spec: (ask(spec),), grid))
