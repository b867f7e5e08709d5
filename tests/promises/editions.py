"""An edition to try things on: built once a run from the example of published figures, kept in memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from peelian.editions.build import build
from peelian.editions.workfolder import open_work

ROOT = Path(__file__).resolve().parents[2]
WEST_MIDLANDS = ROOT / "examples" / "west-midlands"


@cache
def west_midlands(publication: str = "board-2026-05", edition: str = "2026-05") -> Mapping[str, bytes]:
    """Every file of the edition, manifest.json among them."""
    return build(open_work(WEST_MIDLANDS, publication, edition), edition, epoch=None).files
