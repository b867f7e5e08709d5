"""A small world for measures: areas, tables of typed rows, lists, definitions; as data, or from a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from peelian.findings import Finding
from peelian.measures.computed import Computed
from peelian.measures.expressions import Lists
from peelian.measures.literals import literal
from peelian.measures.model import Measure
from peelian.periods import months, parse
from peelian.series.engine import Settings, Value
from peelian.series.model import Origin
from peelian.series.tables import MONTHS_OF, Grain, TableFiles
from peelian.yamlfile import Node, build
from peelian.yamlfile import parse as parse_yaml
from tests.spec.cases import SPECS

ARROW = {
    "text": pa.string(),
    "integer": pa.int64(),
    "decimal": pa.decimal128(18, 6),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
USUAL = {"month": "date", "wave": "integer"}  # the type of a column that a page does not name
Row = dict[str, Value]


@dataclass(frozen=True)
class Rows:
    """A table of typed rows; `covers` are the first days of the months it covers, `grain` what its rows are of."""

    types: Mapping[str, str]
    rows: Sequence[Row]
    covers: frozenset[date]
    grain: Grain = "month"


@dataclass(frozen=True)
class World:
    """`areas` maps an area to those directly inside it; the first is the force."""

    areas: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Rows]
    measures: Mapping[str, Measure] = field(repr=False)
    lists: Lists = field(default_factory=dict, repr=False)

    @property
    def whole(self) -> str:
        return next(iter(self.areas))

    def inside(self, area: str) -> tuple[str, ...]:
        """The area and every area in it, at every level."""
        below = [deep for child in self.areas.get(area, ()) for deep in self.inside(child)]
        return (area, *below)

    def computed(self, folder: Path, settings: Settings | None = None) -> Computed:
        """The library's answers, from Parquet files written into the folder, two a table."""
        tables = {name: written(name, rows, folder) for name, rows in self.tables.items()}
        return Computed(self.measures, tables, self.inside, self.whole, self.lists, settings)


def written(name: str, rows: Rows, folder: Path) -> TableFiles:
    """The table as Parquet: the rows in two files, as a store would have them from two deliveries."""
    half = len(rows.rows) // 2
    paths = []
    for number, part in enumerate((rows.rows[:half], rows.rows[half:]), 1):
        arrays = {column: pa.array([row[column] for row in part], ARROW[kind]) for column, kind in rows.types.items()}
        path = folder / f"{name}-{number}.parquet"
        pq.write_table(pa.table(arrays), path)
        paths.append(str(path))
    origins = (Origin(f"{name}.csv", "0" * 64),)
    return TableFiles(name, tuple(paths), rows.types, rows.covers, origins, grain=rows.grain)


@cache
def from_spec(kind: str) -> World:
    """The world of a page of specs/measures."""
    text = (SPECS / "measures" / f"{kind}.yaml").read_text("utf-8")
    return from_page(yaml.load(text, Loader=yaml.BaseLoader))


def from_page(page: Mapping[str, Any]) -> World:
    """The world that a page of specs/measures describes."""
    areas = {area: tuple(inside) for area, inside in page["areas"].items()}
    tables = {name: _table(drawn) for name, drawn in page["tables"].items()}
    measures = {each["id"]: measure(each) for each in page["measures"]}
    lists = {
        name: tuple(
            (tuple(version["values"]), _maybe_day(version.get("since")), _maybe_day(version.get("until")))
            for version in versions
        )
        for name, versions in page.get("lists", {}).items()
    }
    return World(areas, tables, measures, lists)


def measure(fields: Mapping[str, Any]) -> Measure:
    """A definition through the library's own loader, its words filled in."""
    usual = {"title": fields["id"], "unit": "count", "definition": "as it says", "words": {"subject": "it"}}
    node, findings = parse_yaml(yaml.safe_dump(usual | dict(fields)).encode(), "page.yaml")
    assert isinstance(node, Node)
    problems: list[Finding] = findings
    built = build(Measure, node, problems)
    assert built is not None, [problem.line() for problem in problems]
    return built


def _table(drawn: Mapping[str, Any]) -> Rows:
    """A table drawn as text, its cells parted by bars; an empty cell is a blank."""
    header, *lines = [[cell.strip() for cell in line.split("|")] for line in drawn["rows"].splitlines() if line.strip()]
    types = {column: drawn.get("types", {}).get(column, USUAL.get(column, "text")) for column in header}
    rows = [{column: _cell(text, types[column]) for column, text in zip(header, line, strict=True)} for line in lines]
    covered = [month.first for month in months(parse(drawn["covers"]))] if "covers" in drawn else []
    grain = drawn.get("grain", "month")
    assert grain in MONTHS_OF, grain
    return Rows(types, rows, frozenset(month for month in covered if month is not None), grain)


def _cell(text: str, kind: str) -> Value:
    if text == "":
        return None
    if kind == "date" and len(text) == len("2024-01"):
        return date.fromisoformat(f"{text}-01")
    return literal(text, kind)


def _maybe_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def shuffled(world: World, table: str, order: Sequence[int]) -> World:
    """The same world with the rows of a table in another order."""
    rows = world.tables[table]
    moved = replace(rows, rows=[rows.rows[place] for place in order])
    return replace(world, tables={**world.tables, table: moved})
