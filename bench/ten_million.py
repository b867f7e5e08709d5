"""How fast a file of ten million rows is checked, beside bare DuckDB reading its typed columns.

    python bench/ten_million.py [--rows 10000000] [--times 3] [--wide]

Checking tests every cell of four columns: a month, a code that must be of an area, a word that must be there, a whole
number from 0. With --wide there are a word, a day and seconds too, and no bound. Nothing is kept. Both are timed in
turn and the best of each counts. Bounds: 4 seconds and 1 GB for ten million rows on two cores (docs/measurements).
Exits 1 where a bound is passed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from peelian.sources.model import AreaCodes, Column, Source
from peelian.sources.store import check

MOST_SECONDS, MOST_MEGABYTES, ROWS = 4.0, 1000, 10_000_000
AREAS = 7_001
NAME = "extract.csv"
SOURCE = Source(
    title="Made-up records",
    publisher="Nobody",
    format="tidy",
    files=(NAME,),
    origin="made by this script",
    licence="none",
    received=date(2030, 1, 1),
    published=date(2030, 1, 1),
    table="records",
    areas=AreaCodes("LSOA code"),
    columns={
        "month": Column("Month", "month"),
        "offence": Column("Offence", blank="refuse"),
        "count": Column("Count", "integer"),
    },
    slice="file",
)
MORE = {"outcome": Column("Outcome"), "day": Column("Day", "date"), "took": Column("Took", "seconds", blank="keep")}
MADE = """COPY (
    SELECT strftime(DATE '2014-01-01' + to_months((i % 120)::INT), '%Y-%m') AS Month,
        'E0' || (1000000 + i * 7919 % {areas}) AS "LSOA code",
        'Offence ' || i * 31 % 141 AS Offence,
        i % 40 AS Count{more}
    FROM range({rows}) AS t(i)
) TO '{file}' (HEADER, DELIMITER ',')"""
MORE_MADE = """,
        CASE i % 5 WHEN 0 THEN '' ELSE 'Under investigation' END AS Outcome,
        strftime(DATE '2014-01-01' + (i * 13 % 3650)::INT, '%Y-%m-%d') AS Day,
        CASE WHEN i % 9 = 0 THEN '' ELSE (i * 37 % 9000)::VARCHAR END AS Took"""
BARE = """SELECT count(*), {most} FROM read_csv('{file}', header = true, auto_detect = false, delim = ',', quote = '"',
    columns = {{{columns}}})"""
TYPES = {"Month": "VARCHAR", "LSOA code": "VARCHAR", "Offence": "VARCHAR", "Count": "BIGINT"}
MORE_TYPES = {"Outcome": "VARCHAR", "Day": "DATE", "Took": "BIGINT"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--wide", action="store_true")
    asked = parser.parse_args()
    source = replace(SOURCE, columns={**SOURCE.columns, **MORE}) if asked.wide else SOURCE
    types = TYPES | MORE_TYPES if asked.wide else TYPES
    codes = {f"E0{1000000 + n}": f"area-{n % 10}" for n in range(AREAS)}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        file = folder / NAME
        more = MORE_MADE if asked.wide else ""
        duckdb.execute(MADE.format(areas=AREAS, rows=asked.rows, file=file, more=more))
        most = ", ".join(f'max("{name}")' for name in types)
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
        read = BARE.format(file=file, most=most, columns=columns)
        bare = best(asked.times, lambda: duckdb.connect().execute(read).fetchall())
        checking = best(asked.times, lambda: checked(source, folder, codes))
        size = file.stat().st_size / 1e6
    print(f"bare DuckDB, typed    {bare:6.2f} s  {asked.rows:,} rows, {size:,.0f} MB")
    bound = "" if asked.wide else f", at most {MOST_SECONDS * asked.rows / ROWS:.1f} s"
    print(f"peelian, every check  {checking:6.2f} s{bound}")
    print(f"ratio                 {checking / bare:6.2f}")
    print(f"peak memory           {peak_megabytes():6,} MB, at most {MOST_MEGABYTES:,} MB")
    slow = not asked.wide and checking > MOST_SECONDS * asked.rows / ROWS
    return int(slow or peak_megabytes() > MOST_MEGABYTES)


def checked(source: Source, folder: Path, codes: dict[str, str]) -> None:
    found = check({"records": source}, folder, folder / "store", codes).findings
    if found:
        raise SystemExit(f"the file is sound, and yet: {found[0].line()}")


def best(times: int, work: Callable[[], object]) -> float:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return min(took)


def peak_megabytes() -> int:
    """The most memory this process held; unknown, 0, on Windows."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
