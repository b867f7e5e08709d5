"""What is asked for: a level of a month or of a year, and which side of it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from peelian.errors import Unusable
from peelian.signals.panel import Array
from peelian.signals.season.points import Family
from peelian.signals.verdict import Better

Kind = Literal["at_least", "at_most", "better_than", "maintain", "monitor"]
"""at_least, at_most: the level itself meets it. better_than: a baseline's level, which does not. maintain: a band with
both its ends. monitor: watched, without a target."""

Over = Literal["period", "year"]


@dataclass(frozen=True)
class Target:
    """A target of S series; all of one kind.

    `level` [S], in the unit of the panel's values (a share as 0.9); NaN where a series has none. `upper` [S]: the
    upper end of a band, of which `level` is the lower. `over`: whether the levels are those of one period of the
    series (a month) or of a whole year: for counts the sum of its months, else its rate, share or mean.
    Raises Unusable for a trajectory that is better neither higher nor lower, and for a band without two ends in order.
    """

    kind: Kind
    better: Better
    level: Array
    upper: Array | None = None
    over: Over = "period"

    def __post_init__(self) -> None:
        if self.kind == "better_than" and self.better == "neither":
            raise Unusable("better than a baseline needs a direction; say whether higher or lower is better")
        if (self.upper is not None) != (self.kind == "maintain"):
            raise Unusable("a band to maintain has a lower and an upper end, and no other target has two")
        if self.upper is not None and (self.upper < self.level).any():
            raise Unusable("a band's upper end lies below its lower one; swap the two")

    def at(self, over: Over, family: Family, cycle: int) -> Target:
        """The same target for a period, or for a year of `cycle` periods: a year's count is its months' sum."""
        if over == self.over or family != "count" or not cycle:
            return Target(self.kind, self.better, self.level, self.upper, over)
        times = float(cycle) if over == "year" else 1 / cycle
        upper = None if self.upper is None else self.upper * times
        return Target(self.kind, self.better, self.level * times, upper, over)

    def ends(self) -> tuple[Array, Array]:
        """The lowest and the highest value [S] on the target's side; infinite where that side is open.

        At the levels themselves a target is met, except that a baseline is not better than itself.
        """
        if self.upper is not None:
            return self.level, self.upper
        upwards = self.kind == "at_least" or (self.kind == "better_than" and self.better == "higher")
        open_end = np.where(np.isnan(self.level), np.nan, np.inf)
        return (self.level, open_end) if upwards else (-open_end, self.level)


def trajectory(baseline: Array, better: Better, over: Over = "year") -> Target:
    """Better than a baseline's level [S]: by default that of a year."""
    return Target("better_than", better, np.asarray(baseline, dtype=float), over=over)
