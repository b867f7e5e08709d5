"""Which records a figure is made of, as conditions on columns, and the smallest groups that a set of figures tells
apart: every figure is a sum of such groups, so that what follows from several figures is a question of sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

AREA, DRAWN = "(area)", "(drawn) "
"""Columns of a box that are no column of a table: the area of the tree, and before its id an area drawn by hand."""


@dataclass(frozen=True)
class Among:
    """The values of a column that count: these, or with `all_but` every other one."""

    values: frozenset[str]
    all_but: bool = False

    def holds(self, value: str | None) -> bool:
        """Whether a value counts; None stands for any that nobody names."""
        return (value in self.values) is not self.all_but


@dataclass(frozen=True)
class Box:
    """Records of one table that meet every condition; a column without one may hold anything."""

    table: str
    conditions: Mapping[str, Among] = field(default_factory=dict)

    @property
    def drawn(self) -> bool:
        """Whether its records lie in an area drawn by hand: which others that lies in is not known."""
        return any(column.startswith(DRAWN) for column in self.conditions)

    def but_for_its_place(self) -> dict[str, Among]:
        return {
            column: among
            for column, among in self.conditions.items()
            if column != AREA and not column.startswith(DRAWN)
        }


def groups(boxes: Sequence[Box]) -> list[tuple[int, ...]]:
    """The smallest groups of records of one table that the boxes tell apart: for each, the boxes that hold it.

    Groups that the same boxes hold are one. Those that no box holds are left out.
    """
    columns = sorted({column for box in boxes for column in box.conditions})
    parted = [_classes(boxes, column) for column in columns]
    everything = (1 << len(boxes)) - 1
    found = dict.fromkeys(_meeting(parted, everything))
    return [tuple(at for at in range(len(boxes)) if mask >> at & 1) for mask in found if mask]


def _classes(boxes: Sequence[Box], column: str) -> list[int]:
    """What the values of one column tell apart: for each kind of value, the boxes that take it, as bits."""
    named = sorted({value for box in boxes if column in box.conditions for value in box.conditions[column].values})
    masks = []
    for value in (*named, None):
        mask = 0
        for at, box in enumerate(boxes):
            if column not in box.conditions or box.conditions[column].holds(value):
                mask |= 1 << at
        masks.append(mask)
    return [mask for mask in dict.fromkeys(masks) if mask]


def _meeting(parted: Sequence[list[int]], held: int) -> Iterator[int]:
    """The boxes that hold each combination of kinds of values, one of every column."""
    layer = {held: None}
    for masks in parted:
        layer = {both: None for before in layer for mask in masks if (both := before & mask)}
    yield from layer
