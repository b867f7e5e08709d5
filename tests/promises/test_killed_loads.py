"""Promise 2 for loads: kill -9 at random moments and before each sync and rename; and two loads at once.

The store opens, what was loaded before stands, and the next load leaves the very files that a store without a kill has.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

import pytest

from tests.promises.killed_loads import (
    Change,
    content,
    files_of,
    kill_at,
    loaded,
    opened,
    started,
    write_in_place,
)
from tests.promises.tally import tally
from tests.unit.sources.raw_files import put

SOAK = bool(os.environ.get("PEELIAN_SOAK"))
KILLS = 200 if SOAK else 8
STEPS = 33  # syncs and renames of a load of three files that changed
FRESH = 10  # loads into one store before another is begun, as each keeps every file it was given
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")


class Killed:
    """A store whose loads are killed, and its twin, which takes the same files undisturbed."""

    def __init__(self, folder: Path) -> None:
        self.plan, self.twin, self.turn = folder / "plan", folder / "twin", 0
        self._whole()

    def _files(self) -> None:
        put(self.plan, files_of(self.turn))
        put(self.twin, files_of(self.turn))

    def _whole(self) -> None:
        self._files()
        loaded(self.plan, self.turn)
        loaded(self.twin, self.turn)

    def kill(self, wait: float | None = None, change: Change | None = None) -> list[str]:
        """The next load is killed after so many seconds, or by what it was made to do; how the promise is broken."""
        before = opened(self.twin / "store")
        self.turn += 1
        self._files()
        process, _ = started(self.plan, self.turn, change)
        if wait is not None:
            time.sleep(wait)
            process.kill()
        process.join()
        left = opened(self.plan / "store")
        loaded(self.twin, self.turn)
        after = opened(self.twin / "store")
        if isinstance(left, list) or left not in (before, after):
            return [f"after the kill the store has {left}; before it had {before}"]
        loaded(self.plan, self.turn)
        own, clean = content(self.plan / "store"), content(self.twin / "store")
        odd = sorted(path for path in own.keys() | clean.keys() if own.get(path) != clean.get(path))
        return [f"the next load leaves other files than a clean one: {odd}"] if odd else []


class Step:
    """Kills a load before one of its syncs and renames; with `in_place` it is one that is no good."""

    def __init__(self, number: int, in_place: bool = False) -> None:
        self.number, self.in_place = number, in_place

    def __call__(self) -> None:
        if self.in_place:
            write_in_place()
        kill_at(self.number)


def test_every_kill_of_a_load_leaves_the_tables_of_before(tmp_path: Path) -> None:
    moments = random.Random(5)
    began = time.monotonic()
    process, says = started(tmp_path / "none", 0)
    assert says.recv() == "has ended"
    process.join()
    took = time.monotonic() - began
    results = {}
    steps = moments.sample(range(1, STEPS + 1), STEPS)
    for n in range(KILLS):
        if n % FRESH == 0:
            case = Killed(tmp_path / str(n))
        at = steps[n // 2 % STEPS]
        results[f"kill {n}"] = case.kill(moments.uniform(0, took)) if n % 2 else case.kill(change=Step(at))
    held = tally("promise 2, kill -9 while loading", results)
    assert held.held == held.tried == KILLS, held.details()


def test_a_load_that_writes_its_register_in_place_is_caught(tmp_path: Path) -> None:
    """Negative control: killed between the halves of its register it leaves a store that nobody can open."""
    found = Killed(tmp_path).kill(change=Step(STEPS - 2, in_place=True))
    assert "the register of the store cannot be read" in str(found)


def test_a_store_that_is_not_what_a_clean_one_is_would_be_seen(tmp_path: Path) -> None:
    """Negative control: a file too many, and one that differs, beside what the next load leaves."""
    case = Killed(tmp_path)
    (case.plan / "store" / "snapshots" / "left").write_bytes(b"half")
    assert "snapshots/left" in str(case.kill(change=Step(1)))


def test_two_loads_at_once_end_as_one(tmp_path: Path) -> None:
    """One waits for the other; whoever reads meanwhile sees the tables of before, or those of after."""
    case = Killed(tmp_path)
    before = opened(case.plan / "store")
    put(case.plan, files_of(1))
    put(case.twin, files_of(1))
    both = [started(case.plan, 1) for _ in range(2)]
    seen = [opened(case.plan / "store")]
    while any(process.is_alive() for process, _ in both):
        seen.append(opened(case.plan / "store"))
    assert [says.recv() for _, says in both] == ["has ended"] * 2
    assert [process.exitcode for process, _ in both] == [0, 0]
    loaded(case.twin, 1)
    after = opened(case.twin / "store")
    assert [one for one in seen if one not in (before, after)] == []
    assert content(case.plan / "store") == content(case.twin / "store")
