"""What season, forecast and targets are worked out from: the points that count, by what they are numbers of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from peelian.errors import Unusable
from peelian.signals.panel import Array, Flags, Ints
from peelian.signals.season.calendar import Calendar, calendar
from peelian.signals.segments import Basis

Family = Literal["count", "rate", "share", "measurement"]
"""count: events in a period. rate: events by what they could befall. share: part of a whole. measurement: the rest."""


@dataclass(frozen=True)
class Points:
    """Points of S series over T periods.

    `total` [S, T]: events, numerators, or the value of a measurement; 0 where a point is not used.
    `size` [S, T]: what the events could befall (people, dwellings; 1 for plain counts), or the whole of a share, or 1.
    `used` [S, T]: known, not excluded, and with a size above zero.
    """

    family: Family
    calendar: Calendar
    total: Array
    size: Array
    used: Flags
    segment: Ints

    @property
    def counted(self) -> bool:
        """Whether events happen in time, so that a longer month has more of them and months multiply."""
        return self.family in ("count", "rate")

    def rows(self, wanted: slice | NDArray[np.intp]) -> Points:
        return Points(
            self.family, self.calendar, self.total[wanted], self.size[wanted], self.used[wanted], self.segment[wanted]
        )


def points(basis: Basis, family: Family) -> Points:
    """The points of a basis. A baseline fixed for the limits does not bind them; what was excluded is not used.

    Raises Unusable for a rate or share without numerators and denominators, and for a count below zero.
    """
    panel = basis.panel
    if family in ("rate", "share"):
        if panel.numerator is None or panel.denominator is None:
            raise Unusable(f"a {family} needs numerators and denominators; give both, or call it a measurement")
        total, size = panel.numerator, panel.denominator
    else:
        total, size = panel.values, np.ones_like(panel.values)
    used = np.isfinite(total) & (size > 0)
    if basis.excluded is not None:
        used &= ~basis.excluded
    if family != "measurement" and (total[used] < 0).any():
        raise Unusable(f"a {family} has a number below zero; correct it, or call it a measurement")
    return Points(
        family,
        calendar(panel.periods),
        np.where(used, total, 0.0),
        np.where(used, size, 1.0),
        used,
        basis.segment,
    )
