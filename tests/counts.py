"""How often a test tries: fewer times in every run, the whole number in the long runs of `make soak`."""

from __future__ import annotations

import os

SOAK = bool(os.environ.get("PEELIAN_SOAK"))


def tries(each_run: int, whole: int) -> int:
    """So many tries. Examples are drawn anew in each run, so that few in each become many over time."""
    return whole if SOAK else each_run
