"""Whole numbers by area and month, added up along the tree of areas and over periods."""

from __future__ import annotations

import numpy as np

from peelian.simulate.chance import Whole
from peelian.simulate.geography import Geography
from peelian.simulate.truth.spans import Span


class Cube:
    """A number for each area and month; the last row is of what lies in no area, which counts for the whole alone.

    With `counted` the numbers were counted by their publisher: what it gives for an area in a month is that area's
    number, and those of the areas inside it are not added to it.
    """

    def __init__(self, areas: int, months: int, counted: bool = False) -> None:
        self.own = np.zeros((areas + 1, months), np.int64)
        self._given = np.zeros((areas + 1, months), bool) if counted else None
        self._sums: Whole | None = None

    def add(self, places: Whole, month: int, amounts: Whole | None = None) -> None:
        """Adds rows, or their amounts, to the areas they lie in."""
        if amounts is None:
            self.own[:, month] += np.bincount(places, minlength=len(self.own))
        else:
            np.add.at(self.own[:, month], places, amounts)
            if self._given is not None:
                self._given[places, month] = True

    def roll_up(self, geography: Geography) -> None:
        """From here on an area holds what lies inside it too, and periods can be asked for."""
        whole = self.own[:-1].copy()
        for place in range(len(whole) - 1, 0, -1):  # every area stands after the one it lies in
            parent = geography.areas[place].parent
            if parent is not None:
                inside = whole[place]
                whole[parent] += inside if self._given is None else np.where(self._given[parent], 0, inside)
        whole[0] += self.own[-1]
        self._sums = np.concatenate([np.zeros((len(whole), 1), np.int64), np.cumsum(whole, axis=1)], axis=1)

    def total(self, place: int, span: Span) -> int:
        assert self._sums is not None, "it has not been rolled up"
        return int(self._sums[place, span.last + 1] - self._sums[place, span.first])


def ancestors(geography: Geography, level: str) -> Whole:
    """The place of the area of a level that each area lies in; -1 where it lies in none. No area, the last, lies in
    the whole."""
    found = np.full(len(geography.areas) + 1, -1, np.int64)
    for place, area in enumerate(geography.areas):
        if area.level == level:
            found[place] = place
        elif area.parent is not None:
            found[place] = found[area.parent]
    if geography.areas[0].level == level:
        found[-1] = 0
    return found
