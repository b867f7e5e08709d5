"""The filter against the plain way: one normal distribution of all values, its matrices written out."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.signals.forecast.ahead import periods_ahead, sum_ahead
from peelian.signals.forecast.filtering import run_filter
from peelian.signals.forecast.models import GRID, SLOPING, State, priors
from peelian.signals.panel import Array

RNG = np.random.default_rng(41)
PERIODS, AHEAD = 40, 14


Model = tuple[float, float, bool]
MODELS: list[Model] = [*((*pair, False) for pair in GRID), *((*pair, True) for pair in GRID[:SLOPING])]


def plain(x: Array, v: Array, used: Array, segment: Array, model: Model, weights: Array) -> list[Array]:
    """Of one series and model: restricted log likelihood with s² at its best, s², and what lasts of AHEAD periods.

    Their means and variances, and mean and variance of their weighted sum; variances with s² in them. A slope of each
    segment is one more thing that lasts: its prior is a covariance that grows with the square of the years.
    """
    phi, ratio, sloping = model
    known = np.flatnonzero(used)
    last, labels = known[-1], np.unique(segment[known])
    usual = np.array([v[used & (segment == label)].mean() for label in labels])
    begins = np.array([np.flatnonzero(segment == label)[0] for label in labels])
    place = np.searchsorted(labels, segment[known])
    ahead = last + 1 + np.arange(AHEAD)
    when, where = np.concatenate([known, ahead]), np.concatenate([place, np.full(AHEAD, place[-1])])
    alike = where[:, None] == where[None, :]
    years = (when - begins[where]) / 12
    lasting = ratio * phi ** np.abs(when[:, None] - when[None, :]) + sloping * years[:, None] * years[None, :]
    lasting = alike * lasting * usual[where][:, None]
    count = len(known)
    covariance = lasting[:count, :count] + np.diag(v[known])
    levels = np.eye(len(labels))[place]
    inverse = np.linalg.inv(covariance)
    information = levels.T @ inverse @ levels
    found = np.linalg.solve(information, levels.T @ inverse @ x[known])
    rest = x[known] - levels @ found
    free = count - len(labels)
    variance = rest @ inverse @ rest / free
    logs = np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(information)[1] - np.log(usual[place]).sum()
    likelihood = -0.5 * (logs + free * np.log(variance) + free)
    cross, own = lasting[count:, :count], lasting[count:, count:]
    level = np.tile(np.eye(len(labels))[-1], (AHEAD, 1))
    open_ = level - cross @ inverse @ levels
    mean = level @ found + cross @ inverse @ rest
    unknown = variance * (own - cross @ inverse @ cross.T + open_ @ np.linalg.solve(information, open_.T))
    return [likelihood, variance, mean, np.diag(unknown), weights @ mean, weights @ unknown @ weights]


def mixed(weight: Array, mean: Array, variance: Array) -> tuple[Array, Array]:
    """Mean and variance of a mixture over the first axis."""
    share = weight.reshape(-1, *[1] * (mean.ndim - 1))
    middle = (share * mean).sum(axis=0)
    return middle, (share * (variance + (mean - middle) ** 2)).sum(axis=0)


def series() -> tuple[Array, Array, Array, Array]:
    x = RNG.normal(size=(6, PERIODS)).cumsum(axis=1) * 0.4 + RNG.normal(size=(6, PERIODS))
    used = RNG.random((6, PERIODS)) > 0.15
    used[:2] = True
    used[2, -3:] = False  # a gap at the end
    segment = np.zeros((6, PERIODS), dtype=np.int64)
    segment[3, 17:] = 1
    segment[4, 9:] = 1
    segment[4, 25:] = 2
    return np.where(used, x, 0.0), RNG.uniform(0.5, 2, (6, PERIODS)), used, segment


def test_states_and_what_lies_ahead() -> None:
    x, v, used, segment = series()
    state = run_filter(x, v, used, segment, np.zeros(6), 12)
    weights = np.where(np.arange(AHEAD) < 9, RNG.uniform(0, 2, (6, AHEAD)), 0.0)
    mean, variance, noise = periods_ahead(state, AHEAD, 12)
    total, total_variance = sum_ahead(state, weights, 12)
    for s in range(6):
        answers = [plain(x[s], v[s], used[s], segment[s], model, weights[s]) for model in MODELS]
        likelihood, s2, means, variances, sums, sum_variances = (np.array(part) for part in zip(*answers, strict=True))
        assert state.variance[:, s] == pytest.approx(s2, rel=1e-6)
        share = priors() * np.exp(likelihood - likelihood.max())
        share /= share.sum()
        assert state.weight[:, s] == pytest.approx(share, abs=1e-6)
        middle, spread = mixed(share, means, variances)
        assert mean[s] == pytest.approx(middle, abs=1e-6)
        assert variance[s] == pytest.approx(spread, rel=1e-5)
        assert noise[s] == pytest.approx((share * s2).sum(), rel=1e-6)
        middle, spread = mixed(share, sums, sum_variances)
        assert total[s] == pytest.approx(middle, abs=1e-5)
        assert total_variance[s] == pytest.approx(spread, rel=1e-5)


def test_priors_are_whole() -> None:
    assert priors().sum() == pytest.approx(1)
    assert len(priors()) == len(MODELS)
    assert priors()[0] + priors()[len(GRID)] == pytest.approx(1 / 4)


def test_a_shared_pattern_gives_what_each_alone_would() -> None:
    x = RNG.normal(size=(5, PERIODS))
    v, used = RNG.uniform(0.5, 2, (1, PERIODS)), np.ones((1, PERIODS), dtype=bool)
    segment = np.zeros((1, PERIODS), dtype=np.int64)
    together = run_filter(x, v, used, segment, np.zeros(5), 12)
    wide = [np.repeat(part, 5, axis=0) for part in (v, used, segment)]
    apart = run_filter(x, wide[0], wide[1], wide[2], np.zeros(5), 12)
    for name in State.__dataclass_fields__:
        assert getattr(together, name) == pytest.approx(getattr(apart, name))


def test_counts_scatter_by_chance_at_the_least() -> None:
    """Steady as they look, s² stays at its least, and no model of a lasting part explains chance away."""
    x = 0.01 * RNG.normal(size=(3, PERIODS))
    state = run_filter(
        x, np.ones_like(x), np.ones(x.shape, dtype=bool), np.zeros(x.shape, dtype=np.int64), np.ones(3), 12
    )
    assert (state.variance >= 1).all()
    assert (state.weight[0] + state.weight[len(GRID)] > 0.4).all()


def test_long_series_do_not_overflow() -> None:
    x = RNG.normal(size=(2, 1200)).cumsum(axis=1) * 1e3
    state = run_filter(
        x, np.ones_like(x), np.ones(x.shape, dtype=bool), np.zeros(x.shape, dtype=np.int64), np.zeros(2), 12
    )
    assert np.isfinite(state.weight).all()
    assert state.now + state.lasting == pytest.approx(np.repeat(x[None, :, -1], len(MODELS), axis=0), abs=3e4)
