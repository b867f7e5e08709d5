"""The rules evaluated: lines and a rule set in, marked points out.

A row of points is broken by a missing value, a re-basing and, for a run, a point on the centre; equal neighbours break
a trend. Excluded points can lie outside, and every other rule steps over them. Moving ranges can only lie outside.
Where limits are withheld nothing signals. Where a rule set re-bases at a run, its shift is the run that did so.
Sources stand in each rule set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from peelian.signals.limits.lines import Limits
from peelian.signals.marks import HIGH, LOW, UNDIRECTED, Rule, Signals
from peelian.signals.panel import Codes, Flags, Ints
from peelian.signals.rebase import WITHOUT_AVERAGE, Rebase
from peelian.signals.ruleset import Asked, RuleSet
from peelian.signals.runs import long_runs, runs_of, so_far
from peelian.signals.seen import Seen, closed_up, look, put_back
from peelian.signals.segments import Basis
from peelian.signals.windows import all_of, back, back_joined, count_back, earlier, in_a_row, later

Found = tuple[Codes, Codes]
"""Points marked, and points at which the rule became true."""


def signals(limits: Limits, basis: Basis, rules: RuleSet, rebase: Rebase | None = None) -> Signals:
    """Every rule of the set asked of every point.

    `rebase`: where the series were re-based at runs. The rule `shift` then marks the runs that were completed, about
    the average of their day, and no run that can only be seen about lines made since; they have signalled, whether or
    not the new process has limits. Charts without an average are not re-based, and are asked about their own lines.
    """
    rebase = None if limits.chart in WITHOUT_AVERAGE else rebase
    view = seen_by(limits, basis, rules)
    seen, closed, order = view.seen, view.closed, view.order
    side = seen.side if basis.excluded is None else np.where(basis.excluded, np.int8(0), seen.side)
    found: list[Found] = []
    for asked in rules.rules:
        if asked.rule == "outside":
            found.append((seen.beyond[3], seen.beyond[3]))
        elif asked.rule == "shift" and rebase is not None:
            found.append((rebase.marked, rebase.completed))
        elif limits.chart == "mr":  # neighbouring ranges share a point, so they follow each other by themselves
            found.append((np.zeros_like(seen.side), np.zeros_like(seen.side)))
        elif asked.rule == "shift" and rules.on_centre == "skips":
            found.append(long_runs(so_far(side, seen.segment), side, seen.segment, asked.length))
        else:
            marked, ended = RULES[asked.rule](closed, asked)
            found.append((marked, ended) if order is None else (put_back(marked, order), put_back(ended, order)))
    runs = None
    if limits.chart == "run" or any(asked.rule == "crossings" for asked in rules.rules):
        runs = runs_of(so_far(side, seen.segment), seen.segment)
        if limits.chart == "mr":
            runs = replace(runs, signal=np.zeros_like(runs.signal))
    bare = without_limits(limits)
    if bare.any():
        found = [
            (marked, ended)
            if asked.rule == "shift" and rebase is not None
            else (np.where(bare, np.int8(0), marked), np.where(bare, np.int8(0), ended))
            for asked, (marked, ended) in zip(rules.rules, found, strict=True)
        ]
        runs = runs and replace(runs, signal=runs.signal & ~bare)
    return Signals(
        rules=tuple(asked.rule for asked in rules.rules),
        marked=tuple(marked for marked, _ in found),
        ended=tuple(ended for _, ended in found),
        runs=runs,
    )


def without_limits(limits: Limits) -> Flags:
    """Points [S, T] that no rule is asked of: their segment should have limits and has none (see `limits.withheld`)."""
    if limits.chart == "run":
        return np.zeros(limits.values.shape, dtype=bool)
    return np.isnan(limits.upper)


@dataclass(frozen=True)
class View:
    """What a rule set sees, and the same with the points that it steps over closed up.

    `stepped_over` [S, T]: which points those are, None for none; `order` [S, T]: from which column each point of
    `closed` comes.
    """

    seen: Seen
    closed: Seen
    stepped_over: Flags | None = None
    order: Ints | None = None


def seen_by(limits: Limits, basis: Basis, rules: RuleSet) -> View:
    """What a rule set sees of a chart.

    Excluded points are stepped over; missing ones where the rule set skips them, and where points are events.
    """
    seen = look(limits, basis.segment, sigmas_of(rules))
    dropped, missing = basis.excluded, np.isnan(limits.values)
    if (rules.missing == "skips" or limits.chart in ("g", "t")) and missing.any():
        dropped = missing if dropped is None else dropped | missing
    if dropped is None:
        return View(seen, seen)
    order = np.argsort(dropped, axis=1, kind="stable")
    return View(seen, closed_up(seen, dropped, order), dropped, order)


def sigmas_of(rules: RuleSet) -> tuple[int, ...]:
    """The sigma lines that the rules of a set ask about."""
    inner = {1} if any(asked.rule in ("stratified", "mixture") for asked in rules.rules) else set()
    return tuple(sorted({3} | inner | {n for asked in rules.rules for n in (asked.beyond, asked.within) if n}))


def shift(seen: Seen, asked: Asked) -> Found:
    """So many points in a row on one side of the centre."""
    up, down = (in_a_row(seen.side == way, seen.joined, asked.length or 1) for way in (HIGH, LOW))
    return _directed(back(up, asked.length or 1), back(down, asked.length or 1)), _directed(up, down)


def trend(seen: Seen, asked: Asked) -> Found:
    """So many points in a row, each higher than the one before, or each lower.

    The last point of a rise that is the first of a fall belongs to the fall, and the other way round.
    """
    length = asked.length or 2
    rising, falling = steps(seen)
    up, down = all_of(rising, length - 1), all_of(falling, length - 1)
    marked_up, marked_down = back(up, length), back(down, length)
    turn = marked_up & marked_down
    if turn.any():
        marked_up, marked_down = marked_up & ~(turn & up), marked_down & ~(turn & down)
    marked = _directed(marked_up, marked_down)
    if asked.by_next_step:
        followed = (marked != 0) & earlier((marked != 0) & seen.joined, 1)
        marked = np.where(followed, np.where(earlier(rising, 1), np.int8(HIGH), np.int8(LOW)), marked)
    return marked, _directed(up, down)


def zone(seen: Seen, asked: Asked) -> Found:
    """So many of so many points in a row beyond a sigma line on one side; those beyond are marked."""
    length, count = asked.length or 1, asked.count or 1
    marked: list[Flags] = []
    ended: list[Flags] = []
    for way in (HIGH, LOW):
        hits = seen.beyond[asked.beyond or 3] == way
        if asked.within is not None:
            hits = hits & (seen.beyond[asked.within] != way)
        enough = count_back(hits, seen.joined, length) >= count
        full = in_a_row(seen.side == way, seen.joined, length) if asked.one_side else hits
        ended.append(enough & full)
        marked.append(back_joined(enough & full, seen.joined, length) & hits)
    return _directed(*marked), _directed(*ended)


def alternating(seen: Seen, asked: Asked) -> Found:
    """So many points in a row, up and down by turns."""
    length = asked.length or 3
    rising, falling = steps(seen)
    turned = (rising & later(falling, 1)) | (falling & later(rising, 1))
    ended = all_of(turned, length - 2)
    return _undirected(back(ended, length)), _undirected(ended)


def stratified(seen: Seen, asked: Asked) -> Found:
    """So many points in a row within one sigma of the centre, on either side."""
    ended = in_a_row(seen.lined & (seen.beyond[1] == 0), seen.joined, asked.length or 1)
    return _undirected(back(ended, asked.length or 1)), _undirected(ended)


def mixture(seen: Seen, asked: Asked) -> Found:
    """So many points in a row beyond one sigma, on either side."""
    ended = in_a_row(seen.beyond[1] != 0, seen.joined, asked.length or 1)
    return _undirected(back(ended, asked.length or 1)), _undirected(ended)


def crossings(seen: Seen, asked: Asked) -> Found:
    """Too few crossings are a fact of the whole segment (`Signals.runs`) and mark no point."""
    none = np.zeros(seen.side.shape, dtype=np.int8)
    return none, none


RULES: Mapping[Rule, Callable[[Seen, Asked], Found]] = {
    "shift": shift,
    "trend": trend,
    "two_in_three": zone,
    "four_in_five": zone,
    "alternating": alternating,
    "stratified": stratified,
    "mixture": mixture,
    "crossings": crossings,
}
"""Every rule but `outside`, which is asked of excluded points too."""


def steps(seen: Seen) -> tuple[Flags, Flags]:
    """Points that are higher, and points that are lower, than the one they are joined to."""
    rising, falling = np.zeros_like(seen.joined), np.zeros_like(seen.joined)
    rising[:, 1:] = seen.joined[:, 1:] & (seen.values[:, 1:] > seen.values[:, :-1])
    falling[:, 1:] = seen.joined[:, 1:] & (seen.values[:, 1:] < seen.values[:, :-1])
    return rising, falling


def _directed(up: Flags, down: Flags) -> Codes:
    return up.view(np.int8) - down.view(np.int8)


def _undirected(flags: Flags) -> Codes:
    return flags.view(np.int8) * np.int8(UNDIRECTED)
