"""Chances of meeting a target, scored: Brier scores beside a straight line's and beside never knowing better.

    python -m bench.long.targets --series 4000

One seed. Counts of several processes over five to six years; targets from 15% below to 15% above the mean of the first
five years, of a month and of the calendar year. Asked for: the next month, and the year after none, three, six and nine
of its months. A straight line is drawn by least squares through the latest 24 months; it says yes or no, or a chance
from its own normal prediction interval. "Never knowing better" always says the share that meets it.
The Brier score is the mean squared difference between chance and outcome: the less the better (Brier 1950).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable

import numpy as np

from bench.long.forecast import wave
from bench.long.season import SEED, autoregression
from peelian.periods import month, shift
from peelian.signals.distributions.continuous import normal_below
from peelian.signals.forecast.months import coming, forecast_months
from peelian.signals.forecast.outlook import outlook
from peelian.signals.forecast.totals import year_ahead
from peelian.signals.panel import Array, Flags, Panel
from peelian.signals.season.calendar import calendar
from peelian.signals.season.finding import YEARS_FOR_FORECASTS, find_season
from peelian.signals.season.points import points
from peelian.signals.segments import basis
from peelian.signals.targets.chance import chance_next, chance_year
from peelian.signals.targets.target import Target

KNOWN = (0, 3, 6, 9)  # months of the year
START, TOTAL = 60, 72  # the year asked about is months 60 to 71
LINE = 24  # months that the line is drawn through
PERIODS = tuple(shift(month(2019, 1), by) for by in range(TOTAL))
SLACK = 0.5  # a half, as between two whole numbers

Made = Callable[[np.random.Generator, int, Array], Array]
STEP = START - 18
STEP_NOT_TOLD = "rate fell by a quarter 18 months ago"
STEP_TOLD = f"{STEP_NOT_TOLD}, the step told"
PROCESSES: dict[str, Made] = {
    "even rate, 3 to 300 a month": lambda r, s, d: r.poisson(d * level(r, s)),
    "a wave of 30%": lambda r, s, d: r.poisson(d * level(r, s) * (1 + 0.3 * wave(TOTAL))),
    "rate autocorrelated 0.6, 15%": lambda r, s, d: r.poisson(
        d * level(r, s) * np.exp(0.15 * autoregression(r, (s, TOTAL), 0.6))
    ),
    "rate wanders 4% a month": lambda r, s, d: r.poisson(
        d * level(r, s) * np.exp(0.04 * r.normal(size=(s, TOTAL)).cumsum(axis=1))
    ),
    "rate falls 0.5% a month": lambda r, s, d: r.poisson(d * level(r, s) * np.exp(-0.005 * np.arange(TOTAL))),
    STEP_NOT_TOLD: lambda r, s, d: fell(r, s, d),
    STEP_TOLD: lambda r, s, d: fell(r, s, d),
}


def fell(random: np.random.Generator, series: int, length: Array) -> Array:
    return random.poisson(length * level(random, series) * np.where(np.arange(TOTAL) < STEP, 1, 0.75))


def level(random: np.random.Generator, series: int) -> Array:
    return np.exp(random.uniform(np.log(3), np.log(300), (series, 1)))


def brier(chance: Array, met: Flags) -> float:
    """The mean squared difference, over the series that have a chance."""
    return float(np.nanmean((chance - met) ** 2))


def scored(name: str, series: int) -> dict[str, tuple[float, float, float, float]]:
    """For each question the Brier scores of Peelian, of a line that says a chance, of one that says yes or no, and of
    never knowing better."""
    random = np.random.default_rng((SEED, sum(map(ord, name))))
    values = PROCESSES[name](random, series, calendar(PERIODS).length).astype(float)
    monthly = values[:, :START].mean(axis=1) * random.uniform(0.85, 1.15, series)
    answers = {}
    for known in KNOWN:
        count = START + known
        month_chance, year_chance = chances(values[:, :count], monthly, name)
        mean, spread, total, total_spread = straight_line(values[:, :count], TOTAL - count)
        if known == 0:
            met = values[:, count] <= monthly
            answers["the next month"] = compared(month_chance, mean, spread, monthly, met)
        left = 12 * monthly - values[:, START:count].sum(axis=1)
        met = values[:, START:].sum(axis=1) <= 12 * monthly
        answers[f"the year, {known} months known"] = compared(year_chance, total, total_spread, left, met)
    return answers


def chances(values: Array, monthly: Array, name: str) -> tuple[Array, Array]:
    """Of the next month and of the year, at most these levels."""
    periods = PERIODS[: values.shape[1]]
    panel = Panel(("series",) * len(values), periods, values)
    seen = points(basis(panel, [PERIODS[STEP]] if name == STEP_TOLD else ()), "count")
    after = outlook(seen, find_season(seen, YEARS_FOR_FORECASTS), periods)
    ahead = coming(after)
    target = Target("at_most", "lower", monthly)
    by_month = chance_next(target, after, forecast_months(after, ahead, periods))
    return by_month.chance, chance_year(target, after, year_ahead(after, ahead, panel, ends=12)).chance


def straight_line(values: Array, months: int) -> tuple[Array, Array, Array, Array]:
    """Mean and standard error of the next month, and of the sum of the next so many."""
    recent = values[:, -LINE:]
    time = np.arange(LINE) - (LINE - 1) / 2
    ahead = time[-1] + np.arange(1, months + 1)
    slope, middle = (recent * time).sum(axis=1) / (time * time).sum(), recent.mean(axis=1)
    left = recent - middle[:, None] - slope[:, None] * time
    variance = (left * left).sum(axis=1) / (LINE - 2)
    of_sum = months + months**2 / LINE + ahead.sum() ** 2 / (time * time).sum()
    of_one = 1 + 1 / LINE + ahead[0] ** 2 / (time * time).sum()
    total = months * middle + slope * ahead.sum()
    return middle + slope * ahead[0], np.sqrt(variance * of_one), total, np.sqrt(variance * of_sum)


def compared(ours: Array, mean: Array, spread: Array, most: Array, met: Flags) -> tuple[float, float, float, float]:
    line = normal_below((np.floor(most) + SLACK - mean) / np.maximum(spread, 1e-9))
    has = ~np.isnan(ours)
    return (
        brier(ours, met),
        brier(line[has], met[has]),
        brier((mean <= most)[has].astype(float), met[has]),
        brier(np.full(has.sum(), met[has].mean()), met[has]),
    )


def reliability(series: int, names: Iterable[str] = tuple(PROCESSES)) -> list[tuple[str, int, float, float]]:
    """Over processes and questions, by tenths of the chance: how many, the mean chance, the share that met it."""
    said: list[Array] = []
    came: list[Flags] = []
    for name in names:
        random = np.random.default_rng((SEED, sum(map(ord, name))))
        values = PROCESSES[name](random, series, calendar(PERIODS).length).astype(float)
        monthly = values[:, :START].mean(axis=1) * random.uniform(0.85, 1.15, series)
        for known in KNOWN:
            _, of_year = chances(values[:, : START + known], monthly, name)
            has = ~np.isnan(of_year)
            said.append(of_year[has])
            came.append((values[:, START:].sum(axis=1) <= 12 * monthly)[has])
    chance, met = np.concatenate(said), np.concatenate(came)
    tenth = np.minimum((chance * 10).astype(int), 9)
    return [
        (
            f"{10 * t} to {10 * t + 10}%",
            int((tenth == t).sum()),
            float(chance[tenth == t].mean()),
            float(met[tenth == t].mean()),
        )
        for t in range(10)
    ]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=4_000)
    series = asked.parse_args().series
    print(f"Seed {SEED}, {series:,} series of each process.\n")
    print("| Process | asked | Peelian | line, a chance | line, yes or no | never knowing better |")
    print("|---|---|---|---|---|---|")
    for name in PROCESSES:
        for question, numbers in scored(name, series).items():
            print(f"| {name} | {question} | " + " | ".join(f"{number:.3f}" for number in numbers) + " |", flush=True)
    print("\n| Chance said for a year | times | mean chance | came true |")
    print("|---|---|---|---|")
    for said, times, mean, came in reliability(series):
        print(f"| {said} | {times:,} | {mean:.1%} | {came:.1%} |")


if __name__ == "__main__":
    main()
