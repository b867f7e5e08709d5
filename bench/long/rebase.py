"""Re-basing at a run (wmp-2015) on made-up series: false steps, true ones, months to them, and what warnings are worth.

    python -m bench.long.rebase --series 20000

The worlds are those of bench.long.steps, 60 months, with a step of 1.5 sigma at month 37 where there is one. Beside it
two other readings of eight in a row: about a mean that already holds the eighth point, and about the mean of the first
12. No bound: the rule is what a board paper states. Seed, series and versions are printed; the same seed gives the same
tables.
"""

from __future__ import annotations

import argparse
import platform
from datetime import date

import numpy as np

from bench.long.steps import NEAR, PERIODS, SEED, SIZE, STEP, World, months, plain_values, run_of_eight, worlds
from peelian.periods import month, shift
from peelian.signals.panel import Array, Flags, Panel, of_quotients
from peelian.signals.rebase import Rebase, at_run
from peelian.signals.ruleset import load

RULES = load("wmp-2015")
MONTHS = tuple(shift(month(2019, 1), by) for by in range(PERIODS))
LIMITS_FROM = RULES.limits.least


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=2000)
    asked.add_argument("--seed", type=int, default=SEED)
    given = asked.parse_args()
    print(f"seed {given.seed}, {given.series:,} series a world, {PERIODS} months, step of {SIZE} sigma at month 37")
    print(f"{date.today()}, numpy {np.__version__}, Python {platform.python_version()}, {platform.machine()}")
    false_steps(np.random.default_rng(given.seed), given.series)
    true_steps(np.random.default_rng(given.seed + 1), given.series)


def rebased(world: World) -> Rebase:
    names = ("series",) * len(world.values)
    if world.weight is None or world.family == "count":  # a count is held against days there, and here against counts
        return at_run(Panel(names, MONTHS, world.values), RULES)
    return at_run(of_quotients(names, MONTHS, world.values, world.weight), RULES)


def false_steps(chance: np.random.Generator, series: int) -> None:
    """Any step in 60 months; the first of a process of fewer than 8 points; months with a warning, and its truth."""
    print(f"\n{'no step there':28}{'any step':>9}{'eighth in':>11}{'frozen':>8}{'steps':>8}{'short':>8}", end="")
    print(f"{'warned':>9}{'true':>8}   % of series; steps a series; % of steps, months, warnings")
    for name, world in worlds(chance, series).items():
        found = rebased(world)
        any_ = 100 * found.starts.any(axis=1).mean()
        steps = found.starts.sum() / series
        warned, true = warnings(found)
        print(f"{name:28}{any_:9.1f}{beside(world)}{steps:8.2f}{100 * short(found):8.1f}", end="")
        print(f"{100 * warned:9.1f}{100 * true:8.1f}")


def true_steps(chance: np.random.Generator, series: int) -> None:
    """The step placed within three months, and how many months after it began the first alarm about it came."""
    print(f"\n{'step of 1.5 sigma':28}{'placed':>9}{'eighth in':>11}{'frozen':>8}{'months':>8}   % of series; median")
    near = slice(STEP - NEAR, STEP + NEAR + 1)
    for name, world in worlds(chance, series, SIZE).items():
        found = rebased(world)
        placed = 100 * found.starts[:, near].any(axis=1).mean()
        print(f"{name:28}{placed:9.1f}{beside(world, near)}{months(delay(found)):>8}")


def beside(world: World, where: slice = slice(None)) -> str:
    """The share of series with a step there by the other two readings, which have no answer to missing months."""
    values = plain_values(world)
    if values is None:
        return " " * 19
    shares = [100 * run_of_eight(values, frozen)[0][:, where].any(axis=1).mean() for frozen in (None, 12)]
    return f"{shares[0]:11.1f}{shares[1]:8.1f}"


def short(found: Rebase) -> float:
    """The share of steps that end a process of fewer months than limits need."""
    begins = found.starts.copy()
    begins[:, 0] = True
    columns = np.where(begins, np.arange(begins.shape[1]), 0)
    before = np.maximum.accumulate(columns, axis=1)[:, :-1]
    lengths = (np.arange(1, begins.shape[1]) - before)[found.starts[:, 1:]]
    return float((lengths < LIMITS_FROM).mean()) if lengths.size else float("nan")


def warnings(found: Rebase) -> tuple[float, float]:
    """The share of months after which another month on one side would bring a step, and how often it did."""
    warned: Flags = ~np.isnan(found.above[:, :-1]) | ~np.isnan(found.below[:, :-1])
    came = found.completed[:, 1:][warned] != 0
    return float(warned.mean()), float(came.mean()) if came.size else float("nan")


def delay(found: Rebase) -> float:
    """Median months from the step to the end of the first run about it; infinite where most have none."""
    began = found.starts.copy()
    began[:, : STEP - 2 * NEAR] = False
    began[:, STEP + 2 * NEAR + 1 :] = False
    first = np.argmax(began, axis=1)
    after: Array = np.where(np.arange(PERIODS) >= first[:, None], np.abs(found.completed), 0).astype(float)
    seen = np.argmax(after > 0, axis=1) - STEP + 1.0
    return float(np.median(np.where(began.any(axis=1), seen, np.inf)))


if __name__ == "__main__":
    main()
