"""Effects of the year about the level of each segment, by weighted least squares, every series at once.

Columns: one slope over the whole series, which is taken out and kept out of the season; then the waves of the year in
parts: the wave of one year, that of half a year, all shorter ones. With all waves any pattern of months can be made.
Sums of squares are sequential in that order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.signals.panel import Array, Flags, Ints
from peelian.signals.season.calendar import Calendar
from peelian.signals.segments import segments_in

PARTS = {12: ((1,), (2,), (3, 4, 5, 6)), 4: ((1,), (2,))}
"""Waves per year of each part, by the number of periods in a year."""
RIDGE = 1e-9  # of the mean diagonal, so that months without a value give no division by zero


@dataclass(frozen=True)
class Columns:
    """`waves` [cycle, cycle - 1] by place in the year, and which of them make each of the `parts`. `time` [T]: the
    slope's column. `place` [T], and `places` [T, cycle]: 1 at each period's place, 0 elsewhere."""

    waves: Array
    parts: tuple[slice, ...]
    time: Array
    place: Ints
    places: Array

    def sizes(self) -> tuple[int, ...]:
        """How many waves each part has."""
        return tuple(part.stop - part.start for part in self.parts)

    def sums(self, weighted: Array) -> Array:
        """The sum over periods of each column [S, cycle], slope first, times `weighted` [S, T]."""
        return np.concatenate([(weighted @ self.time)[:, None], weighted @ self.places @ self.waves], axis=1)

    def products(self, weights: Array) -> Array:
        """The sums over periods of the products of any two columns [S, cycle, cycle], times weights [S, T]."""
        cycle, (row, column) = len(self.waves), np.triu_indices(len(self.waves) - 1)
        answer = np.empty((len(weights), cycle, cycle))
        pairs = weights @ self.places @ (self.waves[:, row] * self.waves[:, column])
        answer[:, 1 + row, 1 + column] = answer[:, 1 + column, 1 + row] = pairs
        answer[:, 0, :] = answer[:, :, 0] = self.sums(weights * self.time)
        return answer

    def fitted(self, coefficients: Array) -> Array:
        """What coefficients [S, cycle], slope first, make of the periods [S, T]."""
        season = coefficients[:, 1:] @ self.waves.T
        return np.asarray(season[:, self.place] + coefficients[:, :1] * self.time)


def columns(calendar: Calendar) -> Columns:
    """The columns for these periods."""
    cycle = calendar.cycle
    angle = 2 * np.pi * np.arange(cycle) / cycle
    waves: list[Array] = []
    parts = []
    for numbers in PARTS[cycle]:
        start = len(waves)
        for number in numbers:
            waves.append(np.cos(number * angle))
            if 2 * number < cycle:
                waves.append(np.sin(number * angle))
        parts.append(slice(start, len(waves)))
    time = np.arange(len(calendar.place)) / max(len(calendar.place), 1) - 0.5
    return Columns(np.stack(waves, axis=1), tuple(parts), time, calendar.place, np.eye(cycle)[calendar.place])


@dataclass(frozen=True)
class Fit:
    """`coefficients` [S, cycle]: slope, then waves. `start` [S]: the sum of squares about levels and slope.
    `parts` [S, parts]: what each part of the season takes off it. `left` [S]: what remains."""

    coefficients: Array
    start: Array
    parts: Array
    left: Array


@dataclass(frozen=True)
class Normal:
    """The normal equations of a set of weights [S, T]: what does not depend on the numbers fitted."""

    weights: Array
    segment: Ints
    made: Columns
    matrix: Array
    lower: Array
    by_segment: tuple[tuple[Array, Array, Array], ...]

    def fit(self, x: Array) -> Fit:
        """The columns fitted to x [S, T], NaN nowhere."""
        weighted = self.weights * x
        right = self.made.sums(weighted)
        squares = np.einsum("st,st->s", weighted, x)
        for here, weight, sums in self.by_segment:
            total = np.einsum("st,st->s", weighted, here)
            mean = total / weight
            right -= sums * mean[:, None]
            squares -= total * mean
        found: Array = np.asarray(np.linalg.solve(self.matrix, right[:, :, None])[:, :, 0], dtype=np.float64)
        parts = np.einsum("sji,sj->si", self.lower, found) ** 2
        start = squares - parts[:, 0]
        taken = np.stack([parts[:, 1:][:, part].sum(axis=1) for part in self.made.parts], axis=1)
        return Fit(found, start, taken, np.maximum(start - taken.sum(axis=1), 0.0))

    def residuals(self, x: Array, fit: Fit) -> Array:
        """What the fit leaves of x [S, T], each in units of its weight's square root; 0 where the weight is."""
        rest = x - self.made.fitted(fit.coefficients)
        for here, weight, _ in self.by_segment:
            rest -= here * (np.einsum("st,st->s", self.weights * here, rest) / weight)[:, None]
        return rest * np.sqrt(self.weights)


def normal(weights: Array, segment: Ints, made: Columns, testable: Flags) -> Normal:
    """The normal equations. Series that are not `testable` [S] get equations that can be solved and say nothing."""
    matrix = made.products(weights)
    size = matrix.shape[1]
    by_segment = []
    for number in range(segments_in(segment)):
        here = (segment == number).astype(float)
        inside = weights * here
        weight = inside.sum(axis=1)
        weight = np.where(weight > 0, weight, 1.0)  # an empty segment has sums of 0, which stay 0
        totals = made.sums(inside)
        matrix -= (totals / weight[:, None])[:, :, None] * totals[:, None, :]
        by_segment.append((here, weight, totals))
    diagonal = np.einsum("sii->s", matrix) / size
    solvable = testable & (diagonal > 0)
    matrix += np.where(solvable, RIDGE * diagonal, 0.0)[:, None, None] * np.eye(size)
    matrix[~solvable] = np.eye(size)
    lower = np.asarray(np.linalg.cholesky(matrix), dtype=np.float64)
    return Normal(weights, segment, made, matrix, lower, tuple(by_segment))
