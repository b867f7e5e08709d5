"""Sums over the baseline of each segment: [S, T] to [S, K] for K segments, and back along the series."""

from __future__ import annotations

import numpy as np

from peelian.signals.panel import Array, Flags, Ints
from peelian.signals.segments import segments_in


def totals(values: Array, counted: Flags, segment: Ints) -> Array:
    """The sum [S, K] of the counted values of each segment; 0 where none is counted."""
    clean = values if counted.all() else np.where(counted, values, 0.0)
    segments = segments_in(segment)
    if segments == 1:
        return np.asarray(clean.sum(axis=1, keepdims=True))
    return np.stack([np.where(segment == k, clean, 0.0).sum(axis=1) for k in range(segments)], axis=1)


def counts(counted: Flags, segment: Ints) -> Array:
    """How many values [S, K] of each segment are counted."""
    segments = segments_in(segment)
    if segments == 1:
        if counted.all():
            return np.full((len(counted), 1), float(counted.shape[1]))
        return np.asarray(counted.sum(axis=1, keepdims=True).astype(np.float64))
    return np.stack([(counted & (segment == k)).sum(axis=1) for k in range(segments)], axis=1).astype(np.float64)


def means(values: Array, counted: Flags, segment: Ints) -> Array:
    """The mean [S, K] of the counted values of each segment, NaN where none is counted.

    Summed twice, the second time about the first result, so that equal values have exactly that mean.
    """
    number = counts(counted, segment)
    first = quotient(totals(values, counted, segment), number)
    return first + quotient(totals(values - along(first, segment), counted, segment), number)


def medians(values: Array, counted: Flags, segment: Ints) -> Array:
    """The median [S, K] of the counted values of each segment, NaN where none is counted."""
    found = []
    for k in range(segments_in(segment)):
        here = counted & (segment == k)
        ordered = np.sort(np.where(here, values, np.inf), axis=1)
        number = here.sum(axis=1, keepdims=True)
        low = np.take_along_axis(ordered, np.maximum((number - 1) // 2, 0), axis=1)
        high = np.take_along_axis(ordered, np.minimum(number // 2, ordered.shape[1] - 1), axis=1)
        found.append(
            np.where(number > 0, low + (np.where(number > 0, high, 0) - np.where(number > 0, low, 0)) / 2, np.nan)
        )
    return np.concatenate(found, axis=1)


def ends(values: Array, counted: Flags, segment: Ints) -> tuple[Array, Array]:
    """The smallest and the largest [S, K] of the counted values of each segment; NaN where none is counted."""
    low, high = (values, values) if counted.all() else (np.where(counted, values, fill) for fill in (np.inf, -np.inf))
    segments = segments_in(segment)
    if segments == 1:
        pair = low.min(axis=1, keepdims=True, initial=np.inf), high.max(axis=1, keepdims=True, initial=-np.inf)
    else:
        here = [segment == k for k in range(segments)]
        pair = (
            np.stack([np.where(at, low, np.inf).min(axis=1, initial=np.inf) for at in here], axis=1),
            np.stack([np.where(at, high, -np.inf).max(axis=1, initial=-np.inf) for at in here], axis=1),
        )
    none = pair[0] > pair[1]
    return np.where(none, np.nan, pair[0]), np.where(none, np.nan, pair[1])


def along(numbers: Array, segment: Ints) -> Array:
    """Each segment's number at each of its points [S, T]; a read-only view where there is one segment."""
    if numbers.shape[1] == 1:
        return np.broadcast_to(numbers, segment.shape)
    return np.take_along_axis(numbers, segment, axis=1)


def quotient(top: Array, bottom: Array) -> Array:
    """The quotient, NaN where the bottom is zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(bottom != 0, top / bottom, np.nan)
