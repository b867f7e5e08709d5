"""What rules look at: on which side of the centre, beyond which lines, and joined to which point each point stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from peelian.signals.limits.lines import Limits
from peelian.signals.panel import Array, Codes, Flags, Ints
from peelian.signals.segments import follows

FEW = 5  # events expected, below which the line of one sigma is a quantile of a few whole numbers
SLACK = 1e-12  # of the largest of the chart's lines: lines are sums of rounded numbers, and values are typed decimals


@dataclass(frozen=True)
class Seen:
    """Every array is [S, T].

    `side`: 1 above the centre, -1 below it, 0 on it, without a value or without a centre.
    `beyond[k]`: 1 above the upper line of k sigmas, -1 below the lower one, else 0.
    `lined`: has a value, and lines of which that of one sigma holds about 68 in 100 values; of small counts it is a
    quantile that holds up to 99 in 100.
    `joined`: follows the point in the column before: same segment, both with a value.
    """

    values: Array
    segment: Ints
    side: Codes
    beyond: Mapping[int, Codes]
    lined: Flags
    joined: Flags


def look(limits: Limits, segment: Ints, sigmas: Iterable[int]) -> Seen:
    """The points of a chart beside its lines of these sigmas. A value on a line is beyond none."""
    values, centre = limits.values, narrow(limits.centre)
    lines = {k: limits.line(k) for k in sigmas}
    outer = [np.abs(narrow(line)) for line in limits.line(3)]
    slack = SLACK * np.fmax(np.abs(centre), np.fmax(*outer))
    known = ~np.isnan(values)
    joined = follows(segment)
    joined[:, 1:] &= known[:, 1:] & known[:, :-1]
    return Seen(
        values=values,
        segment=segment,
        side=_about(values, centre, centre, slack),
        beyond={k: _about(values, narrow(low), narrow(high), slack) for k, (low, high) in lines.items()},
        lined=known & ~np.isnan(limits.upper) & ~_of_few(limits),
        joined=joined,
    )


def _of_few(limits: Limits) -> Flags:
    """Where a chart of counts, shares or gaps expects fewer than FEW of what it counts."""
    centre, sigma = narrow(limits.centre), narrow(limits.sigma)
    with np.errstate(divide="ignore", invalid="ignore"):
        if limits.chart in ("c", "u"):
            few: Flags = (centre / sigma) ** 2 < FEW
        elif limits.chart == "p":
            few = (centre * (1 - centre) / sigma) ** 2 < FEW
        elif limits.chart == "g":
            few = sigma**2 < FEW * (FEW + 1)
        else:
            few = np.zeros((1, 1), dtype=bool)
    return few


def closed_up(seen: Seen, dropped: Flags, order: Ints) -> Seen:
    """The points in this order [S, T], in which those that are dropped stand last and follow nothing."""

    def moved(codes: Codes) -> Codes:
        return np.where(gone, np.int8(0), np.take_along_axis(codes, order, axis=1))

    gone = np.take_along_axis(dropped, order, axis=1)
    values = np.where(gone, np.nan, np.take_along_axis(seen.values, order, axis=1))
    segment = np.where(gone, seen.segment[:, -1:], np.take_along_axis(seen.segment, order, axis=1))
    known = ~np.isnan(values)
    joined = follows(segment)
    joined[:, 1:] &= known[:, 1:] & known[:, :-1]
    return Seen(
        values=values,
        segment=segment,
        side=moved(seen.side),
        beyond={k: moved(codes) for k, codes in seen.beyond.items()},
        lined=np.take_along_axis(seen.lined, order, axis=1) & ~gone,
        joined=joined,
    )


def put_back(codes: Codes, order: Ints) -> Codes:
    """What was found of points in this order, in the columns they came from."""
    placed = np.zeros_like(codes)
    np.put_along_axis(placed, order, codes, axis=1)
    return placed


def narrow(line: Array) -> Array:
    """One number per series where the line is a view of that."""
    return line[:, :1] if line.strides[1] == 0 else line


def _about(values: Array, low: Array, high: Array, slack: Array) -> Codes:
    return (values > high + slack).view(np.int8) - (values < low - slack).view(np.int8)
