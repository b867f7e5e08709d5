"""A predicted value as a distribution: its quantiles, and the chance that it lies at or below a level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from peelian.signals.distributions.continuous import t_below, t_quantile
from peelian.signals.distributions.counts import Counts
from peelian.signals.panel import Array


@dataclass(frozen=True)
class Predicted:
    """Predicted values of any shape. A value is (known + what is yet to come) by `per`.

    What is yet to come is a count (Poisson, negative binomial, binomial or beta-binomial by mean, variance and
    `size`) where `counted`, else mean plus the square root of the variance times Student's t with `free` degrees of
    freedom. `known`, `per` and `free` have the shape of the others or stretch to it.
    """

    counted: bool
    mean_to_come: Array
    variance: Array
    size: Array
    known: Array
    per: Array
    free: Array

    @property
    def mean(self) -> Array:
        return (self.known + self.mean_to_come) / self.per

    def column(self, number: int) -> Predicted:
        """One period's predictions [S] of those of several [S, n]."""
        return Predicted(self.counted, *(part[:, number] for part in self._parts()))

    def columns(self, count: int) -> Predicted:
        """The predictions of the first periods [S, count] of several [S, n]."""
        return Predicted(self.counted, *(part[:, :count] for part in self._parts()))

    def _parts(self) -> Iterator[Array]:
        """All but `counted`, in their order, each of the shape of all."""
        for part in (self.mean_to_come, self.variance, self.size, self.known, self.per, self.free):
            yield np.broadcast_to(part, self.mean_to_come.shape)

    def quantiles(self, levels: tuple[float, ...]) -> tuple[Array, ...]:
        """The smallest value with at least each of these chances of not being exceeded; levels rise."""
        if self.counted:
            found = Counts(self.mean_to_come, self.variance, self.size).quantiles(levels)
        else:
            scale = np.sqrt(self.variance)
            found = tuple(self.mean_to_come + t_quantile(level, self.free) * scale for level in levels)
        return tuple((self.known + one) / self.per for one in found)

    def at_most(self, value: Array) -> Array:
        """The chance of a value at or below this one."""
        left = value * self.per - self.known
        if self.counted:
            return Counts(self.mean_to_come, self.variance, self.size).at_most(left)
        scale = np.sqrt(np.where(self.variance > 0, self.variance, 1.0))
        free = np.broadcast_to(self.free, scale.shape)
        return t_below((left - self.mean_to_come) / scale, free)

    def below(self, value: Array) -> Array:
        """The chance of a value below this one, itself not included."""
        if not self.counted:
            return self.at_most(value)
        left = np.ceil(value * self.per - self.known - 1e-9) - 1
        return Counts(self.mean_to_come, self.variance, self.size).at_most(left)
