"""Step proposals on made-up series: false steps, true ones, dates, delay, seconds and memory, against their bounds.

    python -m bench.long.steps --series 10000

Beside plain rules on the same series: a run of 8 about a mean that grows, a run of 8 about the mean of the first 12,
and the least squares partition at 3 ln n a step. Exits 1 where a bound is passed. Seed, series and versions are
printed; the same seed gives the same table.
"""

from __future__ import annotations

import argparse
import platform
import resource
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from peelian.signals.panel import Array, Flags, Ints
from peelian.signals.steps.family import FAMILIES, FamilyName
from peelian.signals.steps.model import Steps
from peelian.signals.steps.partition import best_partitions
from peelian.signals.steps.points import points
from peelian.signals.steps.propose import propose
from peelian.signals.steps.replay import replay
from peelian.signals.steps.scan import MONTH_BY_MONTH

SEED = 1829
PERIODS = 60
STEP = 36  # the first period of the new level: month 37
SIZE = 1.5  # standard deviations
NEAR = 3  # months
MOST_FALSE, LEAST_HITS, COVERED = 0.05, 0.80, (0.90, 0.97)
MOST_SECONDS = {1_000: 0.12, 100_000: 10.0}
MOST_MEGABYTES = 1024


@dataclass(frozen=True)
class World:
    """Made-up series [S, T] of one family; those that the bounds are about are `promised`."""

    family: FamilyName
    values: Array
    weight: Array | None = None
    promised: bool = False


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=2000)
    asked.add_argument("--replayed", type=int, default=400, help="series that are replayed month by month")
    asked.add_argument("--seed", type=int, default=SEED)
    given = asked.parse_args()
    print(f"seed {given.seed}, {given.series:,} series a world, {PERIODS} months, step of {SIZE} sigma at month 37")
    print(f"{date.today()}, numpy {np.__version__}, Python {platform.python_version()}, {platform.machine()}")
    faults = [
        *false_steps(np.random.default_rng(given.seed), given.series),
        *true_steps(np.random.default_rng(given.seed + 1), given.series),
        *month_by_month(np.random.default_rng(given.seed + 2), given.replayed),
        *drifts(np.random.default_rng(given.seed + 3), given.series),
        *speed(np.random.default_rng(given.seed + 4)),
    ]
    print("\n".join(["", *faults]) if faults else "\nevery bound is kept")
    return int(bool(faults))


# --- worlds ---


def autoregressive(chance: np.random.Generator, series: int, lag_one: float, periods: int = PERIODS) -> Array:
    """Normal series of variance 1 [S, T] whose neighbours have this correlation."""
    values = chance.standard_normal((series, periods))
    for at in range(1, periods):
        values[:, at] = lag_one * values[:, at - 1] + (1 - lag_one**2) ** 0.5 * values[:, at]
    return values


def yearly(chance: np.random.Generator, series: int, amplitude: float) -> Array:
    """A wave of twelve months, each series with its own first month [S, T]."""
    return amplitude * np.sin(2 * np.pi * np.arange(PERIODS) / 12 + chance.uniform(0, 2 * np.pi, (series, 1)))


def worlds(chance: np.random.Generator, series: int, size: float = 0.0) -> Mapping[str, World]:
    """Of every kind, with a step of `size` standard deviations at STEP."""
    up = size * (np.arange(PERIODS) >= STEP)
    shape = (series, PERIODS)
    days = np.resize([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], PERIODS).astype(float)
    asked = chance.integers(1000, 6000, shape).astype(float)
    normal = autoregressive(chance, series, 0)
    gaps = normal + up
    gaps[chance.random(shape) < 0.1] = np.nan
    wild = normal + up
    wild[np.arange(series), chance.integers(0, PERIODS, series)] += 20
    return {
        "independent": World("measurement", normal + up, promised=True),
        "autocorrelation 0.3": World("measurement", autoregressive(chance, series, 0.3) + up, promised=True),
        "season of 1 sigma": World("measurement", normal + up + yearly(chance, series, 1), promised=True),
        "Poisson 3": World("count", poisson(chance, series, 3, up), promised=True),
        "autocorrelation 0.6": World("measurement", autoregressive(chance, series, 0.6) + up),
        "season of 2 sigma": World("measurement", normal + up + yearly(chance, series, 2)),
        "season 1, autocorr. 0.3": World(
            "measurement", autoregressive(chance, series, 0.3) + up + yearly(chance, series, 1)
        ),
        "every December + 5": World("measurement", normal + up + 5 * (np.arange(PERIODS) % 12 == 11)),
        "Poisson 0.1": World("count", poisson(chance, series, 0.1, up)),
        "Poisson 0.3": World("count", poisson(chance, series, 0.3, up)),
        "Poisson 1": World("count", poisson(chance, series, 1, up)),
        "Poisson 20": World("count", poisson(chance, series, 20, up)),
        "Poisson 20 by days": World(
            "count", chance.poisson((20 + 20**0.5 * up) * days / 30.4, shape).astype(float), days
        ),
        "neg. binomial 20, k 5": World("count", gamma_poisson(chance, series, 20, 5, up)),
        "share 10% of 20 to 200": binomial(chance, series, 0.1, up),
        "share 95%, overdispersed": World(
            "share", chance.binomial(asked.astype(int), np.clip(0.95 - 0.01 * (normal + up), 0, 1)).astype(float), asked
        ),
        "counts 20, autocorr. 0.6": World("count", swaying(chance, series, 20, 0.6, up)),
        "days between events": World("between", chance.exponential(10 * np.exp(-up), shape)),
        "a tenth missing": World("measurement", gaps),
        "one wild month (20 sigma)": World("measurement", wild),
        "heavy tails (t, 3 d.f.)": World("measurement", chance.standard_t(3, shape) / 3**0.5 + up),
        "skewed (log-normal 0.4)": World("measurement", np.exp(0.4 * normal) / 0.45 + up),
    }


def poisson(chance: np.random.Generator, series: int, mean: float, up: Array) -> Array:
    return chance.poisson(mean + mean**0.5 * up, (series, PERIODS)).astype(float)


def gamma_poisson(chance: np.random.Generator, series: int, mean: float, shape: float, up: Array) -> Array:
    level = mean + (mean + mean**2 / shape) ** 0.5 * up
    return chance.poisson(level * chance.gamma(shape, 1 / shape, (series, PERIODS))).astype(float)


def swaying(chance: np.random.Generator, series: int, mean: float, lag_one: float, up: Array) -> Array:
    """Poisson counts whose mean sways by two fifths, and remembers."""
    level = np.exp(0.4 * autoregressive(chance, series, lag_one) - 0.08)
    return chance.poisson((mean + mean**0.5 * up) * level).astype(float)


def binomial(chance: np.random.Generator, series: int, share: float, up: Array) -> World:
    asked = chance.integers(20, 200, (series, PERIODS))
    spread = (share * (1 - share) / 110) ** 0.5
    counted = chance.binomial(asked, np.clip(share + spread * up, 0, 1))
    return World("share", counted.astype(float), asked.astype(float))


# --- plain rules to compare with: the first period of each new level, as flags [S, T] ---


def run_of_eight(values: Array, frozen: int | None = None) -> tuple[Flags, Ints]:
    """Eight in a row on one side of the mean of the process so far, or of its first `frozen` values; a new process
    starts at the first of the eight. With the flags: how many months were known at the first alarm, 0 for none."""
    series, periods = values.shape
    every, start, alarm = np.arange(series), np.zeros(series, dtype=int), np.zeros(series, dtype=int)
    running = np.concatenate([np.zeros((series, 1)), np.cumsum(values, axis=1)], axis=1)
    starts = np.zeros((series, periods), dtype=bool)
    for end in range(7, periods):
        until = np.full(series, end + 1) if frozen is None else np.minimum(start + frozen, periods)
        mean = (running[every, until] - running[every, start]) / (until - start)
        sides = np.sign(values[:, end - 7 : end + 1] - mean[:, None]).sum(axis=1)
        found = (np.abs(sides) == 8) & (end - 7 > start) & (end + 1 >= until)
        starts[found, end - 7] = True
        alarm = np.where(found & (alarm == 0), end + 1, alarm)
        start = np.where(found, end - 7, start)
    return starts, alarm


def least_squares(values: Array) -> Flags:
    """The best partition at 3 ln n a step, none shorter than 8, sigma by the mean moving range."""
    series, periods = values.shape
    sigma = np.abs(np.diff(values, axis=1)).mean(axis=1, keepdims=True) / 1.128
    best = best_partitions(points(FAMILIES["measurement"], values / np.maximum(sigma, 1e-9), None), 6, 8, 8)
    number = (best.misfit + 3 * np.log(periods) * np.arange(7)[:, None]).argmin(axis=0)
    starts = np.zeros((series, periods), dtype=bool)
    for steps in range(1, 7):
        those = np.flatnonzero(number == steps)
        for place in range(1, steps + 1):
            starts[those, best.cuts[steps][place, those]] = True
    return starts


PLAIN: Mapping[str, Callable[[Array], Flags]] = {
    "8, growing": lambda values: run_of_eight(values)[0],
    "8, frozen": lambda values: run_of_eight(values, 12)[0],
    "3 ln n": least_squares,
}


# --- tables ---


def plain_values(world: World) -> Array | None:
    """What a plain rule looks at; None where it has no answer to missing months."""
    values = world.values if world.weight is None else world.values / world.weight
    return None if np.isnan(values).any() else values


def found_by(world: World) -> tuple[Steps, Flags]:
    steps = propose(world.family, world.values, world.weight).steps
    any_ = np.zeros(len(world.values), dtype=bool)
    any_[steps.series] = True
    return steps, any_


def false_steps(chance: np.random.Generator, series: int) -> list[str]:
    print(f"\n{'any false step, % of series':28}{'peelian':>9}" + "".join(f"{name:>12}" for name in PLAIN))
    faults = []
    for name, world in worlds(chance, series).items():
        share = found_by(world)[1].mean()
        values = plain_values(world)
        others = (
            [f"{100 * rule(values).any(axis=1).mean():12.1f}" for rule in PLAIN.values()] if values is not None else []
        )
        print(f"{name:28}{100 * share:9.1f}" + "".join(others))
        if world.promised and share > MOST_FALSE:
            faults.append(f"{name}: {100 * share:.1f}% of series have a false step; at most {100 * MOST_FALSE:.0f}%")
    return faults


def true_steps(chance: np.random.Generator, series: int) -> list[str]:
    print(f"\n{'step within 3 months, %':28}{'peelian':>9}" + "".join(f"{name:>12}" for name in PLAIN), end="")
    print(f"{'any step':>12}{'covered':>9}{'months':>8}")
    faults = []
    for name, world in worlds(chance, series, SIZE).items():
        steps, any_ = found_by(world)
        hit = np.zeros(series, dtype=bool)
        hit[steps.series[np.abs(steps.first - STEP) <= NEAR]] = True
        values = plain_values(world)
        near = slice(STEP - NEAR, STEP + NEAR + 1)
        others = [rule(values)[:, near].any(axis=1).mean() for rule in PLAIN.values()] if values is not None else []
        covered, width = coverage(steps, series)
        print(f"{name:28}{100 * hit.mean():9.1f}" + "".join(f"{100 * o:12.1f}" for o in others).ljust(36), end="")
        print(f"{100 * any_.mean():12.1f}{100 * covered:9.1f}{width:8.0f}")
        if name == "independent" and hit.mean() < LEAST_HITS:
            faults.append(f"{name}: {100 * hit.mean():.1f}% of steps are placed; at least {100 * LEAST_HITS:.0f}%")
        if world.promised and not COVERED[0] <= covered <= COVERED[1]:
            faults.append(f"{name}: the interval covers {100 * covered:.1f}%; 90 to 97%")
    return faults


def coverage(steps: Steps, series: int) -> tuple[float, float]:
    """Of series with one step: how many intervals hold the true date, and the median length in months."""
    one = (np.bincount(steps.series, minlength=series) == 1)[steps.series]
    holds = (steps.earliest <= STEP) & (steps.latest >= STEP)
    return float(holds[one].mean()), float(np.median((steps.latest - steps.earliest + 1)[one]))


def drifts(chance: np.random.Generator, series: int) -> list[str]:
    """No bound: a drift is no step, but in sixty months it passes for one; how many are marked as what they may be."""
    print(f"\n{'':28}{'any step':>9}{'marked':>9}, % of series; of these, as a possible drift")
    rise = np.arange(PERIODS) / PERIODS
    for name, by in (
        ("straight drift of 2 sigma", 2 * rise),
        ("straight drift of 3 sigma", 3 * rise),
        ("step of 1.5 sigma", 1.5 * (rise >= STEP / PERIODS)),
        ("step of 2 sigma", 2 * (rise >= STEP / PERIODS)),
    ):
        steps, any_ = found_by(World("measurement", autoregressive(chance, series, 0) + by))
        marked = len(np.unique(steps.series[steps.drift])) / max(any_.sum(), 1)
        print(f"{name:28}{100 * any_.mean():9.1f}{100 * marked:9.1f}")
    return []


LEAST_GAINS = (6.0, 7.0, 8.0, 9.0, 10.0)
"""Beside the one of the scan: to compare at the false rates of plain rules."""


def month_by_month(chance: np.random.Generator, series: int) -> list[str]:
    """False steps on any look, and months from the step to its first alarm, at several least gains."""
    quiet = {name: world for name, world in worlds(chance, series).items() if world.promised}
    loud = {name: world for name, world in worlds(chance, series, SIZE).items() if world.promised}
    print(f"\nmonth by month ({series:,} series): any false step, %; median months to a true one")
    print(f"{'':28}" + "".join(f"{name[:20]:>24}" for name in quiet))
    rows: dict[str, list[tuple[float, float]]] = {}
    for least in (*LEAST_GAINS, MONTH_BY_MONTH.least_gain):
        rows[f"peelian, gain {least:.1f}"] = [
            (alarms(quiet[name], least)[0], alarms(loud[name], least)[1]) for name in quiet
        ]
    for name, frozen in (("8, growing", None), ("8, frozen", 12)):
        rows[name] = [
            (float((run_of_eight(quiet[w].values, frozen)[1] > 0).mean()), plain_delay(loud[w].values, frozen))
            for w in quiet
        ]
    for name, cells in rows.items():
        print(f"{name:28}" + "".join(f"{100 * false:15.1f}{months(delay):>9}" for false, delay in cells))
    reached = rows[f"peelian, gain {MONTH_BY_MONTH.least_gain:.1f}"]
    allowed = MOST_FALSE + 2 * (MOST_FALSE * (1 - MOST_FALSE) / series) ** 0.5  # two standard errors of so few series
    return [
        f"{name}, month by month: {100 * false:.1f}% have a false step; at most {100 * MOST_FALSE:.0f}%"
        for name, (false, _) in zip(quiet, reached, strict=True)
        if false > allowed
    ]


def months(delay: float) -> str:
    return f"{delay:.0f}" if np.isfinite(delay) else "never"


def alarms(world: World, least_gain: float) -> tuple[float, float]:
    """The share of series with an alarm, and the median months from the step to the first alarm about it."""
    found = replay(world.family, world.values, world.weight, scan=replace(MONTH_BY_MONTH, least_gain=least_gain))
    series = len(world.values)
    about = (np.abs(found.steps.first - STEP) <= 2 * NEAR) & (found.seen >= STEP)
    delay = np.full(series, np.inf)
    np.minimum.at(delay, found.steps.series[about], found.seen[about] - STEP + 1.0)
    return len(np.unique(found.steps.series)) / series, float(np.median(delay))


def plain_delay(values: Array, frozen: int | None) -> float:
    alarm = run_of_eight(values, frozen)[1].astype(float)
    late = np.where(alarm > STEP, alarm - STEP, np.inf)[(alarm == 0) | (alarm > STEP)]
    return float(np.median(late))


def speed(chance: np.random.Generator) -> list[str]:
    print("\nseconds of one processor, best of three")
    faults = []
    for series, most in MOST_SECONDS.items():
        few = worlds(chance, 1000, SIZE)
        for name in ("season of 1 sigma", "Poisson 3"):
            again = np.arange(series) % 1000
            seconds = best_of_three(replace(few[name], values=few[name].values[again]))
            print(f"{series:>8,} series, {name:20}{seconds:7.3f} s, at most {most} s")
            if seconds > most:
                faults.append(f"{series:,} series, {name}: {seconds:.3f} s; at most {most} s")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory {megabytes:,} MB, at most {MOST_MEGABYTES:,} MB")
    if megabytes > MOST_MEGABYTES:
        faults.append(f"peak memory {megabytes:,} MB; at most {MOST_MEGABYTES:,} MB")
    return faults


def best_of_three(world: World) -> float:
    took = []
    for _ in range(3):
        start = time.process_time()  # one thread; what else the machine does is not counted
        propose(world.family, world.values, world.weight)
        took.append(time.process_time() - start)
    return min(took)


if __name__ == "__main__":
    sys.exit(main())
