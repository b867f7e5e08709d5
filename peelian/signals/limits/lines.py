"""The lines of a chart as values, and what a rule set fixes about how they are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from peelian.signals.panel import Array, Codes

Chart = Literal["xmr", "mr", "iprime", "c", "p", "u", "pprime", "uprime", "g", "t", "run"]

DOUBTS = ("none", "empty", "short", "zeros", "constant", "sparse", "narrow")
"""Why a segment has no limits: no value at all; too few points; only zeros; one value throughout; too few events;
values that differ while their moving ranges, or those that screening leaves, show no spread."""

NONE, EMPTY, SHORT, ZEROS, CONSTANT, SPARSE, NARROW = range(len(DOUBTS))


@dataclass(frozen=True)
class Constants:
    """What a rule set fixes about limits.

    `factor`: XmR limits lie so many mean moving ranges from the centre (2.66, or 3 / 1.128).
    `screen`: moving ranges of at least 3.267 times their mean are left out, once (Nelson 1982).
    `exact_below`: counts with a smaller mean get exact limits in place of three sigma (0: never).
    `exact_gaps`: whether gaps between rare events get exact geometric limits in place of three sigma.
    `least`: in a segment with fewer baseline points no limits are made, only a centre.
    `copies`: whether degenerate series are given what the copied package gives, zero-width limits included.
    """

    factor: float
    screen: bool
    exact_below: float = 5
    exact_gaps: bool = True
    least: int = 8
    copies: bool = False


@dataclass(frozen=True)
class Limits:
    """Centre and limits of S series over T periods; every array is [S, T], NaN where there is no such number.

    `values`: what is plotted: the panel's values, or moving ranges (mr), or months between events (g).
    `lower` and `upper`: the three-sigma limits or their exact equals, cut to what the values can be.
    `sigma`: one standard deviation of a chart whose one- and two-sigma lines are the centre plus and minus it; where
    they are not, `inner` holds them: (lower 1, upper 1, lower 2, upper 2).
    `screened`: how many moving ranges the segment left out for being too large; -1 where that would have left too few,
    so that none was; None for a chart without screening.
    `doubt`: a place in DOUBTS, 0 for none: why the segment has no limits, or, where a rule set copies a package that
    makes them all the same, why they are not to be believed.
    Arrays may be read-only views of one number per series.
    """

    chart: Chart
    values: Array
    centre: Array
    lower: Array
    upper: Array
    sigma: Array
    inner: tuple[Array, Array, Array, Array] | None = None
    screened: Array | None = None
    doubt: Codes | None = None

    def line(self, sigmas: int) -> tuple[Array, Array]:
        """The lower and the upper line so many sigmas (1, 2 or 3) from the centre."""
        if sigmas == 3:
            return self.lower, self.upper
        if self.inner is not None:
            return self.inner[2 * sigmas - 2], self.inner[2 * sigmas - 1]
        return self.centre - sigmas * self.sigma, self.centre + sigmas * self.sigma
