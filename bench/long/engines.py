"""The machine itself beside a cluster on it: start-up taken apart, one worker and two, the cost of a billion rows.

    make cluster-test && .venv-spark/bin/python -m bench.long.engines --rows 3000000

Made-up calls of a year, a file for each month. Every set-up is asked the same: a count, a median and a share within a
limit, for the force and three areas, by month. All must answer the same. Times are of one run; a cluster on one machine
shares its cores, so that two workers are no faster here than what the machine has left.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from peelian.series.engine import Settings, Spark, opened
from peelian.series.tables import TableFiles
from tests.cluster.calls import AREAS, asked, calls, computed
from tests.cluster.standalone import Cluster

BILLION = 10**9
HOUR = 3600


def timed(work: Callable[[], object]) -> tuple[float, object]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def scan(settings: Settings | None, table: TableFiles) -> tuple[float, float, object]:
    """Seconds of the first questions, with the scan they need, and of the same from what is kept; the answers."""
    made = computed(table, settings)
    try:
        first, found = timed(lambda: asked(made, ["force"]))
        second, _ = timed(lambda: asked(made, ["force", *AREAS[:3]]))
        return first, second, found
    finally:
        made.close()


def elsewhere(workers: int, folder: Path, table: TableFiles, right: object) -> float:
    """Starts a cluster, prints what each part took, and gives the seconds of the scan once it is warm."""
    folder.mkdir()
    cluster = Cluster(folder, java="")  # as an office would run it
    try:
        cluster.start(workers)
        print(
            f"{workers} worker(s): {', '.join(f'{name} {seconds:.0f} s' for name, seconds in cluster.seconds.items())}"
        )
        settings = Settings(spark=Spark(cluster.address))
        engine = opened(settings)
        first, second = (timed(lambda: engine.fetch("SELECT 1"))[0] for _ in range(2))
        engine.close()
        print(f"  a session and its first question {first:.1f} s, the next {second:.2f} s")
        scanned = 0.0
        for name in ("first", "warm"):
            scanned, kept, found = scan(settings, table)
            print(f"  {name}: {scanned:.1f} s with the scan, {kept:.1f} s again")
            assert found == right, "the cluster answers another thing"
        return scanned
    finally:
        cluster.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=3_000_000)
    rows: int = parser.parse_args().rows
    warnings.simplefilter("ignore")  # the client imports much that warns of what is to come
    with tempfile.TemporaryDirectory() as folder:
        table = calls(Path(folder), rows)
        alone, again, right = scan(None, table)
        print(f"{rows:,} rows, {len(table.paths)} files")
        print(f"this machine: {alone:.1f} s with the scan, {again:.1f} s again")
        one, two = (elsewhere(workers, Path(folder) / f"{workers}", table, right) for workers in (1, 2))
        print(f"one worker to two, warm: {one / two:.2f} times as fast")
        print(f"two workers to this machine, warm: {two / alone:.1f} times its time")
        hours = {"this machine": alone, "two workers": 2 * two}
        for name, seconds in hours.items():
            print(f"a billion rows at this rate, {name}: {seconds / rows * BILLION / HOUR:.2f} hours of one core")


if __name__ == "__main__":
    main()
