"""Editions to try things on: built once a run from the examples, kept in memory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from peelian.editions.build import Built, build
from peelian.editions.workfolder import open_work
from tests.once import once

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
WEST_MIDLANDS = EXAMPLES / "west-midlands"
PEELSHIRE = EXAMPLES / "peelshire"


@once
def example(plan: str, publication: str) -> Built:
    """An edition of an example, as it would be written; it has the name of its publication."""
    return build(open_work(EXAMPLES / plan, publication, publication), publication, epoch=None)


def west_midlands() -> Mapping[str, bytes]:
    """Every file of the edition, manifest.json among them."""
    return example("west-midlands", "board-2026-05").files


def scorecard(of: str = "") -> Mapping[str, bytes]:
    """Peelshire's scorecard; `of` an area of which there is one, "northvale"."""
    return example("peelshire", f"scorecard-{of}-2025-05" if of else "scorecard-2025-05").files


def written(edition: Mapping[str, bytes], folder: Path) -> Path:
    """The files in a folder, which is the edition then."""
    for path, data in edition.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder
