"""How long a process in control runs before a rule set calls it changed, and how soon a real change is called.

Average run lengths with known lines against those of C. W. Champ and W. H. Woodall, Technometrics 29 (1987) 393, for
three sigma with a run of eight (152.7) and all four Western Electric rules (91.75), and against other people's
simulations of 20,000 runs.
"""

from __future__ import annotations

import os

import numpy as np
import pytest

from peelian.periods import month, shift
from peelian.signals.limits.lines import Limits
from peelian.signals.marks import NO_SIGNAL
from peelian.signals.panel import Array, Panel
from peelian.signals.rules import signals
from peelian.signals.ruleset import load
from peelian.signals.segments import Basis

RUNS = 20_000 if os.environ.get("PEELIAN_SOAK") else 1_000
AT_ONCE = 500
LONGEST = 1_500  # points; a run in control is longer once in ten thousand times
SEED = 20261101
PERIODS = tuple(shift(month(1800, 1), n) for n in range(LONGEST))

IN_CONTROL = {"nhs-r": 86.5, "nhs-2023": 86.5, "wmp-2015": 152.7, "western-electric": 91.75, "nelson-8": 73.5}
ONE_SIGMA = {"nhs-r": 10.6, "nhs-2023": 10.6, "wmp-2015": 14.5, "western-electric": 9.3, "nelson-8": 9.7}


def run_lengths(name: str, mean: float) -> Array:
    """The point at which the first rule became true, in runs of normal values about this mean, in sigmas."""
    random, rules, found = np.random.default_rng(SEED), load(name), []
    for _ in range(RUNS // AT_ONCE):
        values = random.normal(mean, 1, (AT_ONCE, LONGEST))
        level = np.broadcast_to(np.zeros((AT_ONCE, 1)), values.shape)
        lines = Limits("xmr", values, level, level - 3, level + 3, level + 1)
        panel = Panel(("",) * AT_ONCE, PERIODS, values)
        basis = Basis(panel, np.broadcast_to(np.int64(0), values.shape), np.ones(values.shape, dtype=bool))
        true = np.any([ended != NO_SIGNAL for ended in signals(lines, basis, rules).ended], axis=0)
        found.append(np.where(true.any(axis=1), true.argmax(axis=1) + 1, LONGEST))
    return np.concatenate(found).astype(np.float64)


@pytest.mark.parametrize("name", IN_CONTROL)
def test_run_lengths_are_those_published(name: str) -> None:
    for mean, published in ((0.0, IN_CONTROL[name]), (1.0, ONE_SIGMA[name])):
        lengths = run_lengths(name, mean)
        reached, error = lengths.mean(), lengths.std() / np.sqrt(RUNS)
        print(f"{name}, mean {mean:g} sigma: {RUNS} runs of {reached:.2f} +- {error:.2f} points, published {published}")
        assert abs(reached - published) < 3.5 * error + 0.01 * published
