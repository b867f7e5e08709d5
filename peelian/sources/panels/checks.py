"""What only several cells together show: values given twice, other steps, parts and marks that contradict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from peelian.findings import Finding
from peelian.quantities import at_most
from peelian.signals.panel import Codes, Flags
from peelian.sources.panels.cells import MISSING, SUPPRESSED
from peelian.sources.panels.grid import Grid
from peelian.sources.panels.layout import DENOMINATOR, NUMERATOR
from peelian.sources.panels.rows import Opened, Rows
from peelian.sources.panels.spotted import Seen, Spotted
from peelian.sources.problems import SAMPLES, also, shown

MOST_TOLD = 5  # values given twice, and series that step otherwise, named one by one; the rest are counted
EVEN = 6  # values, all the same wide step apart, that chance does not put so
TURN = 3  # steps before and after, all alike, that show where a series changes its step


def twice(file: Opened, cells: NDArray[np.int32], count: int, rows: NDArray[np.int32]) -> Iterator[Spotted]:
    """Rows that give a value again: `cells` [rows] numbers the place of each in the panel, of `count`."""
    first = np.full(count, -1, dtype=np.int32)
    first[cells[::-1]] = rows[::-1]  # of rows with the same cell, the last that is written is the first in the file
    held = first[cells]
    again, held = rows[held != rows], held[held != rows]

    told = at_most(len(again), MOST_TOLD)

    def one(seen: Sequence[Seen]) -> Finding:
        before, after = seen
        values = [" of ".join(shown(seen.cells[name]) for name in file.layout.numbers) for seen in (after, before)]
        says = (
            f"{values[0]} for {shown(after.cells['series'])} in {shown(after.cells['period'])}, which line "
            f"{before.line} gives as {values[1]}; keep one"
        )
        return file.place.finding("series-twice", says, after.line)

    def rest(seen: Sequence[Seen]) -> Finding:
        says = f"and {len(again) - told:,} more rows give a value again; keep one of each"
        return file.place.finding("series-twice", says, seen[0].line)

    for before, after in zip(held[:told].tolist(), again[:told].tolist(), strict=True):
        yield Spotted([before, after], one)
    if len(again) > told:
        yield Spotted([int(again[told])], rest)


def other_steps(
    file: Opened, cells: NDArray[np.int32], grid: Grid, rows: NDArray[np.int32], series: int
) -> Iterator[Spotted]:
    """Series whose rows step otherwise than the file: evenly wider throughout, or up to one row or from it on.

    A month left out now and then is a gap. Rows without a value count: they say that the period is there.
    """
    wide = len(grid.periods)
    row_of = np.full(series * wide, -1, dtype=np.int32)
    row_of[cells] = rows
    filled = np.flatnonzero(row_of >= 0)
    if len(filled) == len(row_of):
        return
    step, of = np.diff(filled), filled[1:] // wide
    inside = filled[:-1] // wide == of
    step, of, ends = step[inside], of[inside], filled[1:][inside]
    if not len(step):
        return
    begins = np.flatnonzero(np.diff(of, prepend=-1))  # where the steps of each series begin
    turns = np.flatnonzero((np.diff(step) != 0) & (np.diff(of) == 0)) + 1
    per_series = np.diff(begins, append=len(of))
    counted = np.searchsorted(turns, begins + per_series) - np.searchsorted(turns, begins)
    even = begins[(counted == 0) & (step[begins] > 1) & (per_series >= EVEN - 1)]
    once = np.flatnonzero(counted == 1)
    turn = turns[np.searchsorted(turns, begins[once])]
    before, after = turn - begins[once], begins[once] + per_series[once] - turn
    between = np.minimum(step[turn - 1], step[turn]) == 1
    turned = turn[between & (before >= TURN) & (after >= TURN)]
    found = sorted(
        [(int(row_of[ends[at]]), int(step[at]), 0) for at in even]
        + [(int(row_of[ends[at]]), int(step[at]), int(step[at - 1])) for at in turned]
    )
    told = at_most(len(found), MOST_TOLD)
    for row, now, then in found[:told]:
        yield Spotted([row], _stepping(file, grid, now, then))
    if len(found) > told:
        yield Spotted([found[told][0]], _more_stepping(file, len(found) - told))


def _stepping(file: Opened, grid: Grid, now: int, then: int) -> Callable[[Sequence[Seen]], Finding]:
    def finding(seen: Sequence[Seen]) -> Finding:
        series, period = shown(seen[0].cells["series"]), shown(seen[0].cells["period"])
        how = f"and from {period} on" if then else f"{period} among them, and the file"
        steps = [grid.every(then), grid.every(now)] if then else [grid.every(now), grid.every()]
        says = (
            f"{series} has a row {steps[0]}, {how} {steps[1]}: mixed frequencies; split it, or write the periods "
            f"between as rows without a value"
        )
        return file.place.finding("series-mixed", says, seen[0].line)

    return finding


def _more_stepping(file: Opened, count: int) -> Callable[[Sequence[Seen]], Finding]:
    def finding(seen: Sequence[Seen]) -> Finding:
        says = f"and {count:,} more series have rows in other steps than the file; split it"
        return file.place.finding("series-mixed", says, seen[0].line)

    return finding


def zero_denominators(file: Opened, rows: Rows) -> Iterator[Spotted]:
    """Rows with nothing to divide by: a fault where something was counted, else a point without a value."""
    numerator, denominator = rows.numbers[NUMERATOR], rows.numbers[DENOMINATOR]
    zero = denominator == 0
    if not zero.any():
        return
    counted = np.greater(numerator, 0)
    some, none = np.flatnonzero(zero & counted), np.flatnonzero(zero & ~counted & ~np.less(numerator, 0))

    def fault(seen: Sequence[Seen]) -> Finding:
        says = f"{_over_nothing(file, seen[0])}: something is counted of nothing; mend one of the two"
        says += _numerators(seen, len(some))
        return file.place.finding("series-denominator", says, seen[0].line)

    def missing(seen: Sequence[Seen]) -> Finding:
        says = f"{_over_nothing(file, seen[0])}: the point has no value"
        says += _numerators(seen, len(none))
        return file.place.finding("series-denominator", says, seen[0].line, "warning")

    if len(some):
        yield Spotted(some[:SAMPLES].tolist(), fault)
    if len(none):
        yield Spotted(none[:SAMPLES].tolist(), missing)


def _over_nothing(file: Opened, seen: Seen) -> str:
    numerator, below = (shown(file.layout.called[name]) for name in (NUMERATOR, DENOMINATOR))
    held = shown(seen.cells[NUMERATOR]) if seen.cells[NUMERATOR].strip() else "nothing"
    return f"column {below} holds {shown(seen.cells[DENOMINATOR])} and {numerator} {held}"


def _numerators(seen: Sequence[Seen], count: int) -> str:
    return also(count, [(one.line, one.cells[NUMERATOR]) for one in seen[1:]])


def more_than_whole(file: Opened, rows: Rows) -> Iterator[Spotted]:
    """Rows with a part that is larger than its whole, which is no share."""
    numerator, denominator = rows.numbers[NUMERATOR], rows.numbers[DENOMINATOR]
    larger = np.flatnonzero(np.greater(numerator, denominator) & np.greater(denominator, 0))

    def finding(seen: Sequence[Seen]) -> Finding:
        first, *more = seen
        numerator, below = (shown(file.layout.called[name]) for name in (NUMERATOR, DENOMINATOR))
        says = f"column {numerator} holds {shown(first.cells[NUMERATOR])} and {below} {shown(first.cells[DENOMINATOR])}"
        says += (
            ": a part larger than its whole is no share; mend one of the two, or choose a chart of rates (u, uprime)"
        )
        says += also(len(larger), [(one.line, one.cells[NUMERATOR]) for one in more])
        return file.place.finding("series-share", says, first.line)

    if len(larger):
        yield Spotted(larger[:SAMPLES].tolist(), finding)


def marked_missing(file: Opened, status: Codes, known: Flags) -> Iterator[Spotted]:
    """Rows whose status says that there is no value, beside a value."""
    rows = np.flatnonzero(known & ((status == MISSING) | (status == SUPPRESSED)))

    def finding(seen: Sequence[Seen]) -> Finding:
        first, *more = seen
        value = " of ".join(shown(first.cells[name]) for name in file.layout.numbers)
        mark = f"{shown(file.layout.called['status'])} holds {shown(first.cells['status'])}"
        says = f"column {mark} beside {value}; empty the value, or mend the status"
        says += also(len(rows), [(one.line, one.cells["status"]) for one in more])
        return file.place.finding("series-status", says, first.line)

    if len(rows):
        yield Spotted(rows[:SAMPLES].tolist(), finding)
