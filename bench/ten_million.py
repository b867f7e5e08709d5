"""How fast a file of ten million rows is checked, beside bare DuckDB reading its typed columns.

    python bench/ten_million.py [--rows 10000000] [--times 3] [--wide] [--faulty]
    python bench/ten_million.py --extract [--faulty]

Checking tests every cell of four columns: a month, a code that must be of an area, a word that must be there, a whole
number from 0. With --wide there are a word, a day and seconds too, and no bound. With --extract the file is one of
calls in the form of peelian/contracts: six columns, four rules between them and a key, and no bound. With --faulty one
row in a thousand breaks a rule, and is named by its line. Nothing is kept. Both are timed in turn and the best of each
counts. Bounds: 4 seconds and 1 GB for ten million rows on two cores (docs/measurements).
Exits 1 where a bound is passed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from bench.timing import best, peak_megabytes
from peelian.sources.model import AreaCodes, Column, Quarantine, Source
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
EXTRACT = replace(
    SOURCE,
    title="Made-up calls",
    format="extract",
    contract="calls",
    areas=None,
    columns={},
    quarantine=Quarantine("1%"),
)
# From three in the morning on: the clock of London leaves an hour out before that, once a year.
EXTRACT_MADE = """COPY (
    SELECT 'c' || i AS call_id,
        CASE i % 3 WHEN 0 THEN '999' WHEN 1 THEN '101' ELSE 'live-chat' END AS channel,
        strftime(t0, '%Y-%m-%d %H:%M:%S') AS received,
        CASE i % 20 WHEN 0 THEN '' ELSE strftime(t0 + to_seconds(i * 37 % 240), '%Y-%m-%d %H:%M:%S') END AS answered,
        strftime(t0 + to_seconds(240 + i * 13 % 900), '%Y-%m-%d %H:%M:%S') AS ended,
        CASE i % 20 WHEN 0 THEN 'yes' ELSE 'no' END AS abandoned
    FROM (SELECT i, TIMESTAMP '2014-01-01 03:00:00' + to_days((i % 3650)::INT) + to_seconds(i * 31 % 70000) AS t0
        FROM range({rows}) AS t(i))
) TO '{file}' (HEADER, DELIMITER ',')"""
EXTRACT_TYPES = {
    "call_id": "VARCHAR",
    "channel": "VARCHAR",
    "received": "TIMESTAMP",
    "answered": "TIMESTAMP",
    "ended": "TIMESTAMP",
    "abandoned": "BOOLEAN",
}
BARE = """SELECT count(*), {most} FROM read_csv('{file}', header = true, auto_detect = false, delim = ',', quote = '"',
    columns = {{{columns}}})"""
TYPES = {"Month": "VARCHAR", "LSOA code": "VARCHAR", "Offence": "VARCHAR", "Count": "BIGINT"}
MORE_TYPES = {"Outcome": "VARCHAR", "Day": "DATE", "Took": "BIGINT"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--wide", action="store_true")
    parser.add_argument("--extract", action="store_true")
    parser.add_argument("--faulty", action="store_true")
    asked = parser.parse_args()
    source = replace(SOURCE, columns={**SOURCE.columns, **MORE}) if asked.wide else SOURCE
    types = TYPES | MORE_TYPES if asked.wide else TYPES
    if asked.extract:
        source, types = EXTRACT, EXTRACT_TYPES
    codes = {f"E0{1000000 + n}": f"area-{n % 10}" for n in range(AREAS)}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        file = folder / NAME
        more = MORE_MADE if asked.wide else ""
        made = EXTRACT_MADE if asked.extract else MADE
        duckdb.execute(made.format(areas=AREAS, rows=asked.rows, file=file, more=more))
        most = ", ".join(f'max("{name}")' for name in types)
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
        read = BARE.format(file=file, most=most, columns=columns)
        bare, _ = best(asked.times, lambda: duckdb.connect().execute(read).fetchall())
        bad = spoil(file, asked.extract) if asked.faulty else 0
        checking, _ = best(asked.times, lambda: checked(source, folder, codes, bad))
        size = file.stat().st_size / 1e6
    print(f"bare DuckDB, typed    {bare.wall:6.2f} s  {asked.rows:,} rows, {size:,.0f} MB")
    bounded = not (asked.wide or asked.extract)
    bound = f", at most {MOST_SECONDS * asked.rows / ROWS:.1f} s" if bounded else ""
    print(f"peelian, every check  {checking.wall:6.2f} s ({checking.cpu:.2f} s of the processor){bound}")
    print(f"ratio                 {checking.wall / bare.wall:6.2f}")
    print(f"peak memory           {peak_megabytes():6,} MB, at most {MOST_MEGABYTES:,} MB")
    slow = bounded and checking.wall > MOST_SECONDS * asked.rows / ROWS
    return int(slow or peak_megabytes() > MOST_MEGABYTES)


def spoil(file: Path, extract: bool) -> int:
    """Writes the file again with every thousandth row spoilt; how many are."""
    beside = file.with_suffix(".spoilt")
    bad = 0
    with file.open("rb") as old, beside.open("wb") as new:
        new.write(old.readline())
        for number, line in enumerate(old):
            if number % 1000 == 500:
                bad += 1
                cells = line.rstrip(b"\r\n").split(b",")
                place, word = (2, b"2031-02-30 08:00:00") if extract else (3, b"many")
                cells[place] = word
                line = b",".join(cells) + b"\n"
            new.write(line)
    beside.replace(file)
    return bad


def checked(source: Source, folder: Path, codes: dict[str, str], bad: int) -> None:
    found = [
        one for one in check({"records": source}, folder, folder / "store", codes).findings if one.severity != "note"
    ]
    if bool(found) != bool(bad):
        raise SystemExit(f"{bad:,} rows are bad, and yet: {found[0].line() if found else 'nothing is told'}")
    if bad and not any(":502:" in one.line() or ":502" in one.where for one in found):
        raise SystemExit(f"the first bad row, in line 502, is not named: {found[0].line()}")


if __name__ == "__main__":
    sys.exit(main())
