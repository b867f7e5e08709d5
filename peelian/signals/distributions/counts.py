"""Counts with a given mean and variance: Poisson, negative binomial, binomial, beta-binomial.

A count without an upper end has a `size` of infinity: Poisson where the variance is not above the mean, negative
binomial above. A count out of `size` is binomial, or beta-binomial where the variance is larger. A variance below
Poisson's or the binomial's is taken as that: nothing is claimed to be steadier than chance alone.

Where the mean (of the rarer of the two outcomes) is at most EXACT_MEAN, chances are summed term by term. Above it
they are those of a gamma distribution shifted to the same mean, variance and skewness (Pearson's type III), by Wilson
and Hilferty's cube-root formula (1931), with a half added for whole numbers: within 0.003 of the exact chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from peelian.signals.distributions.continuous import normal_below, normal_quantile
from peelian.signals.distributions.special import log_gamma
from peelian.signals.panel import Array, Flags

EXACT_MEAN = 30.0
MOST_TERMS = 20_000  # of one sum; the tail of a mean of 30 is far shorter unless the variance is absurd
CLOSE = 1e-9  # a variance nearer than this, relative, to Poisson's or the binomial's is taken as that


@dataclass(frozen=True)
class Counts:
    """Distributions of one shape: mean, variance and size (infinity where there is no upper end), all of one shape."""

    mean: Array
    variance: Array
    size: Array

    def quantiles(self, levels: tuple[float, ...]) -> tuple[Array, ...]:
        """For each level (rising) the smallest whole number with at least this chance of not being exceeded."""
        low, flip = _rarer(self)
        answers = tuple(np.empty(low.mean.shape) for _ in levels)
        exact = low.mean <= EXACT_MEAN
        for turned in (False, True):
            chosen = exact & (flip == turned)
            if chosen.any():
                few = low.at(chosen)
                asked = tuple(1 - level for level in reversed(levels)) if turned else levels
                found = _summed_quantiles(few, asked, beyond=turned)
                for answer, one in zip(answers, reversed(found) if turned else found, strict=True):
                    answer[chosen] = few.size - one if turned else one
        if not exact.all():
            many = low.at(~exact)
            turn, skewness = np.where(flip[~exact], -1.0, 1.0), _skewness(many)
            deviation = np.sqrt(many.variance)
            for answer, level in zip(answers, levels, strict=True):
                above = many.mean + deviation * _bent(turn * normal_quantile(level), skewness)
                full = np.where(flip[~exact], many.size - above, above)
                answer[~exact] = np.clip(np.ceil(full - 0.5), 0, many.size)
        return answers

    def at_most(self, value: Array) -> Array:
        """The chance of a count of at most `value`; what is between two whole numbers counts as the lower."""
        low, flip = _rarer(self)
        whole = np.floor(value + 1e-9)  # 0.3 * 10 stays 3
        # P(X <= k) is 1 - P(size - X <= size - k - 1)
        asked = np.where(flip, low.size - whole - 1, whole) if flip.any() else whole
        chance = np.empty_like(low.mean)
        exact = low.mean <= EXACT_MEAN
        if exact.any():
            chance[exact] = _summed(low.at(exact), asked[exact])
        if not exact.all():
            many = low.at(~exact)
            z = _unbent((asked[~exact] + 0.5 - many.mean) / np.sqrt(many.variance), _skewness(many))
            chance[~exact] = normal_below(z)
        chance = np.where(flip, 1 - chance, chance)
        return np.where(whole < 0, 0.0, np.where(whole >= self.size, 1.0, chance))

    def at(self, chosen: Flags) -> Counts:
        return Counts(self.mean[chosen], self.variance[chosen], self.size[chosen])


def _rarer(counts: Counts) -> tuple[Counts, Flags]:
    """The counts of the rarer outcome with a variance not below chance alone, and where that is the other one."""
    flip = counts.mean > counts.size / 2
    mean = np.where(flip, counts.size - counts.mean, counts.mean) if flip.any() else counts.mean
    least = mean * (1 - mean / counts.size)
    most = np.where(np.isinf(counts.size), np.inf, 0.999 * np.where(np.isinf(counts.size), 1.0, counts.size) * least)
    return Counts(mean, np.clip(counts.variance, least, np.maximum(least, most)), counts.size), flip


def _skewness(counts: Counts) -> Array:
    """The third moment about the mean over the cube of the standard deviation."""
    mean, variance, size = counts.mean, counts.variance, counts.size
    deviation = np.sqrt(variance)
    open_ended = (2 * variance / mean - 1) / deviation
    bounded = np.isfinite(size)
    if not bounded.any():
        return open_ended
    n = np.where(bounded, size, 1.0)
    share = mean / n
    plain = n * share * (1 - share)
    binomial = (1 - 2 * share) / np.sqrt(plain)
    alike = _alike(variance, plain, n)
    total = np.where(alike > 0, (1 - alike) / np.where(alike > 0, alike, 1.0), 0.0)  # a + b of the beta distribution
    beta = (
        (total + 2 * n)
        * (1 - 2 * share)
        / (total + 2)
        * np.sqrt(np.where(alike > 0, (1 + total) / np.maximum(n * share * (1 - share) * (n + total), 1e-300), 0.0))
    )
    return np.where(bounded, np.where(alike > 0, beta, binomial), open_ended)


def _alike(variance: Array, plain: Array, size: Array) -> Array:
    """The correlation of two of the trials; 0 for a binomial count."""
    varies = (plain > 0) & (size > 1)
    extra = variance / np.where(varies, plain, 1.0) - 1
    return np.where(varies & (extra > CLOSE), extra / np.where(varies, size - 1, 1.0), 0.0)


def _bent(z: Array, skewness: Array) -> Array:
    """The quantile of a standardised gamma variable of this skewness, by Wilson and Hilferty."""
    g = np.where(np.abs(skewness) < 1e-6, 1e-6, skewness)
    return np.asarray(2 / g * (np.maximum(1 + g * z / 6 - g * g / 36, 0.0) ** 3 - 1))


def _unbent(w: Array, skewness: Array) -> Array:
    """z with _bent(z) = w."""
    g = np.where(np.abs(skewness) < 1e-6, 1e-6, skewness)
    return np.asarray(6 / g * (np.cbrt(np.maximum(1 + g * w / 2, 0.0)) - 1 + g * g / 36))


def _terms(counts: Counts) -> tuple[Array, Array, Array, Array, Array]:
    """First term and ratio: p(0), and A, B, C, D of p(k + 1) / p(k) = (A + B k)(size - k or 1) / ((k + 1)(C + D k)).

    Poisson, negative binomial and binomial are Panjer's class (1981), with C = 1, D = 0; beta-binomial is not.
    """
    mean, variance, size = counts.mean, counts.variance, counts.size
    spread = np.where(mean > 0, variance / np.where(mean > 0, mean, 1.0), 1.0)
    over = spread > 1 + CLOSE
    b = np.where(over, 1 - 1 / spread, 0.0)
    log_first = np.where(over, -mean / np.where(over, spread - 1, 1.0) * np.log(spread), -mean)
    a, c, d = mean / np.where(over, spread, 1.0), np.ones_like(mean), np.zeros_like(mean)
    bounded = np.isfinite(size)
    if bounded.any():
        n = np.where(bounded, size, 1.0)
        share = np.clip(mean / n, 0.0, 0.5)
        plain = n * share * (1 - share)
        odds = share / (1 - share)
        alike = np.where(bounded, _alike(variance, plain, n), 0.0)
        mixed = alike > 0
        total = np.where(mixed, (1 - alike) / np.where(mixed, alike, 1.0), 2.0)
        hits, misses = total * share, total * (1 - share)
        log_mixed = (
            log_gamma(n + misses) + log_gamma(total) - log_gamma(n + total) - log_gamma(misses) if mixed.any() else 0.0
        )
        a = np.where(bounded, np.where(mixed, hits, odds), a)
        b = np.where(bounded, np.where(mixed, 1.0, 0.0), b)
        c = np.where(bounded, np.where(mixed, misses + n - 1, 1.0), c)
        d = np.where(bounded & mixed, -1.0, d)
        log_first = np.where(bounded, np.where(mixed, log_mixed, n * np.log1p(-share)), log_first)
    return np.exp(log_first), a, b, c, d


def _walk(counts: Counts) -> Iterator[tuple[int, Array]]:
    """k and P(X <= k) for k = 0, 1, 2 …"""
    term, a, b, c, d = _terms(counts)
    bounded = np.isfinite(counts.size)
    below = term.copy()
    for k in range(MOST_TERMS):
        yield k, below
        left = np.where(bounded, np.maximum(counts.size - k, 0.0), 1.0)
        term = term * (a + b * k) * left / ((k + 1) * np.maximum(c + d * k, CLOSE))
        below = below + term


def _summed(counts: Counts, value: Array) -> Array:
    """P(X <= value) term by term."""
    answer = np.zeros_like(counts.mean)
    for k, below in _walk(counts):
        answer = np.where(value >= k, below, answer)
        if not (value > k).any():
            break
    return np.minimum(answer, 1.0)


def _summed_quantiles(counts: Counts, levels: tuple[float, ...], *, beyond: bool) -> tuple[Array, ...]:
    """For each level (rising) the smallest k with P(X <= k) at least the level; `beyond`: above it."""
    answers = tuple(np.zeros(counts.mean.shape) for _ in levels)
    for _, below in _walk(counts):
        for answer, level in zip(answers, levels, strict=True):
            short = below <= level if beyond else below < level
            answer += short
        if not short.any():
            break
    return tuple(np.minimum(answer, counts.size) for answer in answers)
