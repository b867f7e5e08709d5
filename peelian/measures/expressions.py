"""Every question that is put to an engine, as Ibis expressions on unbound tables; the engine compiles them.

A cube holds, for one table, how many rows are alike in their month, area and some columns that measures need:
the rows without what nobody asks for. All answers are sums over one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from peelian.measures.drawn import CODE, LATITUDE, LONGITUDE
from peelian.measures.literals import literal
from peelian.measures.model import Condition
from peelian.measures.shapes import Lookup, Question
from peelian.series.cache import key_of
from peelian.series.engine import Asked
from peelian.series.outlines import MICRO, Point
from peelian.series.tables import AREA, MONTH, WAVE, TableFiles

IBIS_TYPES = {
    "text": "string",
    "integer": "int64",
    "decimal": "decimal(18, 6)",
    "date": "date",
    "boolean": "boolean",
    "time": "timestamp",
}
COUNTED = " rows"  # the cube's column of how many rows are alike; no header begins with a blank
ASKED = "asked_areas"
PLACE, DRAWN = " place", " drawn"  # columns of the tables of who lies in a drawn area
NO_AREA = ""  # the area of rows that have none, in the cube

Box = tuple[Point, Point]
"""Two corners, south-west and north-east."""
NamedList = tuple[tuple[str, ...], date | None, date | None]
Lists = Mapping[str, tuple[NamedList, ...]]
"""Dated lists by id: each version has its values and the first and last day it is valid, None for open."""


def files_name(table: TableFiles) -> str:
    return f"files of {table.name}"


def cube_name(table: TableFiles, columns: Iterable[str]) -> str:
    """The same in every run, as the SQL that names it is kept."""
    return f"cube of {table.name} {key_of(tuple(columns))[:16]}"


def tally_name(table: TableFiles, question: Question, by: tuple[str, ...]) -> str:
    """The same in every run, as the SQL that names it is kept."""
    return f"tally {key_of((question, by))[:16]} of {table.name}"


def named_lists(questions: Iterable[Question], lists: Lists) -> Lists:
    """The lists that conditions of these questions name, in the order of their names."""
    named = {c.in_list or c.not_in_list for question in questions for _, c in question.where}
    return {name: lists[name] for name in sorted(filter(None, named))}


def keys(table: TableFiles, columns: Iterable[str]) -> Mapping[str, str]:
    """The columns of the cube with their types: month and wave where the table has them, area, those asked for."""
    own = [*([MONTH] if MONTH in table.columns else []), *([WAVE] if table.has_waves else [])]
    return {AREA: "text"} | {column: table.columns[column] for column in (*own, *columns)}


def cube(table: TableFiles, columns: Iterable[str], drawn: Iterable[str] = (), box: Box | None = None) -> Asked:
    """The one scan of a table: its rows counted by month, area and the columns any measure needs.

    `drawn` names ways to find rows in drawn areas, "codes" and "points"; they are counted there once more, under the
    drawn area's id, which no area of the tree has. Points outside `box` lie in none and are not looked up.
    """
    import ibis

    columns = tuple(columns)
    rows = unbound(files_name(table), table.columns)
    area = rows[AREA].fill_null(NO_AREA) if AREA in table.columns else ibis.literal(NO_AREA)
    counted = _counted(table, rows, columns, area)
    for way in drawn:
        members = ibis.table({PLACE: "string", DRAWN: "string"}, name=members_name(table, way))
        near = rows.filter(_within(rows, box)) if way == "points" and box is not None else rows
        met = near.inner_join(members, _place_of(near, way) == members[PLACE])
        counted = ibis.union(counted, _counted(table, met, columns, met[DRAWN]))
    return counted


def points(table: TableFiles, box: Box) -> Asked:
    """Every point in a box that a row of the table's files lies on: longitude and latitude."""
    rows = unbound(files_name(table), table.columns)
    known = rows.filter(_within(rows, box))
    return known.select(x=known[LONGITUDE], y=known[LATITUDE]).distinct()


def held(table: TableFiles, column: str, texts: tuple[str, ...]) -> Asked:
    """Which of these texts any row of the table's files has in a column."""
    rows = unbound(files_name(table), table.columns)
    return rows.filter(rows[column].isin(texts)).select(column).distinct()


def places(table: TableFiles, column: str, texts: tuple[str, ...]) -> Asked:
    """The areas of all rows, blank included, each with those of these texts that a row of it has in a column, and ""
    where one has none of them."""
    rows = unbound(files_name(table), table.columns)
    known = rows[column].isin(texts).ifelse(rows[column], "")
    return rows.select(rows[AREA], known.name(column)).distinct()


def members_name(table: TableFiles, way: str) -> str:
    return f"drawn by {way} in {table.name}"


def _within(rows: Any, box: Box) -> Any:
    """Whether a row has a point, and it lies in the box or on its edge."""
    (west, south), (east, north) = box
    return _micro(rows, LONGITUDE).between(west, east) & _micro(rows, LATITUDE).between(south, north)


def _micro(rows: Any, column: str) -> Any:
    return (rows[column] * MICRO).cast("int64")


def _counted(table: TableFiles, rows: Any, columns: Iterable[str], area: Any) -> Any:
    alike = {column: area if column == AREA else rows[column] for column in keys(table, columns)}
    return rows.group_by(**alike).aggregate(**{COUNTED: rows.count()})


def _place_of(rows: Any, way: str) -> Any:
    """What is held against the members of drawn areas: the code, or the point as `drawn.point_key` writes it."""
    if way == "codes":
        return rows[CODE]
    told = [_micro(rows, column).cast("string") for column in (LONGITUDE, LATITUDE)]
    return told[0] + " " + told[1]


def tally(table: TableFiles, columns: Iterable[str], question: Question, by: tuple[str, ...], lists: Lists) -> Asked:
    """The rows of the cube that meet a question, told apart by month, area, wave and the columns it needs.

    A row of the answer: month, area, wave, the question's columns and those of `by`, how many rows; then the total and
    how many are blank in the column added up. Of a question of times or ids the time or id, and how many rows.
    """
    import ibis

    rows = unbound(cube_name(table, columns), _typed(table, columns))
    met = rows.filter(holds(rows, table, question.where, lists))
    wave = met[WAVE] if table.has_waves else ibis.literal(0)
    groups = {"month": met[MONTH], "area": met[AREA], "wave": wave}
    groups |= {_place(place): met[column] for place, column in enumerate((*question.by, *by))}
    counted = met[COUNTED]
    if question.histogram is not None:
        time = met[question.times] if question.times is not None else id_of(met, table, question.histogram)
        return met.group_by(**groups, time=time).aggregate(rows=counted.sum().cast("int64"))
    sums = {"rows": counted.sum(), "total": ibis.literal(0), "blanks": ibis.literal(0)}
    if question.total is not None:
        column = met[question.total]
        sums |= {
            "total": (counted * column).sum(),
            "blanks": ibis.ifelse(column.isnull(), counted, 0).sum(),
        }
    return met.group_by(**groups).aggregate(**sums)


def id_of(rows: Any, table: TableFiles, column: str) -> Any:
    """A column of ids, in which an empty text is a blank."""
    return rows[column].nullif("") if table.columns[column] == "text" else rows[column]


def inside(table: TableFiles, name: str, question: Question, by: tuple[str, ...], apart: bool = False) -> Asked:
    """The part of a tally that lies in the asked areas, with the same columns.

    The areas are put together, and the area blank, where a question takes all rows of an area alike, unless they are
    to be told `apart`.
    """
    import ibis

    kinds = _told(table, question, by)
    total = table.columns[question.total] if question.total is not None else "integer"
    sums = {"rows": "integer", "total": total, "blanks": "integer"}
    rows = _asked(unbound(name, kinds | sums))
    groups = {column: rows[column] for column in kinds}
    if question.places == "all" and not apart:
        groups["area"] = ibis.literal(NO_AREA)
    return rows.group_by(**groups).aggregate(**{column: rows[column].sum() for column in sums})


def histogram(table: TableFiles, name: str, question: Question, by: tuple[str, ...]) -> Asked:
    """The same of a question of times or ids, the areas put together; each id as a number, alike in all of it."""
    import ibis

    assert question.histogram is not None
    kinds = _told(table, question, by) | {"time": table.columns[question.histogram]}
    rows = _asked(unbound(name, kinds | {"rows": "integer"}))
    groups = {column: rows[column] for column in kinds if column != "area"}
    found = rows.group_by(**groups).aggregate(rows=rows.rows.sum().cast("int64"))
    if question.ids is None:
        return found
    numbered = ibis.dense_rank().over(ibis.window(order_by=found.time)).cast("int64")
    return found.mutate(time=ibis.ifelse(found.time.isnull(), ibis.null("int64"), numbered))


def _told(table: TableFiles, question: Question, by: tuple[str, ...]) -> dict[str, str]:
    """The columns that a tally tells rows apart by, those of times and ids besides, with their types."""
    places = {_place(place): table.columns[column] for place, column in enumerate((*question.by, *by))}
    return {"month": "date", "area": "text", "wave": "integer"} | places


def _asked(rows: Any) -> Any:
    import ibis

    return rows.filter(rows.area.isin(ibis.table({"value": "string"}, name=ASKED).value))


def reported(table: TableFiles, columns: Iterable[str]) -> Asked:
    """The months and areas that have any row."""
    rows = unbound(cube_name(table, columns), _typed(table, columns))
    return rows.select(MONTH, AREA).distinct()


def values(table: TableFiles, columns: Iterable[str], column: str, question: Question | None, lists: Lists) -> Asked:
    """What a column holds, blank included; only in rows that meet the question, if one is given."""
    rows = unbound(cube_name(table, columns), _typed(table, columns))
    met = rows.filter(holds(rows, table, question.where, lists)) if question else rows
    return met.select(column).distinct()


def numbers(table: TableFiles, columns: Iterable[str], lookup: Lookup) -> Asked:
    """The different pairs of key and number of a lookup's table; of its last month, if it has months."""
    rows = unbound(cube_name(table, columns), _typed(table, columns))
    if MONTH in table.columns:
        rows = rows.filter(rows[MONTH] == rows[MONTH].max())
    return rows.select(k=rows[lookup.key], number=rows[lookup.number]).distinct()


def _typed(table: TableFiles, columns: Iterable[str]) -> dict[str, str]:
    return {**keys(table, columns), COUNTED: "integer"}


def _place(number: int) -> str:
    """The name of a column in a tally: a table's own name could be that of another."""
    return f"k{number}"


def unbound(name: str, columns: Mapping[str, str]) -> Any:
    import ibis

    return ibis.table({column: IBIS_TYPES[kind] for column, kind in columns.items()}, name=name)


def holds(rows: Any, table: TableFiles, where: tuple[tuple[str, Condition], ...], lists: Lists) -> Any:
    """Whether a row meets every condition."""
    import ibis

    parts = [
        part
        for column, condition in where
        for part in _parts(rows, rows[column], table.columns[column], condition, lists)
    ]
    return reduce(and_, parts, ibis.literal(True))


def _parts(rows: Any, column: Any, kind: str, condition: Condition, lists: Lists) -> list[Any]:
    """What must hold, all of it. A blank cell meets nothing but `blank: true`."""
    blank = (column.isnull() | (column == "")) if kind == "text" else column.isnull()
    parts = []
    if condition.blank or not condition.is_ or "" in condition.is_:  # else the values leave blank cells out
        parts.append(blank if condition.blank else ~blank)
    if condition.is_:
        parts.append(column.isin([literal(text, kind) for text in condition.is_]))
    if condition.not_:
        parts.append(column.notin([literal(text, kind) for text in condition.not_]))
    if condition.in_list is not None:
        parts.append(_listed(rows, column, kind, lists[condition.in_list]))
    if condition.not_in_list is not None:
        parts.append(~_listed(rows, column, kind, lists[condition.not_in_list]))
    if condition.at_least is not None:
        parts.append(column >= literal(condition.at_least, kind))
    if condition.at_most is not None:
        parts.append(column <= literal(condition.at_most, kind))
    return parts


def _listed(rows: Any, column: Any, kind: str, versions: tuple[NamedList, ...]) -> Any:
    """Whether the column holds a value of the version that is valid on the first day of the row's month."""
    import ibis

    held = []
    for listed, since, until in versions:
        inside = column.isin([literal(text, kind) for text in listed])
        if since is not None:
            inside = inside & (rows[MONTH] >= since)
        if until is not None:
            inside = inside & (rows[MONTH] <= until)
        held.append(inside)
    return reduce(or_, held, ibis.literal(False))
