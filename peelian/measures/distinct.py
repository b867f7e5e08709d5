"""A number of different ids: each victim, vehicle or crime once, however many rows it has.

Months and areas do not add up, as a person can be in several: the ids of all the rows of the period and area
are put together, and then counted. No ids are guessed or hashed, so the number is exact. Rows without an id
are left out, and said; no rows in covered months is a zero, rows that all lack an id give no value.

With `at_least` those count alone that have so many rows: victims of several crimes. With `months` these rows may lie
in the months before as well, so many in all that end with the period's last; the id must have a row in the period
itself. A period longer than that is its own. Source: ONS, crime in England and Wales, user guide: victims and
incidents are counted apart, and those of several crimes over twelve months.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from peelian.measures.answering import first_days
from peelian.measures.grids import MISSING, VALUE, Grid, whole
from peelian.measures.model import Distinct
from peelian.measures.shapes import BaseKind, Bulk, Cell, Numbers, Question, State, as_pairs
from peelian.measures.spread import Spread
from peelian.measures.times import Times, merged
from peelian.measures.wording import rows
from peelian.series.model import Observation


def ask(spec: Distinct) -> Question:
    return Question(spec.table, as_pairs(spec.where), ids=spec.column)


def reach(spec: Distinct, months: int) -> tuple[int, int]:
    return max(0, (spec.months or 0) - months), 0


def reduce(spec: Distinct, state: State) -> Observation:
    months = set(first_days(state.period))
    own = [cell for cell in state.cells if not state.months or cell.month in months]
    ids = _ids(own)
    blank = sum(cell.blanks for cell in own)
    if blank and not ids.count:
        return Observation(None, "missing", f"no row has '{spec.column}' ({rows(blank)} without)")
    left_out = f"; {rows(blank)} without one left out" if blank else ""
    different = len(ids.seconds)
    said = f"{different:,} different '{spec.column}' in {rows(ids.count)}{left_out}"
    if spec.at_least == 1:
        return Observation(Fraction(different), sum=said)
    again = _again(ids, _ids(state.cells), spec.at_least)
    over = f"{len(state.months)} months" if len(state.months) > 1 else "the period"
    return Observation(Fraction(again), sum=f"{again:,} with {rows(spec.at_least)} or more in {over}, of {said}")


def faults(spec: Distinct) -> tuple[str, ...]:
    found = []
    if spec.at_least < 1:
        found.append(f"'at_least' is {spec.at_least}; write 1 or more")
    if spec.months is not None and spec.months < 1:
        found.append(f"'months' is {spec.months}; write 1 or more, or leave it out")
    if spec.months is not None and spec.at_least == 1:
        found.append("'months' without 'at_least' changes nothing; add at_least: 2, or leave it out")
    return tuple(found)


def _ids(cells: Iterable[Cell]) -> Times:
    return merged(cell.times for cell in cells if cell.times)


def _again(ids: Times, every: Times, least: int) -> int:
    """How many of these ids have so many rows or more among every row."""
    import numpy as np

    return len(np.intersect1d(ids.seconds, every.seconds[every.rows >= least], assume_unique=True))


def asks(spec: Distinct) -> tuple[Question, ...]:
    """The ids, and all rows: where none of them has an id there is no value."""
    before, _ = reach(spec, 1)
    return replace(ask(spec), back=before), Question(spec.table, as_pairs(spec.where))


def grid(spec: Distinct, spreads: Sequence[Spread], _: Numbers) -> Grid:
    import numpy as np

    ids, every = spreads
    unknown = (every.rows > 0) & (ids.timed == 0)
    return whole(ids.different(spec.at_least), np.where(unknown, MISSING, VALUE))


KIND = BaseKind(ask, reduce, reach=reach, faults=faults, bulk=Bulk(asks, grid))
