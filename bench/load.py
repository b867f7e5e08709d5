"""How fast a month of data.police.uk is loaded, against bare DuckDB reading the same CSV into memory.

    python bench/load.py [--file 2024-03-FORCE-street.csv] [--rows 200000] [--times 7]

The bound is half the rate of bare DuckDB. Loading does more: it hashes and keeps the bytes, tests every cell, gives
each row its area, writes Parquet and the register, and waits for the disk. Both are timed in turn, in one process,
and the best of each counts, so that a busy machine slows both. Without a file the month is made of repeated rows.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from peelian.sources.model import AreaCodes, Source
from peelian.sources.police_uk_street import COLUMNS
from peelian.sources.store import load

BOUND = 0.5
NAME = "2024-03-peelshire-street.csv"
KINDS = ("Anti-social behaviour", "Burglary", "Drugs", "Robbery", "Shoplifting", "Vehicle crime")


@dataclass(frozen=True)
class Measured:
    """Seconds, the best of several; rows and bytes of the file. `_cpu` is time of the processor, all threads."""

    rows: int
    bytes: int
    bare: float
    loading: float
    bare_cpu: float
    loading_cpu: float

    @property
    def ratio(self) -> float:
        """The rate of loading in rates of the bare engine: 1 is as fast, the bound is 0.5."""
        return self.bare / self.loading

    def lines(self) -> list[str]:
        size = self.bytes / 1e6
        return [
            f"bare DuckDB   {self.bare * 1000:7.0f} ms  {size / self.bare:6.0f} MB/s  {self.rows:,} rows",
            f"peelian load  {self.loading * 1000:7.0f} ms  {size / self.loading:6.0f} MB/s",
            f"ratio         {self.ratio:.2f} (bound {BOUND}); {self.bare_cpu / self.loading_cpu:.2f} of processor time",
            f"peak memory   {peak_megabytes()} MB",
        ]


def measure(rows: int = 35_000, file: Path | None = None, times: int = 7) -> Measured:
    """Times both on a file, or on a month made of so many rows."""
    import duckdb

    with tempfile.TemporaryDirectory() as scratch:
        plan = Path(scratch) / "plan"
        plan.mkdir()
        given = plan / (file.name if file else NAME)
        given.write_bytes(file.read_bytes() if file else made(rows))
        engine = duckdb.connect()
        source = street(given.name)
        areas = {f"E{n:08}": f"area-{n % 7}" for n in range(2_000)} | {"whole": "whole"}
        bare, loading = [], []
        for turn in range(times):
            asked = f"CREATE OR REPLACE TEMP TABLE month AS FROM read_csv('{given}')"
            bare.append(timed(lambda asked=asked: engine.execute(asked)))
            store = Path(scratch) / str(turn)
            loading.append(timed(lambda store=store: sound(load({"street": source}, plan, store, areas))))
        counted = engine.execute("SELECT count(*) FROM month").fetchone()
        assert counted is not None
        best = [min(times) for times in (*zip(*bare, strict=True), *zip(*loading, strict=True))]
        return Measured(int(counted[0]), given.stat().st_size, best[0], best[2], best[1], best[3])


def street(name: str) -> Source:
    return Source(
        title="A month of street-level crime",
        publisher="Home Office",
        format="police-uk-street",
        files=(name,),
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


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall and of the processor."""
    start, start_cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - start_cpu


def sound(loaded: object) -> None:
    findings = getattr(loaded, "findings", ())
    if findings:
        raise SystemExit("\n".join(finding.line() for finding in findings))


def peak_megabytes() -> int:
    """The most memory this process has held, where the system says."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak / (1e6 if sys.platform == "darwin" else 1e3))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--file", type=Path, help="a real month, named as the publisher names it")
    asked.add_argument("--rows", type=int, default=35_000, help="rows of the month that is made without a file")
    asked.add_argument("--times", type=int, default=7, help="how often each is timed; the best counts")
    given = asked.parse_args()
    measured = measure(given.rows, given.file, given.times)
    print("\n".join(measured.lines()))
    return 0 if measured.ratio >= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
