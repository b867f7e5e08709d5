"""The values of a measure in many areas and months at once: arrays of exact numbers, no objects.

What `Computed.observe` says of one figure with its words, a grid says of all of them without: a property test holds
the two to each other. Numbers are whole, numerator and denominator apart; where 64 bits could be too few, arrays of
Python's own whole numbers take their place, so that nothing is rounded and nothing overflows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    States = NDArray[np.int8]

VALUE, SUPPRESSED, MISSING, NOTHING = range(4)
"""What is known of a cell. MISSING: rows are there, and no value comes of them, or not all are there. NOTHING: no row
is there that could give a value; the latest of before may stand."""

MOST = 2**62  # a product below this leaves room to add two of them in 64 bits


@dataclass(frozen=True, eq=False)
class Grid:
    """One measure in every area (down) and month (across).

    The value is `top` ÷ `bottom` where `state` is VALUE; elsewhere the two mean nothing. `bottom` is above zero. The
    fraction need not be in its lowest terms.
    """

    top: Whole
    bottom: Whole
    state: States

    def at(self, area: int, month: int) -> Fraction | None:
        """The value of a cell; None where there is none."""
        if self.state[area, month] != VALUE:
            return None
        return Fraction(int(self.top[area, month]), int(self.bottom[area, month]))


def whole(top: Any, state: Any = None, bottom: Any = 1) -> Grid:
    """A grid of numerators over one denominator or many; all of it values, where no state is given."""
    import numpy as np

    shape = top.shape
    states = np.zeros(shape, np.int8) if state is None else state.astype(np.int8)
    below = bottom if isinstance(bottom, np.ndarray) else np.full(shape, bottom, np.int64)
    return Grid(top, below, states)


def over(top: Any, bottom: Any, state: Any) -> Grid:
    """A quotient: no value where the denominator is zero; its sign goes above."""
    import numpy as np

    if bottom.size and bottom.min() > 0:
        return Grid(top, bottom, state)
    found = np.where((state == VALUE) & (bottom == 0), MISSING, state).astype(np.int8)
    below = np.where(bottom == 0, 1, bottom)
    sign = np.where(below < 0, -1, 1)
    return Grid(top * sign, below * sign, found)


def quotient(upper: Grid, lower: Grid, times: int = 1) -> Grid:
    """One grid over another, times a number: without a value where either has none, or the lower is zero."""
    top = product(product(upper.top, lower.bottom), times)
    return over(top, product(upper.bottom, lower.top), weakest({"upper": upper, "lower": lower}))


def weakest(named: Mapping[str, Grid]) -> Any:
    """The state of what is made of several: suppressed where any is, else missing where any is."""
    import numpy as np

    states = [grid.state for grid in named.values()]
    without = reduce(np.logical_or, [state != VALUE for state in states])
    hidden = reduce(np.logical_or, [state == SUPPRESSED for state in states])
    return np.where(hidden, SUPPRESSED, np.where(without, MISSING, VALUE)).astype(np.int8)


def product(left: Any, right: Any) -> Any:
    """Two arrays of whole numbers, or an array and a number, multiplied exactly."""
    import numpy as np

    most = largest(left) * largest(right)
    if most < MOST:
        return left * right
    return np.asarray(left).astype(object) * (right.astype(object) if isinstance(right, np.ndarray) else right)


def latest(grid: Grid, passed: tuple[int, ...]) -> Grid:
    """Every month takes the cell of the last month up to it whose state is none of those passed over."""
    import numpy as np

    stands = np.logical_and.reduce([grid.state != state for state in passed])
    place = np.where(stands, np.arange(grid.state.shape[1]), 0)
    place = np.maximum.accumulate(place, axis=1)
    if len(place) and (place == place[0]).all():  # a yearly count mostly has the same months everywhere
        return across(grid, place[0])
    top, bottom = (np.take_along_axis(part, place, axis=1) for part in (grid.top, grid.bottom))
    return Grid(top, bottom, np.take_along_axis(grid.state, place, axis=1))


def across(grid: Grid, months: Any) -> Grid:
    """The months of these numbers, in their order."""
    return Grid(grid.top[:, months], grid.bottom[:, months], grid.state[:, months])


def largest(numbers: Any) -> int:
    """The most that any of the numbers is above or below zero."""
    import numpy as np

    if not isinstance(numbers, np.ndarray):
        return abs(int(numbers))
    return max(abs(int(numbers.max())), abs(int(numbers.min()))) if numbers.size else 0
