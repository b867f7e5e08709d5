"""Rows counted in the month in which what they are about began: outcomes by the month of the crime, not of the outcome.

A period's number are the rows whose `began` lies in it and whose own month is at most `months` months later. It is
known once the table covers those months too, and does not change when older crimes get outcomes later, as every crime
has had as long. Over the crimes recorded in the same period it is a share of the same crimes; outcomes assigned in a
period over its crimes are not. Rows without `began` are left out, and said. Source: Home Office, crime outcomes in
England and Wales, technical annex: outcomes assigned to crimes recorded in the year, and outcomes assigned in it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from peelian.measures.answering import around, first_days
from peelian.measures.model import Cohort
from peelian.measures.shapes import BaseKind, Question, State, as_pairs
from peelian.measures.wording import month_id, rows
from peelian.series.model import Observation


def ask(spec: Cohort) -> Question:
    return Question(spec.table, as_pairs(spec.where), by=(spec.began,))


def reach(spec: Cohort, months: int) -> tuple[int, int]:
    return 0, spec.months


def reduce(spec: Cohort, state: State) -> Observation:
    own = first_days(state.period)
    counted = blank = 0
    for cell in state.cells:
        began = cell.values[0]
        if not isinstance(began, date):
            blank += cell.rows
            continue
        month = date(began.year, began.month, 1)
        if month in own and month <= cell.month <= around((month,), 0, spec.months)[-1]:
            counted += cell.rows
    until = month_id(around(own, 0, spec.months)[-1])
    said = f"{rows(counted)} of what began in the period, at most {rows(spec.months, 'month')} later, up to {until}"
    left_out = f"; {rows(blank)} without '{spec.began}' left out" if blank else ""
    return Observation(Fraction(counted), sum=said + left_out)


def faults(spec: Cohort) -> tuple[str, ...]:
    return () if spec.months >= 0 else (f"'months' is {spec.months}; write 0 or more",)


KIND = BaseKind(ask, reduce, reach=reach, faults=faults)
