"""A number of different ids: each victim, vehicle or crime once, however many rows it has.

Months and areas do not add up, as a person can be in several: the ids of all the rows of the period and area
are put together, and then counted. No ids are guessed or hashed, so the number is exact. Rows without an id
are left out, and said; no rows in covered months is a zero, rows that all lack an id give no value. Source: ONS, crime
in England and Wales, user guide: victims and incidents are counted apart.
"""

from __future__ import annotations

from fractions import Fraction

from peelian.measures.model import Distinct
from peelian.measures.shapes import BaseKind, Question, State, as_pairs
from peelian.measures.times import merged
from peelian.measures.wording import rows
from peelian.series.model import Observation


def ask(spec: Distinct) -> Question:
    return Question(spec.table, as_pairs(spec.where), ids=spec.column)


def reduce(spec: Distinct, state: State) -> Observation:
    ids = merged(cell.times for cell in state.cells if cell.times)
    blank = sum(cell.blanks for cell in state.cells)
    if blank and not ids.count:
        return Observation(None, "missing", f"no row has '{spec.column}' ({rows(blank)} without)")
    left_out = f"; {rows(blank)} without one left out" if blank else ""
    different = len(ids.seconds)
    return Observation(
        Fraction(different), sum=f"{different:,} different '{spec.column}' in {rows(ids.count)}{left_out}"
    )


KIND = BaseKind(ask, reduce)
