"""Re-basing at a run: a completed run begins a new process at its first point, with nothing known of what came later.

What a board performance report of December 2015 states ("above average for the last 7 months, another month above
average will bring about a significant step change up") and what it leaves open, decided:

- A process begins at the first point, at a re-basing by hand, and at the first point of a completed run. Its average at
  a month is that of all its points before that month: the line that was printed last month. Of shares and rates it is
  the sum of the numerators over that of the denominators, as on their charts.
- A run is complete where the last so many points (the length of the rule set's shift) lie strictly on one side of that
  average, all of them in this process and after the month that completed its own run.
- A missing value, and a point on the average, break a run. Excluded points are stepped over: they are in no average and
  in no run.
- Counts that average below one a period take no step: eight months without an event are then chance as often as not.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from peelian.errors import Unusable
from peelian.periods import Period
from peelian.signals.limits.lines import Chart
from peelian.signals.limits.withheld import LEAST_MEAN
from peelian.signals.marks import HIGH, LOW
from peelian.signals.panel import Array, Codes, Flags, Ints, Panel
from peelian.signals.ruleset import RuleSet
from peelian.signals.seen import SLACK
from peelian.signals.segments import basis, follows

WITHOUT_AVERAGE: tuple[Chart, ...] = ("mr", "g", "t")
"""Charts whose points lie below their average most of the time, stable or not: there a run says nothing about it."""
WEIGHTED: tuple[Chart | Literal["auto"], ...] = ("auto", "p", "u", "pprime", "uprime", "iprime")


@dataclass(frozen=True)
class Rebase:
    """Where processes begin, and what one more value would do; every array is [S, T].

    `starts`: the first point of each new process, by hand or at a run: what `segments.basis` takes.
    `completed`: at the month that completed a run 1 for a step up, -1 for one down, else 0.
    `marked`: the same at each point of that run: the points that carry the signal `shift`. They belong to the new
    process.
    `above`, `below`: after this month, every next value greater than the first number, or less than the second, would
    complete a run: today's average, NaN where one more value on that side would not.
    """

    starts: Flags
    completed: Codes
    marked: Codes
    above: Array
    below: Array

    def rows(self, wanted: slice | NDArray[np.intp]) -> Rebase:
        """The same of these series only."""
        return Rebase(
            self.starts[wanted], self.completed[wanted], self.marked[wanted], self.above[wanted], self.below[wanted]
        )


def at_run(
    panel: Panel,
    rules: RuleSet,
    starts: Collection[Period] | Flags = (),
    excluded: Collection[Period] = (),
    chart: Chart | Literal["auto"] = "auto",
) -> Rebase:
    """Where a rule set re-bases series of its own accord.

    `starts`, `excluded`: see `segments.basis`. `chart`: what is drawn. No step but those by hand where the rule set
    re-bases by hand, and on charts without an average (moving ranges, gaps and times between events).
    Raises Unusable for a period that the panel does not have, and for a rule set without the numbers this needs.
    """
    made = basis(panel, starts, None, excluded)
    shape = panel.values.shape
    by_hand = ~follows(made.segment)
    by_hand[:, :1] = False
    found = Rebase(
        by_hand,
        np.zeros(shape, dtype=np.int8),
        np.zeros(shape, dtype=np.int8),
        np.full(shape, np.nan),
        np.full(shape, np.nan),
    )
    if rules.rebase == "by-hand" or chart in WITHOUT_AVERAGE:
        return found
    asked = rules.chart if chart == "auto" else chart
    values = panel.values if asked != "c" or panel.numerator is None else panel.numerator
    now = _Processes(_parts(panel, values, weighted=asked in WEIGHTED), length_of(rules))
    for t in range(shape[1]):
        stepped_over = np.zeros(shape[0], dtype=bool) if made.excluded is None else made.excluded[:, t]
        done = now.go(t, values[:, t], by_hand[:, t], stepped_over)
        rows = np.flatnonzero(done)
        if rows.size:
            run = now.columns[:, rows]
            found.starts[rows, run[0]] = True
            found.completed[rows, t] = done[rows]
            found.marked[rows, run] = done[rows]
            now.begin(rows, run)
        found.above[:, t], found.below[:, t] = now.look_ahead()
    return found


def length_of(rules: RuleSet) -> int:
    """How many points make a run; Unusable for a rule set that does not say, or whose runs are not broken."""
    length = next((asked.length for asked in rules.rules if asked.rule == "shift"), None)
    if length is None or length < 2 or rules.on_centre == "skips" or rules.missing == "skips":
        raise Unusable(
            f"rule set '{rules.name}' cannot re-base at a run; give its rule 'shift' a length of at least 2, and let "
            f"missing values and points on the centre break a run"
        )
    return length


class _Processes:
    """The current process of each series, month by month.

    `parts` [6, S, T], summed over the process so far: top and bottom of its average, points, things counted, things
    not counted, and points that are no counts. `recent` [length, S] and `columns`: the last points, excluded ones
    stepped over, the latest last. `fresh` [S]: how many of them a run may be made of.
    """

    def __init__(self, parts: Array, length: int) -> None:
        series = parts.shape[1]
        self.parts = parts
        self.sums = np.zeros((len(parts), series))
        self.recent = np.full((length, series), np.nan)
        self.columns = np.zeros((length, series), dtype=np.int64)
        self.fresh = np.zeros(series, dtype=np.int64)
        self.largest = np.zeros(series)
        self._take_stock()

    def go(self, t: int, value: Array, begins: Flags, stepped_over: Flags) -> Codes:
        """The next month: 1 where it completes a run above the average, -1 below, else 0 [S]."""
        restarted = np.flatnonzero(begins)
        if restarted.size:
            self._empty(restarted)
            self._take_stock()
        missing = np.isnan(value)
        taken = ~missing & ~stepped_over
        slack = SLACK * np.fmax(self.largest, np.abs(value))
        high, low = taken & self.up & (value > self.line + slack), taken & self.down & (value < self.line - slack)
        every = bool(taken.all())
        self.sums += self.parts[:, :, t] if every else np.where(taken, self.parts[:, :, t], 0.0)
        for kept, new in ((self.recent, value), (self.columns, np.full(len(value), t))):
            moved = np.concatenate([kept[1:], new[None, :]])
            kept[:] = moved if every else np.where(taken, moved, kept)
        self.largest = np.where(taken, np.fmax(self.largest, np.abs(value)), self.largest)
        self.fresh = np.where(missing & ~stepped_over, 0, self.fresh + taken)
        self._take_stock()
        return np.where(high, np.int8(HIGH), np.where(low, np.int8(LOW), np.int8(0)))

    def begin(self, rows: NDArray[np.intp], run: Ints) -> None:
        """A new process of the points of the run just completed (columns [length, R])."""
        self._empty(rows)
        self.sums[:, rows] = self.parts[:, rows, run].sum(axis=1)
        self.largest[rows] = np.abs(self.recent[:, rows]).max(axis=0)
        self._take_stock()

    def look_ahead(self) -> tuple[Array, Array]:
        """What the next value must be above, and what it must be below, to complete a run [S]; NaN for neither."""
        return np.where(self.up, self.line, np.nan), np.where(self.down, self.line, np.nan)

    def _empty(self, rows: NDArray[np.intp]) -> None:
        self.sums[:, rows], self.fresh[rows], self.largest[rows] = 0, 0, 0

    def _take_stock(self) -> None:
        """Today's average, and whether all but one point of a run lies on a side of it."""
        top, bottom, points, events, others, broken = self.sums
        with np.errstate(divide="ignore", invalid="ignore"):
            self.line = top / bottom
        few = (np.fmin(events, others) < LEAST_MEAN * points) & (broken == 0)
        ready = (self.fresh >= len(self.recent) - 1) & ~few
        slack = SLACK * self.largest
        self.up = ready & (self.recent[1:].min(axis=0) > self.line + slack)
        self.down = ready & (self.recent[1:].max(axis=0) < self.line - slack)


def _parts(panel: Panel, values: Array, weighted: bool) -> Array:
    """What `_Processes` sums [6, S, T]; NaN where the value is missing."""
    counted = values if panel.numerator is None else panel.numerator
    size = np.full(values.shape, np.inf) if panel.denominator is None else panel.denominator
    by_size = weighted and panel.numerator is not None
    one = np.ones(values.shape)
    return np.stack(
        [
            counted if by_size else values,
            size if by_size else one,
            one,
            counted,
            np.where(counted <= size, size - counted, np.inf),  # a rate may count more things than its denominator
            (counted < 0) | (counted != np.floor(counted)),
        ]
    )
