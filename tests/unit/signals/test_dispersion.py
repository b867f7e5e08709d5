"""Autocorrelation and dispersion of many baselines together."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.signals.dispersion import LEAST_LENDERS, MOST_FOLLOWED, MOST_LENT, borrowed, followed
from peelian.signals.panel import Array


def following(by: float, series: int = 400, months: int = 36) -> Array:
    chance = np.random.default_rng(20260101)
    made = chance.normal(size=(series, months))
    for at in range(1, months):
        made[:, at] = by * made[:, at - 1] + np.sqrt(1 - by * by) * made[:, at]
    less: Array = made - made.mean(axis=1, keepdims=True)
    return less


@pytest.mark.parametrize("by", [0.0, 0.3, 0.6])
def test_autocorrelation_is_found_again_without_bias(by: float) -> None:
    residual = following(by)
    found = followed(residual, np.ones(residual.shape, dtype=bool), 12, pearson=False)
    assert found.mean() == pytest.approx(by, abs=0.04)
    assert found.std() < 0.06, "series that are alike are shrunk to each other"


def test_counts_follow_as_far_as_chance_does_not_make_them() -> None:
    """Levels follow by 0.6 and swing by a fifth: of means of 2 and of 200, chance makes 93% and 11% of the variance."""
    chance = np.random.default_rng(9)
    mean = np.repeat([2.0, 200.0], 400)[:, None]
    counts = chance.poisson(mean * np.exp(0.2 * following(0.6, 800)))
    level = counts.mean(axis=1, keepdims=True)
    found = followed((counts - level) / np.sqrt(level), np.ones(counts.shape, dtype=bool), 12, pearson=True)
    assert found[:400].mean() == pytest.approx(0.6 * 0.07, abs=0.06)
    assert found[400:].mean() == pytest.approx(0.6 * 0.89, abs=0.06)


def test_series_that_differ_keep_their_own() -> None:
    both = np.concatenate([following(0.0), following(0.7)])
    found = followed(both, np.ones(both.shape, dtype=bool), 12, pearson=False)
    assert found[:400].mean() < 0.15
    assert found[400:].mean() > 0.5
    assert 0 <= found.min() <= found.max() <= MOST_FOLLOWED


def test_pairs_across_a_gap_do_not_count() -> None:
    """Every second point missing leaves no pair, so that only the correction for the mean is left."""
    residual, held = following(0.7), np.zeros((400, 36), dtype=bool)
    held[:, ::2] = True
    assert followed(np.where(held, residual, 0), held, 12, pearson=False).tolist() == pytest.approx([1 / 18] * 400)


def test_short_and_constant_baselines_have_none() -> None:
    nothing = np.zeros((2, 12))
    held = np.ones((2, 12), dtype=bool)
    assert followed(nothing, held, 13, pearson=False).tolist() == [0, 0]
    assert followed(nothing, held, 12, pearson=False).tolist() == pytest.approx([1 / 12, 1 / 12])


def dispersions(true: Array, freedom: float = 30) -> Array:
    chance = np.random.default_rng(7)
    found: Array = true * chance.chisquare(freedom, len(true)) / freedom
    return found


def test_series_that_are_alike_lend_each_other_much() -> None:
    true, mean = np.full(2000, 3.0), np.linspace(5, 500, 2000)
    own = dispersions(true)
    found, lent = borrowed(own, np.full(2000, 30.0), mean)
    assert lent == MOST_LENT
    assert (found >= own).all(), "a dispersion of one's own is never taken down"
    assert found.min() > 2.5 > own.min()


def test_series_that_are_not_lend_little() -> None:
    true = np.exp(np.random.default_rng(3).normal(0, 1, 2000))
    _, lent = borrowed(dispersions(true), np.full(2000, 30.0), np.linspace(5, 500, 2000))
    # Half the trigamma's inverse of 1: trigamma(1.43) = 1.
    assert lent == pytest.approx(2 * 1.43, rel=0.1)


def test_a_dispersion_that_grows_with_the_mean_is_followed() -> None:
    mean = np.linspace(5, 500, 2000)
    found, _ = borrowed(dispersions(np.sqrt(mean)), np.full(2000, 30.0), mean)
    assert np.median(found[:200]) < np.median(found[-200:]) / 2


def test_few_or_small_series_lend_nothing() -> None:
    own = dispersions(np.full(100, 3.0))
    few = np.where(np.arange(100) < LEAST_LENDERS - 1, 50.0, 1.0)
    for mean in (few, np.full(100, 4.9)):
        found, lent = borrowed(own, np.full(100, 30.0), mean)
        assert lent == 0
        assert (found == own).all()
