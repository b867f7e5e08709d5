"""From the state after the last value to what lies ahead: means and variances of periods, and of sums of them."""

from __future__ import annotations

import numpy as np

from peelian.signals.forecast.models import State, coefficients
from peelian.signals.panel import Array


def periods_ahead(state: State, count: int, cycle: int) -> tuple[Array, Array, Array]:
    """Mean and variance of what lasts, level, slope and u [S, count], 1, 2 … periods after the last value, and s² [S].

    Over all models: the variance holds what models differ by. `cycle` periods make a year.
    """
    phi, ratio = coefficients()
    horizon = np.arange(1, count + 1)
    years = horizon / cycle
    mean, square = np.zeros((len(state.free), count)), np.zeros((len(state.free), count))
    ((now, turning, leaving), (_, slope, bending), (_, _, lasting)) = state.covariance
    for m, weight in enumerate(state.weight):
        decay = phi[m, 0] ** horizon
        one = np.ones(count)
        at = np.stack([state.now[m], state.slope[m], state.lasting[m]], axis=1) @ np.stack([one, years, decay])
        fresh = ratio[m, 0] * state.usual
        parts = (now[m] + fresh, slope[m], lasting[m] - fresh, 2 * turning[m], 2 * leaving[m], 2 * bending[m])
        squares = np.stack([one, years**2, decay**2, years, decay, years * decay])
        variance = state.variance[m][:, None] * (np.stack(parts, axis=1) @ squares)
        mean += weight[:, None] * at
        square += weight[:, None] * (variance + at * at)
    noise = (state.weight * state.variance).sum(axis=0)
    return mean, np.maximum(square - mean * mean, 0.0), noise


def sum_ahead(state: State, weights: Array, cycle: int) -> tuple[Array, Array]:
    """Mean and variance [S] of the weighted sum of what lasts; `weights` [S, J] for 1 … J periods ahead."""
    phi, ratio = coefficients()
    horizon = np.arange(1, weights.shape[1] + 1)
    decayed, running, pairs = (np.zeros(state.now.shape) for _ in range(3))
    power = np.ones_like(phi)
    for j in range(weights.shape[1]):
        weight = weights[:, j]
        power = power * phi
        decayed += weight * power
        running = running * phi + weight
        pairs += weight * (2 * running - weight)
    total, years = weights.sum(axis=1), weights @ (horizon / cycle)
    at = state.now * total + state.slope * years + state.lasting * decayed
    ((now, turning, leaving), (_, slope, bending), (_, _, lasting)) = state.covariance
    known = now * total**2 + slope * years**2 + lasting * decayed**2
    known += 2 * (turning * total * years + leaving * total * decayed + bending * years * decayed)
    variance = state.variance * (known + ratio * state.usual * (pairs - decayed * decayed))
    mean = (state.weight * at).sum(axis=0)
    return mean, np.maximum((state.weight * (variance + at * at)).sum(axis=0) - mean * mean, 0.0)
