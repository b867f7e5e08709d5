"""Asks a limited process for a paper's blocks, and puts into words why there are none."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from peelian.audit.papers import block_wire, child
from peelian.findings import Finding

_ROOT = str(Path(__file__).parents[3])
_RUN = f"import sys; sys.path.insert(0, {_ROOT!r}); from {child.__name__} import main; sys.exit(main(sys.argv[1:]))"


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
        return about["pages"], block_wire.read(line.decode("ascii") for line in out), notes


def annotate_limited(path: Path, target: Path, marks: Sequence[Mapping[str, object]], name: str) -> list[int] | Finding:
    """Writes a copy of a PDF with notes (pdf/annotating.py). The marks whose text was not found, or why there is none.

    Each mark has the fields of annotating.Mark. What stands at `target` when a finding is returned is of no use.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as given:
        given.write(json.dumps(list(marks)).encode("ascii"))
        given.seek(0)
        if not _run([str(path.resolve()), "annotate", str(target.resolve())], out, given):
            says = (
                f"could not be annotated within {child.MOST_SECONDS} seconds and {child.MOST_MEMORY >> 20} MB; split it"
            )
            return Finding("audit-limits", name, says)
        out.seek(0)
        about = json.loads(out.readline() or "{}")
        if "unplaced" in about:
            return [int(number) for number in about["unplaced"]]
        return _refused(about, name)


def _run(asked: list[str], out: Any, given: Any = subprocess.DEVNULL) -> bool:
    """Whether the process ended well in time. What it started ends with it."""
    with subprocess.Popen(
        [sys.executable, "-c", _RUN, *asked],
        stdin=given,
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
