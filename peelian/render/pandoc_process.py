"""Runs the pandoc that ships inside the package pypandoc-binary: a tree in, a file out, nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from datetime import UTC, date, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from peelian.errors import MachineFault
from peelian.render.pandoc import Node, Target

SECONDS = 300  # a paper takes well under one; more means that something is stuck


def run(tree: Node, target: Target, issued: date) -> bytes:
    """The file that pandoc makes of the tree: sandboxed, in a folder of its own, no settings of the user."""
    with tempfile.TemporaryDirectory(prefix="peelian-") as folder:
        command = [str(executable()), "--sandbox", f"--data-dir={folder}", "--from=json", f"--to={target}"]
        try:
            done = subprocess.run(
                [*command, "--output=-", "-"],
                input=json.dumps(tree).encode("ascii"),
                capture_output=True,
                cwd=folder,
                env=environment(folder, issued),
                timeout=SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise MachineFault(f"pandoc could not be run: {error}") from error
    if done.returncode != 0 or not done.stdout:
        says = done.stderr.decode("utf-8", "replace").strip() or f"exit code {done.returncode}, nothing written"
        raise MachineFault(f"pandoc could not make the {target} file: {says}")
    return done.stdout


def environment(folder: str, issued: date) -> dict[str, str]:
    """All that pandoc sees of this machine: no home of the user, no clock, one locale."""
    midnight = datetime(issued.year, issued.month, issued.day, tzinfo=UTC)
    fixed = {
        "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": folder,
        "XDG_DATA_HOME": folder,
        "XDG_CONFIG_HOME": folder,
        "TMPDIR": folder,
        "TEMP": folder,
        "TMP": folder,
    }
    # Windows starts no program without its own folder in the environment.
    kept = ("SYSTEMROOT", "WINDIR")
    return fixed | {key: os.environ[key] for key in kept if key in os.environ}


@cache
def executable() -> Path:
    """The pandoc inside the installed package; never one found elsewhere, whose output may differ."""
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("pandoc", "pandoc.exe"):
            found = Path(folder) / "files" / name
            if found.is_file():
                return found
    raise MachineFault(
        "pandoc is not installed, and Word and OpenDocument files need it. "
        "Install the package pypandoc-binary (pip install pypandoc-binary)."
    )
