"""A set of papers over several processes: the same answer, in order, and nothing left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from peelian.audit.answers.as_json import Answer, audit_json
from peelian.audit.answers.as_text import Report, report
from peelian.audit.audit import audit, checked
from peelian.audit.claims import claim_wire
from peelian.audit.claims.audited import Audit, Audited
from peelian.audit.papers import child
from peelian.audit.papers.from_file import read_paper
from peelian.audit.papers.paper import Paper
from peelian.audit.papers.plaintext import parse_text
from peelian.audit.processes import workers
from peelian.audit.processes.workers import audit_files
from peelian.errors import Unusable
from tests.unit.audit.typeset import tagged

TEXTS = (
    "In the year ending March 2026, the workshop repaired 1,204 bicycles for pupils, up 12% from 1,075.\n",
    "Visits rose from 1,200 to 1,500, an increase of 35%.\n\nOf the 40 wardens, 12 were women (30%).\n",
    "In the year ending March 2026, the workshop repaired 1,340 bicycles for pupils.\n\nWaits fell by half.\n",
    "Nothing is counted here.\n",
    "The share answered in time rose from 81.2% to 84.9%, 3.7 percentage points. We were 3rd of 12 in June 2026.\n",
)


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    return written(tmp_path)


def written(folder: Path) -> list[Path]:
    """Plain texts, a PDF, and one that cannot be read."""
    for n, text in enumerate(TEXTS):
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    (folder / "pack.pdf").write_bytes(tagged("= Bicycles\n\n" + TEXTS[0] + "\n" + TEXTS[1]))
    return sorted(folder.iterdir())


def answered(papers: list[Path], count: int) -> tuple[str, list[str]]:
    """The object for a program, and every finding, as of so many processes."""
    answer, notes = Answer(), []
    for one in audit_files(papers, workers=count):
        notes += (one if isinstance(one, Paper) else one.paper).notes
        if isinstance(one, Audited):
            answer.add(one)
    return "".join(answer.pieces()), [note.line() for note in notes]


def test_the_answer_is_the_same_over_any_number_of_processes_and_in_one(papers: list[Path]) -> None:
    read = [read_paper(path) for path in papers]
    whole = audit(paper for paper in read if paper.blocks)
    wanted = json.dumps(audit_json(whole), ensure_ascii=False, indent=2)
    assert [claim.verdict for _, claim in whole.claims if claim.also and claim.also[0].document] == [
        "inconsistent",
        "consistent",
    ]
    notes = [note.line() for paper in read for note in paper.notes]
    assert len(notes) == 1
    for count in (1, 2, 5):
        assert answered(papers, count) == (wanted, notes)


def test_the_answer_of_no_paper_is_an_object_too() -> None:
    assert "".join(Answer().pieces()) == json.dumps(audit_json(Audit(())), ensure_ascii=False, indent=2)


def test_papers_added_one_by_one_give_the_lines_of_the_whole(papers: list[Path]) -> None:
    whole = audit(paper for path in papers if (paper := read_paper(path)).blocks)
    for all_ in (False, True):
        lines = Report(all_=all_)
        for one in audit_files(papers):
            if isinstance(one, Audited):
                lines.add(one)
        assert list(lines.lines()) == list(report(whole, all_=all_))


def test_blocks_are_given_where_they_are_wanted(papers: list[Path]) -> None:
    for blocks in (False, True):
        for path, one in zip(papers, audit_files(papers, blocks=blocks), strict=True):
            paper = read_paper(path)
            if isinstance(one, Audited):
                assert one.paper == (paper if blocks else replace(paper, blocks=()))
            else:
                assert one == paper


def test_claims_and_levels_come_through_the_wire_as_they_went_in() -> None:
    for n, text in enumerate(TEXTS):
        one, levels = checked(parse_text(text, f"{n}.txt", ""))
        through = json.loads(json.dumps([claim_wire.written(claim) for claim in one.claims]))
        assert tuple(map(claim_wire.read, through)) == one.claims
        through = json.loads(json.dumps([claim_wire.level_written(level) for level in levels]))
        assert tuple(map(claim_wire.level_read, through)) == levels


@pytest.fixture
def instead(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Lets workers do something else where the paper is called 1.txt, before they read it."""

    def set_(does: str) -> None:
        code = f"import sys, os, time, signal\nsys.path.insert(0, {workers._ROOT!r})\n"
        code += "from peelian.audit.processes import worker\nread = worker.read_paper\n"
        code += f"def other(path, ask):\n  if path.name == '1.txt':\n    {does}\n  return read(path, ask)\n"
        code += "worker.read_paper = other\nsys.exit(worker.main())"
        monkeypatch.setattr(workers, "_RUN", code)

    return set_


DEATHS = {
    "killed": "os.kill(os.getpid(), signal.SIGKILL)",
    "ended": "os._exit(0)",
    "half an answer": "sys.stdout.write('{\"paper\"'); sys.stdout.flush(); os._exit(3)",
    "a fault": "raise ZeroDivisionError",
    "the worker too": "os.kill(os.getppid(), signal.SIGKILL); os._exit(1)",
    "more memory than it may have": "x = bytearray(3 << 30)",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Audited]:
    """The papers of the other fixture, audited with nothing in their way."""
    papers = written(tmp_path_factory.mktemp("sound"))
    return {one.paper.name: one for one in audit_files(papers) if isinstance(one, Audited)}


@pytest.mark.skipif(sys.platform == "win32", reason="processes are copied on POSIX only")
@pytest.mark.parametrize("death", DEATHS)
@pytest.mark.parametrize("count", [1, 2])
def test_a_process_that_dies_is_a_finding_of_its_paper(
    papers: list[Path], sound: dict[str, Audited], instead: Callable[[str], None], death: str, count: int
) -> None:
    instead(DEATHS[death])
    for path, one in zip(papers, audit_files(papers, workers=count), strict=True):
        if path.name == "1.txt":
            assert isinstance(one, Paper)
            assert [note.code for note in one.notes] == ["audit-limits"]
            assert one.sha256 == read_paper(path).sha256
        elif isinstance(one, Audited) and path.name != "pack.pdf":  # which held itself against 1.txt
            assert one == sound[path.name]


def test_a_process_that_hangs_is_ended(
    papers: list[Path], instead: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    instead("time.sleep(600)")
    monkeypatch.setattr(child, "MOST_WAITED", 5)
    start = time.monotonic()
    unread = [one.name for one in audit_files(papers) if isinstance(one, Paper)]
    assert unread == ["1.txt", "broken.pdf"]
    assert time.monotonic() - start < 60


def test_a_slow_paper_keeps_its_place(papers: list[Path], instead: Callable[[str], None]) -> None:
    instead("time.sleep(2)")
    names = [one.name if isinstance(one, Paper) else one.paper.name for one in audit_files(papers)]
    assert names == [path.name for path in papers]


def test_a_file_that_is_not_there_ends_the_work(papers: list[Path]) -> None:
    with pytest.raises(Unusable, match=r"absent\.txt cannot be read: No such file"):
        list(audit_files([*papers, papers[0].parent / "absent.txt"]))


def gone(number: int) -> bool:
    """Whether a process has ended, within a few seconds."""
    for _ in range(100):
        try:
            os.kill(number, 0)
            state = Path(f"/proc/{number}/stat")
            if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except ProcessLookupError:
            return True
        except OSError:
            pass
        time.sleep(0.1)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_ctrl_c_ends_every_process(tmp_path: Path) -> None:
    """Both workers and the copies in which they read, each in a sleep that nothing else would end."""
    folder, started = tmp_path / "papers", tmp_path / "started"
    folder.mkdir()
    for n in range(6):
        (folder / f"{n}.txt").write_text(TEXTS[0], encoding="utf-8")
    sleeps = f"import os, sys, time\nsys.path.insert(0, {workers._ROOT!r})\n"
    sleeps += "from peelian.audit.processes import worker\n"
    note = f"with open({str(started)!r}, 'a') as f: f.write(f'{{os.getppid()}} {{os.getpid()}}\\n')"
    sleeps += f"def read(path, ask):\n  {note}\n"
    sleeps += "  time.sleep(600)\nworker.read_paper = read\nsys.exit(worker.main())"
    # A shell's job in the background is deaf to SIGINT, and so would be its children.
    code = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code += f"import sys\nsys.path.insert(0, {workers._ROOT!r})\nfrom peelian.audit.processes import workers\n"
    code += f"workers._RUN = {sleeps!r}\nfrom peelian.cli.main import main\n"
    code += f"sys.exit(main(['audit', {str(folder)!r}, '--workers', '2']))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        for _ in range(300):
            time.sleep(0.1)
            if started.exists() and started.read_text().count("\n") == 2:
                break
        numbers = [int(number) for number in started.read_text().split()]
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=30)
    assert (run.returncode, out) == (130, b"")
    assert err.decode() == "peelian audit: stopped; nothing was half-written\n"
    assert len(numbers) == 4
    assert all(gone(number) for number in numbers)


def test_an_iterator_that_is_closed_ends_every_process(papers: list[Path]) -> None:
    pools: list[workers._Pool] = []
    kept = workers._Pool.__init__

    def init(pool: workers._Pool, size: int) -> None:
        kept(pool, size)
        pools.append(pool)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers._Pool, "__init__", init)
        going = audit_files(papers * 20)
        next(going)
        (pool,) = pools
        numbers = [worker._process.pid for worker in pool._all if worker._process is not None]
        going.close()
    assert numbers
    assert all(gone(number) for number in numbers)
