"""Promise 3: no room, an I/O error, over quota, at each of the first writes, syncs and renames of a publish.

The old edition stays untouched, the message is clear, the exit code is 3, and a second try works.
"""

from __future__ import annotations

import errno
import hashlib
import os
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

FAULTS = (errno.ENOSPC, errno.EIO, errno.EDQUOT)
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
        for fault in (FAULTS if os.environ.get("PEELIAN_SOAK") else (FAULTS[moment % 3],))
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
        rows = (f"2025-{n % 12 + 1:02d},{hashlib.sha256(b'%d' % n).hexdigest()}" for n in range(60_000))
        (plan / "large.csv").write_text("\n".join(["Month,Name", *rows, ""]))
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
