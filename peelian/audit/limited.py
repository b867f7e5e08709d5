"""Asks a limited process for a paper's blocks, and puts into words why there are none."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from peelian.audit import child, wire
from peelian.findings import Finding

_ROOT = str(Path(__file__).parents[2])
_RUN = f"import sys; sys.path.insert(0, {_ROOT!r}); from peelian.audit.child import main; sys.exit(main(sys.argv[1:]))"


def read_limited(path: Path, kind: str, name: str) -> child.Read:
    """Pages, blocks and findings of a PDF, DOCX, ODT or HTML file. Never raises for what is in the file."""
    with tempfile.TemporaryFile() as out:
        if not _run([str(path.resolve()), kind, name], out):
            return None, (), (child.too_much(name),)
        out.seek(0)
        about = json.loads(out.readline() or "{}")
        if "refused" in about or "pages" not in about:
            return None, (), (_refused(about, name),)
        notes = tuple(Finding(**note) for note in about["notes"])
        return about["pages"], wire.read(line.decode("ascii") for line in out), notes


def _run(asked: list[str], out: Any) -> bool:
    """Whether the process ended well in time. What it started ends with it."""
    with subprocess.Popen(
        [sys.executable, "-c", _RUN, *asked],
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            return process.wait(child.MOST_WAITED) == 0
        except BaseException as stopped:
            _end(process)
            if isinstance(stopped, subprocess.TimeoutExpired):
                return False
            raise


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _refused(about: dict[str, str], name: str) -> Finding:
    if "refused" in about:
        return Finding(about["code"], name, about["refused"])
    return Finding("audit-damaged", name, "is damaged and cannot be read; open it, save it anew, or fetch it again")
