"""Peelshire with thresholds for its tables, as if somebody stood behind its numbers."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.promises.editions import PEELSHIRE


def with_thresholds(folder: Path, thresholds: Mapping[str, int]) -> Path:
    """A copy of the plan in this folder, with a threshold for each of these tables."""
    shutil.copytree(PEELSHIRE, folder, ignore=shutil.ignore_patterns("store", "editions"))
    decided = "".join(
        f"  - {{table: {table}, threshold: {threshold}, owner: head of analysis, reason: to try it}}\n"
        for table, threshold in thresholds.items()
    )
    with (folder / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write(f"small_numbers:\n{decided}")
    return folder
