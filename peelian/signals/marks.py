"""What rules marked, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from peelian.signals.panel import Array, Codes, Flags

Rule = Literal[
    "outside", "shift", "trend", "two_in_three", "four_in_five", "alternating", "stratified", "mixture", "crossings"
]
NONE, HIGH, LOW, EITHER = 0, 1, -1, 2
"""What the arrays of `Signals` count in: no signal; high or rising; low or falling; a signal without a direction."""


@dataclass(frozen=True)
class Runs:
    """Runs about the centre of each point's segment [S, T]; NaN without a centre (Anhoej and Olesen 2014).

    Points on the centre are not useful and are left out. `signal`: the longest run is longer than `longest_max`, or
    the crossings are fewer than `crossings_min`.
    """

    useful: Array
    longest: Array
    longest_max: Array
    crossings: Array
    crossings_min: Array
    signal: Flags


@dataclass(frozen=True)
class Signals:
    """What each rule of a set marked; every array is [S, T].

    `rules`: in the rule set's order of labels. `marked[r]`: the points that belong to a signal of that rule, by
    direction. `ended[r]`: the points at which the rule first could be told, with nothing known of what came later.
    `label`: the place in `rules` of the one signal that wins at a point, -1 for none. `direction`: that signal's.
    """

    rules: tuple[Rule, ...]
    marked: tuple[Codes, ...]
    ended: tuple[Codes, ...]
    label: Codes
    direction: Codes
    runs: Runs | None = None
