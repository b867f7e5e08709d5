"""Normal, Student's t and F, against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from peelian.signals.distributions.continuous import f_above, normal_below, normal_quantile, t_below, t_quantile

RNG = np.random.default_rng(12)
LEVELS = (0.025, 0.1, 0.5, 0.9, 0.975)


def test_normal() -> None:
    z = RNG.normal(scale=3, size=200)
    assert normal_below(z) == pytest.approx(stats.norm.cdf(z), rel=1e-12)
    assert [normal_quantile(level) for level in LEVELS] == pytest.approx(stats.norm.ppf(LEVELS), abs=1e-14)


def test_chances_of_t() -> None:
    x, df = RNG.normal(scale=3, size=300), RNG.uniform(1, 100, 300)
    assert t_below(x, df) == pytest.approx(stats.t.cdf(x, df), abs=1e-11)


@pytest.mark.parametrize(("df", "tolerance"), [(5.0, 0.002), (8.0, 0.0005), (12.0, 0.0005), (60.0, 1e-6)])
def test_quantiles_of_t(df: float, tolerance: float) -> None:
    for level in LEVELS:
        assert t_quantile(level, np.array([df])) == pytest.approx([stats.t.ppf(level, df)], abs=tolerance)


@pytest.mark.parametrize("df1", [1, 2, 7])
def test_chances_of_f(df1: int) -> None:
    f, df2 = RNG.uniform(0, 8, 300), RNG.uniform(1, 200, 300)
    assert f_above(f, df1, df2) == pytest.approx(stats.f.sf(f, df1, df2), abs=1e-11)
