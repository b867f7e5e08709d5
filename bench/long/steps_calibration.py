"""Where the constants of the step proposals come from: made-up series without any step, and what looking at them gives.

    python -m bench.long.steps_calibration --series 200000 --replayed 20000

That command gave the numbers in peelian/signals/steps (fit.py: bias and loss of the autocorrelation; scan.py: least
gains and chances). Without arguments it runs in a minute and shows the same numbers, less surely.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bench.long.steps import PERIODS, SEED, autoregressive
from peelian.signals.panel import Array
from peelian.signals.steps.family import FAMILIES
from peelian.signals.steps.fit import residuals
from peelian.signals.steps.partition import best_partitions
from peelian.signals.steps.points import points
from peelian.signals.steps.propose import propose
from peelian.signals.steps.replay import LEAST_HISTORY
from peelian.signals.steps.scan import AFTER_THE_FACT, MONTH_BY_MONTH, Scan

LAG_ONES = (0.0, 0.3, 0.6)
LAG_ONES_REPLAYED = (0.0, 0.3)
RATE = 0.05
CHANCES = (50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10)  # of 100,000 series
BATCH = 20_000


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=4000)
    asked.add_argument("--replayed", type=int, default=400)
    asked.add_argument("--seed", type=int, default=SEED)
    given = asked.parse_args()
    print(f"seed {given.seed}, numpy {np.__version__}; {given.series:,} series, {given.replayed:,} replayed")
    bias(np.random.default_rng(given.seed), min(given.series, BATCH))
    by_length(np.random.default_rng(given.seed + 1), given.series)
    chances("after the fact", np.random.default_rng(given.seed + 2), given.series, once, LAG_ONES)
    chances("month by month", np.random.default_rng(given.seed + 3), given.replayed, on_any_look, LAG_ONES_REPLAYED)
    return 0


def bias(chance: np.random.Generator, series: int) -> None:
    """Of the lag-one autocorrelation about the best k steps: less than the true one by (bias + loss * true) / n."""
    print("\nperiods  steps    bias x n    loss x n")
    for periods in (24, 36, 60, 120):
        most = min(periods // 12, 5)
        found = {lag: raw_lag_one(autoregressive(chance, series, lag, periods), most) for lag in LAG_ONES}
        for steps in range(1, most + 1):
            none, some, much = (found[lag][steps - 1] for lag in LAG_ONES)
            slope = np.mean([(some - none) / LAG_ONES[1], (much - none) / LAG_ONES[2]])
            print(f"{periods:7}{steps:7}{-none * periods:12.2f}{(1 - slope) * periods:12.2f}")


def raw_lag_one(values: Array, most: int) -> list[float]:
    given = points(FAMILIES["measurement"], values, None)
    best = best_partitions(given, most, AFTER_THE_FACT.shortest, AFTER_THE_FACT.latest)
    raw = []
    for steps in range(1, most + 1):
        left = residuals(given, best.sums, best.cuts[steps])
        raw.append(float(np.mean((left[1:] * left[:-1]).sum(axis=0) / (left * left).sum(axis=0))))
    return raw


def by_length(chance: np.random.Generator, series: int) -> None:
    """The least gain that holds the rate at each length, for each autocorrelation: the scan has one for all."""
    print("\nperiods" + "".join(f"{f'lag one {lag}':>14}" for lag in LAG_ONES))
    for periods in (24, 36, 48, 60, 84, 120, 240):
        rate = 1 - (1 - RATE) ** max(1, periods / PERIODS)
        few = max(1000, series * 12 // periods)
        cells = [np.quantile(once(autoregressive(chance, few, lag, periods)), 1 - rate) for lag in LAG_ONES]
        print(f"{periods:7}" + "".join(f"{cell:14.2f}" for cell in cells))


def once(values: Array) -> Array:
    return propose("measurement", values, scan=silent(AFTER_THE_FACT)).strongest


def on_any_look(values: Array) -> Array:
    """The strongest on any look of a replay [S]."""
    strongest = np.zeros(len(values))
    for end in range(LEAST_HISTORY, values.shape[1] + 1):
        seen = propose("measurement", values[:, :end], scan=silent(MONTH_BY_MONTH)).strongest
        np.maximum(strongest, seen, out=strongest)
    return strongest


def silent(scan: Scan) -> Scan:
    """So that no step is described; only the strongest is asked for."""
    return replace(scan, least_gain=np.inf)


def chances(
    name: str,
    chance: np.random.Generator,
    series: int,
    look: Callable[[Array], Array],
    lag_ones: tuple[float, ...],
) -> None:
    """The gain that so many of 100,000 series of 60 months pass, at the worst of the autocorrelations."""
    print(f"\n{name}: of 100,000, the gain passed" + "".join(f"{f'lag one {lag}':>14}" for lag in lag_ones))
    gains = []
    for lag in lag_ones:
        batches = [min(BATCH, series - low) for low in range(0, series, BATCH)]
        gains.append(np.concatenate([look(autoregressive(chance, size, lag)) for size in batches]))
    for often in CHANCES:
        if often * series < 1_000_000:  # fewer than ten series to judge by
            break
        cells = [np.quantile(gain, 1 - often / 100_000) for gain in gains]
        print(f"{often:8,}{max(cells):14.1f}" + "".join(f"{cell:14.2f}" for cell in cells))


if __name__ == "__main__":
    sys.exit(main())
