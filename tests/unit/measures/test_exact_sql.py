"""What is asked of an engine is exact: no approximate function, no float, no chance, on any engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import ibis
import pytest

from peelian.measures import expressions
from peelian.measures.computed import asked_together
from peelian.measures.kinds import KINDS
from peelian.measures.needed import Needed
from peelian.measures.shapes import BaseKind
from peelian.series.dialects import Dialect, compiled
from peelian.series.tables import AREA, TableFiles
from tests.spec.cases import subjects
from tests.spec.worlds import World, from_spec
from tests.unit.measures.test_drawn import WORLD as WITH_POINTS

INEXACT = re.compile(
    r"APPROX|PERCENTILE|QUANTILE|MEDIAN|\bMODE\b|STDDEV|VARIANCE|CORR|\bAVG|\bDOUBLE\b|\bFLOAT|\bREAL\b|RAND|SAMPLE"
    r"|(?<!NULLS )\b(?:FIRST|LAST)\b|ANY_VALUE|\bLIMIT\b|NOW\(|CURRENT_",
    re.IGNORECASE,
)
"""Functions that give another answer each time, or on each engine, and types that round. What is chosen of a group
by its order in a file is among them: files of a cluster have none."""
QUOTED = re.compile(r"NULLS (?:FIRST|LAST)|'(?:[^'\\]|\\.|'')*'|`[^`]*`|\"[^\"]*\"")


def questions(world: World) -> Iterator[Any]:
    """Every expression that the measures of a world may have asked."""
    tables = {name: TableFiles(name, (), rows.types, rows.covers) for name, rows in world.tables.items()}
    needed = Needed(asked_together(world.measures.values()))
    for table in tables.values():
        columns = needed.of(table.name, ())
        yield expressions.cube(table, columns)
        yield expressions.values(table, columns, AREA, None, world.lists)
        if AREA in table.columns and "month" in table.columns:
            yield expressions.reported(table, columns)
    for measure in world.measures.values():
        kind = KINDS[measure.kind]
        if not isinstance(kind, BaseKind):
            continue
        question, lookup = kind.ask(measure.compute), kind.lookup(measure.compute)
        if question.table not in tables or (lookup and lookup.table not in tables):
            continue
        table = tables[question.table]
        columns = needed.of(table.name, (*question.columns, *measure.breakdowns.values()))
        yield expressions.cube(table, columns)
        for by in ((), tuple(measure.breakdowns.values())):
            yield expressions.tally(table, columns, question, by, world.lists)
            write = expressions.inside if question.histogram is None else expressions.histogram
            yield write(table, "tally", question, by)
        yield expressions.values(table, columns, AREA, question, world.lists)
        if lookup is not None:
            columns = needed.of(lookup.table, (lookup.key, lookup.number))
            yield expressions.numbers(tables[lookup.table], columns, lookup)


def drawn() -> Iterator[Any]:
    """What finds the rows that lie in an area drawn by hand."""
    table = TableFiles("street", (), WITH_POINTS.tables["street"].types, frozenset())
    box = ((-1_600_000, 54_900_000), (-1_400_000, 55_000_000))
    yield expressions.points(table, box)
    yield expressions.cube(table, ("type",), ("codes", "points"), box)


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
@pytest.mark.parametrize("kind", [*sorted(subjects("measures")), "drawn"])
def test_no_question_is_answered_approximately(kind: str, dialect: Dialect) -> None:
    asked = list(drawn() if kind == "drawn" else questions(from_spec(kind)))
    assert asked
    for question in asked:
        sql = QUOTED.sub("?", compiled(question, dialect))
        assert not INEXACT.search(sql), sql
        assert [name for name, type in question.schema().items() if type.is_floating()] == []


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_what_is_approximate_would_be_seen(dialect: Dialect) -> None:
    rows = ibis.table({"n": "int64", "f": "float64"}, name="t")
    for question in (rows.n.approx_median(), rows.n.median(), rows.n.mean(), rows.n.approx_nunique()):
        assert INEXACT.search(QUOTED.sub("?", compiled(question, dialect)))
    assert INEXACT.search(QUOTED.sub("?", compiled(rows.select(f=rows.n.cast("float64")), dialect)))
