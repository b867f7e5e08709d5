"""How fast measures come out of a table, against the bare engine on the same Parquet file.

    python bench/measures.py --rows 2000000

The floor is one group-by of the bare engine over the file; the cube is the one scan that all measures
share. Made-up rows: 120 months, areas and offences as given, a time in whole seconds. Prints seconds, best
of three, and ratios.
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from pathlib import Path

import duckdb

from bench.timing import best, peak_megabytes
from peelian.measures.computed import Computed
from peelian.measures.model import Compliance, Computation, Condition, Count, Duration, Kind, Measure, Words
from peelian.periods import month, year_ending
from peelian.series.engine import Settings
from peelian.series.tables import TableFiles

YEARS = range(2014, 2024)
MONTHS = frozenset(date(year, number, 1) for year in YEARS for number in range(1, 13))
COLUMNS = {"month": "date", "area": "text", "offence": "text", "grade": "text", "seconds": "integer"}
THREADS = 2
AREAS = 11  # the force and ten areas


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=2_000_000)
    asked.add_argument("--areas", type=int, default=200)
    asked.add_argument("--offences", type=int, default=141)
    asked.add_argument("--memory", default="4GB")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.parquet"
        write_rows(path, given.rows, given.areas, given.offences)
        settings = Settings(threads=THREADS, memory=given.memory, spill=folder)
        table = TableFiles("records", (str(path),), COLUMNS, MONTHS)
        print(f"{given.rows:,} rows, {path.stat().st_size / 1e6:.0f} MB of Parquet, {THREADS} threads")
        floors = {name: best(3, lambda sql=sql: bare(sql, path, settings))[0].wall for name, sql in FLOORS.items()}  # type: ignore[misc]
        for name, seconds in floors.items():
            print(f"bare engine, {name}: {seconds:.2f} s")
        for said, measures, floor in (
            ("20 counts", COUNTS, "month x area x offence"),
            ("20 measures, half of them of times", MIXED, "month x area x grade x seconds"),
        ):
            took, _ = best(3, lambda made=measures: figures(made, table, settings, given.areas))  # type: ignore[misc]
            asked_for = f"{len(measures) * AREAS * (len(YEARS) + 12):,} figures"
            print(f"{said}, {asked_for}: {took.wall:.2f} s, {took.wall / floors[floor]:.1f} times {floor}")
    print(f"peak memory {peak_megabytes():,} MB")
    return 0


FLOORS = {
    "month x offence": "SELECT month, offence, count(*) FROM rows GROUP BY ALL",
    "month x area x offence": "SELECT month, area, offence, count(*) FROM rows GROUP BY ALL",
    "month x area x grade x seconds": ("SELECT month, area, offence, grade, seconds, count(*) FROM rows GROUP BY ALL"),
}


def measure(kind: Kind, name: str, compute: Computation) -> Measure:
    return Measure(name, name, kind, "count", Words("it"), "", compute=compute, breakdowns={"offence": "offence"})


def offence(number: int) -> dict[str, Condition]:
    return {"offence": Condition(is_=(f"offence {number}", f"offence {number + 1}"))}


COUNTS = {
    f"count-{number}": measure("count", f"count-{number}", Count("records", offence(number))) for number in range(20)
}
STATISTICS = ("median", "mean", "p90", "p95")
MIXED = {
    **{name: made for name, made in COUNTS.items() if int(name.split("-")[1]) < 10},
    **{
        name: measure("duration", name, Duration("records", "seconds", name.split("-")[0], GRADE))
        for GRADE in ({"grade": Condition(is_=("P1",))},)
        for name in (f"{statistic}-of-p1" for statistic in STATISTICS)
    },
    **{
        f"within-{limit}": measure("compliance", f"within-{limit}", Compliance("records", "seconds", limit))
        for limit in (300, 600, 900, 1200, 1800, 3600)
    },
}


def write_rows(path: Path, rows: int, areas: int, offences: int) -> None:
    """The same rows every time: numbers mixed by the engine's hash, not drawn at random."""
    duckdb.sql(
        f"""COPY (SELECT
            make_date(2014 + (hash(i || 'y') % 10)::INT, 1 + (hash(i || 'm') % 12)::INT, 1) AS month,
            'area ' || hash(i || 'a') % {areas} AS area,
            'offence ' || hash(i || 'o') % {offences} AS offence,
            'P' || (1 + hash(i || 'g') % 4) AS grade,
            (hash(i || 's') % 7200)::BIGINT AS seconds
        FROM range({rows}) AS made(i)) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"""
    )


def bare(sql: str, path: Path, settings: Settings) -> None:
    connection = duckdb.connect(config={"threads": THREADS, "memory_limit": settings.memory or "4GB"})
    connection.execute(f"CREATE VIEW rows AS SELECT * FROM read_parquet('{path}')")
    connection.execute(f"CREATE TEMP TABLE kept AS {sql}")
    connection.close()


def figures(measures: dict[str, Measure], table: TableFiles, settings: Settings, areas: int) -> None:
    """Every measure for ten areas and the force: ten years ending March, and each month of the last year."""
    listed = tuple(f"area {number}" for number in range(areas))
    computed = Computed(
        measures, {"records": table}, lambda area: listed if area == "force" else (), "force", {}, settings
    )
    periods = [year_ending(year, 12) for year in YEARS] + [month(2023, number) for number in range(1, 13)]
    asked = 0
    for name in measures:
        for area in ("force", *listed[: AREAS - 1]):
            for period in periods:
                found = computed.observe(name, area, (), period)
                asked += found.value is not None
    computed.close()
    if asked != len(measures) * AREAS * len(periods):
        raise SystemExit(f"only {asked} figures have a value")


if __name__ == "__main__":
    raise SystemExit(main())
