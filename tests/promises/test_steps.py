"""Steps: at most 5% of series without a step are given one in 60 months, and true steps are placed and dated.

The worlds and the plain rules beside them are those of bench/long/steps.py, which prints the whole table.
"""

from __future__ import annotations

import os

import numpy as np
import pytest

from bench.long.steps import (
    COVERED,
    LEAST_HITS,
    MOST_FALSE,
    NEAR,
    SEED,
    SIZE,
    STEP,
    World,
    coverage,
    least_squares,
    worlds,
)
from peelian.signals.panel import Flags
from peelian.signals.steps.model import Steps
from peelian.signals.steps.propose import propose
from peelian.signals.steps.replay import replay
from tests.promises.tally import tally

SERIES, REPLAYED = (40_000, 2_000) if os.environ.get("PEELIAN_SOAK") else (1_500, 150)
ERRORS = 3.5
"""Standard errors of a share of so few series that a true share at its bound may be off by."""

QUIET = {name: world for name, world in worlds(np.random.default_rng(SEED), SERIES).items() if world.promised}
LOUD = {name: world for name, world in worlds(np.random.default_rng(SEED + 1), SERIES, SIZE).items() if world.promised}


def slack(share: float, series: int) -> float:
    return ERRORS * (share * (1 - share) / series) ** 0.5


def counted(promise: str, held: Flags) -> float:
    """The share that held, with the line that says so."""
    faults = {str(series): [] if fine else ["not so"] for series, fine in enumerate(held.tolist())}
    return tally(promise, faults).held / len(held)


def found(world: World) -> Steps:
    return propose(world.family, world.values, world.weight).steps


@pytest.mark.parametrize("name", QUIET)
def test_no_step_where_there_is_none(name: str) -> None:
    held = np.ones(SERIES, dtype=bool)
    held[found(QUIET[name]).series] = False
    assert counted(f"steps: no false one, {name}", held) >= 1 - MOST_FALSE - slack(MOST_FALSE, SERIES)


@pytest.mark.parametrize("name", ["independent", "season of 1 sigma"])
def test_a_step_of_one_and_a_half_sigma_is_placed(name: str) -> None:
    steps = found(LOUD[name])
    held = np.zeros(SERIES, dtype=bool)
    held[steps.series[np.abs(steps.first - STEP) <= NEAR]] = True
    assert counted(f"steps: within {NEAR} months, {name}", held) >= LEAST_HITS - slack(LEAST_HITS, SERIES)


@pytest.mark.parametrize("name", LOUD)
def test_the_interval_holds_the_date(name: str) -> None:
    covered, _ = coverage(found(LOUD[name]), SERIES)
    least, most = COVERED
    assert least - slack(least, SERIES) <= covered <= most + slack(most, SERIES)


@pytest.mark.parametrize("name", QUIET)
def test_no_step_on_any_look(name: str) -> None:
    world = QUIET[name]
    weight = None if world.weight is None else world.weight[:REPLAYED]
    held = np.ones(REPLAYED, dtype=bool)
    held[replay(world.family, world.values[:REPLAYED], weight).steps.series] = False
    promise = f"steps month by month: no false one, {name}"
    assert counted(promise, held) >= 1 - MOST_FALSE - slack(MOST_FALSE, REPLAYED)


def test_a_rule_that_breaks_the_promise_is_seen() -> None:
    """The plain partition gives every fourth autocorrelated series a step."""
    assert least_squares(QUIET["autocorrelation 0.3"].values).any(axis=1).mean() > MOST_FALSE + slack(
        MOST_FALSE, SERIES
    )
