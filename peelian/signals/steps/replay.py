"""Steps as they would have been proposed at the time: history month by month, nothing known of what came later."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.signals.panel import Array, Flags, Ints
from peelian.signals.steps.dating import NEAREST
from peelian.signals.steps.family import FamilyName
from peelian.signals.steps.model import Steps, joined, taken
from peelian.signals.steps.propose import propose
from peelian.signals.steps.scan import MONTH_BY_MONTH, Scan

LEAST_HISTORY = 24
"""Periods that must be known before the first look: two years, as a season asks for."""
FALSE_SERIES, IN_PERIODS = 0.05, 60
"""At most this part of series without any step has one on any look, in so many periods; see `replay`."""


@dataclass(frozen=True)
class Replay:
    """Each step when it was first proposed, and as it was dated then, in order of series and time of proposal.

    `seen` [P]: the last period then known. `kept` [P]: whether the last look still holds a step at that date.
    """

    steps: Steps
    seen: Ints
    kept: Flags


def replay(
    family: FamilyName,
    values: Array,
    weight: Array | None = None,
    *,
    cycle: int = 12,
    scan: Scan = MONTH_BY_MONTH,
    history: int = LEAST_HISTORY,
) -> Replay:
    """What `propose` says of the first `history` periods, of one more, and so on to all: [S, T] as there.

    A step is new where none was proposed before within its interval and three periods around it. Any false step on any
    look, the first after two years: in at most 5% of series per 60 periods, with a season or without, for a first-order
    autocorrelation up to 0.3; at 0.6 in about one in ten. More looks, more chances: so a step must gain more than in
    one look at the whole.
    """
    periods = values.shape[1]
    dated = np.zeros((len(values), periods), dtype=bool)
    parts, seen = [], []
    for end in range(min(history, periods), periods + 1):
        known = weight if weight is None else weight[..., :end]
        now = propose(family, values[:, :end], known, cycle=cycle, scan=scan).steps
        new = taken(now, ~_near(dated, now))
        dated[now.series, now.first] = True
        parts.append(new)
        seen.append(np.full(len(new.first), end - 1))
    steps, when = joined(parts), np.concatenate(seen)
    order = np.lexsort((when, steps.series))
    steps, when = taken(steps, order), when[order]
    held = np.zeros_like(dated)
    held[now.series, now.first] = True
    return Replay(steps, when, _near(held, steps))


def first_look(periods: int, history: int = LEAST_HISTORY) -> int:
    """The place of the last period that the first look of so many periods knows."""
    return min(history, periods) - 1


def _near(dated: Flags, steps: Steps) -> Flags:
    """Whether any period of the series that is marked [S, T] lies in the interval of the step or NEAREST beyond."""
    before = np.zeros((dated.shape[0], dated.shape[1] + 1), dtype=np.int64)
    np.cumsum(dated, axis=1, out=before[:, 1:])
    low = np.maximum(steps.earliest - NEAREST, 0)
    high = np.minimum(steps.latest + NEAREST + 1, dated.shape[1])
    return np.asarray(before[steps.series, high] > before[steps.series, low])
