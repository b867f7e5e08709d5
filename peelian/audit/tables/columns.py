"""What a column of a table holds, and which of its rows are a total or an average of the others."""

from __future__ import annotations

import re

from peelian.audit.tables.grid import Grid, once_of_a_grid

_TOTAL = re.compile(
    r"^\W*(?:grand\s+|overall\s+|sub-?\s?|force\s+|net\s+|all\s+)*totals?\b|\btotals?\W*$"
    r"|^\W*(?:overall|all|all (?:areas|districts|forces|types|categories|reasons))\W*$",
    re.I,
)
_AVERAGE = re.compile(
    r"^\W*(?:overall\s+|group\s+|msg\s+|mean\b|the\s+)*(?:average|mean)\b|\b(?:average|mean)\W*$", re.I
)
MOST_TRIED = 60_000  # rows of a table times its pairs of columns


def is_total(label: str) -> bool:
    return bool(_TOTAL.search(label.strip()))


def is_average(label: str) -> bool:
    return bool(_AVERAGE.search(label.strip()))


@once_of_a_grid
def numeric(grid: Grid) -> tuple[int, ...]:
    """The columns most of whose cells hold a number; none of a table too wide to try its columns with one another."""
    found: list[int] = []
    for at in range(1, grid.width):
        values = [v for v in grid.column(at) if v is not None]
        if values and len(values) * 2 >= len(grid.values):
            found.append(at)
    return tuple(found) if len(grid.values) * len(found) ** 2 <= MOST_TRIED else ()


def unit_of(grid: Grid, at: int) -> str:
    """The unit that most cells of a column have, of several the first."""
    return _units(grid)[at]


@once_of_a_grid
def _units(grid: Grid) -> tuple[str, ...]:
    found = []
    for at in range(grid.width):
        units = [v.number.unit for v in grid.column(at) if v is not None]
        found.append(max(dict.fromkeys(units), key=units.count, default="count"))
    return tuple(found)
