"""How fast a CSV file of many series becomes a panel, beside bare DuckDB reading its typed columns.

    python bench/series_file.py [--series 100000] [--periods 60] [--times 3] [--parts]

Every cell is tested, every series and period found, and the values stand in their places. With --parts there are
numerators, denominators and a status, and no bound of time. The rows come month by month, as extracts do. Both are
timed in turn and the best of each counts. Bounds: 4 seconds for six million rows, and 2 GiB, on two
cores. Exits 1 where a bound is passed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from bench.timing import peak_megabytes
from peelian.sources.panels import read_series

MOST_SECONDS, MOST_MEGABYTES, ROWS = 4.0, 2_048, 6_000_000
MADE = """COPY (
    SELECT 'Area ' || i % {series} % 1000 || ', kind ' || i % {series} // 1000 AS series,
        strftime(DATE '1990-01-01' + to_months((i // {series})::INT), '%Y-%m') AS period, {numbers}
    FROM range({series} * {periods}) AS t(i)
) TO '{file}' (HEADER, DELIMITER ',')"""
VALUE = "i * 7919 % 10007 / 4.0 AS value"
PARTS = "i * 31 % 97 AS numerator, 100 + i * 7919 % 9001 AS denominator, 'final' AS status"
TYPES = {"series": "VARCHAR", "period": "VARCHAR", "value": "DOUBLE"}
PART_TYPES = {
    "series": "VARCHAR",
    "period": "VARCHAR",
    "numerator": "DOUBLE",
    "denominator": "DOUBLE",
    "status": "VARCHAR",
}
BARE = """SELECT count(*), {most} FROM read_csv('{file}', header = true, auto_detect = false, delim = ',', quote = '"',
    columns = {{{columns}}})"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--series", type=int, default=100_000)
    parser.add_argument("--periods", type=int, default=60)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--parts", action="store_true")
    asked = parser.parse_args()
    types, numbers = (PART_TYPES, PARTS) if asked.parts else (TYPES, VALUE)
    rows = asked.series * asked.periods
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "series.csv"
        duckdb.execute(MADE.format(series=asked.series, periods=asked.periods, numbers=numbers, file=file))
        most = ", ".join(f"max({name})" for name in types)
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
        sql = BARE.format(file=file, most=most, columns=columns)
        reading, bare = best(asked.times, lambda: read(file, rows), lambda: duckdb.connect().execute(sql).fetchall())
        size = file.stat().st_size / 1e6
    bound = MOST_SECONDS * rows / ROWS
    allowed = "" if asked.parts else f", at most {bound:.1f} s"
    print(f"bare DuckDB, typed    {bare[0]:6.2f} s ({bare[1]:.2f} s of processor time)  {rows:,} rows, {size:,.0f} MB")
    print(f"peelian, a panel      {reading[0]:6.2f} s ({reading[1]:.2f} s of processor time){allowed}")
    print(f"ratio                 {reading[0] / bare[0]:6.2f} ({reading[1] / bare[1]:.2f} of processor time)")
    print(f"peak memory           {peak_megabytes():6,} MB, at most {MOST_MEGABYTES:,} MB")
    slow = not asked.parts and reading[0] > bound
    return int(slow or peak_megabytes() > MOST_MEGABYTES)


def read(file: Path, rows: int) -> None:
    got = read_series(file)
    if got.panel is None or got.panel.values.size != rows:
        raise SystemExit(f"the file is sound, and yet: {[finding.line() for finding in got.findings]}")


def best(times: int, *work: Callable[[], object]) -> list[tuple[float, float]]:
    """The shortest time of each, done in turn, and the least processor time."""
    took: list[list[tuple[float, float]]] = [[] for _ in work]
    for _ in range(times):
        for seconds, one in zip(took, work, strict=True):
            start, busy = time.perf_counter(), time.process_time()
            one()
            seconds.append((time.perf_counter() - start, time.process_time() - busy))
    return [(min(wall for wall, _ in seconds), min(busy for _, busy in seconds)) for seconds in took]


if __name__ == "__main__":
    sys.exit(main())
