"""Proposals of steps in many series, after the fact: which, when, from what level to what, and on what evidence."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from peelian.signals.panel import Array
from peelian.signals.steps.described import described
from peelian.signals.steps.family import FAMILIES, TINY, FamilyName
from peelian.signals.steps.model import Proposals, in_order, joined, no_steps
from peelian.signals.steps.months import find_season, without
from peelian.signals.steps.number import gains, number_of_steps
from peelian.signals.steps.partition import best_partitions
from peelian.signals.steps.points import Points, evened, points, tamed
from peelian.signals.steps.scan import AFTER_THE_FACT, Scan, chance, least_gain

PERIODS_PER_STEP, MOST_STEPS = 12, 12
"""As many steps are looked for as there are twelve periods, and no more than twelve."""
CELLS = 65_536
"""Values looked at together, so that their arrays stay near the processor."""


def propose(
    family: FamilyName, values: Array, weight: Array | None = None, *, cycle: int = 12, scan: Scan = AFTER_THE_FACT
) -> Proposals:
    """Steps in S series of T periods, looked at whole; a person must confirm them before any limit moves.

    `family`: measurement (values), count (values, and as weight the days of each period or nothing), rate and share
    (values are numerators, weights denominators), between (days or cases between rare events).
    `values` [S, T], `weight` [S, T] or [T]; NaN is missing, and so is a point without weight. `cycle`: how many
    periods make a year, 1 where there is no season to look for.

    Any false step: in at most 5% of series per 60 periods (of shorter series too), for independent values and
    first-order autocorrelation up to 0.6, with a season or without, for counts of 0.1 a period and more. Not promised
    for series that drift, for counts that sway slowly and far (one in ten), and for wildly skewed values. The method:
    the least deviance over all partitions (Auger and Lawrence 1989), each step's gain measured by the long-run variance
    of the series (Bai and Perron 1998, Econometrica 66:47), the constants by bench/long/steps_calibration.py.
    """
    many = max(CELLS // max(values.shape[1], 1), 1)
    chunks = range(0, max(len(values), 1), many)
    rows = [slice(low, low + many) for low in chunks]
    parts = [_chunk(family, values[here], _rows(weight, here), cycle, scan) for here in rows]
    steps = [replace(part.steps, series=part.steps.series + low) for part, low in zip(parts, chunks, strict=True)]
    by_series = {f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Proposals)[1:]}
    return Proposals(joined(steps), **by_series)


def _rows(weight: Array | None, here: slice) -> Array | None:
    return weight if weight is None or weight.ndim == 1 else weight[here]


def _chunk(family: FamilyName, values: Array, weight: Array | None, cycle: int, scan: Scan) -> Proposals:
    raw = points(FAMILIES[family], values, weight)
    if raw.size[0] < scan.shortest + scan.latest:
        return _not_looked_at(raw.size[1])
    calm, wild = tamed(_centred(raw) if family == "measurement" else raw, cycle)
    if family in ("rate", "share"):
        calm = evened(calm)
    season = find_season(calm, cycle)
    flat = without(calm, season, cycle) if season.found.any() else calm
    most = int(np.clip(raw.size[0] // PERIODS_PER_STEP, 1, MOST_STEPS))
    least_scale = np.asarray(np.maximum(raw.family.least_scale, _fineness(raw)))
    cut = best_partitions(flat, most, scan.shortest, scan.latest)
    gained = gains(flat, cut, (cycle - 1) * season.found.astype(float), least_scale, scan.drawn)
    number = number_of_steps(flat, cut, gained.gain, least_gain(scan, flat.observed))
    found = [
        described(raw, flat, cut, gained.noise[steps - 1], np.flatnonzero(number == steps), steps, scan)
        for steps in range(1, most + 1)
    ]
    strongest = gained.gain.max(axis=0)
    lag_one = np.array([heard.lag_one for heard in gained.noise])
    looked_at = np.isfinite(cut.misfit[1])
    return Proposals(
        steps=in_order(joined(found)),
        looked_at=looked_at,
        seasonal=season.found,
        wild=wild.sum(axis=0),
        lag_one=np.where(looked_at, lag_one[np.maximum(number - 1, 0), np.arange(len(number))], 0.0),
        strongest=strongest,
        chance=chance(scan, strongest, flat.observed),
    )


def _not_looked_at(series: int) -> Proposals:
    nothing, never = np.zeros(series), np.zeros(series, dtype=bool)
    return Proposals(no_steps(), never, never, nothing.astype(np.int64), nothing, nothing, np.ones(series))


def _centred(given: Points) -> Points:
    """Measurements from their own mean: nothing depends on where zero is, and sums of squares keep their digits."""
    mean = given.total.sum(axis=0) / np.maximum(given.observed, 1)
    return replace(given, total=given.total - mean * given.weight)


def _fineness(given: Points) -> Array:
    """The variance that rounding alone gives: of a value known to the smallest difference in the series [S]."""
    values = given.total / np.maximum(given.weight, TINY)
    differences = np.abs(np.diff(values, axis=0))
    least = np.where(differences > TINY, differences, np.inf).min(axis=0, initial=np.inf)
    return np.asarray(np.where(np.isfinite(least), least, 0.0) ** 2 / 12)
