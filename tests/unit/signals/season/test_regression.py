"""Weighted least squares about segments, against one series at a time with numpy's own solver."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.signals.panel import Array
from peelian.signals.season.calendar import calendar
from peelian.signals.season.regression import Columns, columns, normal
from tests.signal_series import months

RNG = np.random.default_rng(13)


def plain(x: Array, weights: Array, segment: Array, made: Columns) -> tuple[Array, list[float]]:
    """Coefficients of one series, and the sums of squares left by levels, then with slope, then with each part."""
    root = np.sqrt(weights)[:, None]
    levels = (segment[:, None] == np.unique(segment[weights > 0])).astype(float)
    ends = [0, 1, *(1 + part.stop for part in made.parts)]
    left = []
    columns_of = np.concatenate([made.time[:, None], made.waves[made.place]], axis=1)
    for end in ends:
        design = np.concatenate([levels, columns_of[:, :end]], axis=1) * root
        found, *_ = np.linalg.lstsq(design, x * root[:, 0], rcond=None)
        left.append(float(((x * root[:, 0] - design @ found) ** 2).sum()))
    return found[levels.shape[1] :], left


def test_fits_as_the_plain_way_does() -> None:
    periods, series = 66, 12
    made = columns(calendar(months(periods)))
    x = RNG.normal(size=(series, periods))
    weights = RNG.uniform(0.2, 3, (series, periods)) * (RNG.random((series, periods)) > 0.1)
    starts = np.sort(RNG.integers(12, 54, (series, 2)), axis=1)
    segment = (np.arange(periods) >= starts[:, :1]).astype(int) + (np.arange(periods) >= starts[:, 1:])
    equations = normal(weights, segment, made, np.ones(series, dtype=bool))
    fit = equations.fit(x)
    residuals = equations.residuals(x, fit)
    for s in range(series):
        found, left = plain(x[s], weights[s], segment[s], made)
        assert fit.coefficients[s] == pytest.approx(found, abs=1e-6)
        assert fit.start[s] == pytest.approx(left[1], rel=1e-6)
        assert fit.parts[s] == pytest.approx(-np.diff(left[1:]), rel=1e-5, abs=1e-6)
        assert fit.left[s] == pytest.approx(left[-1], rel=1e-6)
        assert (residuals[s] ** 2).sum() == pytest.approx(left[-1], rel=1e-6)


def test_waves_make_any_pattern() -> None:
    made = columns(calendar(months(12)))
    assert made.waves.shape == (12, 11)
    assert np.linalg.matrix_rank(np.concatenate([np.ones((12, 1)), made.waves], axis=1)) == 12
    assert made.sizes() == (2, 2, 7)
    assert made.waves.sum(axis=0) == pytest.approx(np.zeros(11), abs=1e-12)
