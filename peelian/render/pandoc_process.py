"""Runs the pandoc that ships inside the package pypandoc-binary: a tree in, a file out, nothing else."""

from __future__ import annotations

import json
import subprocess
import tempfile
from datetime import UTC, date, datetime

from peelian.errors import MachineFault
from peelian.pandoc_program import executable, surroundings
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
    return surroundings(folder) | {"SOURCE_DATE_EPOCH": str(int(midnight.timestamp()))}
