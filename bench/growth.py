"""How time and memory grow with rows: all KPIs and areas over more and more months of a simulated force.

    python -m bench.growth [--data FOLDER] [--months 3 6 12 24] [--size city] [--svg FILE] [--memory 4GB] [--over 1]

Each number of months is a run of its own, so that memory is its own; seconds are of the processor, as the wall of a
busy machine says little. The slope is that of the logarithms: 1 is in step with the rows, below 1 the fixed part still
counts. Bounds: a slope of at most 1.1, and 4 GiB. Exits 1 where one is passed. `--memory` lowers what the engine may
take; what does not fit is spilled to disk.
`--over` reads every month's rows so many times, under as many names: more rows of the same months, on no more disk.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import replace
from math import log
from pathlib import Path

from bench.at_scale import THREADS
from bench.plainly.data import computed, world
from bench.timing import best, peak_megabytes
from peelian.measures.slices import of_months
from peelian.series.engine import Settings
from peelian.series.tables import TableFiles
from peelian.simulate.simulate import Wanted, simulate

MOST_SLOPE, MOST_MEGABYTES = 1.1, 4096
WIDE, HIGH, EDGE = 640, 360, 60


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path)
    asked.add_argument("--size", default="city")
    asked.add_argument("--months", type=int, nargs="+", default=[3, 6, 12, 24])
    asked.add_argument("--memory", default="4GB")
    asked.add_argument("--over", type=int, default=1)
    asked.add_argument("--svg", type=Path)
    asked.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.one:
        print(json.dumps(one(given.data, given.one, given.memory, given.over)))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.data or Path(scratch) / "force"
        if given.data is None:
            simulate(folder, Wanted(given.size, max(given.months), 7, files=False, tables=True))
        found = [run(folder, months, given.memory, given.over) for months in given.months]
    for each in found:
        print(
            f"{each['rows']:>12,} rows  {each['cpu']:7.2f} s of the processor  {each['megabytes']:6,} MB"
            f"  {each['spilled']:6,} MB on disk; the largest table has {each['largest']:,} rows"
        )
    too_much = max(each["megabytes"] for each in found) > MOST_MEGABYTES
    if len(found) == 1:  # no slope of a single point
        return int(too_much)
    steep = slope([(each["rows"], each["cpu"]) for each in found])
    print(f"slope of the logarithms {steep:.2f}, at most {MOST_SLOPE}")
    if given.svg:
        given.svg.write_text(drawn([(each["rows"], each["cpu"]) for each in found], steep))
    return int(steep > MOST_SLOPE or too_much)


def run(folder: Path, months: int, memory: str, over: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.growth", "--data", str(folder), "--one", str(months), "--memory", memory]
    command += ["--over", str(over)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def one(folder: Path, months: int, memory: str, over: int = 1) -> dict[str, float]:
    """The first months of a force: rows, seconds of the processor, the most memory held and spilled, in megabytes."""
    made = world(folder)
    some = made.months[:months]
    tables = {name: of_months(table, [m for m in table.months if m <= some[-1]]) for name, table in made.tables.items()}
    with tempfile.TemporaryDirectory() as spill, tempfile.TemporaryDirectory() as names:
        tables = {name: many_times(table, over, Path(names) / name) for name, table in tables.items()}
        made = replace(made, tables=tables, months=some)
        by_table = {name: sum(part.rows for part in table.slices) for name, table in tables.items()}
        rows = sum(by_table.values())
        watched = Watched(Path(spill))

        def work() -> int:
            answers = computed(made, Settings(THREADS, memory, spill))
            panel = answers.panel(made.areas)
            panel.prepare(made.wanted)
            values = sum(int((panel.grid(id, some, told).state == 0).sum()) for id, told in made.wanted)
            answers.close()
            return values

        with watched:
            took, values = best(1, work)
    found = {"rows": rows, "largest": max(by_table.values()), "cpu": took.cpu, "wall": took.wall, "values": values}
    return {**found, "megabytes": peak_megabytes(), "spilled": watched.most // 1_000_000}


def many_times(table: TableFiles, over: int, folder: Path) -> TableFiles:
    """The table with every file read so many times, each under a name of its own."""
    if over == 1:
        return table
    folder.mkdir()
    slices = []
    for number, part in enumerate(table.slices):
        links = [folder / f"{number}-{n}-{Path(path).name}" for n in range(over) for path in part.paths]
        for link, path in zip(links, part.paths * over, strict=True):
            link.symlink_to(Path(path).resolve())
        paths = tuple(map(str, links))
        slices.append(replace(part, paths=paths, rows=part.rows * over, digest=f"{part.digest} {over}"))
    return replace(table, paths=tuple(path for part in slices for path in part.paths), slices=tuple(slices))


class Watched:
    """The most bytes that lay in a folder at once, looked at ten times a second."""

    def __init__(self, folder: Path) -> None:
        self.most = 0
        self._folder = folder
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(0.1):
            sizes = 0
            for path in self._folder.rglob("*"):
                with suppress(FileNotFoundError):  # the engine takes such files away as it likes
                    sizes += path.stat().st_blocks * 512
            self.most = max(self.most, sizes)


def slope(points: list[tuple[float, float]]) -> float:
    """Of the straight line nearest to the logarithms."""
    logs = [(log(x), log(y)) for x, y in points]
    middle_x, middle_y = (sum(line) / len(logs) for line in zip(*logs, strict=True))
    above = sum((x - middle_x) * (y - middle_y) for x, y in logs)
    return above / sum((x - middle_x) ** 2 for x, _ in logs)


def drawn(points: list[tuple[float, float]], steep: float) -> str:
    """A picture on two logarithmic scales, with the line that is in step with the rows for comparison."""
    (left, right), (low, high) = ((min(line), max(line)) for line in zip(*points, strict=True))
    high = max(high, low * right / left)

    def at(x: float, y: float) -> tuple[float, float]:
        across = (log(x) - log(left)) / (log(right) - log(left))
        up = (log(y) - log(low)) / (log(high) - log(low))
        return EDGE + across * (WIDE - 2 * EDGE), HIGH - EDGE - up * (HIGH - 2 * EDGE)

    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in points))
    step = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(left, low), at(right, low * right / left)))
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/><text x="{x:.1f}" y="{y - 10:.1f}" text-anchor="end">{told[1]:.1f} s'
        f'</text><text x="{x:.1f}" y="{HIGH - EDGE + 20}" text-anchor="middle">{told[0] / 1e6:.0f} m</text>'
        for told, (x, y) in ((point, at(*point)) for point in points)
    )
    said = f"Seconds of the processor by million rows, both on logarithmic scales; slope {steep:.2f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" font-size="13">'
        f'<title>{said}</title><rect width="{WIDE}" height="{HIGH}" fill="white"/><text x="{EDGE}" y="24">{said}</text>'
        f'<polyline points="{step}" fill="none" stroke="#595959" stroke-dasharray="5 4"/>'
        f'<text x="{WIDE - EDGE}" y="{EDGE - 8}" text-anchor="end" fill="#595959">dashed: in step with the rows</text>'
        f'<polyline points="{line}" fill="none" stroke="#0b0c0c" stroke-width="2"/>{marks}'
        f'<text x="{WIDE / 2}" y="{HIGH - 12}" text-anchor="middle">rows of all tables, in millions</text></svg>\n'
    )


if __name__ == "__main__":
    sys.exit(main())
