"""Blank numbers in a table that is already counted: they are there, and are not shown. Never a zero.

Source: Code of Practice for Statistics; open data of the Home Office, where a mark or a blank stands for a
number that is not given.
"""

from __future__ import annotations

from peelian.measures.grids import SUPPRESSED, VALUE, Grid, whole
from peelian.measures.shapes import State
from peelian.measures.spread import Spread
from peelian.measures.wording import runs
from peelian.series.model import Observation


def suppressed(state: State) -> Observation | None:
    """The suppressed observation where any row of the state is blank in the column added up, else None."""
    blanks = sum(cell.blanks for cell in state.cells)
    if blanks == 0:
        return None
    numbers = "1 number is" if blanks == 1 else f"{blanks:,} numbers are"
    months = runs({cell.month for cell in state.cells if cell.blanks})
    reason = f"{numbers} suppressed or blank in the table '{state.table}' ({months})"
    return Observation(None, "suppressed", reason)


def hidden(spread: Spread) -> Grid:
    """The totals of all areas and months, suppressed where any row is blank."""
    import numpy as np

    return whole(spread.total, np.where(spread.blanks > 0, SUPPRESSED, VALUE), spread.groups.scale)
