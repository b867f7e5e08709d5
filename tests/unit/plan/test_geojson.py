"""Outlines drawn by hand: what is read, and each mistake with what to do."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from peelian.plan.geojson import Misdrawn, outline

RING = [[-1.6, 54.9], [-1.5, 54.9], [-1.5, 55.0], [-1.6, 54.9]]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def read(node: Any) -> Any:
    return outline(json.dumps(node).encode())


@pytest.mark.parametrize(
    "node",
    [
        polygon(RING),
        {"type": "MultiPolygon", "coordinates": [[RING]]},
        {"type": "Feature", "properties": {"name": "The quay"}, "geometry": polygon(RING)},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": polygon(RING)}]},
        {"type": "GeometryCollection", "geometries": [polygon(RING)]},
        polygon([[*point, 12.5] for point in RING]),  # with heights
        polygon([RING[0], *RING]),  # a corner twice, as a slow hand draws it
    ],
)
def test_all_the_ways_to_write_a_polygon_are_one(node: Any) -> None:
    found = read(node)
    assert len(found.polygons) == 1
    assert sorted(found.polygons[0][0]) == [
        (-1_600_000, 54_900_000),
        (-1_500_000, 54_900_000),
        (-1_500_000, 55_000_000),
    ]


def test_digits_are_kept_as_they_stand() -> None:
    """No float on the way: 0.1 of a millionth would move a point over an edge."""
    found = read(
        polygon([[-1.123456, 54.654321], [-1.123455, 54.654321], [-1.123455, 54.654322], [-1.123456, 54.654321]])
    )
    assert (-1_123_456, 54_654_321) in found.polygons[0][0]
    assert found.holds(np.array([[-1_123_456, 54_654_321], [-1_123_457, 54_654_321]])).tolist() == [True, False]


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ({"type": "Point", "coordinates": [0, 0]}, ["'Point'", "Polygon"]),
        ([], ["no 'type'"]),
        ({"type": "FeatureCollection", "features": []}, ["no polygon"]),
        (polygon(), ["no ring"]),
        (polygon("x"), ["no list"]),
        (polygon([["a", "b"]]), ["not two numbers"]),
        (polygon([[True, 1]]), ["not two numbers"]),
        (polygon(RING[:3]), ["not closed", "-1.500000, 55.000000", "end it where it begins"]),
        (polygon([RING[0], RING[1], RING[0]]), ["2 corners", "three"]),
        (polygon([[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]), ["crosses or touches itself", "meets"]),
        (polygon([[425000, 564000], [425100, 564000], [425100, 564100], [425000, 564000]]), ["British National Grid"]),
        (polygon([[181, 0], [1, 1], [1, 0], [181, 0]]), ["not in degrees"]),
        (polygon([point[::-1] for point in RING]), ["latitude first", "54.900000, -1.500000", "exchange them"]),
        (polygon([[-179, 0], [179, 0], [179, 1], [-179, 0]]), ["180th meridian"]),
        (polygon([[n / 1e4, 0] for n in range(20_002)]), ["at most 20,000"]),
    ],
)
def test_each_mistake_says_what_to_do(node: Any, words: list[str]) -> None:
    with pytest.raises(Misdrawn) as told:
        read(node)
    assert all(word in str(told.value) for word in words), str(told.value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b'{"type": "Polygon", "coordinates": [[[NaN, 1]]]}',
        b"[" * 100_000,
        b'"Polygon"',
        b"1e999",
    ],
)
def test_what_is_no_geojson_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Misdrawn):
        outline(data)
