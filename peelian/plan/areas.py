"""The places of a plan: a tree of areas that add up, from the list or a lookup file, and areas drawn by hand.

Areas of the tree are parts of their parents and are added up. Drawn areas may overlap those and each other: they are
counted for themselves and stand in no total.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Area:
    """A place figures are given for. `level` is one of the plan's area levels; `parent` is the area it lies in."""

    id: str
    name: str
    level: str
    parent: str | None = None
    code: str | None = None


def level_words(area: Area) -> str:
    """The level of an area as words: "local policing area"."""
    return area.level.replace("-", " ")


@dataclass(frozen=True)
class LookupLevel:
    """A level whose areas a lookup file names: the columns of their codes and of their names."""

    level: str
    code: str
    name: str


@dataclass(frozen=True)
class AreaLookup:
    """Areas from a publisher's lookup, a CSV file (it may be gzipped) with a row for each of its smallest areas.

    `levels` go from the largest to the smallest; `under` is the area of the list that the largest lie in. `where` keeps
    the rows whose columns hold one of the given values. `vintage` says which boundaries they are: "2021". An area's
    id is its code in small letters, which stays when its name changes. One whose code an area of the list has is that
    area. Of an `optional` lookup the areas are there once its file is, which `peelian fetch` may bring. The file may be
    a workbook: its sheet with these columns is read.
    """

    file: str
    under: str
    levels: tuple[LookupLevel, ...]
    vintage: str | None = None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    optional: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the file that are read, each once."""
        named = [column for level in self.levels for column in (level.code, level.name)]
        return tuple(dict.fromkeys((*named, *self.where)))


@dataclass(frozen=True)
class DrawnArea:
    """An area that is no part of the tree: a town centre, a patrol route, a park. It is in no total and has no rank.

    It is a list of `codes`, matched with the column `lsoa_code` of a table, or a `polygon`: a GeoJSON file in the plan
    folder (longitude and latitude, WGS 84), in which the points of a table's rows lie or do not.
    """

    id: str
    name: str
    codes: tuple[str, ...] = ()
    polygon: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Areas:
    """`list` is written by hand, `from` read from lookup files; both make one tree of the `levels`."""

    levels: tuple[str, ...]
    list: tuple[Area, ...]
    from_: tuple[AreaLookup, ...] = ()
    drawn: tuple[DrawnArea, ...] = ()
