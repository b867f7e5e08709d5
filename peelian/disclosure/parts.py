"""A table whose figures tell too many groups of records apart, in parts that are protected one after the other.

Twenty flags of a crime make a million groups, though no figure asks for two of them. Figures that ask for flags which
no figure asks for together say nothing of each other but by what they have in common: the counts by place and time.
Those are in every part, and what one part holds back of them may not follow from another.
"""

from __future__ import annotations

from collections.abc import Sequence

from peelian.disclosure.boxes import MONTH, is_of_place, several
from peelian.disclosure.model import Cell

MOST = 20_000  # groups that a table is taken with as a whole


def parted(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The cells as they are where they tell few groups apart; else a part for each set of columns that a cell asks for
    and no other asks for with more, with all cells that ask for no others."""
    boxes = [box for cell in cells for box in (cell.box, *cell.box.also)]
    if not several(boxes, MOST):
        return [list(cells)]
    asked = [_columns(cell) for cell in cells]
    most = [one for one in dict.fromkeys(asked) if not any(one < other for other in asked)]
    return [[cell for cell, own in zip(cells, asked, strict=True) if own <= one] for one in most]


def _columns(cell: Cell) -> frozenset[str]:
    columns = {column for box in (cell.box, *cell.box.also) for column in box.conditions}
    return frozenset(column for column in columns if column != MONTH and not is_of_place(column))
