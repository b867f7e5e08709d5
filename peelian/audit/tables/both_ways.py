"""Which tables are read a second time with their rows as columns: those with a row that may be worked out of others."""

from __future__ import annotations

import re

from peelian.audit.tables.changes import CHANGED, computed_changes
from peelian.audit.tables.columns import is_average
from peelian.audit.tables.derived import LEAST_BANDS, is_band
from peelian.audit.tables.grid import Grid, turned

LEAST_COLUMNS = 2  # of numbers: of one alone it cannot be told what its rows are worked out of
_WORKED_OUT = re.compile(rf"{CHANGED.pattern}|%|\bper\b|\b(?:week|month|dai)(?:ly)?\b", re.I)


def both_ways(grid: Grid) -> tuple[Grid, ...]:
    """The table, and after it the table turned, where a row of it may be worked out of other rows."""
    if grid.width <= LEAST_COLUMNS or computed_changes(grid):
        return (grid,)
    bands = sum(map(is_band, grid.headers)) >= LEAST_BANDS
    if bands or any(map(is_average, grid.headers)) or any(map(_WORKED_OUT.search, grid.labels)):
        return grid, turned(grid)
    return (grid,)
