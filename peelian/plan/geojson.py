"""A GeoJSON file into an outline, or what is wrong with it: everything a hand may have drawn amiss.

Source: RFC 7946. Read are polygons and multipolygons, alone, as a feature or as a collection of features, which
together are one area.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from peelian.series.outlines import MICRO, Outline, Point, Ring, crossing

MOST_BYTES = 20_000_000
MOST_CORNERS = 20_000  # of one ring; a county's has some thousands
FEWEST_CORNERS = 3
WEST, EAST, SOUTH, NORTH = -9 * MICRO, 3 * MICRO, 49 * MICRO, 61 * MICRO
"""A box around the United Kingdom. One with its sides exchanged lies in the Indian Ocean and on its shores."""
DRAW = "draw it again, or export it as GeoJSON in WGS 84"


class Misdrawn(Exception):
    """What is wrong with a file, in words that end with what to do."""


def outline(data: bytes) -> Outline:
    """The outline in these bytes. Raises Misdrawn."""
    if len(data) > MOST_BYTES:
        raise Misdrawn(f"it has {len(data):,} bytes, more than {MOST_BYTES:,}; draw it with fewer corners")
    try:
        whole = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Misdrawn(f"it is no JSON ({str(error).splitlines()[0][:80]}); {DRAW}") from None
    polygons = tuple(_polygon(one, number) for number, one in enumerate(_polygons(whole), 1))
    if not polygons:
        raise Misdrawn(f"there is no polygon in it; {DRAW}")
    return Outline(polygons)


def _no_number(text: str) -> Any:
    raise Misdrawn(f"'{text}' is no number; {DRAW}")


def _polygons(node: Any) -> Iterator[Any]:
    """The coordinates of each polygon, as they stand in the file."""
    kind = node.get("type") if isinstance(node, dict) else None
    match kind:
        case "Polygon":
            yield node.get("coordinates")
        case "MultiPolygon":
            yield from _listed(node.get("coordinates"), "the coordinates of a MultiPolygon")
        case "Feature":
            yield from _polygons(node.get("geometry"))
        case "FeatureCollection":
            for feature in _listed(node.get("features"), "the features"):
                yield from _polygons(feature)
        case "GeometryCollection":
            for geometry in _listed(node.get("geometries"), "the geometries"):
                yield from _polygons(geometry)
        case _:
            found = f"'{kind}'" if isinstance(kind, str) else "no 'type'"
            raise Misdrawn(f"{found[:40]} where a Polygon or a MultiPolygon is needed; {DRAW}")


def _listed(node: Any, what: str) -> list[Any]:
    if not isinstance(node, list):
        raise Misdrawn(f"{what} are no list; {DRAW}")
    return node


def _polygon(node: Any, number: int) -> tuple[Ring, ...]:
    rings = [_ring(one, number) for one in _listed(node, "the rings of a polygon")]
    if not rings:
        raise Misdrawn(f"polygon {number} has no ring; {DRAW}")
    return tuple(rings)


def _ring(node: Any, number: int) -> Ring:
    points = [_point(one) for one in _listed(node, "the corners of a ring")]
    if len(points) > MOST_CORNERS:
        raise Misdrawn(f"polygon {number} has {len(points):,} corners; draw it with at most {MOST_CORNERS:,}")
    if points and points[0] != points[-1]:
        raise Misdrawn(f"polygon {number} is not closed: it ends at {_shown(points[-1])}; end it where it begins")
    ring = tuple(point for at, point in enumerate(points[1:]) if point != points[at])
    if len(ring) < FEWEST_CORNERS:
        raise Misdrawn(f"polygon {number} has {len(ring)} corners, which enclose nothing; draw at least three")
    longitudes = [point[0] for point in ring]
    if max(longitudes) - min(longitudes) > 180 * MICRO:
        raise Misdrawn(f"polygon {number} goes around the world, or over the 180th meridian; split it there")
    if all(SOUTH <= first <= NORTH and WEST <= second <= EAST for first, second in ring):
        says = f"polygon {number} lies off the coast of Africa: its corners have the latitude first ({_shown(ring[0])})"
        raise Misdrawn(f"{says}; GeoJSON has the longitude first: exchange them")
    met = crossing(ring)
    if met is not None:
        first, second = (f"{_shown(ring[at])} to {_shown(ring[(at + 1) % len(ring)])}" for at in met)
        raise Misdrawn(f"polygon {number} crosses or touches itself: {first} meets {second}; draw it without")
    return ring


def _point(node: Any) -> Point:
    if not isinstance(node, list) or len(node) < 2 or not all(_is_number(each) for each in node[:2]):
        raise Misdrawn(f"a corner is not two numbers, longitude and latitude; {DRAW}")
    longitude, latitude = (Decimal(each) for each in node[:2])
    if abs(longitude) > 180 or abs(latitude) > 90:
        says = f"a corner at {longitude}, {latitude} is not in degrees"
        if 0 <= longitude <= 700_000 and 0 <= latitude <= 1_300_000:
            says += ": it looks like metres of the British National Grid"
        raise Misdrawn(f"{says}; export it in WGS 84 (EPSG:4326)")
    return _micro(longitude), _micro(latitude)


def _is_number(each: Any) -> bool:
    return isinstance(each, int | Decimal) and not isinstance(each, bool)


def _micro(degrees: Decimal) -> int:
    return int((degrees * MICRO).to_integral_value())


def _shown(point: Point) -> str:
    return ", ".join(f"{each / MICRO:.6f}" for each in point)
