"""Promises 1 and 11: papers that mean harm, are broken, or are bytes by chance.

Each is a clear finding, or is read; never a traceback, a hang, or memory without bound. Crashers are kept: a seed that
once broke something is in CRASHERS and tried every time.
"""

from __future__ import annotations

import os
import sys
import textwrap
import time
from pathlib import Path

import pytest

from peelian.audit import child, limited
from peelian.audit.paper import Paper
from peelian.audit.reading import read_paper
from tests.promises.hostile_papers import HOSTILE, mutated, sound
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


def test_mutated_and_random_papers_never_end_in_a_traceback(tmp_path: Path) -> None:
    results = {}
    for seed in (*CRASHERS, *range(TRIED)):
        name, data = mutated(seed)
        path = tmp_path / name
        path.write_bytes(data)
        results[f"{seed} {name}"] = faults(read_paper(path))
    held = tally("promise 11, mutated and random papers", results)
    assert held.held == held.tried, held.details()


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
    broken = "import peelian.audit.pdf.reader as r; r.furniture_of = None; "
    monkeypatch.setattr(
        limited, "_RUN", limited._RUN.replace("from peelian.audit.child", broken + "from peelian.audit.child")
    )
    path = tmp_path / "paper.pdf"
    path.write_bytes(sound("pdf"))
    assert faults(read_paper(path)) != []
