"""Cubes kept by month hold the rows of areas drawn by hand, as they are drawn now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from peelian.measures.computed import Computed
from peelian.measures.drawn import Drawn
from peelian.periods import month
from peelian.series.cache import Cache
from peelian.series.outlines import Outline
from peelian.series.tables import Slice, TableFiles
from tests.spec.worlds import measure

JANUARY, FEBRUARY, MARCH = (date(2024, number, 1) for number in (1, 2, 3))
COLUMNS = {"month": "date", "area": "text", "lsoa_code": "text", "longitude": "decimal", "latitude": "decimal"}
ROWS = {
    JANUARY: [("north", "E01", "-1.6", "54.9"), ("south", "E02", "-1.5", "54.9"), (None, None, None, None)],
    FEBRUARY: [("north", "E01", "-1.6", "54.9"), ("north", "E01", "-1.1", "54.9")],
    MARCH: [("south", "E03", "-1.55", "54.95"), ("south", "E02", "-1.4", "54.9")],
}
MEASURES = {"all": measure({"id": "all", "kind": "count", "compute": {"table": "street"}})}


def square(west: int, east: int) -> Outline:
    south, north = 54_000_000, 55_000_000
    return Outline(((((west, south), (east, south), (east, north), (west, north)),),))


DRAWN = {"listed": Drawn(codes=("E01", "E03")), "boxed": Drawn(outline=square(-1_600_000, -1_500_000))}


def table(folder: Path, months: tuple[date, ...], leave_out: tuple[str, ...] = ()) -> TableFiles:
    kinds = {"date": pa.date32(), "text": pa.string(), "decimal": pa.decimal128(18, 6)}
    columns = {name: kind for name, kind in COLUMNS.items() if name not in leave_out}
    slices = []
    for first in months:
        rows = [
            {name: Decimal(value) if value and COLUMNS[name] == "decimal" else value for name, value in row.items()}
            for row in (dict(zip(COLUMNS, (first, *texts), strict=True)) for texts in ROWS[first])
        ]
        path = folder / f"{first}.parquet"
        schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
        slices.append(Slice((str(path),), frozenset([first]), len(rows), repr(rows)))
    paths = tuple(path for one in slices for path in one.paths)
    return TableFiles("street", paths, columns, frozenset(months), slices=tuple(slices))


def counts(street: TableFiles, drawn: Mapping[str, Drawn], cache: Cache | None) -> tuple[dict[str, list[object]], int]:
    """The values of each area in the three months, and how many months were read."""
    tree = {"force": ("north", "south"), "north": (), "south": ()}
    inside = lambda area: tree.get(area, ())  # noqa: E731
    computed = Computed(MEASURES, {"street": street}, inside, "force", drawn=drawn, cache=cache)
    found = {
        area: [computed.observe("all", area, (), month(2024, number)).value for number in (1, 2, 3)]
        for area in (*tree, *drawn)
    }
    computed.close()
    return found, computed.used.anew["street"]


def test_a_new_month_alone_is_looked_through_for_drawn_areas(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    assert counts(table(tmp_path, (JANUARY, FEBRUARY)), DRAWN, cache)[1] == 2
    found, anew = counts(table(tmp_path, (JANUARY, FEBRUARY, MARCH)), DRAWN, cache)
    assert anew == 1
    assert found == counts(table(tmp_path, (JANUARY, FEBRUARY, MARCH)), DRAWN, None)[0]
    assert (found["listed"], found["boxed"], found["force"]) == ([1, 2, 1], [2, 1, 1], [3, 2, 2])


def test_a_changed_outline_or_list_makes_the_cubes_anew(tmp_path: Path) -> None:
    cache, street = Cache(tmp_path / "cache"), table(tmp_path, (JANUARY, FEBRUARY, MARCH))
    counts(street, DRAWN, cache)
    for changed in (
        DRAWN | {"boxed": Drawn(outline=square(-1_600_001, -1_550_000))},
        DRAWN | {"listed": Drawn(codes=("E02",))},
        {},
    ):
        found, anew = counts(street, changed, cache)
        assert anew == 3
        assert found == counts(street, changed, None)[0]
        assert counts(street, changed, cache) == (found, 0)


def test_a_table_that_cannot_tell_of_an_outline_keeps_its_cubes_when_it_changes(tmp_path: Path) -> None:
    cache, street = Cache(tmp_path / "cache"), table(tmp_path, (JANUARY, FEBRUARY, MARCH), ("longitude",))
    counts(street, DRAWN, cache)
    _, anew = counts(street, DRAWN | {"boxed": Drawn(outline=square(-1_400_000, -1_300_000))}, cache)
    assert anew == 0
