"""Whether the gap between a force or an area and the mean of its group is growing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Literal

import numpy as np

from peelian.periods import Period
from peelian.quantities import NoValue, counted
from peelian.signals.panel import Panel
from peelian.signals.peers import Standing

Over = Literal[6, 12]
Course = Literal["growing", "narrowing", "crossed", "no trend"]

NEEDED: dict[Over, int] = {6: 13, 12: 36}
"""By how many pairs of periods those in which the gap rose and those in which it fell must differ to be a trend.

Of 6 periods there are 15 pairs, of 12 there are 66. Without any trend the rule speaks for 1.7% and 1.4% of series whose
periods are independent, and for 3.6% and 4.6% of those that follow the period before by 0.3 (simulated).
Source: Mann, "Nonparametric tests against trend", Econometrica 13 (1945); Kendall's S.
"""


@dataclass(frozen=True)
class GapTrend:
    """The course of a gap over the last periods.

    `first` and `last` are the gaps at its ends. `rose` and `fell` count the pairs of periods of which the later one has
    the higher, and the lower, signed gap. `course`: growing is away from the mean, narrowing towards it, crossed from
    one side of it to the other.
    """

    over: Over
    first: Fraction
    last: Fraction
    rose: int
    fell: int
    course: Course


def gap_trend(standings: Sequence[tuple[Period, Standing | NoValue]], over: Over) -> GapTrend | NoValue:
    """The trend of the gap over the last 6 or 12 periods, in order of time.

    There is none where a period has no standing, where periods overlap (rolling totals), or where definition, group,
    missing members, or whether the member is in the mean itself, changed on the way: then the mean is of something
    else. Raises Unusable where the periods do not follow each other.
    """
    if _line(standings).overlapping:
        return NoValue("the periods overlap, so each holds most of the one before")
    if len(standings) < over:
        known = f"{counted(len(standings), 'period')} {'is' if len(standings) == 1 else 'are'} known"
        return NoValue(f"{known}; a trend over {over} needs {over}")
    held: list[Standing] = []
    for period, standing in standings[-over:]:
        if isinstance(standing, NoValue):
            return NoValue(f"{period.id} has no gap: {standing.reason}")
        if held and (reason := changed(held[-1], standing)):
            return NoValue(f"{reason} in {period.id}")
        held.append(standing)
    gaps = [standing.gap for standing in held]
    rose = sum(later > earlier for earlier, later in combinations(gaps, 2))
    fell = sum(later < earlier for earlier, later in combinations(gaps, 2))
    return GapTrend(over, gaps[0], gaps[-1], rose, fell, _course(gaps, rose - fell, NEEDED[over]))


def _line(standings: Sequence[tuple[Period, Standing | NoValue]]) -> Panel:
    """The periods as a panel without series, which refuses those that are not in line."""
    return Panel((), tuple(period for period, _ in standings), np.empty((0, len(standings))))


def changed(before: Standing, now: Standing) -> str | None:
    """What changed from one period to another so that the two means are not of the same; None where nothing did."""
    if before.id != now.id:
        return f"{before.id} became {now.id}"
    if before.definition != now.definition:
        return f"the definition changed from {before.definition} to {now.definition}"
    if set(before.group) != set(now.group):
        return "the group changed"
    if {id for id, _ in before.missing} != {id for id, _ in now.missing}:
        return "other members are missing"
    if before.self_included != now.self_included:
        return f"the mean changed between with and without {now.id}"
    return None


def _course(gaps: Sequence[Fraction], more: int, needed: int) -> Course:
    if abs(more) < needed:
        return "no trend"
    first, last = gaps[0], gaps[-1]
    if first * last < 0:
        return "crossed"
    if last == 0:
        return "narrowing"
    return "growing" if (more > 0) == (last > 0) else "narrowing"
