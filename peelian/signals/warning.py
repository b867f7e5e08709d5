"""Early warning: which next value would carry a signal, exactly.

The next value is that of the period after the series' last one. It is held against today's lines, which are not made
again with it; of charts whose lines follow denominators, against those of the latest point, since the next denominator
is not known. Where a segment begins with the next value there are no lines yet, and no warning. Where a rule set
re-bases at a run, what completes it is told by `rebase`, about the average of the current process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from peelian.signals.limits.lines import Chart, Limits
from peelian.signals.marks import HIGH, LOW, Rule
from peelian.signals.panel import Array, Codes, Flags, Ints
from peelian.signals.rebase import WITHOUT_AVERAGE, Rebase
from peelian.signals.rules import seen_by, sigmas_of, steps, without_limits
from peelian.signals.ruleset import Asked, RuleSet
from peelian.signals.runs import longest_max, so_far
from peelian.signals.season.lines import Year
from peelian.signals.seen import Seen
from peelian.signals.segments import Basis
from peelian.signals.verdict import at_columns, latest
from peelian.signals.windows import all_of, count_back, in_a_row, later

NEVER_BELOW_ZERO: tuple[Chart, ...] = ("mr", "c", "u", "p", "uprime", "pprime", "g", "t")


@dataclass(frozen=True)
class EarlyWarning:
    """The next values that would carry a signal; every array is [S].

    Every value greater than `above` would, and every value less than `below`; NaN where no such value would, or where
    the chart has none such (below zero for counts, above one for shares).
    Every value from `inside_from` to `inside_to`, both included, would too (too long within one sigma); NaN for none.
    `above_rule`, `below_rule`: the rule that begins there, as its place in the set; the first by the order of labels
    where several do, -1 for none.
    """

    above: Array
    below: Array
    above_rule: Codes
    below_rule: Codes
    inside_from: Array
    inside_to: Array

    def on_raw(self, year: Year) -> EarlyWarning:
        """A warning about steady values, on the raw next value; `year` [S, 1] is what the year does to it."""

        def raw(line: Array) -> Array:
            return year.raw(line[:, None])[:, 0]

        return replace(
            self,
            above=raw(self.above),
            below=raw(self.below),
            inside_from=raw(self.inside_from),
            inside_to=raw(self.inside_to),
        )


@dataclass(frozen=True)
class State:
    """Where a series stands before its next value: what rules see up to the column `at` [S], and today's lines [S].

    `fresh` [S]: the part that the next value joins has no point yet but excluded ones.
    """

    seen: Seen
    at: Ints
    fresh: Flags
    last: Array
    centre: Array
    lines: Mapping[int, tuple[Array, Array]]

    def now(self, flags: Flags) -> NDArray[np.bool_]:
        """What holds at the last point of the part that the next value joins [S]."""
        return at_columns(flags, self.at) & ~self.fresh


def warn(limits: Limits, basis: Basis, rules: RuleSet, rebase: Rebase | None = None) -> EarlyWarning:
    """The early warning of each series. `rebase`: as in `rules.signals`, and `basis` is then re-based by it."""
    rebase = None if limits.chart in WITHOUT_AVERAGE else rebase
    state = _state(limits, basis, rules)
    column = latest(limits.values)
    next_column = np.minimum(column + 1, basis.segment.shape[1] - 1)
    rebased = np.not_equal(at_columns(basis.segment, column), at_columns(basis.segment, next_column))
    withheld = at_columns(without_limits(limits), column)
    bare = withheld | rebased
    series = len(limits.values)
    above, below = np.full(series, np.nan), np.full(series, np.nan)
    above_rule, below_rule = np.full(series, -1, dtype=np.int8), np.full(series, -1, dtype=np.int8)
    inside_from, inside_to = np.full(series, np.nan), np.full(series, np.nan)
    for place, asked in enumerate(rules.rules):
        if limits.chart == "mr" and asked.rule != "outside":
            continue
        if asked.rule == "stratified":
            ready = state.now(
                in_a_row(state.seen.lined & (state.seen.beyond[1] == 0), state.seen.joined, _most(asked, 1))
            )
            inside_from, inside_to = (np.where(ready, line, np.nan) for line in state.lines[1])
            continue
        if asked.rule == "shift" and rebase is not None:
            up, down = at_columns(rebase.above, column), at_columns(rebase.below, column)
        else:
            long = asked.rule == "shift" and rules.on_centre == "skips"
            up, down = _long_run(limits, basis, state, asked) if long else RAYS[asked.rule](state, asked)
            up, down = np.where(withheld, np.nan, up), np.where(withheld, np.nan, down)
        first = np.isnan(above) | (up < above)
        above_rule = np.where(first & ~np.isnan(up), np.int8(place), above_rule)
        above = np.fmin(above, up)
        first = np.isnan(below) | (down > below)
        below_rule = np.where(first & ~np.isnan(down), np.int8(place), below_rule)
        below = np.fmax(below, down)
    no_above = rebased | (above >= 1 if limits.chart in ("p", "pprime") else False)
    no_below = rebased | (below <= 0 if limits.chart in NEVER_BELOW_ZERO else False)
    return EarlyWarning(
        above=np.where(no_above, np.nan, above),
        below=np.where(no_below, np.nan, below),
        above_rule=np.where(no_above, np.int8(-1), above_rule),
        below_rule=np.where(no_below, np.int8(-1), below_rule),
        inside_from=np.where(bare, np.nan, inside_from),
        inside_to=np.where(bare, np.nan, inside_to),
    )


def _state(limits: Limits, basis: Basis, rules: RuleSet) -> State:
    view, column = seen_by(limits, basis, rules), latest(limits.values)
    at = column
    if view.stepped_over is not None:
        kept = np.cumsum(~view.stepped_over, axis=1)
        at = np.maximum(at_columns(kept, column) - 1, 0)
    return State(
        seen=view.closed,
        at=at,
        fresh=np.not_equal(at_columns(view.closed.segment, at), at_columns(basis.segment, column)),
        last=at_columns(view.closed.values, at),
        centre=at_columns(limits.centre, column),
        lines={
            k: (at_columns(limits.line(k)[0], column), at_columns(limits.line(k)[1], column)) for k in sigmas_of(rules)
        },
    )


def _outside(state: State, asked: Asked) -> tuple[Array, Array]:
    low, high = state.lines[3]
    return high, low


def _shift(state: State, asked: Asked) -> tuple[Array, Array]:
    """One point fewer than a run lies on a side."""
    up, down = (state.now(in_a_row(state.seen.side == way, state.seen.joined, _most(asked, 1))) for way in (HIGH, LOW))
    return np.where(up, state.centre, np.nan), np.where(down, state.centre, np.nan)


def _long_run(limits: Limits, basis: Basis, state: State, asked: Asked) -> tuple[Array, Array]:
    """The next point makes a run too long for one useful point more."""
    known = so_far(state.seen.side, state.seen.segment)
    useful, run = np.where(state.fresh, 0, at_columns(known.useful, state.at)), at_columns(known.run, state.at)
    most = longest_max(useful + 1) if asked.length is None else np.full_like(useful, asked.length - 1)
    sided = latest(np.where(state.seen.side == 0, np.nan, 1.0))
    side = np.where(useful > 0, at_columns(state.seen.side, np.minimum(sided, state.at)), 0)
    up, down = (np.where(side == way, run + 1, 1) > most for way in (HIGH, LOW))
    return np.where(up, state.centre, np.nan), np.where(down, state.centre, np.nan)


def _trend(state: State, asked: Asked) -> tuple[Array, Array]:
    """One step fewer than a trend is taken."""
    up, down = (state.now(all_of(steps_, _most(asked, 2))) for steps_ in steps(state.seen))
    return np.where(up, state.last, np.nan), np.where(down, state.last, np.nan)


def _zone(state: State, asked: Asked) -> tuple[Array, Array]:
    """One point fewer than enough lies beyond the line, and, where all must, the others lie on its side."""
    rays = []
    for way, line in ((HIGH, state.lines[asked.beyond or 3][1]), (LOW, state.lines[asked.beyond or 3][0])):
        hits = state.seen.beyond[asked.beyond or 3] == way
        if asked.within is not None:
            hits = hits & (state.seen.beyond[asked.within] != way)
        ready = count_back(hits, state.seen.joined, _most(asked, 1)) >= (asked.count or 1) - 1
        if asked.one_side:
            ready = ready & in_a_row(state.seen.side == way, state.seen.joined, _most(asked, 1))
        rays.append(np.where(state.now(ready), line, np.nan))
    return rays[0], rays[1]


def _alternating(state: State, asked: Asked) -> tuple[Array, Array]:
    """One turn fewer than enough is taken: after a step down the next must go up, after one up down."""
    rising, falling = steps(state.seen)
    turned = (rising & later(falling, 1)) | (falling & later(rising, 1))
    ready = all_of(turned, _most(asked, 3))
    up, down = state.now(ready & falling), state.now(ready & rising)
    return np.where(up, state.last, np.nan), np.where(down, state.last, np.nan)


def _mixture(state: State, asked: Asked) -> tuple[Array, Array]:
    """One point fewer than enough lies beyond one sigma."""
    ready = state.now(in_a_row(state.seen.beyond[1] != 0, state.seen.joined, _most(asked, 1)))
    low, high = state.lines[1]
    return np.where(ready, high, np.nan), np.where(ready, low, np.nan)


def _crossings(state: State, asked: Asked) -> tuple[Array, Array]:
    """Too few crossings mark no point."""
    none = np.full(state.at.shape, np.nan)
    return none, none


RAYS: Mapping[Rule, Callable[[State, Asked], tuple[Array, Array]]] = {
    "outside": _outside,
    "shift": _shift,
    "trend": _trend,
    "two_in_three": _zone,
    "four_in_five": _zone,
    "alternating": _alternating,
    "mixture": _mixture,
    "crossings": _crossings,
}
"""For each rule but `stratified`: every value above the first number and below the second would carry its signal."""


def _most(asked: Asked, fewer: int) -> int:
    return max((asked.length or 1) - fewer, 1)
