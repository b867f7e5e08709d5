"""The watch of single series: the latest value, quarter, half year and year against all that came before.

What is promised: where nothing changes, an alarm begins about once in `between` periods (154 unless asked otherwise,
which is what three sigma with a run of eight gives where mean and spread are known; Champ and Woodall, Technometrics
29, 1987). Held within a tenth, simulated, for 24 values known and more, autocorrelations up to 0.6 and Poisson counts
from 0.1 a period on (0.1 from 36 values on), and about that for negative binomial ones. Heavy tails, and counts whose
mean sways, have up to three times as many; docs/decisions/0018-a-watch-of-single-series.md has the figures.
An alarm that goes on from the period before is one alarm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from peelian.errors import Unusable
from peelian.periods import Kind
from peelian.quantities import Quantity, exact, show
from peelian.signals.doubts import KINDS
from peelian.signals.family import FAMILIES, families
from peelian.signals.judge import BLOCK, Request
from peelian.signals.panel import Array, Codes, Flags, Ints, Panel
from peelian.signals.season.finding import Season, find_season
from peelian.signals.season.points import Points, points
from peelian.signals.segments import basis
from peelian.signals.verdict import latest
from peelian.signals.watching.evidence import LEAST, SPANS, evidence, joined
from peelian.signals.watching.rarity import EVERY, OFTEN, SELDOM, periods_between

BETWEEN = EVERY[1]
"""Periods between false alarms, where nobody asks for others."""

REASONS = ("", "there is no value", f"fewer than {LEAST} values come before the latest", "the values do not vary")
"""What `Watched.without` counts in; empty where a series is watched."""
WATCHED, NO_VALUE, FEW_VALUES, NO_SPREAD = range(len(REASONS))


@dataclass(frozen=True)
class Watched:
    """What the watch says of S series at their latest value.

    `once_in` [S]: by chance alone an alarm as strong begins about once in so many periods, 2 to 10,000; NaN where a
    series is not watched, with the reason in `without` (places in REASONS). `direction` [S]: 1 higher than before, -1
    lower, 0 where not watched. `span` [S]: how many periods together say most. `at` [S]: the column of the latest
    value. `alarm` [S]: seldom enough for an alarm.
    """

    once_in: Array
    direction: Codes
    span: Ints
    at: Ints
    alarm: Flags
    without: Codes


def watch(given: Points, season: Season | None = None, *, between: float = BETWEEN) -> Watched:
    """Each series against its own latest segment: re-based by hand, it is watched from 24 values of the new one on.

    Counts and rates are held against their sizes, with `season` against months that are long or busy; shares and
    measurements have its effects taken off. Missing values take no part and are no zeros. Raises Unusable where
    `between` is not between 2 and 10,000 periods.
    """
    if not OFTEN <= between <= SELDOM:
        raise Unusable(f"alarms once in {between:g} periods cannot be promised; give a number from 2 to 10,000")
    total, size = _without_season(given, season)
    at = latest(np.where(given.used, 1.0, np.nan))
    here = given.segment == np.take_along_axis(given.segment, at[:, None], axis=1)
    used = given.used & here
    without = np.where(used.sum(axis=1) > LEAST, WATCHED, FEW_VALUES)
    without = np.where(given.used.any(axis=1), without, NO_VALUE).astype(np.int8)
    once_in, span = np.full(len(at), np.nan), np.zeros(len(at), dtype=np.int64)
    direction = np.zeros(len(at), dtype=np.int8)
    for column in np.unique(at[without == WATCHED]):
        rows = np.flatnonzero((at == column) & (without == WATCHED))
        until = slice(0, int(column) + 1)
        found = evidence(total[rows, until], size[rows, until], used[rows, until], given.family)
        weight, most = joined(found.deviates)
        once_in[rows] = periods_between(np.abs(weight), found.known, found.lag_one, found.events)
        direction[rows] = np.where(weight < 0, -1, 1)
        span[rows] = np.array(SPANS)[most]
        without[rows[~found.spread]] = NO_SPREAD
    unknown = without != WATCHED
    once_in[unknown], direction[unknown], span[unknown] = np.nan, 0, 0
    return Watched(once_in, direction, span, at, np.greater_equal(once_in, between), without)


def watch_panel(panel: Panel, request: Request | None = None, *, between: float = BETWEEN) -> Watched:
    """All series of a panel, each by its own family; `starts`, `excluded` and `season` of the request are followed.

    The request's rules, chart and baseline have no part in it. Without a request there are no segments, and seasons are
    not looked for. Raises Unusable where periods overlap: a rolling total repeats most of the one before.
    """
    if panel.overlapping:
        raise Unusable("the periods overlap, so each holds most of the one before; give the single periods instead")
    found: list[tuple[Ints, Watched]] = []
    for first in range(0, len(panel.names), BLOCK):
        rows = np.arange(first, min(first + BLOCK, len(panel.names)))
        block = panel.rows(slice(first, first + BLOCK))
        starts = () if request is None else request.starts
        starts = starts[rows] if isinstance(starts, np.ndarray) else starts
        made = basis(block, starts, excluded=() if request is None else request.excluded)
        family = families(block)
        for code in np.unique(family):
            those = np.flatnonzero(family == code)
            seen = points(made if len(those) == len(rows) else made.rows(those), FAMILIES[code])
            season = find_season(seen) if request is not None and request.season != "off" else None
            found.append((rows[those], watch(seen, season, between=between)))
    return _in_order(found, len(panel.names))


def in_words(watched: Watched, row: int, kind: Kind) -> str:
    """What the watch says of one series, in a sentence that can stand alone; empty where nothing is unusual.

    "The latest 3 months together are high: as much comes about once in 210 months by chance alone."
    """
    if not watched.alarm[row]:
        return ""
    periods = KINDS.get(kind, "periods")
    span, once_in = int(watched.span[row]), watched.once_in[row]
    which = f"The latest {periods.removesuffix('s')} is" if span == 1 else f"The latest {span} {periods} together are"
    side = "high" if watched.direction[row] > 0 else "low"
    seldom = f"{'less than ' if once_in >= SELDOM else 'about '}once in {_rounded(float(once_in))} {periods}"
    return f"{which} {side}: as much comes {seldom} by chance alone."


def _rounded(number: float) -> str:
    """To two digits: the promise is no sharper."""
    step = 10 ** max(len(str(int(number))) - 2, 0)
    return show(Quantity(exact(str(round(number / step) * step)), "count"), 0).text


def _without_season(given: Points, season: Season | None) -> tuple[Array, Array]:
    if season is None or not season.bent.any():
        return given.total, given.size
    effect = season.effect[:, given.calendar.place]
    if not season.multiplies:
        return np.where(given.used, given.total - effect * given.size, 0.0), given.size
    length = np.where(season.by_length[:, None], given.calendar.length, 1.0)
    return given.total, given.size * np.where(season.bent[:, None], effect * length, 1.0)


def _in_order(found: Sequence[tuple[Ints, Watched]], series: int) -> Watched:
    """Many answers as one, in the order of the panel."""
    if not found:
        none = np.zeros(0)
        empty = none.astype(np.int8)
        return Watched(none, empty, none.astype(np.int64), none.astype(np.int64), none.astype(bool), empty)
    order = np.argsort(np.concatenate([rows for rows, _ in found]))
    names = ("once_in", "direction", "span", "at", "alarm", "without")
    return Watched(*(np.concatenate([getattr(each, name) for _, each in found])[order] for name in names))
