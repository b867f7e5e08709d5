"""Rows read one by one to Parquet: workbooks, and the few CSV files that only the slow reader can follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from peelian.series.tables import MONTH
from peelian.sources import parquet
from peelian.sources.cells import Cell, Value
from peelian.sources.desk import Desk
from peelian.sources.fields import STORED_AS
from peelian.sources.judging import Judge, twice
from peelian.sources.outcome import Outcome, settled
from peelian.sources.problems import SAMPLES, Place
from peelian.sources.quarantine import Fault
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
    read = _Read(layout)
    seen: set[tuple[Cell, ...]] = set()
    for line, row in rows:
        if layout.tally is not None:
            seen.add(tuple(row))
        if layout.most_left_out is not None or len(read.faults) < MOST_SIGHTINGS:
            read.take(line, {header: row[at[header]] for header in layout.headers})
        read.rows += 1
    sightings = tuple(fault.sighting for fault in read.faults[:MOST_SIGHTINGS])
    more = len(read.faults) >= MOST_SIGHTINGS
    wrong = tuple(check_rows(read.rows, layout.rows, place))
    months, reasons = dict(read.months), dict(read.reasons)
    outcome = Outcome(read.rows, read.bad, months, reasons, sightings, more, wrong, read.elsewhere)

    def write() -> Tidied:
        out = desk.new_file(".parquet")
        _write(read.columns, layout, out)
        return parquet.write(f"SELECT * FROM read_parquet({path_literal(str(out))})", layout.by_month, desk)

    got = settled(outcome, place, layout, desk, write, lambda: read.faults)
    assert got is not None  # what is written was counted here
    again = read.rows - len(seen) if layout.tally is not None else 0
    others = {text: place.line(line) for text, line in read.others.items()}
    return replace(got, read=read.rows, tallied=dict(read.tallied), twice=again, elsewhere=others)


class _Read:
    """Rows as they are read: the values of good ones by column, the faults of the others."""

    def __init__(self, layout: Layout) -> None:
        self._layout, self._judge = layout, Judge(layout)
        self.rows, self.bad, self.elsewhere = 0, 0, 0
        self.columns: dict[str, list[Value]] = {name: [] for name in layout.columns}
        self.months: Counter[date] = Counter()
        self.reasons: Counter[str] = Counter()
        self.tallied: Counter[tuple[str, date]] = Counter()
        self.others: dict[str, int] = {}
        self.faults: list[Fault] = []
        self._lines: dict[tuple[Value, ...], int] = {}

    def take(self, line: int, cell: Mapping[str, Cell]) -> None:
        found = self._judge.row(line, cell)
        faults = found.faults
        key = tuple(found.values[name] for name in self._layout.key)
        if not faults and key and key in self._lines:
            faults = (twice(self._layout, line, cell, self._lines[key]),)
        if faults:
            self.bad += 1
            self.faults += [Fault(test, sighting) for test, sighting in faults]
            self.reasons.update({test for test, _ in faults})
            return
        self._lines[key] = line
        month = found.values[MONTH]
        if self._layout.tally is not None and isinstance(month, date):
            self.tallied[str(found.values[self._layout.tally] or ""), month] += 1
        if not found.kept:
            self.elsewhere += 1
            if self._layout.areas and len(self.others) < SAMPLES:
                self.others.setdefault(str(cell[self._layout.areas.column]), line)
            return
        assert isinstance(month, date)
        self.months[month] += 1
        for name, column in self.columns.items():
            column.append(found.values[name])


def _write(columns: Mapping[str, list[Value]], layout: Layout, out: Any) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "decimal": pa.decimal128(18, 6),
        "date": pa.date32(),
        "boolean": pa.bool_(),
        "time": pa.timestamp("us"),
    }
    assert set(types) >= set(STORED_AS.values())
    schema = pa.schema([(name, types[kind]) for name, kind in layout.columns.items()])
    pq.write_table(pa.table(dict(columns), schema=schema), out, compression="zstd")
