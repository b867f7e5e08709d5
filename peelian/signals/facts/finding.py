"""The facts of all series of a chart, found in arrays at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from peelian.signals.facts.model import NEVER, Before, Facts, Known, Latest, Process, Rows, Runs, Signal, Step, Warned
from peelian.signals.judge import Judged
from peelian.signals.limits.lines import NONE
from peelian.signals.limits.sums import counts, means, quotient, totals
from peelian.signals.marks import HIGH, LOW, UNDIRECTED, Rule
from peelian.signals.panel import STATUSES, Array, Flags, Ints
from peelian.signals.seen import SLACK, Seen, look
from peelian.signals.steps.model import Steps
from peelian.signals.verdict import IMPROVEMENT, at_columns

ZONES = ("two_in_three", "four_in_five")  # rules that ask how many of the last points lie far out
Made = TypeVar("Made")


def facts_of(judged: Judged, steps: Steps) -> tuple[Facts, ...]:
    """The facts of each series of a chart, in the order of its rows; `steps`: those proposed, by their rows."""
    rows, season = len(judged.rows), judged.season
    seen = look(judged.limits, judged.basis.segment, (3,))
    known = ~np.isnan(judged.raw.panel.values)
    skip = _stepped_over(judged, seen)
    nothing: list[None] = [None] * rows
    no = [False] * rows
    warned, runs = _warned(judged), _runs(judged)
    return tuple(
        _made(
            Facts,
            _latest(judged, seen),
            _rows(judged, seen, skip),
            _signal(judged, skip),
            _before(judged, known),
            _process(judged, known),
            _known(judged, known),
            nothing if warned is None else warned,
            nothing if runs is None else runs,
            judged.way[:, 0].tolist(),
            _numbers(judged.target),
            judged.assurance.tolist(),
            no if season is None else season.found.tolist(),
            no if season is None else season.uneven.tolist(),
            no if season is None else (season.untested == 0).tolist(),
            nothing if judged.waiting is None else _numbers(judged.waiting),
            _steps(steps, rows),
            judged.choice.why.tolist(),
            _numbers(judged.choice.dispersion),
        )
    )


def _made(kind: Callable[..., Made], *columns: Iterable[object]) -> Iterable[Made]:
    """One for each series, from the columns of its fields."""
    return map(kind, *columns)


def _latest(judged: Judged, seen: Seen) -> Iterable[Latest]:
    limits, at = judged.limits, judged.at
    none = np.full(len(at), -1.0)
    return _made(
        Latest,
        at.tolist(),
        _numbers(at_columns(limits.values, at)),
        _numbers(at_columns(limits.centre, at)),
        _numbers(at_columns(limits.lower, at)),
        _numbers(at_columns(limits.upper, at)),
        at_columns(seen.side, at).tolist(),
        at_columns(seen.beyond[3], at).tolist(),
        (at_columns(limits.doubt, at) if limits.doubt is not None else np.full(len(at), NONE)).tolist(),
        at_columns(judged.points, at).tolist(),
        at_columns(judged.provisional, at).tolist(),
        (at_columns(limits.screened, at) if limits.screened is not None else none * 0).astype(np.int64).tolist(),
    )


def _rows(judged: Judged, seen: Seen, skip: Flags | None) -> Iterable[Rows]:
    at, side = judged.at, seen.side
    column = np.arange(side.shape[1])
    here, mine = at_columns(side, at), _own(seen.segment, at)
    same = side == here[:, None]
    first = _first_of(_with(same & mine, skip), at)
    run = _between(same, column, first, at) * (here != 0)
    other = _with((side == -here[:, None]) & mine, skip)
    before = first - 1
    turned = _between(side == -here[:, None], column, _first_of(other, before), before) * (here != 0)
    limits = judged.limits
    up, down = limits.upper, limits.lower
    slack = SLACK * np.fmax(np.abs(up), np.abs(down))
    natural = limits.chart in ("p", "pprime")
    high = (limits.values >= up - slack) & ((up < 1) | (not natural)) & mine
    low = (limits.values <= down + slack) & ((down > 0) | (judged.family == "measurement")) & mine
    long = [(_between(one, column, _first_of(_with(one, skip), at), at)) * at_columns(one, at) for one in (high, low)]
    at_limit = np.maximum(*long)
    within = (at[:, None] - at_limit[:, None] < column) & (column <= at[:, None])
    on = ((high | low) & (seen.beyond[3] == 0) & within).any(axis=1)
    return _made(Rows, run.tolist(), (run == at - first + 1).tolist(), turned.tolist(), at_limit.tolist(), on.tolist())


def _signal(judged: Judged, skip: Flags | None) -> Iterable[Signal]:
    at, told, found = judged.at, judged.labels, judged.signals
    rule, direction = at_columns(told.rule, at), at_columns(told.direction, at)
    of_it = np.zeros_like(told.rule, dtype=bool)
    column = np.arange(told.rule.shape[1])
    mine = _own(judged.basis.segment, at)
    for place, asked in enumerate(judged.rules.rules):
        rows = np.flatnonzero(rule == place)
        if not len(rows):
            continue
        marked = (found.marked[place][rows] == direction[rows, None]) & mine[rows]
        if asked.rule in ZONES:
            first = at[rows] - (asked.length or 1) + 1
        else:
            first = _first_of(_with(marked, None if skip is None else skip[rows]), at[rows])
        of_it[rows] = marked & (column >= first[:, None]) & (column <= at[rows, None])
    number = of_it.sum(axis=1)
    mean = quotient(np.where(of_it, judged.limits.values, 0.0).sum(axis=1), number.astype(np.float64))
    return _made(
        Signal,
        rule.tolist(),
        direction.tolist(),
        at_columns(told.meaning, at).tolist(),
        number.tolist(),
        np.where(number > 0, of_it.argmax(axis=1), NEVER).tolist(),
        _numbers(mean),
        (judged.variation != 0).tolist(),
    )


def _before(judged: Judged, known: Flags) -> Iterable[Before]:
    at, told, segment = judged.at, judged.labels, judged.basis.segment
    column = np.arange(segment.shape[1])
    marked = told.rule >= 0
    if judged.rebase is not None:  # the run that began a process is no signal within it
        marked = marked & ~(judged.rebase.marked.astype(bool) & np.equal(told.rule, _place(judged, "shift")))
    last = _last(marked & _own(segment, at) & (column < at[:, None]))
    place = np.maximum(last, 0)
    better = _last((told.meaning == IMPROVEMENT) & marked & (column <= at[:, None]))
    of_part = means(judged.raw.panel.values, known, judged.raw.segment)
    for k in range(1, of_part.shape[1]):
        rises = (of_part[:, k] - of_part[:, k - 1]) * judged.way[:, 0] * _of_events(judged) > 0
        begins = (judged.raw.segment == k).argmax(axis=1)
        better = np.where(rises & (begins <= at), np.maximum(better, begins), better)
    return _made(
        Before,
        last.tolist(),
        at_columns(told.direction, place).tolist(),
        at_columns(told.meaning, place).tolist(),
        better.tolist(),
    )


def _process(judged: Judged, known: Flags) -> Iterable[Process]:
    raw, at = judged.raw, judged.at
    segment, panel = raw.segment, raw.panel
    used = known if raw.excluded is None else known & ~raw.excluded
    if panel.numerator is not None and panel.denominator is not None:
        mean = quotient(totals(panel.numerator, used, segment), totals(panel.denominator, used, segment))
    else:
        mean = quotient(totals(panel.values, used, segment), counts(used, segment))
    which = at_columns(segment, at)
    was, first = np.maximum(which - 1, 0), np.zeros_like(which)
    mine, earlier = segment == which[:, None], segment == was[:, None]
    none = np.where(which > 0, 0.0, np.nan)
    was_last = segment.shape[1] - 1 - earlier[:, ::-1].argmax(axis=1)
    return _made(
        Process,
        which.tolist(),
        mine.argmax(axis=1).tolist(),
        np.maximum((mine & known).argmax(axis=1), first).tolist(),
        (mine & known).sum(axis=1).tolist(),
        _numbers(np.take_along_axis(mean, which[:, None], axis=1)[:, 0]),
        earlier.argmax(axis=1).tolist(),
        was_last.tolist(),
        _numbers(np.take_along_axis(mean, was[:, None], axis=1)[:, 0] + none),
        _numbers(at_columns(judged.limits.centre, was_last) + none),
    )


def _known(judged: Judged, known: Flags) -> Iterable[Known]:
    panel = judged.raw.panel
    values, periods = panel.values, known.shape[1]
    column = np.arange(periods)
    any_known = known.any(axis=1)
    last = np.where(any_known, periods - 1 - known[:, ::-1].argmax(axis=1), NEVER)
    first = np.where(any_known, known.argmax(axis=1), NEVER)
    number = known.sum(axis=1)
    value, earlier = at_columns(values, np.maximum(last, 0))[:, None], column < last[:, None]
    status = np.zeros(values.shape, dtype=np.int8) if panel.status is None else panel.status
    unsure = (status == STATUSES.index("provisional")) & known
    held, after = (status == STATUSES.index("suppressed")) & ~known, column > last[:, None]
    return _made(
        Known,
        first.tolist(),
        last.tolist(),
        number.tolist(),
        np.where(any_known, last - first + 1 - number, 0).tolist(),
        (periods - 1 - last).tolist(),
        _last((values >= value) & earlier).tolist(),
        _last((values <= value) & earlier).tolist(),
        (held & ~after & (column > first[:, None])).sum(axis=1).tolist(),
        (held & after).sum(axis=1).tolist(),
        _between(unsure, column, _first_of(unsure | ~known, last), last).tolist(),
    )


def _warned(judged: Judged) -> Iterable[Warned] | None:
    warning, at = judged.warning, judged.at
    if warning is None:
        return None
    above, below, inside_from = warning.above.copy(), warning.below.copy(), warning.inside_from.copy()
    for place, marked in enumerate(judged.signals.marked):
        now = at_columns(marked, at)
        above[(warning.above_rule == place) & np.isin(now, (HIGH, UNDIRECTED))] = np.nan
        below[(warning.below_rule == place) & np.isin(now, (LOW, UNDIRECTED))] = np.nan
        if judged.rules.rules[place].rule == "stratified":
            inside_from[now == UNDIRECTED] = np.nan
    return _made(
        Warned,
        _numbers(above),
        _numbers(below),
        warning.above_rule.tolist(),
        warning.below_rule.tolist(),
        _numbers(inside_from),
        _numbers(warning.inside_to),
    )


def _place(judged: Judged, rule: Rule) -> int:
    """The place of a rule in the rule set."""
    return judged.signals.rules.index(rule)


def _runs(judged: Judged) -> Iterable[Runs] | None:
    runs, at = judged.signals.runs, judged.at
    if runs is None:
        return None
    counted = (runs.useful, runs.longest, runs.longest_max, runs.crossings, runs.crossings_min)
    return _made(Runs, *(at_columns(one, at).tolist() for one in counted))


def _steps(steps: Steps, rows: int) -> list[tuple[Step, ...]]:
    """The steps of each row, in order of time."""
    told: list[tuple[Step, ...]] = [()] * rows
    for row, step in zip(steps.series.tolist(), each_step(steps), strict=True):
        told[row] = (*told[row], step)
    return told


def each_step(steps: Steps) -> Iterable[Step]:
    """Every step by itself, in their order."""
    columns = (steps.first, steps.earliest, steps.latest, steps.since, steps.until, steps.before, steps.after)
    way = np.where(steps.level_after > steps.level_before, HIGH, LOW)
    return map(Step, *(one.tolist() for one in (*columns, way, steps.chance, steps.drift)))


def _stepped_over(judged: Judged, seen: Seen) -> Flags | None:
    """Points that break no row and are not counted in one: excluded, and those that the rule set skips."""
    skip, rules = judged.basis.excluded, judged.rules
    missing = np.isnan(seen.values)
    if (rules.missing == "skips" or judged.limits.chart in ("g", "t")) and missing.any():
        skip = missing if skip is None else skip | missing
    if rules.on_centre == "skips":
        level = (seen.side == 0) & ~missing
        skip = level if skip is None else skip | level
    return skip


def _of_events(judged: Judged) -> int:
    """-1 where the chart is of gaps between events, whose better way is not that of the events."""
    return 1 if judged.waiting is None else -1


def _own(segment: Ints, at: Ints) -> Flags:
    """The points [S, T] of the segment that holds this column."""
    own: Flags = segment == at_columns(segment, at)[:, None]
    return own


def _with(flags: Flags, skip: Flags | None) -> Flags:
    return flags if skip is None else flags | skip


def _first_of(flags: Flags, at: Ints) -> Ints:
    """The first [S] of the flagged columns that end, without a break, at this one; the next one where it has none."""
    broken = ~flags & (np.arange(flags.shape[1]) <= at[:, None])
    return np.asarray(_last(broken) + 1)


def _last(flags: Flags) -> Ints:
    """The last flagged column [S], NEVER where there is none."""
    return np.where(flags.any(axis=1), flags.shape[1] - 1 - flags[:, ::-1].argmax(axis=1), NEVER)


def _between(flags: Flags, column: NDArray[np.int64], first: Ints, last: Ints) -> Ints:
    """How many [S] of the columns from the one to the other, both included, are flagged."""
    counted: Ints = (flags & (column >= first[:, None]) & (column <= last[:, None])).sum(axis=1)
    return counted


def _numbers(values: Array) -> list[float | None]:
    """Plain numbers, None in the place of NaN."""
    plain = values.tolist()
    return [None if value != value else value for value in plain] if np.isnan(values).any() else plain
