"""How long a piece of work takes, and the most memory it held."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Found = TypeVar("Found")


@dataclass(frozen=True)
class Took:
    """Seconds on the wall, and of the processor in all threads: the wall of a busy machine says little."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:7.2f} s, {self.cpu:7.2f} s of the processor"

    def over(self, other: Took) -> str:
        return f"ratio {self.wall / other.wall:.3f} ({self.cpu / other.cpu:.3f} of the processor)"


def timed(work: Callable[[], Found]) -> tuple[Took, Found]:
    start, start_cpu = time.perf_counter(), time.process_time()
    found = work()
    return Took(time.perf_counter() - start, time.process_time() - start_cpu), found


def best(times: int, work: Callable[[], Found]) -> tuple[Took, Found]:
    """The quickest of so many runs, and what it gave."""
    return min((timed(work) for _ in range(times)), key=lambda each: each[0].wall)


def peak_megabytes() -> int:
    """The most memory this process held; unknown, 0, on Windows."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1_000_000 if sys.platform == "darwin" else 1_000)
