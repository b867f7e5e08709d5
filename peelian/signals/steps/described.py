"""Steps that were found, described: their dates, the averages before and after, the evidence."""

from __future__ import annotations

from typing import Any

import numpy as np

from peelian.signals.panel import Array, Ints
from peelian.signals.steps.dating import NEAREST, date
from peelian.signals.steps.drift import drifts
from peelian.signals.steps.fit import Noise, labels, levels
from peelian.signals.steps.model import Steps
from peelian.signals.steps.number import log_ratio
from peelian.signals.steps.partition import Partitions, Sums, sums
from peelian.signals.steps.points import Points
from peelian.signals.steps.scan import Scan, chance


def described(
    raw: Points, flat: Points, found: Partitions, heard: Noise, series: Ints, steps: int, scan: Scan
) -> Steps:
    """Of the series (places) that have so many steps. `raw`: as received; `flat`: season and wild values out."""
    own, run, best = flat.of(series), found.sums.of(series), found.cuts[steps][:, series]
    noise = heard.of(series)
    dates = [date(own.family, run, best[q - 1], best[q + 1], noise.unit) for q in range(1, steps + 1)]
    first, earliest, latest = (
        np.array([getattr(when, end) for when in dates]) for end in ("first", "earliest", "latest")
    )
    cuts = _agreed(own, best, first)
    level, plain, known = levels(run, cuts), *_averages(raw.of(series), cuts)
    gain = np.array([log_ratio(_lost(own, run, best, q), noise) for q in range(1, steps + 1)])
    drift = drifts(own, np.take_along_axis(level, labels(cuts, own.size[0]), axis=0), steps, noise.unit)
    every = np.broadcast_to(series, (steps, len(series)))
    columns: tuple[Any, ...] = (
        every,
        cuts[1:-1],
        np.minimum(earliest, cuts[1:-1]),
        np.maximum(latest, cuts[1:-1]),
        cuts[:-2],
        cuts[2:] - 1,
        known[:-1],
        known[1:],
        plain[:-1],
        plain[1:],
        level[:-1],
        level[1:],
        gain,
        chance(scan, gain, own.observed),
        np.broadcast_to(drift, every.shape),
    )
    return Steps(*(column.ravel() for column in columns))


def _agreed(own: Points, best: Ints, first: Ints) -> Ints:
    """The cuts with their published dates, each moved to the first value from then on; as they were found where two
    dates come too close."""
    count = sums(own).count
    dated = best.copy()
    dated[1:-1] = first
    counts = np.take_along_axis(np.broadcast_to(count, (len(count), own.size[1])), dated, axis=0)
    apart = (np.diff(counts, axis=0) >= NEAREST).all(axis=0)
    cuts = np.where(apart, dated, best)
    if own.known is not None:
        periods = own.size[0]
        place = np.where(own.known, np.arange(periods)[:, None], periods)
        onward = np.minimum.accumulate(place[::-1], axis=0)[::-1]
        cuts[1:-1] = np.take_along_axis(onward, cuts[1:-1], axis=0)
    return cuts


def _averages(raw: Points, cuts: Ints) -> tuple[Array, Ints]:
    """Plain average and number of values of each segment [k + 1, D]."""
    run = sums(raw)
    count = np.broadcast_to(run.count, run.total.shape)
    known = np.diff(np.take_along_axis(count, cuts, axis=0), axis=0)
    under = Sums(run.total, run.weight if raw.family.quotient else count, count)
    return levels(under, cuts), known.astype(np.int64)


def _lost(own: Points, run: Sums, cuts: Ints, step: int) -> Array:
    """By how much the deviance grows without the step, its neighbours left where they are [D]."""
    column = np.arange(cuts.shape[1])
    ends = cuts[step - 1 : step + 2]
    total = run.total[ends, column]
    weight = np.broadcast_to(run.weight, run.total.shape)[ends, column]
    misfit = own.family.misfit
    parts = misfit(np.diff(total, axis=0), np.diff(weight, axis=0)).sum(axis=0)
    return np.asarray(misfit(total[2] - total[0], weight[2] - weight[0]) - parts)
