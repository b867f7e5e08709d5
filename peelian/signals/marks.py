"""What rules marked, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from peelian.signals.panel import Codes, Flags, Ints

Rule = Literal[
    "outside", "shift", "trend", "two_in_three", "four_in_five", "alternating", "stratified", "mixture", "crossings"
]

NO_SIGNAL, HIGH, LOW, UNDIRECTED = 0, 1, -1, 2
"""What the arrays of `Signals` hold: none; high or rising; low or falling; a signal that has no direction."""


@dataclass(frozen=True)
class Runs:
    """Runs about the centre in each point's segment [S, T] (Anhoej and Olesen 2014).

    `useful`: points with a side; those on the centre and missing ones are left out of runs and crossings.
    `signal`: the longest run is longer than `longest_max`, or the crossings are fewer than `crossings_min`.
    """

    useful: Ints
    longest: Ints
    longest_max: Ints
    crossings: Ints
    crossings_min: Ints
    signal: Flags


@dataclass(frozen=True)
class Signals:
    """What each rule of a set marked; every array is [S, T].

    `rules`: in the rule set's order. `marked[r]`: the points that belong to a signal of that rule, by direction.
    `ended[r]`: the points at which the rule became true with nothing known of what came later.
    `runs`: where the set asks about runs and crossings, and for every run chart.
    """

    rules: tuple[Rule, ...]
    marked: tuple[Codes, ...]
    ended: tuple[Codes, ...]
    runs: Runs | None = None
