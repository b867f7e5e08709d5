"""Promise 3: no room, an I/O error, over quota, too large a file, at each of the first writes, syncs and renames of a
publish.

The old edition stays untouched, the message is clear, the exit code is 3, and a second try works.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from peelian.cli.main import main
from peelian.editions.publish import publish
from peelian.errors import FAULT, MachineFault
from tests.promises.tally import tally

FAULTS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG)
MOMENTS = 300 if os.environ.get("PEELIAN_SOAK") else 40
OLD = {f"part-{n}.txt": b"old" * 100 for n in range(10)} | {"data/a.csv": b"old", "manifest.json": b"{}"}
STARTER = Path(__file__).resolve().parents[2] / "peelian" / "starter"
LARGE = """
large:
  title: More than the disk holds
  publisher: A publisher
  format: tidy
  files: [large.csv]
  table: large
  origin: https://example.org/data
  licence: Open Government Licence v3.0
  published: 2026-05-01
  received: 2026-05-01
  columns:
    month: {from: Month, as: month}
    name: {from: Name}
"""
PUBLISHING = """
import pathlib, sys
from peelian.editions.publish import publish
from peelian.errors import PeelianError
try:
    publish(pathlib.Path(sys.argv[1]), "e", {"a.csv": b"new", "data/b.csv": b"new" * 1000}, replace=True)
except PeelianError as error:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)
"""
NEW = {f"part-{n}.txt": b"new" * 100 for n in range(10)} | {"data/a.csv": b"new", "manifest.json": b"{ }"}


class _File:
    """A file whose writes count."""

    def __init__(self, file: Any, tick: Any) -> None:
        self._file, self._tick = file, tick

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> int:
        self._tick()
        return int(self._file.write(data))

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return int(self._file.fileno())


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, moment: int, fault: int) -> Iterator[list[int]]:
    """The `moment`-th write, sync, rename or new folder fails with this error of the system."""
    count = [0]

    def tick() -> None:
        count[0] += 1
        if count[0] == moment:
            raise OSError(fault, os.strerror(fault))

    def counted(function: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            tick()
            return function(*args, **kwargs)

        return call

    opened = Path.open
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", counted(os.fsync))
        patch.setattr(os, "rename", counted(os.rename))
        patch.setattr(Path, "mkdir", counted(Path.mkdir))
        patch.setattr(
            Path,
            "open",
            lambda self, mode="r", **k: (
                _File(opened(self, mode, **k), tick) if "w" in mode else opened(self, mode, **k)
            ),
        )
        yield count


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def tried(folder: Path, monkeypatch: pytest.MonkeyPatch, moment: int, fault: int) -> list[str]:
    publish(folder, "e", OLD, replace=False)
    faults = []
    with failing(monkeypatch, moment, fault) as count:
        try:
            publish(folder, "e", NEW, replace=True)
        except MachineFault as error:
            if "what was there before still stands" not in str(error) or error.exit_code != FAULT:
                faults.append(f"unclear: {error}")
            if content(folder / "e") not in (OLD, NEW):
                faults.append("the edition is neither the old one nor the new one")
    if count[0] < moment:
        return []  # the publish was over before this moment came
    publish(folder, "e", NEW, replace=True)
    if content(folder / "e") != NEW or [p.name for p in folder.iterdir()] != ["e"]:
        faults.append("a second try did not put it right")
    return faults


def test_every_fault_leaves_the_old_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = {
        f"{errno.errorcode[fault]} at {moment}": tried(tmp_path / f"{fault}-{moment}", monkeypatch, moment, fault)
        for moment in range(1, MOMENTS + 1)
        for fault in (FAULTS if os.environ.get("PEELIAN_SOAK") else (FAULTS[moment % len(FAULTS)],))
    }
    held = tally("promise 3, faults of the disk while publishing", results)
    assert held.held == held.tried, held.details()


def in_place(folder: Path) -> None:
    for path, data in NEW.items():
        with (folder / path).open("wb") as file:
            file.write(data)


def test_the_injector_does_bite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a publisher that writes in place is left with a mix of old and new."""
    folder = tmp_path / "e"
    for path, data in OLD.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    with failing(monkeypatch, 5, errno.ENOSPC), pytest.raises(OSError, match="No space"):
        in_place(folder)
    assert content(folder) not in (OLD, NEW)


def rows_of(year: int, count: int) -> bytes:
    names = (hashlib.sha256(b"%d" % n).hexdigest() for n in range(count))
    return "\n".join(["Month,Name", *(f"{year}-{n % 12 + 1:02d},{name}" for n, name in enumerate(names)), ""]).encode()


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A disk of this size in a folder, for as long as it is used; the test is skipped where none can be mounted."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    folder.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine does not let a test mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_for_real(tmp_path: Path) -> None:
    """A build onto a disk of 256 kB: exit code 3, the words of the error, nothing half there."""
    small = tmp_path / "small"
    with small_disk(small, "256k"):
        plan = Path(__file__).resolve().parents[2] / "examples" / "west-midlands"
        command = [sys.executable, "-m", "peelian.cli", "build", str(plan), "board-2026-05", "--out", str(small)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == FAULT, done.stderr
        assert "No space left" in done.stderr
        assert "Traceback" not in done.stderr
        assert list(small.iterdir()) == []


def test_a_load_onto_a_full_disk_for_real(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A store on a disk of 1 MB: exit code 3, the words of the error, what was there stands; with room it is loaded."""
    plan = Path(shutil.copytree(STARTER, tmp_path / "plan"))
    store = plan / "store"
    with small_disk(store, "1m"):
        assert main(["load", str(plan)]) == 0
        before = content(store)
        assert before
        with (plan / "sources.yaml").open("a", encoding="utf-8") as file:
            file.write(LARGE)
        (plan / "large.csv").write_bytes(rows_of(2025, 60_000))
        capsys.readouterr()
        assert main(["load", str(plan)]) == FAULT
        said = capsys.readouterr().err
        assert "free some room" in said
        assert str(store) in said
        assert (said.count("\n"), "Traceback" in said) == (1, False)
        assert content(store) == before
        subprocess.run(["mount", "-o", "remount,size=64m", str(store)], check=True)
        assert main(["load", str(plan)]) == 0
        assert "table large: 2025-01 to 2025-12" in capsys.readouterr().out


def limited(size: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Python with these words where no file may have more than so many bytes; skipped where none can be limited."""
    resource = pytest.importorskip("resource", reason="only Unix limits the size of files")
    return subprocess.run(
        [sys.executable, *words],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        check=False,
        capture_output=True,
        text=True,
    )


def said_of_the_limit(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a fault of the machine that tells of the limit."""
    assert (done.returncode, "Traceback" in done.stderr) == (FAULT, False), done.stderr
    said = done.stderr.splitlines()[-1]
    assert "File too large" in said
    assert "aise the limit on the size of a file (ulimit -f)" in said
    assert "free some room" not in said
    return said


@pytest.mark.parametrize("size", [0, 1_000, 300_000], ids=["any file", "rows", "copy"])
def test_a_load_that_meets_a_limit_on_the_size_of_files(tmp_path: Path, size: int) -> None:
    """The rows of a file, or its copy, are larger: the store is as before, without the small file beside it."""
    plan = Path(shutil.copytree(STARTER, tmp_path / "plan"))
    store = plan / "store"
    assert main(["load", str(plan)]) == 0
    before = content(store)
    with (plan / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write(LARGE.replace("[large.csv]", "[small.csv, large.csv]"))
    (plan / "small.csv").write_bytes(rows_of(2024, 12))
    (plan / "large.csv").write_bytes(rows_of(2025, 60_000))
    assert str(store) in said_of_the_limit(limited(size, "-m", "peelian.cli", "load", str(plan)))
    assert content(store) == before
    assert main(["load", str(plan)]) == 0
    assert len([*(store / "tables/large").iterdir()]) == 24


def test_a_build_that_meets_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    plan, out = Path(shutil.copytree(STARTER, tmp_path / "plan")), tmp_path / "out"
    words = ("-m", "peelian.cli", "build", str(plan), "first-paper", "--out", str(out))
    assert re.search(r"/peelian-\w+/paper\.\w+: ", said_of_the_limit(limited(15_000, *words)))
    nowhere = limited(0, *words)
    assert (nowhere.returncode, "No usable temporary directory" in nowhere.stderr) == (FAULT, True)
    assert not out.exists()
    assert main([*words[2:]]) == 0


def test_an_edition_that_meets_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    """The file of the edition is named that would be too large, and what was there before stands."""
    publish(tmp_path, "e", OLD, replace=False)
    said = said_of_the_limit(limited(2_000, "-c", PUBLISHING, str(tmp_path)))
    assert f"{tmp_path}/e/data/b.csv: File too large" in said
    assert "what was there before still stands" in said
    assert content(tmp_path / "e") == OLD
    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith(".publish")] == ["e"]
