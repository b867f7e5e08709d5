"""Thousands of series month after month: which stand out, with few false ones among those that are named.

**The promise.** Of all marks made in the months of one budget, the share that is expected to be false is at most its
`rate`, over all levels and directions together; and within one level and direction at most that one's part of the rate.
A mark is one series in one month in one direction. It is false where the series, in that month, is as it was in its
baseline or has moved the other way.

**The rule.** Each level (the force; its areas; its offences; each offence in each area) and direction (high, low) is a
family with its own part of the rate, spent evenly over the months. In a month in which a family has m series, and R
marks from the months before, the k smallest probabilities are marked, for the largest k with

    p(k) <= part / months x (R + k) / m, and at most 0.05

That is LOND (Javanmard and Montanari, Annals of Statistics 46, 2018) stepping by months, and inside the month the
step-up of Benjamini and Hochberg (1995).

**The proof.** Let c = part / months / m, and N a family's marks up to and including a month. An unchanged series has a
probability p that is at most u with chance u or less; it is marked when p <= c N, and is then at most 1 / N of the
marks at the end. N never falls when some probability falls. So under positive dependence (PRDS: Benjamini and
Yekutieli, Annals of Statistics 29, 2001) the mean of [p <= c N] / N is at most c (Blanchard and Roquain, Electronic
Journal of Statistics 2, 2008, lemma 3.2; for LOND itself Zrnic, Ramdas and Jordan, JMLR 22, 2021). Summed over series
and months that is at most the part, and the false share of all marks is at most the sum of the families' false shares.

**A level and its parts.** A total is the sum of its areas, so the two are not independent: a rise in one area is a
smaller rise of the total, and both may be marked. That is one piece of news and not two, which `Found.within` tells.
Sums of parts that do not work against each other, shocks that series share and months that follow each other in level
all make for positive dependence among rises, and among falls; between a rise and a fall it is negative, so the two are
separate families. A baseline that is fixed before the first month adds to it; one that grows takes a little away (a
high month raises what is expected of the next), which the proof does not cover. Where series take from each other, as
shares of one whole do, it is negative: `dependence="any"` then divides each part by 1 + 1/2 + … + 1/M, M being the
family's tests in all months, and holds under every dependence (Blanchard and Roquain, the same lemma).

The probabilities come from estimated baselines; bench/long/many_series.py shows what is left of the promise then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from peelian.errors import Unusable
from peelian.quantities import counted
from peelian.signals.panel import Array, Codes, Flags, Ints, Panel
from peelian.signals.surprise import Kind, Surprise, side_by_side, surprise

HIGH, LOW = 1, -1
OUTSIDE = 0.00135  # the chance beyond one three-sigma limit, which one chart by itself would use
COMMON = 0.05  # what chance makes of one series in twenty is never a mark, whatever was found before
_DIRECTIONS = (HIGH, LOW)


@dataclass(frozen=True)
class Budget:
    """What is promised and for how long, and what was spent of it.

    `series` is the number of series at each level: at most so many are judged in any month. Series of one level share
    one promise; several levels have one each, and each costs the others power. `shares` [level] of (high, low) says how
    the rate is divided, the sum of all being 1 at most; equally where it is not given. `marks` [level] of (high, low)
    counts the marks of the `spent` months that are over.
    """

    series: tuple[int, ...]
    rate: float = 0.05
    months: int = 12
    shares: tuple[tuple[float, float], ...] = ()
    dependence: Literal["positive", "any"] = "positive"
    spent: int = 0
    marks: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.rate < 1 or self.months < 1 or not self.series:
            raise Unusable("a budget has a rate between 0 and 1, at least one month and at least one level")
        equal = 1 / (len(self.series) * len(_DIRECTIONS))
        object.__setattr__(self, "shares", self.shares or ((equal, equal),) * len(self.series))
        object.__setattr__(self, "marks", self.marks or ((0, 0),) * len(self.series))
        given = [share for level in self.shares for share in level]
        if len(self.shares) != len(self.series) or min(given) < 0 or sum(given) > 1 + 1e-9:
            raise Unusable("the shares of a budget are one pair for each level, none below 0, and together at most 1")

    def monthly(self, level: int, side: int) -> float:
        """What one family (side 0 is high, 1 low) may spend in one month."""
        part = self.rate * self.shares[level][side] / self.months
        if self.dependence == "positive":
            return part
        return part / float(np.sum(1 / np.arange(1, self.series[level] * self.months + 1)))


@dataclass(frozen=True)
class Month:
    """What stands out in one month, over S series.

    `direction` [S] is 1 for high, -1 for low, 0 for nothing. `threshold` [level, 2] is the probability at or below
    which a series was marked as high and as low. `by_chance` is at least the number that such thresholds would mark on
    average if nothing had changed anywhere; `outside` and `outside_by_chance` are the same for three-sigma limits on
    each series by itself. `budget` is what the next month is judged with.
    """

    direction: Codes
    surprise: Surprise
    threshold: Array
    by_chance: float
    outside: int
    outside_by_chance: float
    budget: Budget

    @property
    def found(self) -> int:
        return int(np.count_nonzero(self.direction))

    @property
    def tested(self) -> int:
        return int(self.surprise.tested.sum())


@dataclass(frozen=True)
class Found:
    """One series that stands out. Places count from 1, and ties share the lower one.

    `harm` is its weight times the distance from what was expected. `by_both` orders by the sum of the places by
    surprise and by harm. `within` are the series it is part of that stand out in the same direction.
    """

    series: int
    direction: int
    probability: float
    harm: float
    by_surprise: int
    by_harm: int
    by_both: int
    within: tuple[int, ...]


def judge(found: Surprise, level: Ints, budget: Budget) -> Month:
    """One month of S series judged together.

    `level` [S] is each series' place in `budget.series`. A series without a probability is not judged. Raises Unusable
    where the budget's months are over, or a level has more series than the budget says or is none of its levels.
    """
    if budget.spent >= budget.months:
        raise Unusable(f"the budget was for {counted(budget.months, 'month')}, which is over; begin a new one")
    if len(level) and not 0 <= level.min() <= level.max() < len(budget.series):
        raise Unusable(
            f"the levels go from {level.min()} to {level.max()}; the budget has {len(budget.series)} from 0 on"
        )
    direction = np.zeros(len(level), dtype=np.int8)
    threshold = np.zeros((len(budget.series), len(_DIRECTIONS)))
    marks = np.array(budget.marks)
    by_chance = 0.0
    for number, most in enumerate(budget.series):
        here = np.flatnonzero(found.tested & (level == number))
        if len(here) > most:
            raise Unusable(f"level {number} has {len(here)} series; its budget is for {most}, so begin a new one")
        for side, sign in enumerate(_DIRECTIONS):
            p = (found.high if sign == HIGH else found.low)[here]
            limit = _step_up(p, budget.monthly(number, side), int(marks[number, side]))
            marked = here[p <= limit]
            direction[marked] = sign
            marks[number, side] += len(marked)
            threshold[number, side] = limit
            by_chance += limit * len(here)
    return Month(
        direction=direction,
        surprise=found,
        threshold=threshold,
        by_chance=by_chance,
        outside=int(((found.high <= OUTSIDE) | (found.low <= OUTSIDE)).sum()),
        outside_by_chance=2 * OUTSIDE * int(found.tested.sum()),
        budget=replace(budget, spent=budget.spent + 1, marks=tuple((int(h), int(lo)) for h, lo in marks)),
    )


def _step_up(p: Array, part: float, before: int) -> float:
    """The probability at or below which a family's series are marked: that of the first mark where there is none."""
    if not len(p):
        return 0.0
    limits = np.minimum(part * (before + np.arange(1, len(p) + 1)) / len(p), COMMON)
    reached = np.flatnonzero(np.sort(p) <= limits)
    return float(limits[reached[-1] if reached.size else 0])


def watch(
    panel: Panel,
    kind: Kind,
    baseline: Flags,
    level: Ints,
    first: int,
    budget: Budget,
    *,
    spans: Sequence[int] = (1,),
) -> tuple[Month, ...]:
    """Each month of the panel from number `first` on, judged with nothing known of the months after it.

    With several `spans` every series is judged over each of them, as if it were that many series: first all over the
    first span, then all over the second. The budget has to be for so many more. Months that are judged twice are
    positive dependence, and a change that lasts is found sooner over three months than in one.
    """
    months: list[Month] = []
    for at in range(first, len(panel.periods)):
        found = side_by_side([surprise(panel, at, baseline, kind, span=span) for span in spans])
        months.append(judge(found, np.tile(level, len(spans)), budget))
        budget = months[-1].budget
    return tuple(months)


def ranked(month: Month, weight: Array, part_of: Sequence[Sequence[int]] = ()) -> tuple[Found, ...]:
    """What stands out, by surprise and harm together.

    `weight` [S] is the harm of one unit of each series, by an index of harm or of severity. Raises Unusable where that
    of a marked series is not known or is below zero. `part_of` gives for each series those that it is a part of.
    """
    marked = np.flatnonzero(month.direction)
    unknown = [int(i) for i in marked if not weight[i] >= 0]
    if unknown:
        raise Unusable(f"series number {unknown[0]} stands out and has no weight of harm; give one of 0 or more")
    found = month.surprise
    p = np.where(month.direction == HIGH, found.high, found.low)[marked]
    harm = weight[marked] * np.abs(found.value - found.expected)[marked]
    by_surprise, by_harm = _places(p), _places(-harm)
    by_both = _places(by_surprise + by_harm)
    order = np.lexsort((marked, by_harm, by_both))
    return tuple(
        Found(
            series=int(marked[i]),
            direction=int(month.direction[marked[i]]),
            probability=float(p[i]),
            harm=float(harm[i]),
            by_surprise=int(by_surprise[i]),
            by_harm=int(by_harm[i]),
            by_both=int(by_both[i]),
            within=_within(int(marked[i]), month.direction, part_of),
        )
        for i in order
    )


def _places(values: Array | Ints) -> Ints:
    """Each value's place, the lowest first; ties share the lower place."""
    places: Ints = np.searchsorted(np.sort(values), values, side="left") + 1
    return places


def _within(series: int, direction: Codes, part_of: Sequence[Sequence[int]]) -> tuple[int, ...]:
    wholes = part_of[series] if part_of else ()
    return tuple(whole for whole in wholes if direction[whole] == direction[series])
