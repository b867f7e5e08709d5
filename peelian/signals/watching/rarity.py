"""How seldom chance alone reaches a weight of evidence: an alarm as strong begins about once in so many periods."""

from __future__ import annotations

import numpy as np

from peelian.signals.panel import Array

# bench/long/watching_calibration.py --series 20000, seed 1154. The weight needed is that of BY_LAG_ONE and, for what is
# counted, BY_EVENTS added to it; both lie on straight lines between neighbours, KNOWN by one over the number.
KNOWN = (24, 36, 60, 120, 480)
"""How many values are known before the latest."""
EVERY = (40.0, 154.0, 600.0)
"""An alarm begins once in so many periods."""
LAG_ONES = (-0.2, 0.0, 0.2, 0.4, 0.6, 0.8)
"""Estimated autocorrelations of neighbours."""
EVENTS = (0.04, 0.07, 0.1, 0.14, 0.2, 0.3, 0.45, 0.7, 1.2, 2.5, 5.0, 12.0)
"""The mean of Poisson counts that vary as much, as estimated; on a line by its logarithm."""
BY_LAG_ONE = (
    (
        (1.730, 1.906, 2.040, 2.124, 2.189, 2.256),
        (2.109, 2.342, 2.580, 2.858, 3.252, 3.761),
        (2.462, 2.735, 3.037, 3.443, 4.011, 4.771),
    ),
    (
        (1.778, 1.913, 1.991, 1.952, 1.831, 1.697),
        (2.116, 2.390, 2.590, 2.662, 2.646, 2.653),
        (2.531, 2.723, 3.071, 3.390, 3.572, 3.736),
    ),
    (
        (1.840, 1.914, 1.938, 1.881, 1.781, 1.633),
        (2.225, 2.405, 2.500, 2.464, 2.409, 2.341),
        (2.609, 2.822, 3.009, 3.018, 3.027, 3.038),
    ),
    (
        (1.899, 1.924, 1.921, 1.855, 1.769, 1.616),
        (2.147, 2.397, 2.505, 2.372, 2.360, 2.206),
        (2.431, 2.847, 2.926, 2.841, 2.891, 2.699),
    ),
    (
        (1.912, 1.925, 1.904, 1.840, 1.750, 1.620),
        (2.406, 2.410, 2.391, 2.355, 2.321, 2.233),
        (2.729, 2.794, 2.816, 2.803, 2.798, 2.788),
    ),
)
"""[KNOWN][EVERY][LAG_ONES]"""
BY_EVENTS = (
    (
        (-1.676, -1.258, -0.851, -0.385, -0.256, -0.289, -0.350, -0.205, -0.237, -0.163, 0.046, 0.001),
        (-0.913, -0.692, -0.500, -0.351, -0.466, -0.490, -0.375, -0.393, -0.313, -0.301, 0.081, -0.007),
        (-0.882, -1.129, -0.428, -0.194, -0.608, -0.679, -0.347, -0.573, -0.416, -0.426, 0.150, -0.022),
    ),
    (
        (-0.884, -0.649, -0.442, -0.322, -0.403, -0.300, -0.263, -0.183, -0.172, -0.116, 0.059, 0.004),
        (-0.717, -0.531, -0.456, -0.475, -0.436, -0.389, -0.358, -0.295, -0.237, -0.217, 0.104, 0.004),
        (-0.761, -0.279, -0.277, -0.601, -0.603, -0.262, -0.550, -0.379, -0.362, -0.288, 0.107, 0.006),
    ),
    (
        (-0.500, -0.544, -0.564, -0.568, -0.224, -0.386, -0.186, -0.191, -0.100, -0.068, 0.051, 0.000),
        (-0.631, -0.555, -0.442, -0.608, -0.393, -0.378, -0.359, -0.238, -0.207, -0.149, 0.065, -0.008),
        (-0.673, -0.274, -0.362, -0.699, -0.306, -0.546, -0.415, -0.329, -0.333, -0.207, 0.045, -0.008),
    ),
    (
        (-0.487, -0.572, -0.632, -0.562, -0.284, -0.363, -0.177, -0.168, -0.080, -0.043, 0.033, -0.006),
        (-0.528, -0.488, -0.442, -0.411, -0.491, -0.275, -0.309, -0.169, -0.120, -0.055, 0.060, 0.022),
        (-0.259, -0.401, -0.500, -0.361, -0.467, -0.350, -0.326, -0.273, -0.141, -0.090, 0.092, 0.018),
    ),
    (
        (-0.525, -0.560, -0.583, -0.534, -0.295, -0.272, -0.171, -0.109, -0.024, 0.003, 0.037, 0.011),
        (-0.633, -0.507, -0.392, -0.398, -0.452, -0.304, -0.284, -0.130, -0.094, -0.030, 0.018, 0.019),
        (-0.426, -0.412, -0.410, -0.386, -0.340, -0.295, -0.234, -0.161, -0.098, 0.004, 0.089, 0.051),
    ),
)
"""[KNOWN][EVERY][EVENTS]"""
SELDOM = 10_000.0
"""What is rarer is given as this: no simulation here says more."""
OFTEN = 2.0


def periods_between(weight: Array, known: Array, lag_one: Array, events: Array) -> Array:
    """Once in how many periods [S] an alarm of at least this weight begins where nothing changes; 2 to 10,000."""
    needed = weights_needed(known, lag_one, events)
    low, middle, high = needed
    gap = np.log(EVERY[1]) - np.log(EVERY[0]), np.log(EVERY[2]) - np.log(EVERY[1])
    slope = np.where(weight < middle, gap[0] / (middle - low), gap[1] / (high - middle))
    return np.asarray(np.clip(np.exp(np.log(EVERY[1]) + slope * (weight - middle)), OFTEN, SELDOM))


def weights_needed(known: Array, lag_one: Array, events: Array) -> Array:
    """The weights [EVERY, S] at which an alarm begins once in so many periods."""
    spaced = 1 / np.array(KNOWN)
    at = np.interp(1 / np.maximum(known, 1), spaced[::-1], np.arange(len(KNOWN))[::-1].astype(float))
    first = np.minimum(at.astype(np.int64), len(KNOWN) - 2)
    part = at - first
    log_events = np.log(np.clip(events, EVENTS[0], EVENTS[-1]))
    few = np.isfinite(events)
    needed = []
    for every in range(len(EVERY)):
        by_known = np.stack(
            [
                np.interp(lag_one, LAG_ONES, BY_LAG_ONE[place][every])
                + np.where(few, np.interp(log_events, np.log(EVENTS), BY_EVENTS[place][every]), 0.0)
                for place in range(len(KNOWN))
            ]
        )
        below, above = (np.take_along_axis(by_known, place[None], axis=0)[0] for place in (first, first + 1))
        needed.append(below + part * (above - below))
    return np.stack(needed)
