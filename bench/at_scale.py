"""All KPIs, all areas and all months of a simulated force, beside the plainest DuckDB SQL and a pandas script.

    python -m bench.at_scale [--data FOLDER] [--size city] [--months 24] [--times 2] [--no-pandas]

The three give the same numbers, or this fails. Without --data a force is simulated first; `peelian simulate FOLDER
--size national --months 60 --only-tables` makes one of 20 million crimes. Then all is asked for once more and kept, as
a build does, and one month more with the rest kept from before. Each is timed in turn, and the best counts. Bounds: at
most 1.5 times the SQL, at least 8 times faster than pandas, a month more in under 5% of all of it, 4 GiB of memory.
Exits 1 where a bound is passed. The bounds are of that country: with fewer than 50 million rows they are told, and not
held, as what is the same for any number of rows would be most of what is measured.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.plainly import sql
from bench.plainly.data import World, computed, world
from bench.timing import Took, best, peak_megabytes
from peelian.measures.grids import VALUE, Grid
from peelian.measures.slices import of_months
from peelian.series.cache import Cache
from peelian.series.engine import Settings
from peelian.simulate.simulate import Wanted, simulate

MOST_OF_SQL, LEAST_OF_PANDAS, MOST_OF_ALL, MOST_MEGABYTES = 1.5, 8.0, 0.05, 4096
THREADS, MEMORY = 2, "4GB"
LEAST_ROWS = 50_000_000  # from here on the bounds hold
MORE_TIMES = 3  # a month more is short: one pause of the machine would be all of it
Values = dict[str, np.ndarray[Any, np.dtype[np.float64]]]
"""Each measure's values in areas (down) and months (across); not a number where there is none."""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path)
    asked.add_argument("--size", default="city")
    asked.add_argument("--months", type=int, default=24)
    asked.add_argument("--times", type=int, default=2)
    asked.add_argument("--no-pandas", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.data or Path(scratch) / "force"
        if given.data is None:
            simulate(folder, Wanted(given.size, given.months, 7, files=False, tables=True))
        made = world(folder)
        return told(made, given.times, pandas=not given.no_pandas)


def told(made: World, times: int, *, pandas: bool) -> int:
    rows = sum(one.rows for table in made.tables.values() for one in table.slices)
    figures = len(made.wanted) * len(made.areas) * len(made.months)
    print(f"{rows:,} rows, {len(made.areas):,} areas, {len(made.months)} months")
    print(f"{len(made.wanted)} KPIs: {figures:,} values")
    own, grids = best(times, lambda: panel(made))
    print(f"peelian     {own}")
    whole, more = one_month_more(made, grids, times)
    print(f"and kept    {whole}")
    print(f"month more  {more}; {more.over(whole)}, at most {MOST_OF_ALL}")
    held = peak_megabytes()
    print(f"peak memory {held:,} MB, at most {MOST_MEGABYTES:,} MB")
    plain, values = best(times, lambda: from_sql(made))
    compare(made, grids, values, "SQL")
    print(f"plain SQL   {plain}; {own.over(plain)}, at most {MOST_OF_SQL}")
    failed = own.wall > MOST_OF_SQL * plain.wall or more.wall > MOST_OF_ALL * whole.wall
    failed |= held > MOST_MEGABYTES
    if pandas:
        from bench.plainly import with_pandas

        slow, values = best(1, lambda: with_pandas.run(made))
        compare(made, grids, values, "pandas")
        print(f"pandas      {slow}; {slow.over(own)}, at least {LEAST_OF_PANDAS}")
        failed |= slow.wall < LEAST_OF_PANDAS * own.wall
    print(f"peak memory {peak_megabytes():,} MB, with what it is measured against")
    if rows < LEAST_ROWS:
        print(f"the bounds hold from {LEAST_ROWS:,} rows on; here they are told alone")
        return 0
    return int(failed)


def one_month_more(made: World, whole: dict[str, Grid], times: int) -> tuple[Took, Took]:
    """All months with nothing kept from before, and the last month after all others were; both keep what they make.

    The figures are those of a run without a cache. Each time has a folder of its own.
    """
    last = made.months[-1]
    before = {name: of_months(one, one.months - {last}) for name, one in made.tables.items()}
    with tempfile.TemporaryDirectory() as folder:
        empty = iter([Path(folder) / f"empty {number}" for number in range(times)])
        every, found = best(times, lambda: panel(made, Cache(next(empty))))
        same(found, whole)
        kept = Path(folder) / "kept"
        panel(replace(made, tables=before), Cache(kept))
        copies = iter([Path(shutil.copytree(kept, Path(folder) / f"{number}")) for number in range(MORE_TIMES * times)])
        took, found = best(MORE_TIMES * times, lambda: panel(made, Cache(next(copies))))
        same(found, whole)
    return every, took


def same(found: dict[str, Grid], whole: dict[str, Grid]) -> None:
    """Fails unless every cell is the same, exactly."""
    for name, grid in found.items():
        if not np.array_equal(grid.state, whole[name].state) or not np.array_equal(
            grid.top * whole[name].bottom, whole[name].top * grid.bottom
        ):
            raise SystemExit(f"{name}: other figures with what was kept than without")


def panel(made: World, cache: Cache | None = None) -> dict[str, Grid]:
    answers = computed(made, Settings(THREADS, MEMORY), cache)
    everywhere = answers.panel(made.areas)
    everywhere.prepare(made.wanted)
    found = {measure: everywhere.grid(measure, made.months, breakdown) for measure, breakdown in made.wanted}
    answers.close()
    return found


def from_sql(made: World) -> Iterator[Values]:
    """The tables are made while this is timed; they are fetched to be compared after."""
    db = sql.run(made, THREADS, MEMORY)

    def fetched() -> Values:
        found: Values = {}
        for name in sql.VALUES:
            frame = db.execute(f"FROM v_{name} ORDER BY list_position({list(made.areas)!r}, area), month").fetchnumpy()
            shape = (len(made.areas), len(made.months))
            for column in frame.keys() - {"area", "month"}:
                found[column] = np.ma.filled(frame[column].astype(float), np.nan).reshape(shape)
        db.close()
        return found

    return fetched  # type: ignore[return-value]


def compare(made: World, grids: dict[str, Grid], values: Any, who: str) -> None:
    """Fails unless every value is the same, to the last digits that a double has."""
    found: Values = values() if callable(values) else values
    missing = grids.keys() - found.keys()
    if missing:
        raise SystemExit(f"{who} lacks {', '.join(sorted(missing))}")
    for name, grid in grids.items():
        ours = np.where(grid.state == VALUE, grid.top.astype(float) / grid.bottom.astype(float), np.nan)
        same = np.isclose(ours, found[name], rtol=1e-12, atol=1e-12, equal_nan=True)
        if not same.all():
            area, month = (int(place[0]) for place in np.nonzero(~same))
            where = f"{made.areas[area]}, {made.months[month]:%Y-%m}"
            raise SystemExit(
                f"{name}: {int((~same).sum()):,} values differ from {who}; {where}: {ours[area, month]} and"
                f" {found[name][area, month]}"
            )


if __name__ == "__main__":
    sys.exit(main())
