"""Thousands of series month after month: few are named falsely. Simulated, in `make soak` only."""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np
import pytest

from bench.long.many_series import PROMISED, RATE, SCENARIOS, SEED, simulate
from peelian.periods import month, shift
from peelian.signals.panel import Array, Panel, of_quotients
from peelian.signals.surprise import Kind, surprise
from tests.promises.tally import tally

RUNS = 12
DRAWS, SERIES, BASELINE = 40, 5000, 36

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("PEELIAN_SOAK"), reason="a simulation of minutes; make soak runs it"),
]


@pytest.mark.parametrize(("said", "shocks", "changes"), SCENARIOS, ids=[said for said, _, _ in SCENARIOS])
def test_the_false_share_stays_under_the_promised_one(said: str, shocks: str, changes: bool) -> None:
    scores = simulate(RUNS, SEED, (*PROMISED, "3 sigma on each chart"), shocks, changes=changes)  # type: ignore[arg-type]
    results = {
        name: [f"surely {scores[name].surely():.1%} false"] if scores[name].surely() > RATE else [] for name in PROMISED
    }
    tallied = tally(f"false discoveries, {said}", results)
    assert tallied.held == tallied.tried, tallied.details()
    assert scores["3 sigma on each chart"].shares().mean() > 0.5, "the worlds are too easy to show anything"
    if changes:
        quarters = scores["one promise, quarters too"]
        assert quarters.found[-1] >= 0.8 * quarters.changed[-1], "the promise is kept by finding nothing"


Chance = np.random.Generator


def following(chance: Chance, by: float) -> Array:
    made = chance.normal(size=(SERIES, BASELINE + 1))
    for at in range(1, BASELINE + 1):
        made[:, at] = by * made[:, at - 1] + np.sqrt(1 - by * by) * made[:, at]
    return made


def means(chance: Chance) -> Array:
    return np.exp(chance.normal(np.log(8), 1.3, (SERIES, 1)))


def negative_binomial(chance: Chance) -> Array:
    size = np.exp(chance.normal(np.log(8), 0.7, (SERIES, 1)))
    return chance.poisson(means(chance) * chance.gamma(size, 1 / size, (SERIES, BASELINE + 1))).astype(float)


def beta_binomial(chance: Chance) -> tuple[Array, Array]:
    tries = 1.0 + chance.poisson(np.exp(chance.normal(5, 1, (SERIES, 1))) * np.ones(BASELINE + 1))
    share, alike = chance.uniform(0.02, 0.98, (SERIES, 1)), np.exp(chance.normal(4, 1, (SERIES, 1)))
    level = chance.beta(share * alike * np.ones(BASELINE + 1), (1 - share) * alike * np.ones(BASELINE + 1))
    return chance.binomial(tries.astype(np.int64), level).astype(float), tries


PROCESSES: dict[str, tuple[Kind, Callable[[Chance], Array | tuple[Array, Array]]]] = {
    "Poisson": ("count", lambda c: c.poisson(means(c) * np.ones(BASELINE + 1)).astype(float)),
    "following by 0.3": ("count", lambda c: c.poisson(means(c) * np.exp(0.2 * following(c, 0.3))).astype(float)),
    "following by 0.6": ("count", lambda c: c.poisson(means(c) * np.exp(0.2 * following(c, 0.6))).astype(float)),
    "of different strength": (
        "count",
        lambda c: c.poisson(means(c) * np.exp(c.uniform(0, 0.5, (SERIES, 1)) * following(c, 0.3))).astype(float),
    ),
    "negative binomial": ("count", negative_binomial),
    "beta-binomial shares": ("share", beta_binomial),
    "values following by 0.3": ("value", lambda c: 50 + following(c, 0.3)),
}


@pytest.mark.parametrize("span", [1, 3])
@pytest.mark.parametrize("name", PROCESSES)
def test_a_small_probability_is_met_no_more_often_than_it_says(name: str, span: int) -> None:
    """Both directions together, of 200,000 series that did not change; two standard errors more are left to chance.

    The tails of a beta-binomial are longer than those of a binomial of fewer tries: of the smallest, three times.
    """
    kind, process = PROCESSES[name]
    chance = np.random.default_rng(SEED)
    periods = tuple(shift(month(2020, 1), at) for at in range(BASELINE + 1))
    small, most = np.array([1e-2, 1e-3, 1e-4, 1e-5]), (1, 1, 1, 3 if kind == "share" else 1)
    met = np.zeros(4)
    for _ in range(DRAWS):
        made = process(chance)
        names = tuple(map(str, range(SERIES)))
        panel = of_quotients(names, periods, *made) if isinstance(made, tuple) else Panel(names, periods, made)
        found = surprise(panel, BASELINE, np.ones(panel.values.shape, dtype=bool), kind, span=span)
        met += [np.count_nonzero(found.high <= p) + np.count_nonzero(found.low <= p) for p in small]
    often = met / (2 * DRAWS * SERIES * small)
    results = {
        f"{p:g}": [f"met {times:.2f} times as often"] if times > limit + 2 / np.sqrt(2 * DRAWS * SERIES * p) else []
        for p, times, limit in zip(small, often, most, strict=True)
    }
    tallied = tally(f"probabilities of surprise, {name}, months together: {span}", results)
    assert tallied.held == tallied.tried, tallied.details()
    assert often[0] > 0.2, "probabilities that are never met find nothing"
