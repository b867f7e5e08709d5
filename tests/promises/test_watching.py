"""The watch of single series: false alarms as seldom as promised, steps as soon as by three sigma with a run of eight.

The worlds and the plain rules beside them are those of bench/long/watching.py, which prints the table.
"""

from __future__ import annotations

import os

import pytest

from bench.long.watching import (
    KNOWN,
    LONG,
    NOT_REACHED,
    PROMISED,
    RULES,
    SEED,
    WITHIN,
    delay,
    rates,
    ruled,
    watcher,
)
from peelian.signals.watching.watch import BETWEEN
from tests.promises.tally import tally

SOAK = bool(os.environ.get("PEELIAN_SOAK"))
MONTHS = 300_000 if SOAK else 20_000
SERIES = 2_000 if SOAK else 200
ERRORS = 3.0
"""Standard errors of a rate of so few alarms that a true rate at its bound may be off by."""


@pytest.mark.parametrize("known", KNOWN if SOAK else (36,))
def test_false_alarms_are_as_seldom_as_promised(known: int) -> None:
    error = ERRORS * (BETWEEN / MONTHS) ** 0.5  # of the rate, as a part of it
    results = {}
    for name, world in PROMISED.items():
        if (name, known) in NOT_REACHED:
            continue
        rate = rates(world, known, MONTHS, {"": watcher(world.family)}, SEED)[""]
        times = rate * BETWEEN
        held = 1 / (1 + WITHIN) - error < times < 1 / (1 - WITHIN) + error
        results[name] = [] if held else [f"an alarm begins {times:.2f} times as often as promised"]
    tallied = tally(f"months between false alarms, {known} known", results)
    assert tallied.held == tallied.tried, tallied.details()


def test_a_rule_set_that_promises_nothing_is_seen() -> None:
    """Three sigma with a run of eight has as few false alarms on independent values, three times as many on others."""
    look = {"": ruled(*RULES["wmp-2015"])}
    quiet, following = (rates(PROMISED[f"autocorrelation {r}"], 60, 20_000, look, SEED)[""] for r in (0.0, 0.3))
    assert 0.7 < quiet * BETWEEN < 1.4
    assert following * BETWEEN > 2


@pytest.mark.parametrize("known", [60, LONG] if SOAK else [60])
def test_a_step_of_one_sigma_is_seen_no_later_than_by_a_run_of_eight(known: int) -> None:
    """On independent values, where both have an alarm about once in 154 months by chance."""
    world = PROMISED["autocorrelation 0.0"]
    (ours, _), (theirs, _) = (
        delay(world, known, SERIES, look, SEED) for look in (watcher(world.family), ruled(*RULES["wmp-2015"]))
    )
    print(f"one sigma, {known} known: {ours:.1f} months, three sigma with a run of eight {theirs:.1f}")
    assert ours <= theirs
