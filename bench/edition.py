"""How long a command takes to answer and an edition to be built, in all formats, against their bounds.

    python bench/edition.py

Best of three, each in a process of its own. The build is counted after start-up: less what `--version` takes.
Prints seconds, bounds and peak memory; exits 1 where a bound is passed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST_SECONDS_OF_HELP = 0.3
MOST_SECONDS_OF_A_BUILD = 8.0
RUNS = 3


def main() -> int:
    start_up = best("--version")
    helped = best("--help")
    with tempfile.TemporaryDirectory() as out:
        paper = ("build", "examples/west-midlands", "board-2026-05", "--edition", "timed", "--out", out)
        built = best(*paper) - start_up
        files = [path for path in Path(out, "timed").rglob("*") if path.is_file()]
    print(f"peelian --help                {helped:6.2f} s, at most {MOST_SECONDS_OF_HELP} s")
    print(f"one edition, {len(files)} files         {built:6.2f} s, at most {MOST_SECONDS_OF_A_BUILD} s")
    print(f"peak memory of one process    {peak_megabytes():6} MB")
    return int(helped > MOST_SECONDS_OF_HELP or built > MOST_SECONDS_OF_A_BUILD)


def best(*words: str) -> float:
    """The fastest of the runs of one command; a run that fails ends the measuring."""
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "peelian.cli", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        took.append(time.perf_counter() - start)
        if done.returncode:
            raise SystemExit(f"peelian {' '.join(words)}: exit code {done.returncode}\n{done.stderr}")
    return min(took)


def peak_megabytes() -> int:
    """The most memory any of the processes held; unknown, 0, on Windows."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


if __name__ == "__main__":
    raise SystemExit(main())
