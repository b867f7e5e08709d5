"""Which columns of a table need not be tried as worked out of two others, since in no row the numbers are near.

In floating point and generously: what is let through is then worked out exactly, what is not would come out nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from peelian.audit.tables.grid import Grid, Value, once_of_a_grid

_LOOSE = 1e-9  # of what is compared: far more than floating point loses
_UNROUNDED = 0.5  # half a unit of a number printed without decimals, where it is a result that was rounded


class _Near(NamedTuple):
    """A number and how far each way it may lie; `open` where no distance tells: a bound, or no floating point."""

    value: float
    half: float
    open: bool


def may_be_change(grid: Grid, at: int, old: int, new: int) -> bool:
    """Whether in some row column `at` may be the difference or the percent change of two others, signs aside."""
    return any(_differs(*row) or _ratio(*row, 100.0, -100.0) for row in _rows(grid, old, new, at))


def may_come_out(grid: Grid, row: int, at: int, old: int, new: int, *, difference: bool) -> bool:
    """The same of one row that has all three numbers, where it is known which of the two sums is meant."""
    columns = _columns(grid)
    a, b, stated = columns[old][row], columns[new][row], columns[at][row]
    assert a is not None
    assert b is not None
    assert stated is not None
    return _differs(a, b, stated) if difference else _ratio(a, b, stated, 100.0, -100.0)


def may_be_ratio(grid: Grid, at: int, part: int, whole: int, size: int) -> bool:
    """Whether in some row column `at` may be `part` / `whole` x `size`."""
    return any(_ratio(b, a, stated, float(size), 0.0) for a, b, stated in _rows(grid, part, whole, at))


def _rows(grid: Grid, *columns: int) -> Iterator[tuple[_Near, _Near, _Near]]:
    all_ = _columns(grid)
    for a, b, stated in zip(*(all_[c] for c in columns), strict=True):
        if a is not None and b is not None and stated is not None:
            yield a, b, stated


@once_of_a_grid
def _columns(grid: Grid) -> tuple[tuple[_Near | None, ...], ...]:
    return tuple(
        tuple(None if value is None else _in_floats(value) for value in grid.column(at)) for at in range(grid.width)
    )


def _in_floats(value: Value) -> _Near:
    number = value.number
    try:
        return _Near(float(number.value), float(number.half_width), number.qualifier in ("over", "under"))
    except OverflowError:
        return _Near(0.0, 0.0, True)


def _differs(old: _Near, new: _Near, stated: _Near) -> bool:
    if old.open or new.open or stated.open:
        return True
    moved, half = new.value - old.value, new.half + old.half
    return _meets(moved - half, moved + half, stated, abs(old.value) + abs(new.value))


def _ratio(under: _Near, over: _Near, stated: _Near, size: float, more: float) -> bool:
    if under.open or over.open or stated.open or under.value - under.half <= 0:
        return True
    few, many = size / (under.value + under.half), size / (under.value - under.half)
    low, high = over.value - over.half, over.value + over.half
    corners = low * few, low * many, high * few, high * many
    return _meets(min(corners) + more, max(corners) + more, stated, max(map(abs, corners)) + abs(more))


def _meets(low: float, high: float, stated: _Near, scale: float) -> bool:
    least, most = (0.0, max(-low, high)) if low <= 0 <= high else sorted((abs(low), abs(high)))
    edge = (stated.half or _UNROUNDED) + _LOOSE * (scale + abs(stated.value))
    return least - edge <= abs(stated.value) <= most + edge
