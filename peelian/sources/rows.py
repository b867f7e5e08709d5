"""Rows read one by one to Parquet: workbooks, and the few CSV files that only the slow reader can follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from peelian.series.tables import AREA
from peelian.sources import parquet
from peelian.sources.cells import Cell, Value, cell_of, read_area, read_cell
from peelian.sources.desk import Desk
from peelian.sources.fields import STORED_AS
from peelian.sources.problems import Bad, Place, Sighting, told
from peelian.sources.sql import path_literal
from peelian.sources.tidied import Layout, Tidied, check_rows

MOST_SIGHTINGS = 2_000


def write_rows(
    rows: Iterable[tuple[int, Sequence[Cell]]],
    at: Mapping[str, int],
    place: Place,
    layout: Layout,
    desk: Desk,
) -> Tidied:
    """The rows in a new Parquet file, or everything that is wrong with them. Each comes with its line."""
    columns: dict[str, list[Value]] = {name: [] for name in layout.columns}
    sightings: list[Sighting] = []
    count = 0
    for line, row in rows:
        count += 1
        if len(sightings) < MOST_SIGHTINGS:
            _read(layout, at, line, row, columns, sightings)
    findings = told(place, sightings, at_least=len(sightings) >= MOST_SIGHTINGS)
    findings += check_rows(count, layout.rows, place)
    if findings:
        return Tidied(findings=tuple(findings))
    out = desk.new_file(".parquet")
    _write(columns, layout, out)
    return parquet.write(f"SELECT * FROM read_parquet({path_literal(str(out))})", layout.by_month, desk)


def _read(
    layout: Layout,
    at: Mapping[str, int],
    line: int,
    row: Sequence[Cell],
    columns: dict[str, list[Value]],
    sightings: list[Sighting],
) -> None:
    """Adds the row's values to the columns, its bad cells to the sightings."""
    cell = {header: row[at[header]] for header in layout.headers}
    of = [(f, cell_of(f, cell)) for f in layout.fields]
    got: list[tuple[str, str, Cell, Value | Bad]] = [(f.name, f.header, c, read_cell(f, c)) for f, c in of]
    rule = layout.areas
    if rule:
        got.append((AREA, rule.column, cell[rule.column], read_area(rule, cell[rule.column])))
    bad = [Sighting(line, header, str(text), value) for _, header, text, value in got if isinstance(value, Bad)]
    sightings += bad
    if bad or (rule and not rule.keeps(cell[rule.column])):
        return
    for name, _, _, value in got:
        assert not isinstance(value, Bad)
        columns[name].append(value)
    if not rule:
        columns[AREA].append(None)


def _write(columns: Mapping[str, list[Value]], layout: Layout, out: Any) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "decimal": pa.decimal128(18, 6),
        "date": pa.date32(),
        "boolean": pa.bool_(),
    }
    assert set(types) >= set(STORED_AS.values())
    schema = pa.schema([(name, types[kind]) for name, kind in layout.columns.items()])
    pq.write_table(pa.table(dict(columns), schema=schema), out, compression="zstd")
