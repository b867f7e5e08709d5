"""Areas drawn by hand, and how the rows of a table are known to lie in them.

They may overlap anything, so that a row can lie in several. A list of codes is held against the column `lsoa_code`, an
outline against `longitude` and `latitude`: a row without them lies in no drawn area.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from peelian.series.outlines import MICRO, Outline, Point

CODE, LONGITUDE, LATITUDE = "lsoa_code", "longitude", "latitude"
"""Columns that say where a row lies; those of data.police.uk are called so."""


@dataclass(frozen=True)
class Drawn:
    """An area by its codes, or by its outline."""

    codes: tuple[str, ...] = ()
    outline: Outline | None = None

    def lacking(self, columns: Iterable[str]) -> str | None:
        """Which columns a table lacks that would say what lies in this area; None where it has them."""
        wanted = (CODE,) if self.outline is None else (LONGITUDE, LATITUDE)
        missing = [column for column in wanted if column not in columns]
        return " and ".join(missing) or None


def drawn_in(columns: Collection[str], drawn: Mapping[str, Drawn]) -> dict[str, Drawn]:
    """The drawn areas of which a table with these columns says what lies in them."""
    return {id: one for id, one in drawn.items() if one.lacking(columns) is None}


def box(drawn: Mapping[str, Drawn]) -> tuple[Point, Point] | None:
    """The south-western and the north-eastern corner around all outlines; None where there is none."""
    corners = [
        corner for one in drawn.values() if one.outline for outer, *_ in one.outline.polygons for corner in outer
    ]
    if not corners:
        return None
    (west, east), (south, north) = ((min(line), max(line)) for line in zip(*corners, strict=True))
    return (west, south), (east, north)


def by_code(drawn: Mapping[str, Drawn]) -> Iterator[tuple[str, str]]:
    """Pairs of a code and an area that has it."""
    for id, one in drawn.items():
        yield from ((code, id) for code in dict.fromkeys(one.codes))


def by_point(drawn: Mapping[str, Drawn], points: Iterable[tuple[object, object]]) -> Iterator[tuple[str, str]]:
    """Pairs of a point, as `point_key` writes it, and an area it lies in."""
    there = [(_micro(x), _micro(y)) for x, y in points if isinstance(x, Decimal) and isinstance(y, Decimal)]
    if not there:
        return
    array = np.array(there, dtype=np.int64)
    for id, one in drawn.items():
        if one.outline is not None:
            for at in np.flatnonzero(one.outline.holds(array)):
                yield point_key(*there[int(at)]), id


def point_key(longitude: int, latitude: int) -> str:
    """Millionths of a degree in one text, to join by."""
    return f"{longitude} {latitude}"


def _micro(degrees: Decimal) -> int:
    return int(degrees * MICRO)
