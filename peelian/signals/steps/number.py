"""How many steps a series has: the most of which every one earns its place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.signals.panel import Array, Flags, Ints
from peelian.signals.steps.family import TINY
from peelian.signals.steps.fit import Noise, labels, levels, noise, residuals
from peelian.signals.steps.partition import Partitions
from peelian.signals.steps.points import Points

MORE = 2
"""Months on their own side, above those on the other: of three, all; of six, four."""


@dataclass(frozen=True)
class Gains:
    """`gain`[k - 1, s]: by how much the k-th step betters the fit of series s: twice the logarithm of the ratio of
    likelihoods, by the long-run variance of its noise. `noise`[k - 1]: of what k steps leave over."""

    gain: Array
    noise: tuple[Noise, ...]


def gains(given: Points, found: Partitions, fitted: Array, least_scale: Array, drawn: float = 0) -> Gains:
    most = len(found.cuts) - 1
    gain = np.zeros((most, given.size[1]))
    heard = []
    for steps in range(1, most + 1):
        left = residuals(given, found.sums, found.cuts[steps])
        heard.append(noise(given, left, steps, fitted, least_scale, drawn))
        room = np.isfinite(found.misfit[steps])
        lost = np.where(room, found.misfit[steps - 1], 0.0) - np.where(room, found.misfit[steps], 0.0)
        gain[steps - 1] = log_ratio(lost, heard[-1])
    return Gains(gain, tuple(heard))


def log_ratio(lost: Array, heard: Noise) -> Array:
    """Of deviances lost [S]: twice the log ratio of likelihoods, each with its own scale, by the long-run variance."""
    ratio = lost / np.maximum(heard.scale, TINY)
    known = np.isinf(heard.free)
    free = np.where(known, 1.0, heard.free)
    return np.where(known, ratio, free * np.log1p(np.maximum(ratio, 0) / free)) / heard.long_run


def number_of_steps(given: Points, found: Partitions, gain: Array, least: Array) -> Ints:
    """The greatest number k [S] whose k-th step gains more than `least` [S] and whose steps most months confirm.

    The gain of the k-th step is the least that is lost when any one of the k is left out and the others are moved to
    where they then fit best: so each step passes a test of its own.
    """
    passes = gain > least
    number = _greatest(passes)
    while True:
        again = False
        for steps in range(1, len(passes) + 1):
            those = np.flatnonzero(number == steps)
            if len(those) == 0:
                continue
            refused = those[~_confirmed(given.of(those), found, those, steps)]
            passes[steps - 1, refused] = False
            again |= len(refused) > 0
        if not again:
            return number
        number = _greatest(passes)


def _greatest(passes: Flags) -> Ints:
    most = len(passes)
    return np.where(passes.any(axis=0), most - passes[::-1].argmax(axis=0), 0)


def _confirmed(given: Points, found: Partitions, series: Ints, steps: int) -> Flags:
    """Whether before and after each step at least MORE months lie on their own side of the midpoint of the two levels
    than on the other: a few wild months are no new level."""
    cuts = found.cuts[steps][:, series]
    sums = found.sums.of(series)
    level = levels(sums, cuts)
    segment = labels(cuts, given.size[0])
    fine = np.ones(len(series), dtype=bool)
    known = given.known if given.known is not None else np.ones(given.size, dtype=bool)
    for step in range(steps):
        middle = (level[step] + level[step + 1]) / 2
        sign = np.sign(level[step + 1] - level[step])
        side = (given.total - middle * given.weight) * sign
        for place, way in ((step, -1), (step + 1, 1)):
            here = (segment == place) & known
            fine &= 2 * (here & (side * way > 0)).sum(axis=0) >= here.sum(axis=0) + MORE
    return fine
