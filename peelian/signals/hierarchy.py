"""Series that are parts of others: the force, its areas, its offences, each offence in each area."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from peelian.signals.panel import Ints

IN_A_CIRCLE = -1


def levels(part_of: Sequence[Sequence[int]]) -> Ints:
    """The level of each series [S]: 0 for one that is part of nothing, else one more than the highest of its wholes.

    `part_of`: for each series those that it is part of. IN_A_CIRCLE for those that are part of themselves by way of
    others, and for the parts of those.
    """
    level = np.full(len(part_of), IN_A_CIRCLE, dtype=np.int64)
    waits = [len(set(wholes)) for wholes in part_of]
    parts: dict[int, list[int]] = {}
    for part, wholes in enumerate(part_of):
        for whole in set(wholes):
            parts.setdefault(whole, []).append(part)
    ready = [series for series, number in enumerate(waits) if not number]
    level[ready] = 0
    while ready:
        whole = ready.pop()
        for part in parts.get(whole, ()):
            waits[part] -= 1
            if not waits[part]:
                level[part] = 1 + max(int(level[each]) for each in part_of[part])
                ready.append(part)
    return level


def circle(part_of: Sequence[Sequence[int]]) -> list[int]:
    """The series that are part of themselves, by way of others or not, in order."""
    left = set(np.flatnonzero(levels(part_of) == IN_A_CIRCLE).tolist())
    wholes = {whole for part in left for whole in part_of[part]}
    while not left <= wholes:  # what is no whole of any of them lies below a circle
        left &= wholes
        wholes = {whole for part in left for whole in part_of[part]}
    return sorted(left)
