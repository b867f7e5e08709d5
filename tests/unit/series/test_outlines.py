"""Which points lie in an outline: against a plain second version, and on every kind of edge."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.series.outlines import Outline, Point, Ring, crossing

SQUARE: Ring = ((0, 0), (10, 0), (10, 10), (0, 10))
HOLE: Ring = ((4, 4), (6, 4), (6, 6), (4, 6))


def held(outline: Outline, *points: Point) -> list[bool]:
    return [bool(one) for one in outline.holds(np.array(points, dtype=np.int64))]


def plainly(outline: Outline, point: Point) -> bool:
    """The rule as it is said: in a ring and in none of its holes, edges inside."""
    return any(
        _in(outer, point) is not False and all(_in(hole, point) is not True for hole in holes)
        for outer, *holes in outline.polygons
    )


def _in(ring: Ring, point: Point) -> bool | None:
    """True inside, False outside, None on the edge."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if y1 == y2:
            if y == y1 and min(x1, x2) <= x <= max(x1, x2):
                return None
            continue
        at = x1 + Fraction((y - y1) * (x2 - x1), y2 - y1)
        if min(y1, y2) <= y <= max(y1, y2) and at == x:
            return None
        if (y1 <= y < y2 or y2 <= y < y1) and at > x:
            crossed = not crossed
    return crossed


def test_a_point_on_an_edge_or_a_corner_is_inside() -> None:
    square = Outline(((SQUARE,),))
    assert held(square, (5, 5), (0, 5), (10, 10), (5, 0), (11, 5), (5, -1)) == [True, True, True, True, False, False]


def test_a_hole_is_outside_and_its_edge_inside() -> None:
    assert held(Outline(((SQUARE, HOLE),)), (5, 5), (4, 5), (6, 6), (3, 5)) == [False, True, True, True]


def test_the_way_it_was_drawn_makes_no_difference() -> None:
    points = [(x, y) for x in range(-1, 12) for y in range(-1, 12)]
    assert held(Outline(((SQUARE, HOLE),)), *points) == held(Outline(((SQUARE[::-1], HOLE[::-1]),)), *points)


def test_parts_may_lie_apart_or_in_a_hole() -> None:
    island: Ring = ((5, 5), (5, 5), (5, 5))
    apart = Outline(((SQUARE, HOLE), (((20, 0), (30, 0), (30, 10)),), (island,)))
    assert held(apart, (29, 1), (15, 5), (5, 5)) == [True, False, True]


CORNERS = st.lists(st.tuples(st.integers(-6, 6), st.integers(-6, 6)), min_size=3, max_size=8)


@given(CORNERS, st.lists(st.tuples(st.integers(-7, 7), st.integers(-7, 7)), min_size=1, max_size=20))
def test_it_says_what_the_rule_says(corners: list[Point], points: list[Point]) -> None:
    outline = Outline(((tuple(corners),),))
    assert held(outline, *points) == [plainly(outline, point) for point in points]


@given(st.integers(3, 9), st.integers(1, 50))
def test_a_convex_ring_does_not_cross_itself(corners: int, size: int) -> None:
    """Corners on a parabola: any number of them, in order, make a simple ring."""
    assert crossing(tuple((size * n, n * n) for n in range(corners))) is None


@pytest.mark.parametrize(
    "ring",
    [
        ((0, 0), (10, 10), (10, 0), (0, 10)),  # a bow tie
        ((0, 0), (10, 0), (5, 0), (5, 5)),  # back over its own edge
        ((0, 0), (10, 0), (10, 10), (5, 0), (0, 10)),  # a corner on another edge
        ((0, 0), (4, 0), (2, 2), (4, 4), (0, 4), (2, 2)),  # the same corner twice
    ],
)
def test_a_ring_that_meets_itself_is_found(ring: Ring) -> None:
    assert crossing(ring) is not None
    assert crossing(ring[::-1]) is not None


def test_far_coordinates_do_not_overflow() -> None:
    world: Ring = ((-179_000_000, -89_000_000), (1_000_000, -89_000_000), (1_000_000, 89_000_000))
    assert held(Outline(((world,),)), (1_000_000, 89_000_000), (-179_000_000, 89_000_000)) == [True, False]
