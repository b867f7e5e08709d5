"""Editions to try things on: built once a run from the examples, kept in memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from peelian.editions.build import build
from peelian.editions.workfolder import open_work

ROOT = Path(__file__).resolve().parents[2]
WEST_MIDLANDS = ROOT / "examples" / "west-midlands"
PEELSHIRE = ROOT / "examples" / "peelshire"


@cache
def west_midlands(publication: str = "board-2026-05", edition: str = "2026-05") -> Mapping[str, bytes]:
    """Every file of the edition, manifest.json among them."""
    return build(open_work(WEST_MIDLANDS, publication, edition), edition, epoch=None).files


@cache
def scorecard(of: str = "") -> Mapping[str, bytes]:
    """Every file of Peelshire's scorecard; `of` an area of which there is one, "northvale"."""
    publication = f"scorecard-{of}-2025-05" if of else "scorecard-2025-05"
    return build(open_work(PEELSHIRE, publication, publication), publication, epoch=None).files
