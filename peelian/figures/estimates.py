"""Estimates among figures: how many digits of one are kept, and what all of them rest on."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from peelian.figures.ids import FigureId
from peelian.figures.process import Process, own_id, segments
from peelian.quantities import exact

DIGITS = 12  # significant ones: more than an estimate can promise, and the same on every machine
LEAST = 1e-30  # below it a float that was worked out of a distribution is no number to be printed


def kept(value: float) -> Fraction:
    """An estimate with the digits it is kept with; a chance too small for any to mean something is none."""
    return Fraction(0) if abs(value) < LEAST else exact(Decimal(f"{value:.{DIGITS - 1}e}"))


def all_averages(process: Process) -> tuple[FigureId, ...]:
    """The averages of all processes that the series has had."""
    return tuple(own_id(process, segment) for segment in range(segments(process)))
