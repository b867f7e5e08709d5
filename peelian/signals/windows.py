"""So many points in a row: flags [S, T] in, flags [S, T] out, by doubling, a few operations for any length.

`joined` [S, T] says which points follow the one in the column before: same segment, neither missing.
"""

from __future__ import annotations

import numpy as np

from peelian.signals.panel import Flags, Ints


def in_a_row(flags: Flags, joined: Flags, length: int) -> Flags:
    """Where a row of so many flagged points, each joined to the one before, is complete."""
    if length == 1:
        return flags
    return all_of(flags & joined, length - 1) & later(flags, length - 1)


def all_of(flags: Flags, length: int) -> Flags:
    """Where this and the points before it, so many together, are all flagged."""
    reached, width = flags, 1
    while width < length:
        step = min(width, length - width)
        reached = reached & later(reached, step)
        width += step
    return reached


def back(ended: Flags, length: int) -> Flags:
    """The so many points that end at each flagged one."""
    reached, width = ended, 1
    while width < length:
        step = min(width, length - width)
        reached = reached | earlier(reached, step)
        width += step
    return reached


def back_joined(ended: Flags, joined: Flags, length: int) -> Flags:
    """At most so many points that end at each flagged one, as far back as they are joined."""
    reached = last = ended
    for _ in range(length - 1):
        last = earlier(last & joined, 1)
        reached = reached | last
    return reached


def count_back(flags: Flags, joined: Flags, length: int) -> Ints:
    """How many of the at most so many points that end here are flagged, as far back as they are joined."""
    total, last = flags.astype(np.int64), flags
    for _ in range(length - 1):
        last = later(last, 1) & joined
        total += last
    return total


def later(flags: Flags, by: int) -> Flags:
    """The flags so many columns later, False in the first ones."""
    moved = np.zeros_like(flags)
    if by < flags.shape[1]:
        moved[:, by:] = flags[:, : flags.shape[1] - by]
    return moved


def earlier(flags: Flags, by: int) -> Flags:
    """The flags so many columns earlier, False in the last ones."""
    moved = np.zeros_like(flags)
    if by < flags.shape[1]:
        moved[:, : flags.shape[1] - by] = flags[:, by:]
    return moved
