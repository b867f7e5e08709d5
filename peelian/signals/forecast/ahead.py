"""From the state after the last value to what lies ahead: means and variances of periods, and of sums of them."""

from __future__ import annotations

import numpy as np

from peelian.signals.forecast.filtering import State, coefficients
from peelian.signals.panel import Array


def periods_ahead(state: State, count: int) -> tuple[Array, Array, Array]:
    """Mean and variance of what lasts, level and u [S, count], 1, 2 … periods after the last value, and s² [S].

    Over all models: the variance holds what models differ by.
    """
    phi, ratio = coefficients()
    horizon = np.arange(1, count + 1)
    shape = (len(state.free), count)
    mean, square = np.zeros(shape), np.zeros(shape)
    for g, weight in enumerate(state.weight):
        decay = phi[g, 0] ** horizon
        at = state.level[g][:, None] + state.lasting[g][:, None] * decay
        spread = ratio[g, 0] * state.usual
        known = np.stack(
            [state.level_variance[g] + spread, 2 * state.covariance[g], state.lasting_variance[g] - spread]
        )
        variance = known[0][:, None] + known[1][:, None] * decay + known[2][:, None] * (decay * decay)
        variance *= state.variance[g][:, None]
        mean += weight[:, None] * at
        square += weight[:, None] * (variance + at * at)
    noise = (state.weight * state.variance).sum(axis=0)
    return mean, np.maximum(square - mean * mean, 0.0), noise


def sum_ahead(state: State, weights: Array) -> tuple[Array, Array]:
    """Mean and variance [S] of the weighted sum of what lasts; `weights` [S, J] for 1 … J periods ahead."""
    phi, ratio = coefficients()
    total = weights.sum(axis=1)
    decayed, running, pairs = (np.zeros(state.level.shape) for _ in range(3))
    power = np.ones_like(phi)
    for j in range(weights.shape[1]):
        weight = weights[:, j]
        power = power * phi
        decayed += weight * power
        running = running * phi + weight
        pairs += weight * (2 * running - weight)
    at = state.level * total + state.lasting * decayed
    variance = (
        state.level_variance * total * total
        + 2 * state.covariance * total * decayed
        + state.lasting_variance * decayed * decayed
        + ratio * state.usual * (pairs - decayed * decayed)
    ) * state.variance
    mean = (state.weight * at).sum(axis=0)
    return mean, np.maximum((state.weight * (variance + at * at)).sum(axis=0) - mean * mean, 0.0)
