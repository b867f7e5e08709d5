"""The outline of an area and which points lie in it, exactly: whole millionths of a degree, no rounding, no library.

Tables keep coordinates to six decimals, a tenth of a metre, so that everything here is whole numbers. A point on the
edge lies inside, whichever way the outline was drawn. Source of the rule: even-odd, RFC 7946 (GeoJSON) for rings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MICRO = 1_000_000  # a degree in the units of an outline
CHUNK = 4_000_000  # point and edge pairs looked at together: 32 MB an array

Point = tuple[int, int]
"""Longitude and latitude in millionths of a degree."""
Ring = tuple[Point, ...]
"""Corners in order; the last is joined to the first, which is not repeated."""
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Outline:
    """Polygons, each a ring around it and rings around its holes. A point of any of them is inside."""

    polygons: tuple[tuple[Ring, ...], ...]

    def holds(self, points: Whole) -> NDArray[np.bool_]:
        """Which of the points (rows of longitude and latitude) are inside or on an edge."""
        inside = np.zeros(len(points), dtype=bool)
        for outer, *holes in self.polygons:
            near = np.flatnonzero(~inside & _boxed(outer, points))
            there = points[near]
            held = _ring(outer, there)
            within = held[0] | held[1]
            for hole in holes:
                strictly, edge = _ring(hole, there)
                within &= ~(strictly & ~edge)  # the edge of a hole still belongs to the area
            inside[near[within]] = True
        return inside


def crossing(ring: Ring) -> tuple[int, int] | None:
    """The numbers of two edges of a ring that meet where they should not, counted from 0; None where it is simple."""
    starts = np.array(ring, dtype=np.int64)
    ends = np.roll(starts, -1, axis=0)
    count = len(ring)
    for one in range(count - 1):
        others = np.arange(one + 1, count)
        touching = _meet(starts[one], ends[one], starts[others], ends[others])
        apart = (others != one + 1) & ~((one == 0) & (others == count - 1))
        bad = others[touching & (apart | _folded(starts[one], ends[one], starts[others], ends[others]))]
        if len(bad):
            return one, int(bad[0])
    return None


def _boxed(ring: Ring, points: Whole) -> NDArray[np.bool_]:
    corners = np.array(ring, dtype=np.int64)
    low, high = corners.min(axis=0), corners.max(axis=0)
    return np.asarray(((points >= low) & (points <= high)).all(axis=1))


def _ring(ring: Ring, points: Whole) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which points a ray to the east leaves the ring from, and which lie on its edge."""
    x1, y1 = np.array(ring, dtype=np.int64).T
    x2, y2 = np.roll(x1, -1), np.roll(y1, -1)
    inside, edge = np.zeros(len(points), dtype=bool), np.zeros(len(points), dtype=bool)
    step = max(1, CHUNK // len(ring))
    for at in range(0, len(points), step):
        x, y = (column[:, None] for column in points[at : at + step].T)
        turned = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        between = (np.minimum(x1, x2) <= x) & (x <= np.maximum(x1, x2))
        between &= (np.minimum(y1, y2) <= y) & (y <= np.maximum(y1, y2))
        edge[at : at + step] = ((turned == 0) & between).any(axis=1)
        up, down = (y1 <= y) & (y < y2), (y2 <= y) & (y < y1)
        crossed = (up & (turned > 0)) | (down & (turned < 0))
        inside[at : at + step] = crossed.sum(axis=1) % 2 == 1
    return inside, edge


def _side(from_: Whole, to: Whole, point: Whole) -> Whole:
    first, second = to - from_, point - from_
    return np.asarray(np.sign(first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0]), dtype=np.int64)


def _meet(a: Whole, b: Whole, c: Whole, d: Whole) -> NDArray[np.bool_]:
    """Whether the edge from a to b shares a point with each of those from c to d."""
    one, two, three, four = _side(a, b, c), _side(a, b, d), _side(c, d, a), _side(c, d, b)
    boxes = (np.minimum(a, b) <= np.maximum(c, d)) & (np.minimum(c, d) <= np.maximum(a, b))
    return np.asarray((one * two <= 0) & (three * four <= 0) & boxes.all(axis=1))


def _folded(a: Whole, b: Whole, c: Whole, d: Whole) -> NDArray[np.bool_]:
    """Whether an edge goes back over its neighbour: both on one line, in opposite directions."""
    first, second = b - a, d - c
    turned = first[0] * second[:, 1] - first[1] * second[:, 0]
    return np.asarray((turned == 0) & ((first * second).sum(axis=1) < 0))
