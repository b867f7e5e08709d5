"""Seasons simulated: how often chance is called one, and what limits with a season signal at the latest month.

    python -m bench.long.season --series 10000

One seed, two tables. Rules and limits are those of nhs-2023 on an XmR chart made from all months, the latest included.
A season of 1 sigma is a wave of the year whose height is the standard deviation of the noise; where it begins differs
by series. Power is of the latest month, a step of 1.5 sigma having begun so many months before.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np

from peelian.periods import month, shift
from peelian.signals.limits.xmr import xmr
from peelian.signals.marks import NO_SIGNAL
from peelian.signals.panel import Array, Flags, Panel
from peelian.signals.rules import signals
from peelian.signals.ruleset import load
from peelian.signals.season.calendar import calendar
from peelian.signals.season.finding import find_season
from peelian.signals.season.lines import bend, steady
from peelian.signals.season.points import Family, points
from peelian.signals.segments import Basis, basis

SEED = 20261126
LENGTHS = (36, 48, 60)
AFTER = (1, 2, 3, 6, 9)  # months since the step began, the latest included
RULES = load("nhs-2023")


def basis_of(values: Array) -> Basis:
    periods = tuple(shift(month(2019, 1), by) for by in range(values.shape[1]))
    return basis(Panel(("series",) * len(values), periods, values))


# --- chance is no season ---


def independent(series: int, count: int) -> dict[str, tuple[Family, Array]]:
    """Series without a season, by what they are."""
    random = np.random.default_rng((SEED, count))
    length = calendar(basis_of(np.zeros((1, count))).panel.periods).length
    shape = (series, count)
    made: dict[str, tuple[Family, Array]] = {"normal": ("measurement", random.normal(size=shape))}
    for mean in (0.1, 0.3, 1, 3, 20, 200, 2000):
        made[f"Poisson {mean:g} a month"] = ("count", random.poisson(mean, shape).astype(float))
    for mean in (3, 200, 2000):
        made[f"Poisson {mean:g} by days"] = ("count", random.poisson(mean * length, shape).astype(float))
    made["negative binomial 20, size 5"] = ("count", random.negative_binomial(5, 0.2, shape).astype(float))
    for phi in (0.3, 0.6):
        made[f"autocorrelation {phi}"] = ("measurement", autoregression(random, shape, phi))
    made["a slope of 0.05 sigma a month"] = ("measurement", random.normal(size=shape) + 0.05 * np.arange(count))
    step = 1.5 * (np.arange(count) >= 0.6 * count)
    made["a step of 1.5 sigma, not told"] = ("measurement", random.normal(size=shape) + step)
    return made


def autoregression(random: np.random.Generator, shape: tuple[int, int], phi: float) -> Array:
    """First-order autoregression of standard deviation 1."""
    made = random.normal(size=(shape[0], shape[1] + 60))
    for t in range(1, made.shape[1]):
        made[:, t] = phi * made[:, t - 1] + np.sqrt(1 - phi * phi) * made[:, t]
    return made[:, 60:]


def called_a_season(family: Family, values: Array) -> float:
    return float(find_season(points(basis_of(values), family)).found.mean())


# --- the latest month ---


@dataclass(frozen=True)
class Latest:
    """Shares of series: season found, signal at the latest month without a step on the plain chart and with the season
    seen, and with a step begun AFTER months before."""

    found: float
    plain: float
    false: float
    power: tuple[float, ...]


def latest_month(series: int, count: int, sigmas: float, family: Family = "measurement") -> Latest:
    """What limits with a season say of series with a season of so many sigmas."""
    random = np.random.default_rng((SEED, count, 7))
    begin = random.integers(0, 12, (series, 1))
    wave = np.sin(2 * np.pi * (np.arange(count) - begin) / 12)
    noise = random.normal(size=(series, count))

    def values(step: float, since: int) -> Array:
        made = noise + sigmas * wave + step * (np.arange(count) >= count - since)
        return made if family == "measurement" else np.round(400 + 20 * made)

    still = values(0, 1)
    found, false = signalled(still, family)
    power = tuple(float(signalled(values(1.5, since), family)[1].mean()) for since in AFTER)
    plain = latest_signal(basis_of(still))
    return Latest(float(found.mean()), float(plain.mean()), float(false.mean()), power)


def signalled(values: Array, family: Family) -> tuple[Flags, Flags]:
    """Whether a season was found, and whether the latest month signals with the season seen."""
    made = basis_of(values)
    seen = points(made, family)
    season = find_season(seen)
    return season.found, latest_signal(steady(made, bend(seen, season)))


def latest_signal(made: Basis) -> Flags:
    found = signals(xmr(made, RULES.constants()), made, RULES)
    last = np.zeros(len(made.segment), dtype=bool)
    for marked in found.marked:
        last |= marked[:, -1] != NO_SIGNAL
    return last


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=10_000)
    series = asked.parse_args().series
    print(f"Seed {SEED}, {series:,} series of each kind.\n")
    print("| Called a season, without one | " + " | ".join(f"{n} months" for n in LENGTHS) + " |")
    print("|---|" + "---|" * len(LENGTHS))
    shares: dict[str, list[float]] = {}
    for count in LENGTHS:
        for name, (family, values) in independent(series, count).items():
            shares.setdefault(name, []).append(called_a_season(family, values))
    for name, of in shares.items():
        print(f"| {name} | " + " | ".join(f"{share:.1%}" for share in of) + " |")
    print("\n| Latest month | season found | false, plain chart | false, season seen | by that without | ", end="")
    print(" | ".join(f"1.5 sigma, {after} months" for after in AFTER) + " |")
    print("|---|---|---|---|---|" + "---|" * len(AFTER))
    for family in ("measurement", "count"):
        for count in LENGTHS:
            none = latest_month(series, count, 0, family)  # type: ignore[arg-type]
            for sigmas in (0, 1, 2):
                one = none if sigmas == 0 else latest_month(series, count, sigmas, family)  # type: ignore[arg-type]
                power = " | ".join(f"{p:.1%} ({p / q:.2f})" for p, q in zip(one.power, none.power, strict=True))
                name = f"{family}, {count} months, season {sigmas} sigma"
                shares = f"{one.found:.1%} | {one.plain:.2%} | {one.false:.2%} | {one.false / none.plain:.2f}"
                print(f"| {name} | {shares} | {power} |")


if __name__ == "__main__":
    main()
