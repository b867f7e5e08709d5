"""Which process each point belongs to (segments between re-basings) and which points make its lines (the baseline)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peelian.errors import Unusable
from peelian.periods import Period
from peelian.signals.panel import Flags, Ints, Panel


@dataclass(frozen=True)
class Basis:
    """What lines are made from.

    `segment` [S, T] counts 0, 1, 2 … and never falls along a series. `in_baseline` [S, T] marks the points that make
    centre and limits of their segment; a missing value never does. `excluded` [S, T] marks points that were taken out
    by hand, None for none: they make no line, and ranges, runs and trends step over them as if they were not there.
    """

    panel: Panel
    segment: Ints
    in_baseline: Flags
    excluded: Flags | None = None

    def rows(self, wanted: slice | NDArray[np.intp]) -> Basis:
        """The basis of these series only."""
        excluded = None if self.excluded is None else self.excluded[wanted]
        return Basis(self.panel.rows(wanted), self.segment[wanted], self.in_baseline[wanted], excluded)


def basis(
    panel: Panel,
    starts: Collection[Period] | Flags = (),
    baseline: tuple[Period, Period] | None = None,
    excluded: Collection[Period] = (),
) -> Basis:
    """The panel re-based by hand.

    `starts`: the first period of each new segment, for all series alike, or marks [S, T] where series differ. The
    first period of the panel may be named and begins nothing new.
    `baseline`: the first and last of the periods that make the lines, both inside. In a segment that none of them
    reaches, all of its points make them.
    `excluded`: periods that make no line and are stepped over by ranges and runs.
    Raises Unusable for a period that the panel does not have.
    """
    segment = _segments(panel, starts)
    held = ~np.isnan(panel.values)
    out = np.zeros_like(held) if excluded else None
    if out is not None:
        out[:, [_index(panel, p, "excluded") for p in excluded]] = True
        held &= ~out
    if baseline is not None:
        first, last = (_index(panel, p, "in the baseline") for p in baseline)
        if first > last:
            raise Unusable(f"the baseline ends ({baseline[1].id}) before it begins ({baseline[0].id}); swap the two")
        inside = np.zeros(len(panel.periods), dtype=bool)
        inside[first : last + 1] = True
        reached = np.zeros_like(held)
        for number in np.unique(segment[:, first : last + 1]):
            here = segment == number
            reached |= here & (here & inside).any(axis=1, keepdims=True)
        held &= inside | ~reached
    return Basis(panel, segment, held, out)


def first_points(panel: Panel, segment: Ints, most: int) -> Flags:
    """Marks [S, T] of the first `most` points with a value in each segment: a baseline fixed once it is full."""
    held = ~np.isnan(panel.values)
    inside = np.zeros_like(held)
    for number in range(segments_in(segment)):
        here = held & (segment == number)
        inside |= here & (np.cumsum(here, axis=1) <= most)
    return inside


def segments_in(segment: Ints) -> int:
    """K: how many segments the series with most of them has. Segments never fall, so the last points tell."""
    return int(segment[:, -1:].max(initial=0)) + 1


def follows(segment: Ints) -> Flags:
    """Whether each point [S, T] is of the same segment as the one in the column before."""
    joined = np.zeros(segment.shape, dtype=bool)
    joined[:, 1:] = True if segments_in(segment) == 1 else segment[:, 1:] == segment[:, :-1]
    return joined


def _segments(panel: Panel, starts: Collection[Period] | Flags) -> Ints:
    marks = np.zeros(panel.values.shape, dtype=np.int64)
    if isinstance(starts, np.ndarray):
        marks[:] = starts
    elif not starts:
        return np.broadcast_to(np.int64(0), panel.values.shape)
    else:
        marks[:, [_index(panel, period, "the start of a segment") for period in starts]] = 1
    marks[:, :1] = 0
    return np.cumsum(marks, axis=1)


def _index(panel: Panel, period: Period, what: str) -> int:
    try:
        return panel.periods.index(period)
    except ValueError:
        held = f"{panel.periods[0].id} to {panel.periods[-1].id}" if panel.periods else "no period"
        raise Unusable(f"{period.id} cannot be {what}: the series have {held}; name one of their periods") from None
