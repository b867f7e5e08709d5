"""Counts with a given mean and variance, against scipy's distributions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from peelian.signals.distributions.counts import EXACT_MEAN, Counts

LEVELS = (0.025, 0.1, 0.9, 0.975)
INFINITE = float("inf")


def one(mean: float, variance: float, size: float = INFINITE) -> Counts:
    return Counts(np.array([mean]), np.array([variance]), np.array([size]))


def negative_binomial(mean: float, variance: float) -> Any:
    shape = mean * mean / (variance - mean)
    return stats.nbinom(shape, shape / (shape + mean))


def beta_binomial(size: int, a: float, b: float) -> tuple[Any, float, float, float]:
    made = stats.betabinom(size, a, b)
    return made, float(made.mean()), float(made.var()), float(size)


SUMMED = [
    *((stats.poisson(m), m, m, INFINITE) for m in (0.1, 1.0, 3.0, 20.0, EXACT_MEAN)),
    *((negative_binomial(m, v), m, v, INFINITE) for m, v in ((0.1, 0.3), (3.0, 10.0), (29.0, 400.0))),
    *((stats.binom(n, p), n * p, n * p * (1 - p), n) for n, p in ((1, 0.3), (10, 0.9), (100, 0.97), (5000, 0.004))),
    *(beta_binomial(*abc) for abc in ((10, 2, 3), (10, 0.5, 0.5), (100, 20, 5), (5000, 5, 995))),
]
BENT = [
    *((stats.poisson(m), m, m, INFINITE) for m in (30.5, 60.0, 300.0, 5000.0)),
    *((negative_binomial(m, v), m, v, INFINITE) for m, v in ((31.0, 60.0), (200.0, 2000.0), (5000.0, 100000.0))),
    *((stats.binom(n, p), n * p, n * p * (1 - p), n) for n, p in ((100, 0.5), (5000, 0.95), (5000, 0.01))),
    *(beta_binomial(*abc) for abc in ((1000, 50, 50), (5000, 950, 50), (5000, 40, 960))),
]


def steps(made: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.unique(made.ppf(np.linspace(0.001, 0.999, 80)))


@pytest.mark.parametrize(("made", "mean", "variance", "size"), SUMMED)
def test_few_are_summed_exactly(made: Any, mean: float, variance: float, size: float) -> None:
    counts = one(mean, variance, size)
    assert [found[0] for found in counts.quantiles(LEVELS)] == list(made.ppf(LEVELS))
    for k in steps(made):
        assert counts.at_most(np.array([k]))[0] == pytest.approx(made.cdf(k), abs=1e-9)


@pytest.mark.parametrize(("made", "mean", "variance", "size"), BENT)
def test_many_are_close(made: Any, mean: float, variance: float, size: float) -> None:
    counts = one(mean, variance, size)
    assert [found[0] for found in counts.quantiles(LEVELS)] == pytest.approx(list(made.ppf(LEVELS)), abs=1, rel=1e-3)
    for k in steps(made):
        assert counts.at_most(np.array([k]))[0] == pytest.approx(made.cdf(k), abs=0.003)


def test_nothing_is_steadier_than_chance() -> None:
    assert one(4, 0.5).at_most(np.array([6.0])) == one(4, 4).at_most(np.array([6.0]))
    assert one(4, 0.5, 10).at_most(np.array([6.0])) == one(4, 2.4, 10).at_most(np.array([6.0]))


def test_ends() -> None:
    counts = Counts(
        np.array([3.0, 50.0, 2.0, 0.0]), np.array([3.0, 60.0, 1.6, 0.0]), np.array([np.inf, 100, 10, np.inf])
    )
    assert counts.at_most(np.full(4, -1.0)) == pytest.approx([0, 0, 0, 0])
    assert counts.at_most(np.array([1e6, 100.0, 10.0, 0.0])) == pytest.approx([1, 1, 1, 1])
    assert counts.at_most(np.array([2.999, 100.5, 1.5, 0.2])) == pytest.approx(
        counts.at_most(np.array([2.0, 100.0, 1.0, 0.0]))
    )
    assert [found[3] for found in counts.quantiles(LEVELS)] == [0, 0, 0, 0]


def test_each_is_worked_out_for_itself() -> None:
    """Small and large, open and bounded side by side give what each gives alone."""
    mean, variance = np.array([2.0, 200.0, 9.0, 95.0]), np.array([3.0, 900.0, 2.0, 20.0])
    size = np.array([np.inf, np.inf, 10, 100])
    together = Counts(mean, variance, size)
    for i in range(4):
        alone = one(mean[i], variance[i], size[i])
        assert [q[i] for q in together.quantiles(LEVELS)] == [q[0] for q in alone.quantiles(LEVELS)]
        at = np.round(mean)
        assert together.at_most(at)[i] == pytest.approx(alone.at_most(at[i : i + 1])[0])
