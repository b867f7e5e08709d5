"""How fast months of data.police.uk are loaded from raw CSV, beside bare DuckDB reading the same columns of them.

    python bench/load.py [--size city --months 36] [--files FOLDER] [--times 3]

Loading hashes and keeps the bytes, tests every cell, gives each row its area, writes Parquet and the register, and
waits for the disk. Bare DuckDB is told the names and types of the twelve columns (read_csv, nothing guessed) and writes
them with the same compression, in one process with all cores and its own settings; it tests nothing beyond the types
and keeps nothing else. It is asked in four ways: file by file, as the store has a Parquet file for each; in one
question that parts the rows into the same files; in one question into one file; and, for what reading alone takes, into
a table of its memory, of which nothing is left. Beside that stands what Peelian takes to read and test every cell and
keep nothing, as `peelian validate` does. Each is done in turn, and the best counts. Rows, and sums of coordinates by
month and kind, must be the same on all sides that leave any.

Bound: years of one force, and a month of all forces, read and tested in at most 1.3 times what bare DuckDB takes to
read them into memory. A load, which keeps what it reads, is held to half as much again as bare DuckDB takes to read and
write file by file. One small month is told apart: most of it is the start. Files are simulated; with PEELIAN_SHARED
real ones are read too, and with --files those of a folder alone.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random

import duckdb

from bench.timing import Took, peak_megabytes, timed
from peelian.simulate.simulate import Wanted, simulate
from peelian.sources.model import AreaCodes, Source
from peelian.sources.police_uk_street import COLUMNS
from peelian.sources.store import check, load

READING, LOADING = 1.3, 1.5  # times bare DuckDB: into memory, and file by file
NAME = "2024-03-peelshire-street.csv"
KINDS = ("Anti-social behaviour", "Burglary", "Drugs", "Robbery", "Shoplifting", "Vehicle crime")
TYPES = {column.header: "DECIMAL(18, 6)" if column.kind == "coordinate" else "VARCHAR" for column in COLUMNS}
PARQUET = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1"
SAME = """SELECT {month}, {kind}, count(*), sum({x}), sum({y})
    FROM read_parquet('{files}', hive_partitioning = false) GROUP BY ALL ORDER BY ALL"""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--files", type=Path, help="a folder of CSV files, named as the publisher names them")
    asked.add_argument("--size", default="city", help="of the force whose years are simulated")
    asked.add_argument("--months", type=int, default=36)
    asked.add_argument("--times", type=int, default=3, help="how often each is timed; the best counts")
    given = asked.parse_args()
    held = True
    with tempfile.TemporaryDirectory() as scratch:
        for name, folder, bounded in worlds(Path(scratch), given.files, given.size, given.months):
            loading, reading = told(name, folder, given.times)
            held &= (loading <= LOADING and reading <= READING) or not bounded
            if folder != given.files:
                shutil.rmtree(folder)
    print(f"peak memory {peak_megabytes():,} MB, with what simulates and bare DuckDB")
    return int(not held)


def worlds(scratch: Path, files: Path | None, size: str, months: int) -> Iterator[tuple[str, Path, bool]]:
    """Folders of files to be read, each with a name, and whether the bound holds there."""
    if files is not None:
        yield str(files), files, True
        return
    small = scratch / "small"
    small.mkdir()
    (small / NAME).write_bytes(made(35_000))
    yield "one small month (no bound)", small, False
    yield f"{months} months of one size {size}", simulated(scratch / "years", size, months), True
    yield "a month of all 43 forces", simulated(scratch / "forces", "national", 1), True
    if (shared := os.environ.get("PEELIAN_SHARED")) and (held := Path(shared) / "data/police_uk").is_dir():
        yield "29 real months of one force", unpacked(held / "northumbria/street", scratch / "real"), True


def simulated(folder: Path, size: str, months: int) -> Path:
    """The street files of a made-up force or country, out of their zips."""
    plan = folder.with_name(f"{folder.name}-plan")
    simulate(plan, Wanted(size, months, 7))
    folder.mkdir()
    for path in sorted((plan / "data").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith("-street.csv"):
                    (folder / name.rsplit("/", 1)[-1]).write_bytes(without_new_column(archive.read(name)))
    shutil.rmtree(plan)
    return folder


def without_new_column(data: bytes) -> bytes:
    """One of the simulated months has a column more at its end, which is not read and is blank."""
    if data.split(b"\n", 1)[0].count(b",") + 1 == len(COLUMNS):
        return data
    return b"".join(line.rstrip(b"\r\n").rsplit(b",", 1)[0] + b"\n" for line in data.splitlines(keepends=True))


def unpacked(folder: Path, out: Path) -> Path:
    out.mkdir()
    for path in sorted(folder.glob("*.csv.gz")):
        (out / path.stem).write_bytes(gzip.decompress(path.read_bytes()))
    return out


def told(name: str, folder: Path, times: int) -> tuple[float, float]:
    """Times all sides on the files of a folder; the ratios that the bound is about, on the wall: of a load, and of
    reading and testing alone."""
    files = sorted(folder.glob("*.csv"))
    areas = areas_of(folder)
    sides: dict[str, Callable[[Path], None]] = {
        "peelian load": lambda out: loaded(folder, out, areas),
        "bare, file by file": lambda out: file_by_file(files, out),
        "bare, parted": lambda out: parted(folder, out),
        "bare, one file": lambda out: in_one(folder, out),
        "peelian, read alone": lambda out: tested(folder, out, areas),
        "bare, into memory": lambda out: in_memory(folder),
    }
    leaving = [side for side in sides if side not in ("peelian, read alone", "bare, into memory")]
    took: dict[str, Took] = {}
    counted: dict[str, list[object]] = {}
    for _ in range(times):
        for side, work in sides.items():
            with tempfile.TemporaryDirectory(dir=folder.parent) as out:
                now, _ = timed(lambda work=work, out=out: work(Path(out)))  # type: ignore[misc]
                before = took.get(side, now)
                took[side] = Took(min(now.wall, before.wall), min(now.cpu, before.cpu))
                if side in leaving:
                    counted[side] = same_of(side, Path(out))
    if any(rows != counted["bare, one file"] for rows in counted.values()):
        raise SystemExit(f"{name}: the sides do not have the same rows")
    rows, size = sum(row[2] for row in counted["bare, one file"]), sum(file.stat().st_size for file in files)  # type: ignore[index]
    print(f"{name}: {rows:,} rows, {len(files)} files, {size / 1e6:,.0f} MB")
    own, alone, memory = took["peelian load"], took["peelian, read alone"], took["bare, into memory"]
    for side, seconds in took.items():
        print(f"  {side:20}{seconds}" + (f"; {own.over(seconds)}" if side.startswith("bare") else ""))
    print(f"  read and tested alone, beside bare into memory: {alone.over(memory)}")
    return own.wall / took["bare, file by file"].wall, alone.wall / memory.wall


def file_by_file(files: list[Path], out: Path) -> None:
    engine = duckdb.connect()
    for path in files:
        engine.execute(f"COPY (FROM {read(str(path))}) TO '{out / path.stem}.parquet' ({PARQUET})")


def parted(folder: Path, out: Path) -> None:
    parts = 'PARTITION_BY ("Falls within", "Month"), WRITE_PARTITION_COLUMNS true'
    duckdb.connect().execute(f"COPY (FROM {read(f'{folder}/*.csv')}) TO '{out}/parts' ({PARQUET}, {parts})")


def in_one(folder: Path, out: Path) -> None:
    duckdb.connect().execute(f"COPY (FROM {read(f'{folder}/*.csv')}) TO '{out}/all.parquet' ({PARQUET})")


def in_memory(folder: Path) -> None:
    duckdb.connect().execute(f"CREATE TABLE street AS FROM {read(f'{folder}/*.csv')}")


def read(files: str) -> str:
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in TYPES.items())
    return (
        f"read_csv('{files}', auto_detect = false, header = true, delim = ',', quote = '\"', columns = {{{columns}}})"
    )


def loaded(folder: Path, out: Path, areas: dict[str, str]) -> None:
    found = load({"street": street(f"{folder.name}/*.csv")}, folder.parent, out / "store", areas)
    if found.findings:
        raise SystemExit("\n".join(finding.line() for finding in found.findings))


def tested(folder: Path, out: Path, areas: dict[str, str]) -> None:
    found = check({"street": street(f"{folder.name}/*.csv")}, folder.parent, out / "store", areas)
    if found.findings:
        raise SystemExit("\n".join(finding.line() for finding in found.findings))


def same_of(side: str, out: Path) -> list[object]:
    """Rows and sums of coordinates by month and kind of crime."""
    if side == "peelian load":
        names = {"month": "strftime(month, '%Y-%m')", "kind": "crime_type", "x": "longitude", "y": "latitude"}
        asked = SAME.format(files=f"{out}/store/tables/**/*.parquet", **names)
    else:
        names = {"month": '"Month"', "kind": '"Crime type"', "x": '"Longitude"', "y": '"Latitude"'}
        asked = SAME.format(files=f"{out}/**/*.parquet", **names)
    return list(
        duckdb.connect().execute(asked.replace(".parquet')", ".parquet', hive_partitioning = false)")).fetchall()
    )


def areas_of(folder: Path) -> dict[str, str]:
    """Every code of the files as that of one of 170 areas."""
    asked = f'SELECT DISTINCT "LSOA code" FROM {read(f"{folder}/*.csv")} WHERE "LSOA code" IS NOT NULL ORDER BY 1'
    codes = [code for (code,) in duckdb.connect().execute(asked).fetchall()]
    return {code: f"area-{n % 170}" for n, code in enumerate(codes)} | {"whole": "whole"}


def street(files: str) -> Source:
    return Source(
        title="Months of street-level crime",
        publisher="Home Office",
        format="police-uk-street",
        files=(files,),
        origin="https://data.police.uk/data/",
        licence="OGL v3.0",
        received=date(2100, 1, 1),
        published=date(2100, 1, 1),
        table="street",
        areas=AreaCodes("LSOA code", else_="whole"),
    )


def made(rows: int) -> bytes:
    """A month of so many rows: a thousand places, ids of 64 digits, a third without one."""
    random = Random(1)
    places = [
        f"{random.uniform(-2, 1):.6f},{random.uniform(51, 55):.6f},On or near Street {n},E{n:08},Old Town {n % 99:03}A"
        for n in range(1_000)
    ]
    lines = [",".join(column.header for column in COLUMNS)]
    for _ in range(rows):
        kind = random.choice(KINDS)
        id, outcome = (f"{random.getrandbits(256):064x}", "Under investigation") if kind != KINDS[0] else ("", "")
        force = "Peelshire Police,Peelshire Police"
        lines.append(f"{id},2024-03,{force},{random.choice(places)},{kind},{outcome},")
    return ("\r\n".join(lines) + "\r\n").encode()


if __name__ == "__main__":
    sys.exit(main())
