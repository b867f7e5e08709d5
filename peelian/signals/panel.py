"""Series of one frequency on one run of consecutive periods, side by side as rows of arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from peelian.errors import Unusable
from peelian.periods import Period

if TYPE_CHECKING:
    from peelian.signals.season.points import Family

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
Codes = NDArray[np.int8]

STATUSES = ("final", "provisional", "revised", "suppressed", "missing")
"""What `Panel.status` counts in: 0 is final, 1 provisional, and so on."""


@dataclass(frozen=True)
class Panel:
    """S series over T periods, at least one.

    `periods` are of one kind and follow each other by one step; a gap in the data is NaN in `values` [S, T], never a
    period left out, and a series that begins later has NaN before. Missing is never zero.
    `numerator` and `denominator` [S, T] stand where the series are shares or rates: `values` is then the plain
    quotient (0.158, not 15.8%), NaN where either is missing.
    `status` [S, T] holds places in STATUSES; None where nothing is known.
    `family`: what the values are known to be, all series alike: seconds and money are measurements though they may be
    whole numbers, a rate is none of a whole. None where their numbers tell (see `family.families`).
    """

    names: tuple[str, ...]
    periods: tuple[Period, ...]
    values: Array
    numerator: Array | None = None
    denominator: Array | None = None
    status: Codes | None = None
    family: Family | None = None

    def __post_init__(self) -> None:
        shape = (len(self.names), len(self.periods))
        for what in ("values", "numerator", "denominator", "status"):
            held = getattr(self, what)
            if held is not None and held.shape != shape:
                raise Unusable(
                    f"{what} has {' x '.join(map(str, held.shape))} numbers; {shape[0]} series of {shape[1]} periods "
                    f"need {shape[0]} x {shape[1]}"
                )
        if (self.numerator is None) != (self.denominator is None):
            raise Unusable("a numerator needs a denominator, and a denominator a numerator; give both or neither")
        if not self.periods:
            raise Unusable("the series have no period; a panel needs at least one")
        step_of(self.periods)

    @property
    def overlapping(self) -> bool:
        """Whether each period shares days with the next: rolling 12-month totals, years to date."""
        pairs = pairwise(self.periods)
        return any(a.last is not None and b.first is not None and b.first <= a.last for a, b in pairs)

    def rows(self, wanted: slice | NDArray[np.intp]) -> Panel:
        """The panel of these series only."""
        indexes = range(len(self.names))[wanted] if isinstance(wanted, slice) else wanted.tolist()
        return replace(
            self,
            names=tuple(self.names[i] for i in indexes),
            values=self.values[wanted],
            numerator=None if self.numerator is None else self.numerator[wanted],
            denominator=None if self.denominator is None else self.denominator[wanted],
            status=None if self.status is None else self.status[wanted],
        )


def of_quotients(
    names: tuple[str, ...],
    periods: tuple[Period, ...],
    numerator: Array,
    denominator: Array,
    status: Codes | None = None,
) -> Panel:
    """The panel of shares or rates; a denominator of zero gives no value."""
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(denominator > 0, numerator / denominator, np.nan)
    return Panel(names, periods, values, numerator, denominator, status)


def step_of(periods: tuple[Period, ...]) -> int:
    """How many months (or waves) lie between one period and the next; 0 for fewer than two periods.

    Raises Unusable where the periods are of different kinds, have no order, or do not follow each other evenly.
    """
    if len({p.kind for p in periods}) > 1:
        kinds = ", ".join(sorted({p.kind for p in periods}))
        raise Unusable(f"the periods are of several kinds ({kinds}); a panel has one, so split it")
    places = [_place(p) for p in periods]
    steps = {b - a for a, b in pairwise(places)}
    if not steps:
        return 0
    step = min(steps)
    if step <= 0:
        at = next(i for i, (a, b) in enumerate(pairwise(places)) if b <= a)
        raise Unusable(f"{periods[at + 1].id} stands after {periods[at].id}; put each period once, in order of time")
    if len(steps) > 1:
        at = next(i for i, (a, b) in enumerate(pairwise(places)) if b - a != step)
        raise Unusable(f"nothing stands between {periods[at].id} and {periods[at + 1].id}; put a missing value there")
    return step


def _place(period: Period) -> int:
    if period.wave is not None:
        return period.wave
    if period.last is None:
        raise Unusable("a period that is not stated has no place in a series; state it")
    return period.last.year * 12 + period.last.month
