"""Exact medians and percentiles by area and month, beside the engine's own quantiles of the same groups.

    python -m bench.percentiles [--data FOLDER] [--size city] [--months 24] [--times 3]

Two medians and a ninth decile of the times to incidents, in all areas of a simulated force. The engine is asked in the
plainest way, `quantile_cont` by area and month, and who holds whose rows has been told to it before its time begins.
Both give the same numbers, or this fails. Each is timed in turn, and the best counts. Bound: half the engine's time.
With fewer than a million incidents it is told, and not held. Exits 1 where it is passed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from bench.at_scale import MEMORY, THREADS, Values, compare
from bench.plainly import sql
from bench.plainly.data import World, computed, world
from bench.timing import best
from peelian.measures.grids import Grid
from peelian.series.engine import Settings
from peelian.simulate.simulate import Wanted, simulate

MOST, LEAST_ROWS = 0.5, 1_000_000
ASKED = {
    "emergency-median": "quantile_cont(seconds_to_attend, 0.5) FILTER (grade = 'emergency')",
    "emergency-p90": "quantile_cont(seconds_to_attend, 0.9) FILTER (grade = 'emergency')",
    "priority-median": "quantile_cont(seconds_to_attend, 0.5) FILTER (grade = 'priority')",
}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path)
    asked.add_argument("--size", default="city")
    asked.add_argument("--months", type=int, default=24)
    asked.add_argument("--times", type=int, default=3)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.data or Path(scratch) / "force"
        if given.data is None:
            simulate(folder, Wanted(given.size, given.months, 7, files=False, tables=True))
        return told(world(folder), given.times)


def told(made: World, times: int) -> int:
    rows = sum(one.rows for one in made.tables["incidents"].slices)
    print(f"{rows:,} incidents, {len(made.areas):,} areas, {len(made.months)} months, {len(ASKED)} measures")
    own, grids = best(times, lambda: panel(made))
    print(f"peelian  {own}")
    db = sql.connected(made, THREADS, MEMORY)
    plain, frame = best(times, lambda: quantiles(made, db))
    compare(made, grids, in_cells(made, frame), "the engine")
    print(f"engine   {plain}; {own.over(plain)}, at most {MOST}")
    if rows < LEAST_ROWS:
        print(f"the bound holds from {LEAST_ROWS:,} rows on; here it is told alone")
        return 0
    return int(own.wall > MOST * plain.wall)


def panel(made: World) -> dict[str, Grid]:
    answers = computed(made, Settings(THREADS, MEMORY))
    everywhere = answers.panel(made.areas)
    everywhere.prepare([(name, ()) for name in ASKED])
    found = {name: everywhere.grid(name, made.months) for name in ASKED}
    answers.close()
    return found


def quantiles(made: World, db: duckdb.DuckDBPyConnection) -> Any:
    files = list(made.tables["incidents"].paths)
    wanted = ", ".join(f'{each} AS "{name}"' for name, each in ASKED.items())
    return db.execute(
        f"SELECT h.area, month, {wanted} FROM read_parquet({files!r}) f"
        " JOIN holds h ON h.place = coalesce(f.area, '') GROUP BY ALL"
    ).to_arrow_table()


def in_cells(made: World, frame: Any) -> Values:
    """The answer of the engine in areas (down) and months (across)."""
    areas = {area: at for at, area in enumerate(made.areas)}
    months = {month: at for at, month in enumerate(made.months)}
    down = [areas[area] for area in frame.column("area").to_pylist()]
    across = [months[month] for month in frame.column("month").to_pylist()]
    found = {name: np.full((len(areas), len(months)), np.nan) for name in ASKED}
    for name, values in found.items():
        values[down, across] = frame.column(name).to_numpy()
    return found


if __name__ == "__main__":
    sys.exit(main())
