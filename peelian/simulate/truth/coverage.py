"""Which months of each table are there, force by force, and how deep down the tree of areas it reaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from peelian.simulate.frame import Frame
from peelian.simulate.geography import Geography
from peelian.simulate.truth.grains import Grains
from peelian.simulate.truth.tree import Cube


class Coverage:
    """Its state is what has come in so far."""

    def __init__(self, geography: Geography, months: int) -> None:
        self._geography, self._months = geography, months
        levels = geography.levels
        self._depths = np.array([levels.index(area.level) for area in geography.areas])
        self._depths[0] = 0
        self._covered: dict[str, Any] = defaultdict(lambda: np.zeros((len(geography.forces), months), bool))
        self._gaps: dict[str, Any] = {}
        self._depth: dict[str, int] = defaultdict(int)
        self._grains = Grains()

    def add(self, frame: Frame, force: int) -> None:
        months = self._grains.see(frame)
        if 0 <= frame.month < self._months and frame.rows:
            self._covered[frame.table][force, months] = True
        if frame.place is not None and frame.rows:
            deepest = int(self._depths[frame.place[frame.place > 0]].max(initial=0))
            self._depth[frame.table] = max(self._depth[frame.table], deepest)

    def reached(self, tables: Iterable[str], places: Iterable[int]) -> list[int]:
        """Those of the areas that every table reaches down to."""
        depth = min(self._depth[table] for table in tables)
        return [place for place in places if self._depths[place] <= depth]

    def is_covered(self, table: str, place: int, first: int, last: int) -> bool:
        """Whether every force of an area has rows in every month from the first to the last, which are whole quarters
        or years where the table is by those."""
        if first < 0 or last >= self._months or not self._grains.fits(table, first, last):
            return False
        if table not in self._gaps:
            gaps = Cube(len(self._geography.areas), self._months)
            for level_place, force in self._forces_by_place():
                gaps.own[level_place] += ~self._covered[table][force]
            self._gaps[table] = np.cumsum(gaps.own, axis=1)
        found = self._gaps[table][place]
        return bool(found[last] == (found[first - 1] if first else 0))

    def _forces_by_place(self) -> Iterator[tuple[int, int]]:
        """Every area with each force that polices some of it."""
        numbers = {place: number for number, place in enumerate(self._geography.forces)}
        of: dict[int, int] = {}
        for place, area in enumerate(self._geography.areas):
            if place in numbers:
                of[place] = numbers[place]
            elif area.parent in of:
                of[place] = of[area.parent]
        yield from of.items()
        if 0 not in of:
            yield from ((0, force) for force in numbers.values())
