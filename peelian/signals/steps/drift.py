"""Whether a straight line fits a series as well as its steps: then a slow drift may have been taken for steps."""

from __future__ import annotations

import numpy as np

from peelian.signals.panel import Array, Flags
from peelian.signals.steps.family import TINY
from peelian.signals.steps.points import Points

PER_NUMBER = 2.0
"""What each further number of a model must better its fit by (Akaike 1974, IEEE Transactions AC-19:716)."""


def drifts(given: Points, level: Array, steps: int, unit: Array) -> Flags:
    """Of series with `steps` steps and levels [T, S]; `unit` [S]: variance of a point in the long run.

    Least squares by weight on both sides. A line has a slope where the steps have a size and a date each.
    """
    weight = np.broadcast_to(given.weight, given.total.shape)
    whole = np.maximum(weight.sum(axis=0), TINY)
    value = given.total / np.maximum(weight, TINY)
    place = np.arange(given.size[0])[:, None] - (weight * np.arange(given.size[0])[:, None]).sum(axis=0) / whole
    middle = given.total.sum(axis=0) / whole
    slope = (given.total * place).sum(axis=0) / np.maximum((weight * place * place).sum(axis=0), TINY)
    spread = np.maximum(given.family.variance(middle), TINY)
    line = (weight * (value - middle - slope * place) ** 2).sum(axis=0) / spread
    stairs = (weight * (value - level) ** 2).sum(axis=0) / spread
    return np.asarray(line - stairs <= PER_NUMBER * (2 * steps - 1) * unit)
