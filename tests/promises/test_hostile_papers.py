"""Promises 1 and 11: papers that mean harm, are broken, or are bytes by chance.

Each is a clear finding, or is read; never a traceback, a hang, or memory without bound. Crashers are kept: a seed that
once broke something is in CRASHERS and tried every time.
"""

from __future__ import annotations

import os
import sys
import textwrap
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from peelian.audit.papers import child, limited
from peelian.audit.papers.from_file import read_paper
from peelian.audit.papers.paper import Paper
from peelian.audit.processes.workers import audit_files
from tests.promises.hostile_papers import HOSTILE, jumbled, mutated, sound
from tests.promises.tally import tally

TRIED = 10_000 if os.environ.get("PEELIAN_SOAK") else 1_000 if os.environ.get("CI") else 100
LONGEST = 30.0  # seconds of the processor for one hostile file; its limit is child.MOST_SECONDS
MOST_MEGABYTES = 300  # of this process; the child has its own limit
CRASHERS = (1477,)  # the name of a part, told as it stood in a damaged zip
LINES, WIDTH = 3, 100


def faults(read: Paper, codes: frozenset[str | None] | None = None) -> list[str]:
    """How what was read breaks the promise. `codes` are those of which one must be found; None leaves it open."""
    found = {note.code for note in read.notes}
    lines = [note.line() for note in read.notes]
    wrong = [f"too long: {line}" for line in lines if len(textwrap.wrap(line, WIDTH)) > LINES]
    wrong += [f"not plain: {line!r}" for line in lines if not line.isprintable()]
    wrong += [f"a fault of ours: {note.says}" for note in read.notes if note.code == "audit-fault"]
    if not read.blocks and not read.notes:
        wrong.append("nothing read, and not told why")
    if codes is not None and not (found & codes if found else None in codes):
        wrong.append(f"found {sorted(found)} and {len(read.blocks)} blocks, wanted one of {codes}")
    return wrong


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_paper_is_a_clear_finding(tmp_path: Path, case: str) -> None:
    name, make, codes = HOSTILE[case]
    path = tmp_path / name
    path.write_bytes(make())
    start = spent()
    assert faults(read_paper(path), codes) == []
    assert spent() - start < LONGEST


def spent() -> float:
    """Seconds of processor time, of this process and of those it started."""
    if sys.platform == "win32":
        return time.perf_counter()
    import resource

    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def files_of(folder: Path, seeds: Iterable[int]) -> dict[Path, str]:
    """A mutated paper, and every fourth time a text of jumbled phrases, for each seed, in a folder of its own."""
    made = {}
    for seed in seeds:
        name, data = mutated(seed) if seed % 4 or seed in CRASHERS else ("paper.txt", jumbled(seed))
        path = folder / str(seed) / name
        path.parent.mkdir()
        path.write_bytes(data)
        made[path] = f"{seed} {name}"
    return made


def test_mutated_and_random_papers_are_read_and_checked_or_told(tmp_path: Path) -> None:
    """None ends in a traceback, a hang or a fault of ours, in reading or in checking."""
    results, longest, claims = {}, 0.0, 0
    seeds = [*CRASHERS, *range(TRIED)]
    for start in range(0, len(seeds), 500):
        folder = tmp_path / str(start)
        folder.mkdir()
        made = files_of(folder, seeds[start : start + 500])
        before = time.monotonic()
        for (path, called), one in zip(made.items(), audit_files(list(made), blocks=True), strict=True):
            results[called] = faults(one if isinstance(one, Paper) else one.paper)
            claims += 0 if isinstance(one, Paper) else len(one.claims)
            longest = max(longest, time.monotonic() - before)
            before = time.monotonic()
            path.unlink()
    held = tally("promise 11, mutated and random papers", results)
    print(f"{claims:,} statements were found in them; the longest wait for one was {longest:.1f} s")
    assert held.held == held.tried, held.details()
    assert claims > TRIED // 10


@pytest.mark.skipif(sys.platform == "win32", reason="memory of a process is limited on POSIX only")
def test_memory_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that asks for more than it may have ends, and says so."""
    monkeypatch.setattr(limited, "_RUN", limited._RUN.replace("sys.exit(", "x = bytearray(3 << 30); sys.exit("))
    monkeypatch.setattr(limited, "_RUN", limited._RUN.replace("import main;", "import main, limit; limit();"))
    path = tmp_path / "paper.pdf"
    path.write_bytes(sound("pdf"))
    assert [note.code for note in read_paper(path).notes] == ["audit-limits"]


def test_a_child_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MOST_WAITED", 1)
    monkeypatch.setattr(limited, "_RUN", "import time; time.sleep(600)")
    path = tmp_path / "paper.pdf"
    path.write_bytes(sound("pdf"))
    start = time.monotonic()
    assert [note.code for note in read_paper(path).notes] == ["audit-limits"]
    assert time.monotonic() - start < 60


def test_a_fault_of_ours_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: an error that our own reading raises is told as one, and counts."""
    broken = "import peelian.audit.papers.pdf.reader as r; r.furniture_of = None; "
    monkeypatch.setattr(
        limited,
        "_RUN",
        limited._RUN.replace("from peelian.audit.papers.child", broken + "from peelian.audit.papers.child"),
    )
    path = tmp_path / "paper.pdf"
    path.write_bytes(sound("pdf"))
    assert faults(read_paper(path)) != []
