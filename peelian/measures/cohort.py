"""Rows counted in the month in which what they are about began: outcomes by the month of the crime, not of the outcome.

A period's number are the rows whose `began` lies in it and whose own month is at most `months` months later. It is
known once the table covers those months too, and does not change when older crimes get outcomes later, as every crime
has had as long. Over the crimes recorded in the same period it is a share of the same crimes; outcomes assigned in a
period over its crimes are not. Rows without `began` are left out, and said. Source: Home Office, crime outcomes in
England and Wales, technical annex: outcomes assigned to crimes recorded in the year, and outcomes assigned in it.

With `column` the different ids of these rows count, each once in the month it began, so that months add up: crimes with
an outcome and not their outcomes, of which one crime can have several. Rows without an id are left out, and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from peelian.measures.answering import first_days
from peelian.measures.model import Cohort
from peelian.measures.months import around
from peelian.measures.shapes import BaseKind, Cell, Question, State, as_pairs
from peelian.measures.times import merged
from peelian.measures.wording import month_id, rows
from peelian.series.model import Observation


def ask(spec: Cohort) -> Question:
    return Question(spec.table, as_pairs(spec.where), by=(spec.began,), ids=spec.column)


def reach(spec: Cohort, months: int) -> tuple[int, int]:
    return 0, spec.months


def reduce(spec: Cohort, state: State) -> Observation:
    own = first_days(state.period)
    by_month: dict[date, list[Cell]] = {}
    blank = 0
    for cell in state.cells:
        began = cell.values[0]
        if not isinstance(began, date):
            blank += cell.rows
            continue
        month = date(began.year, began.month, 1)
        if month in own and month <= cell.month <= around((month,), 0, spec.months)[-1]:
            by_month.setdefault(month, []).append(cell)
    until = month_id(around(own, 0, spec.months)[-1])
    said = f"of what began in the period, at most {rows(spec.months, 'month')} later, up to {until}"
    left_out = f"; {rows(blank)} without '{spec.began}' left out" if blank else ""
    if spec.column is not None:
        return _different(spec.column, by_month.values(), said, left_out)
    counted = sum(cell.rows for cells in by_month.values() for cell in cells)
    return Observation(Fraction(counted), sum=f"{rows(counted)} {said}{left_out}")


def _different(column: str, by_month: Iterable[Sequence[Cell]], said: str, left_out: str) -> Observation:
    """The different ids of what began in each month, added up."""
    ids = [merged(cell.times for cell in cells if cell.times) for cells in by_month]
    blank = sum(cell.blanks for cells in by_month for cell in cells)
    different, counted = sum(len(of_month.seconds) for of_month in ids), sum(of_month.count for of_month in ids)
    if blank and not counted:
        return Observation(None, "missing", f"no row has '{column}' ({rows(blank)} without)")
    left_out += f"; {rows(blank)} without '{column}' left out" if blank else ""
    return Observation(
        Fraction(different), sum=f"{different:,} different '{column}' in {rows(counted)} {said}{left_out}"
    )


def faults(spec: Cohort) -> tuple[str, ...]:
    return () if spec.months >= 0 else (f"'months' is {spec.months}; write 0 or more",)


KIND = BaseKind(ask, reduce, reach=reach, faults=faults)
