"""What is kept is used again exactly where nothing it rests on has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from peelian import periods
from peelian.measures.computed import Computed
from peelian.measures.grids import Grid
from peelian.measures.model import Measure
from peelian.measures.panel import Panel
from peelian.series.cache import Cache
from peelian.series.engine import Engine
from peelian.series.tables import Slice, TableFiles
from tests.spec.worlds import measure

JANUARY, FEBRUARY, MARCH = (date(2024, number, 1) for number in (1, 2, 3))
TREE = {"force": ("north", "south"), "north": (), "south": ()}
COLUMNS = {"month": "date", "area": "text", "offence": "text", "seconds": "integer"}
ROWS = {
    JANUARY: [("north", "Burglary", 5), ("south", "Robbery", 7), (None, "Robbery", None)],
    FEBRUARY: [("north", "Robbery", 11), ("north", "Burglary", 13)],
    MARCH: [("south", "Burglary", 17)],
}


def defined(**changed: Any) -> dict[str, Measure]:
    made = [
        {"id": "all", "kind": "count", "compute": {"table": "crimes"}, "breakdowns": {"offence": "offence"}},
        {
            "id": "middle",
            "kind": "duration",
            "compute": {"table": "crimes", "column": "seconds", "statistic": "median", **changed},
        },
        {"id": "mean", "kind": "duration", "compute": {"table": "crimes", "column": "seconds", "statistic": "mean"}},
        {"id": "share", "kind": "share", "compute": {"numerator": "all", "denominator": "all"}},
    ]
    return {str(each["id"]): measure(each) for each in made}


def table(folder: Path, rows: Mapping[date, list[tuple[str | None, str, int | None]]]) -> TableFiles:
    slices = []
    for month, held in rows.items():
        path = folder / f"{month}.parquet"
        columns = [[month] * len(held), *(list(column) for column in zip(*held, strict=True))]
        types = (pa.date32(), pa.string(), pa.string(), pa.int64())
        pq.write_table(pa.table(dict(zip(COLUMNS, map(pa.array, columns, types), strict=True))), path)
        slices.append(Slice((str(path),), frozenset([month]), len(held), repr(held)))
    paths = tuple(path for one in slices for path in one.paths)
    return TableFiles("crimes", paths, COLUMNS, frozenset(rows), slices=tuple(slices))


def panel(crimes: TableFiles, cache: Cache | None, **changed: Any) -> tuple[Panel, dict[str, Grid], Engine]:
    inside = lambda area: (area, *TREE[area])  # noqa: E731
    computed = Computed(defined(**changed), {"crimes": crimes}, inside, "force", cache=cache)
    made = computed.panel(tuple(TREE))
    wanted: list[tuple[str, tuple[tuple[str, str], ...]]]
    wanted = [("all", ()), ("all", (("offence", "robbery"),)), ("middle", ()), ("mean", ()), ("share", ())]
    made.prepare(wanted)
    grids = {f"{id} {told}": made.grid(id, (JANUARY, FEBRUARY, MARCH), told) for id, told in wanted}
    statements = computed.engine
    computed.close()
    return made, grids, statements


def same(one: Mapping[str, Grid], other: Mapping[str, Grid]) -> bool:
    return all(
        one[name].at(area, month) == other[name].at(area, month) and np.array_equal(one[name].state, other[name].state)
        for name in one
        for area in range(len(TREE))
        for month in range(3)
    )


def test_the_second_time_no_table_is_read(tmp_path: Path) -> None:
    cache, crimes = Cache(tmp_path / "cache"), table(tmp_path, ROWS)
    first, grids, _ = panel(crimes, cache)
    assert first.used.anew == {"all": 6, "middle": 3, "mean": 3}
    again, kept, engine = panel(crimes, cache)
    assert again.used.again == {"all": 6, "middle": 3, "mean": 3}
    assert again.used.anew == {"all": 0, "middle": 0, "mean": 0}
    assert engine.statements == []
    assert same(kept, grids)


def test_a_new_month_reads_its_own_file_alone(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    panel(table(tmp_path, {month: ROWS[month] for month in (JANUARY, FEBRUARY)}), cache)
    crimes = table(tmp_path, ROWS)
    made, grids, engine = panel(crimes, cache)
    assert made.used.anew == {"all": 2, "middle": 1, "mean": 1}
    assert not any("2024-01-01.parquet" in sql or "2024-02-01.parquet" in sql for sql in engine.statements)
    assert same(grids, panel(crimes, None)[1])


def test_a_new_month_is_asked_in_the_words_that_were_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path / "cache")
    panel(table(tmp_path, {month: ROWS[month] for month in (JANUARY, FEBRUARY)}), cache)
    whole = panel(table(tmp_path, ROWS), None)[1]
    monkeypatch.setattr("peelian.measures.keptsql.compiled", None)
    monkeypatch.setattr("peelian.measures.sheets.compiled", None)
    assert same(panel(table(tmp_path, ROWS), cache)[1], whole)


def test_a_month_whose_rows_were_put_right_is_worked_out_anew(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    panel(table(tmp_path, ROWS), cache)
    crimes = table(tmp_path, ROWS | {FEBRUARY: [("south", "Robbery", 99)]})
    made, grids, _ = panel(crimes, cache)
    assert made.used.anew == {"all": 2, "middle": 1, "mean": 1}
    assert same(grids, panel(crimes, None)[1])


def test_a_changed_definition_is_worked_out_anew_and_no_other(tmp_path: Path) -> None:
    cache, crimes = Cache(tmp_path / "cache"), table(tmp_path, ROWS)
    panel(crimes, cache)
    made, grids, _ = panel(crimes, cache, statistic="p90")
    assert made.used.anew == {"all": 0, "middle": 3, "mean": 0}
    assert same(grids, panel(crimes, None, statistic="p90")[1])


def test_damaged_and_exchanged_entries_are_made_anew(tmp_path: Path) -> None:
    cache, crimes = Cache(tmp_path / "cache"), table(tmp_path, ROWS)
    whole = panel(crimes, cache)[1]
    entries = sorted(cache.folder.iterdir())
    held = [path.read_bytes() for path in entries]
    for number, path in enumerate(entries):  # some cut short; some whole, and the wrong ones
        path.write_bytes(held[number][:-10] if number % 2 else held[number - 1])
    made, grids, _ = panel(crimes, cache)
    assert made.used.anew == {"all": 6, "middle": 3, "mean": 3}
    assert same(grids, whole)
    assert sum(panel(crimes, cache)[0].used.anew.values()) == 0


def test_without_a_cache_or_slices_everything_is_read(tmp_path: Path) -> None:
    crimes = table(tmp_path, ROWS)
    whole = panel(crimes, None)[1]
    made, grids, _ = panel(replace(crimes, slices=()), Cache(tmp_path / "cache"))
    assert made.used.anew == {"all": 6, "middle": 3, "mean": 3}
    assert same(grids, whole)


def test_totals_beyond_64_bits_are_worked_out_each_time_and_exact(tmp_path: Path) -> None:
    most = 2**63 - 1
    cache = Cache(tmp_path / "cache")
    crimes = table(tmp_path, {month: [("north", "Robbery", most), ("south", "Robbery", most)] for month in ROWS})
    for _ in range(2):
        made, grids, _engine = panel(crimes, cache)
        assert made.used.anew["mean"] == 3
        assert grids["mean ()"].at(0, 0) == most


AGAIN = measure(
    {"id": "again", "kind": "distinct", "compute": {"table": "crimes", "column": "offence", "at_least": 2, "months": 2}}
)


def looking_back(crimes: TableFiles, cache: Cache | None) -> tuple[Panel, Grid, Computed]:
    computed = Computed({"again": AGAIN}, {"crimes": crimes}, lambda area: (area, *TREE[area]), "force", cache=cache)
    made = computed.panel(tuple(TREE))
    return made, made.grid("again", (JANUARY, FEBRUARY, MARCH)), computed


def test_a_month_that_looks_back_is_worked_out_anew_where_an_earlier_one_was_put_right(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    made, grid, _ = looking_back(table(tmp_path, ROWS), cache)
    assert made.used.anew == {"again": 3}
    # The month before January is not there. In February both offences have two rows with those of January.
    assert [grid.at(0, month) for month in range(3)] == [None, 2, 1]
    made, grid, computed = looking_back(table(tmp_path, ROWS | {FEBRUARY: [("south", "Robbery", 99)]}), cache)
    assert made.used.anew == {"again": 2}, "January does not look at February"
    for area, name in enumerate(TREE):
        for month, first in enumerate((JANUARY, FEBRUARY, MARCH)):
            one = computed.observe("again", name, (), periods.month(first.year, first.month))
            assert grid.at(area, month) == one.value
    assert [grid.at(0, month) for month in range(3)] == [None, 1, 0]
    computed.close()


def test_a_month_that_looks_back_needs_the_months_before(tmp_path: Path) -> None:
    """March looks at February, which is not there; so it was kept, and is not where February has come."""
    cache = Cache(tmp_path / "cache")
    _, grid, _ = looking_back(table(tmp_path, {month: ROWS[month] for month in (JANUARY, MARCH)}), cache)
    assert [grid.at(0, month) for month in range(3)] == [None, None, None]
    made, grid, _ = looking_back(table(tmp_path, ROWS), cache)
    assert made.used.anew == {"again": 2}
    assert [grid.at(0, month) for month in range(3)] == [None, 2, 1]
