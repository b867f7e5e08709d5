"""The one scan of a table that answers every question of it in all areas and months, as Ibis expressions.

A sheet has a row for each month, area and value of the columns that questions need told apart, and for each question
how many of the rows meet it, their total and their blanks. Times are not added up: their rows come as they are,
question by question.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peelian.measures.expressions import NO_AREA, Lists, holds, id_of, unbound
from peelian.measures.shapes import Question
from peelian.series.dialects import compiled
from peelian.series.outlines import MICRO
from peelian.series.tables import AREA, MONTH, TableFiles

PLACES = "places by number"


def slices_name(table: TableFiles) -> str:
    return f"slices of {table.name}"


def sheet(table: TableFiles, questions: Sequence[Question], by: Sequence[str], lists: Lists) -> str:
    """Columns: month, area, k0.. of `by`; then r0, t0, b0 of the first question, and so on.

    A total of decimals is in millionths, so that it is whole.
    """
    rows = unbound(slices_name(table), table.columns)
    groups = {"month": rows[MONTH], "area": _area(rows, table)}
    groups |= {f"k{place}": rows[column] for place, column in enumerate(by)}
    sums = {}
    for number, question in enumerate(questions):
        meets = holds(rows, table, question.where, lists) if question.where else None
        sums[f"r{number}"] = rows.count(where=meets)
        if question.total is not None:
            column = rows[question.total]
            blank = column.isnull() if meets is None else column.isnull() & meets
            sums[f"t{number}"] = _whole(column.sum(where=meets), table.columns[question.total])
            sums[f"b{number}"] = rows.count(where=blank)
    return compiled(rows.group_by(**groups).aggregate(**sums), "duckdb")


def timed(table: TableFiles, question: Question, lists: Lists) -> str:
    """The rows that meet a question and have a time, or an id. Columns: month, place by its number, time.

    One question alone, as a condition that stands alone is met within the scan, and little but whole numbers leaves it.
    """
    import ibis

    rows = unbound(slices_name(table), table.columns)
    places = ibis.table({"value": "string", "number": "int64"}, name=PLACES)
    time = rows[question.times] if question.ids is None else id_of(rows, table, question.ids)
    met = rows.filter(holds(rows, table, question.where, lists) & time.notnull())
    told = met.select(month=met[MONTH], area=_area(met, table), time=time)
    found = told.inner_join(places, told.area == places.value)
    return compiled(found.select("month", "number", "time"), "duckdb")


def numbered(places: Sequence[str]) -> Any:
    """What `timed` looks up places in: an Arrow table of their names and their numbers, from 0."""
    import pyarrow as pa

    return pa.table({"value": pa.array(places, pa.string()), "number": pa.array(range(len(places)), pa.int64())})


def scale_of(table: TableFiles, question: Question) -> int:
    """What the totals of a question are whole numbers of."""
    return MICRO if question.total is not None and table.columns[question.total] == "decimal" else 1


def _area(rows: Any, table: TableFiles) -> Any:
    import ibis

    return rows[AREA].fill_null(NO_AREA) if AREA in table.columns else ibis.literal(NO_AREA)


def _whole(total: Any, kind: str) -> Any:
    """A sum as a whole number; of decimals in millionths, in a type with room for them."""
    wide = total.cast("decimal(38, 6)") * MICRO if kind == "decimal" else total
    return wide.fill_null(0).cast("int64")
