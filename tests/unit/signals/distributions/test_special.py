"""The functions that distributions are made of, against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from peelian.signals.distributions.special import beta_below, erfc, log_gamma

RNG = np.random.default_rng(11)


def test_log_gamma() -> None:
    x = np.concatenate([RNG.uniform(1e-3, 5, 200), RNG.uniform(5, 1e6, 200)])
    assert log_gamma(x) == pytest.approx(special.gammaln(x), rel=1e-13, abs=1e-13)


def test_erfc() -> None:
    x = RNG.normal(scale=3, size=200)
    assert erfc(x) == pytest.approx(special.erfc(x), rel=1e-13)


@pytest.mark.parametrize("largest", [1, 10, 100, 3000])
def test_beta_below(largest: float) -> None:
    a, b = RNG.uniform(0.05, largest, (2, 500))
    near = np.clip(a / (a + b) + RNG.normal(size=500) * np.sqrt(a * b / (a + b + 1)) / (a + b), 0, 1)
    for x in (near, RNG.uniform(0, 1, 500)):
        assert beta_below(x, a, b) == pytest.approx(special.betainc(a, b, x), abs=1e-11)


def test_beta_below_at_its_ends() -> None:
    ones = np.ones(2)
    assert beta_below(np.array([0.0, 1.0]), 2 * ones, 3 * ones) == pytest.approx([0, 1], abs=1e-12)
