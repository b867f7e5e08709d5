"""Differences from the level of the segment, and how much each of them weighs."""

from __future__ import annotations

import numpy as np

from peelian.signals.panel import Array
from peelian.signals.season.levels import levels
from peelian.signals.season.points import Points


def relative(points: Points, exposure: Array, shift: Array | None = None) -> tuple[Array, Array]:
    """Differences from the level of the segment [S, T] and their weights, 0 where a point is not used.

    For counts as parts of what is expected, weighted by that (variance by weight: the overdispersion). For shares
    weighted by the inverse of the variance, which is binomial and what is between periods beyond it. `shift` [S, T]:
    a season to be taken off shares and measurements first.
    """
    level = levels(points, exposure, shift)
    if points.counted:
        expected = np.where(points.used, level * exposure, 0.0)
        return np.where(expected > 0, points.total / np.where(expected > 0, expected, 1.0) - 1, 0.0), expected
    x = points.total / points.size - level
    x = np.where(points.used, x if shift is None else x - shift, 0.0)
    if points.family == "measurement":
        return x, points.used.astype(float)
    variance = np.where(points.used, share_variance(points, level, x), 0.0)
    return x, np.where(variance > 0, 1 / np.where(variance > 0, variance, 1.0), 0.0)


def share_variance(points: Points, level: Array, x: Array) -> Array:
    """Of each share [S, T] about its level: the binomial's and, by moments, what varies between periods beyond it."""
    chance = np.clip(level * (1 - level), 0.0, None) / points.size
    number = np.maximum(points.used.sum(axis=1, keepdims=True), 2)
    binomial = np.where(points.used, chance, 0.0).sum(axis=1, keepdims=True) / number
    between = (x * x).sum(axis=1, keepdims=True) / (number - 1) - binomial
    return np.asarray(chance + np.maximum(between, 0.0))
