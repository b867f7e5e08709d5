"""A level at a date: the sum of a column over the rows of the last snapshot inside the period, or at the
date.

Snapshots are never added up over time. A snapshot is dated by the last day of its month. A blank number is
suppressed; a period without a snapshot has no value. Where a table gives an area and the areas inside it, the
area's own rows are its level. A table of records has one row a person and month: all rows that lie in an area count,
and a covered month without any is a zero. Source: Home Office police workforce statistics (officers at 31 March and
30 September), ONS population estimates (30 June).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peelian import periods
from peelian.measures.grids import Grid, whole
from peelian.measures.model import Level
from peelian.measures.shapes import BaseKind, Bulk, Numbers, Question, State, as_pairs
from peelian.measures.spread import Spread
from peelian.measures.suppression import hidden, suppressed
from peelian.measures.wording import added, number, rows
from peelian.series.model import Observation


def ask(spec: Level) -> Question:
    return Question(spec.table, as_pairs(spec.where), total=spec.column, places="all" if spec.records else "largest")


def reduce(spec: Level, state: State) -> Observation:
    if blank := suppressed(state):
        return blank
    [month] = state.months
    dated = periods.words(periods.at(periods.month(month.year, month.month).last or month))
    if spec.records:
        return _of_records(spec, state, dated)
    value = sum((cell.total for cell in state.cells), Fraction())
    # Several cells are the areas inside the one that was asked for.
    parts = [cell.total for cell in state.cells]
    said = added(parts) or (f"{number(value)}, the sum of {rows(len(parts), 'number')}" if parts else "0")
    return Observation(value, sum=f"{said}, at {dated}")


def _of_records(spec: Level, state: State, dated: str) -> Observation:
    people = sum(cell.rows for cell in state.cells)
    if spec.column is None:
        return Observation(Fraction(people), sum=f"{rows(people)}, at {dated}")
    value = sum((cell.total for cell in state.cells), Fraction())
    return Observation(value, sum=f"{number(value)}, the sum of '{spec.column}' in {rows(people)}, at {dated}")


def grid(spec: Level, spreads: Sequence[Spread], _: Numbers) -> Grid:
    [spread] = spreads
    return whole(spread.rows) if spec.column is None else hidden(spread)


def faults(spec: Level) -> tuple[str, ...]:
    if spec.column is None and not spec.records:
        return ("it names no 'column'; name the one that is added up, or write 'records: true' to count rows",)
    return ()


KIND = BaseKind(ask, reduce, when="last", faults=faults, bulk=Bulk(lambda spec: (ask(spec),), grid))
