"""What is found of one measure in some months of a table, and how such parts are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from peelian.measures import grids
from peelian.measures.grids import MISSING, Grid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Part:
    """What is found in some months, in order. `named` says in which of them any row of the table has an area, `there`
    in which any has the values of the breakdown, one line each."""

    months: tuple[date, ...]
    grid: Grid
    named: Flags
    there: Flags


def joined(parts: Sequence[Part]) -> Part:
    """Parts of different months as one, in order; its numbers as wide as they are worked with."""
    import numpy as np

    def both(name: str) -> Any:
        arrays = [getattr(part.grid, name) for part in parts]
        beyond = any(array.dtype == object for array in arrays)
        return np.concatenate(arrays, axis=1, dtype=object if beyond else np.int64)

    if len(parts) == 1 and parts[0].grid.top.dtype.itemsize == parts[0].grid.bottom.dtype.itemsize == 8:
        return parts[0]
    grid = Grid(both("top"), both("bottom"), np.concatenate([part.grid.state for part in parts], axis=1))
    months = tuple(month for part in parts for month in part.months)
    whole = Part(
        months,
        grid,
        np.concatenate([part.named for part in parts]),
        np.concatenate([part.there for part in parts], axis=1),
    )
    if list(months) == sorted(months):  # a new month mostly comes last
        return whole
    return chosen(whole, sorted(range(len(months)), key=months.__getitem__))


def chosen(part: Part, places: Sequence[int]) -> Part:
    """The months at these places, in their order."""
    import numpy as np

    at = np.array(places, int)
    return Part(
        tuple(part.months[place] for place in places), grids.across(part.grid, at), part.named[at], part.there[:, at]
    )


def settled(part: Part, areas: Sequence[str], whole: str) -> Grid:
    """The grid of all months of a table, missing where its rows are not told apart by area, or never in this way."""
    import numpy as np

    state = part.grid.state
    if not part.named.any():
        parts = np.array([area != whole for area in areas])
        state = np.where(parts[:, None], MISSING, state)
    if not all(found.any() for found in part.there):
        state = np.full(state.shape, MISSING)
    return replace(part.grid, state=state.astype(np.int8))
