"""Forecasts scored: the coverage of 80% and 95% intervals on simulated series, and on real ones beside plain methods.

    python -m bench.long.forecast --series 2000 --shared FOLDER

One seed. Simulated: months 1 and 12 ahead, all twelve, and the year that ends with the twelfth (no month of it known,
or the first six). Real: from a rolling origin every seventh month, so that every month of the year is one. Errors are
divided by the mean absolute difference from one month to the next, within the months known (Hyndman and Koehler 2006);
so are interval scores (Gneiting and Raftery 2007) and pinball losses.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from bench.long.season import SEED, autoregression
from peelian.periods import Period, month, shift
from peelian.signals.distributions.continuous import normal_quantile
from peelian.signals.forecast.months import Forecast, coming, forecast_months
from peelian.signals.forecast.outlook import outlook
from peelian.signals.forecast.totals import year_ahead
from peelian.signals.panel import Array, Panel, of_quotients
from peelian.signals.season.calendar import calendar
from peelian.signals.season.finding import YEARS_FOR_FORECASTS, find_season
from peelian.signals.season.points import Family, points
from peelian.signals.segments import basis

AHEAD = 12
LENGTHS = (24, 36, 60)
MONTH_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True)
class World:
    """Values [S, T], or numerators with sizes, of one family."""

    family: Family
    values: Array
    sizes: Array | None = None


def months(count: int, first: Period) -> tuple[Period, ...]:
    return tuple(shift(first, by) for by in range(count))


def forecasts(world: World, count: int, first: Period, ends: int) -> tuple[Told, Told]:
    """Of the first `count` months of a world: the next twelve, and the year that ends with the month `ends`."""
    periods, names = months(count, first), ("series",) * len(world.values)
    if world.sizes is None:
        panel = Panel(names, periods, world.values[:, :count])
    else:
        panel = of_quotients(names, periods, world.values[:, :count], world.sizes[:, :count])
    seen = points(basis(panel), world.family)
    after = outlook(seen, find_season(seen, YEARS_FOR_FORECASTS), periods)
    ahead = coming(after)
    year = year_ahead(after, ahead, panel, ends)
    ok = year.refused == 0
    return rows(forecast_months(after, ahead, periods).forecast, ok), rows(year.forecast, ok)


@dataclass(frozen=True)
class Told:
    """The numbers of a forecast, NaN in the rows of series that were refused."""

    mean: Array
    low_80: Array
    high_80: Array
    low_95: Array
    high_95: Array


def rows(forecast: Forecast, ok: Array) -> Told:
    made = (getattr(forecast, field.name) for field in fields(Told))
    return Told(*(np.where(ok if one.ndim == 1 else ok[:, None], one, np.nan) for one in made))


# --- simulated ---

KINDS: dict[str, Callable[[np.random.Generator, tuple[int, int], Array], World]] = {
    "normal": lambda r, s, d: World("measurement", r.normal(size=s)),
    "autocorrelation 0.3": lambda r, s, d: World("measurement", autoregression(r, s, 0.3)),
    "autocorrelation 0.6": lambda r, s, d: World("measurement", autoregression(r, s, 0.6)),
    "autocorrelation 0.9": lambda r, s, d: World("measurement", autoregression(r, s, 0.9)),
    "a level that wanders by half the noise": lambda r, s, d: World(
        "measurement", r.normal(size=s) + 0.5 * r.normal(size=s).cumsum(axis=1)
    ),
    "a level that only wanders": lambda r, s, d: World("measurement", r.normal(size=s).cumsum(axis=1)),
    "a wave of 1 sigma": lambda r, s, d: World("measurement", r.normal(size=s) + wave(s[1])),
    "Poisson 0.3": lambda r, s, d: World("count", r.poisson(0.3 * d, s).astype(float)),
    "Poisson 3": lambda r, s, d: World("count", r.poisson(3 * d, s).astype(float)),
    "Poisson 20": lambda r, s, d: World("count", r.poisson(20 * d, s).astype(float)),
    "Poisson 300": lambda r, s, d: World("count", r.poisson(300 * d, s).astype(float)),
    "Poisson 100, a wave of 30%": lambda r, s, d: World(
        "count", r.poisson(100 * d * (1 + 0.3 * wave(s[1])), s).astype(float)
    ),
    "negative binomial 20, size 5": lambda r, s, d: World(
        "count", r.poisson(20 * d * r.gamma(5, 0.2, s)).astype(float)
    ),
    "counts of 100, rate autocorrelated 0.6, 15%": lambda r, s, d: World(
        "count", r.poisson(100 * d * np.exp(0.15 * autoregression(r, s, 0.6))).astype(float)
    ),
    "counts of 100, rate wanders 5% a month": lambda r, s, d: World(
        "count", r.poisson(100 * d * np.exp(0.05 * r.normal(size=s).cumsum(axis=1))).astype(float)
    ),
    "shares, binomial, 90% of about 100": lambda r, s, d: share(r, s, 100, None),
    "shares, beta-binomial, 90% of about 1,000": lambda r, s, d: share(r, s, 1000, 30.0),
}


def wave(count: int) -> Array:
    return np.sin(2 * np.pi * np.arange(count) / 12)


def share(random: np.random.Generator, shape: tuple[int, int], size: int, alike: float | None) -> World:
    sizes = random.integers(size // 2, size * 3 // 2, shape)
    chance = 0.9 if alike is None else random.beta(0.9 * alike, 0.1 * alike, shape)
    return World("share", random.binomial(sizes, chance).astype(float), sizes.astype(float))


@dataclass(frozen=True)
class Coverage:
    """Shares of values inside the 80% and the 95% interval: next month, twelfth, all twelve, the year to come, and the
    year of which six months are known."""

    of_80: tuple[float, ...]
    of_95: tuple[float, ...]


def simulated(name: str, series: int, count: int) -> Coverage:
    first, total = month(2019, 1), count + AHEAD
    random = np.random.default_rng((SEED, count, sum(map(ord, name))))
    length = calendar(months(total, first)).length
    world = KINDS[name](random, (series, total), length)
    ends = (shift(first, total - 1).last or first.last).month  # type: ignore[union-attr]
    by_month, whole = forecasts(world, count, first, ends)
    # The same year, six months later.
    _, half = forecasts(world, count + 6, first, ends)
    actual, year = truth(world, count)
    inside = [covered(by_month, actual), covered(whole, year), covered(half, year)]
    tables = []
    for level in (0, 1):
        months_in = inside[0][level]
        alone = [months_in[:, 0], months_in[:, -1], months_in, inside[1][level], inside[2][level]]
        tables.append(tuple(float(np.nanmean(one)) for one in alone))
    return Coverage(*tables)


def truth(world: World, count: int) -> tuple[Array, Array]:
    """The twelve months after the first `count`, and their year."""
    to_come = world.values[:, count : count + AHEAD]
    if world.sizes is None:
        return to_come, to_come.mean(axis=1) if world.family == "measurement" else to_come.sum(axis=1)
    sizes = world.sizes[:, count : count + AHEAD]
    return to_come / sizes, to_come.sum(axis=1) / sizes.sum(axis=1)


def covered(forecast: Told, actual: Array) -> tuple[Array, Array]:
    """1 inside, 0 outside, NaN where either is missing; the rounding of floats is inside."""
    slack = 1e-9 * (1 + np.abs(actual))
    out = np.isnan(actual) | np.isnan(forecast.mean)
    pairs = ((forecast.low_80, forecast.high_80), (forecast.low_95, forecast.high_95))
    eighty, ninety_five = (
        np.where(out, np.nan, (actual >= low - slack) & (actual <= high + slack)) for low, high in pairs
    )
    return eighty, ninety_five


# --- real ---

Method = Callable[[Array], tuple[Array, Array]]


def naive(x: Array) -> tuple[Array, Array]:
    """The last value; errors grow with the root of the months."""
    spread = np.sqrt(np.nanmean(np.diff(x, axis=1) ** 2, axis=1))[:, None]
    return np.repeat(x[:, -1:], AHEAD, axis=1), spread * np.sqrt(np.arange(1, AHEAD + 1))


def seasonal_naive(x: Array) -> tuple[Array, Array]:
    """The same month of last year; errors as from year to year, or as of two months where there is but one year."""
    apart = x[:, 12:] - x[:, :-12] if x.shape[1] > 12 else np.sqrt(2) * (x - x.mean(axis=1, keepdims=True))
    spread = np.sqrt(np.nanmean(apart * apart, axis=1))[:, None]
    return x[:, -12:], np.repeat(spread, AHEAD, axis=1)


def straight_line(x: Array) -> tuple[Array, Array]:
    """Least squares through all months, with its prediction interval."""
    count = x.shape[1]
    time = np.arange(count) - (count - 1) / 2
    ahead = time[-1] + np.arange(1, AHEAD + 1)
    slope = (x * time).sum(axis=1, keepdims=True) / (time * time).sum()
    middle = x.mean(axis=1, keepdims=True)
    left = x - middle - slope * time
    spread = np.sqrt((left * left).sum(axis=1, keepdims=True) / (count - 2))
    return middle + slope * ahead, spread * np.sqrt(1 + 1 / count + ahead**2 / (time * time).sum())


PLAIN: dict[str, Method] = {"last value": naive, "same month last year": seasonal_naive, "straight line": straight_line}


def of_normal(mean: Array, spread: Array) -> tuple[Array, ...]:
    z80, z95 = normal_quantile(0.9), normal_quantile(0.975)
    return mean, mean - z80 * spread, mean + z80 * spread, mean - z95 * spread, mean + z95 * spread


def rolling(values: Array, first: Period, count: int, every: int = 7) -> Iterator[tuple[str, Array]]:
    """Scores of each method at each origin [6, S, months]: see `SCORES`; the year's as one more month."""
    for start in range(0, values.shape[1] - count - AHEAD + 1, every):
        known, to_come = values[:, start : start + count], values[:, start + count : start + count + AHEAD]
        begin = shift(first, start)
        ends = (shift(begin, count + AHEAD - 1).last or begin.last).month  # type: ignore[union-attr]
        scale = np.nanmean(np.abs(np.diff(known, axis=1)), axis=1, keepdims=True)
        by_month, year = forecasts(World("count", known), count, begin, ends)
        ok = (scale[:, 0] > 0) & ~np.isnan(by_month.mean[:, 0])
        ours = [getattr(by_month, n) for n in ("mean", "low_80", "high_80", "low_95", "high_95")]
        yield "Peelian", scores(ours, to_come, scale)[:, ok]
        whole = [getattr(year, n)[:, None] for n in ("mean", "low_80", "high_80", "low_95", "high_95")]
        yield "Peelian, the year", scores(whole, to_come.sum(axis=1, keepdims=True), 12 * scale)[:, ok]
        for name, method in PLAIN.items():
            mean, spread = method(known)
            yield name, scores(of_normal(mean, spread), to_come, scale)[:, ok]
            total = mean.sum(axis=1, keepdims=True), np.sqrt((spread**2).sum(axis=1, keepdims=True))
            yield f"{name}, the year", scores(of_normal(*total), to_come.sum(axis=1, keepdims=True), 12 * scale)[:, ok]


SCORES = ("in 80%", "in 95%", "error", "interval score 80%", "interval score 95%", "pinball")


def scores(made: list[Array] | tuple[Array, ...], actual: Array, scale: Array) -> Array:
    mean, low_80, high_80, low_95, high_95 = made
    missing = np.where(np.isnan(actual), np.nan, 0.0)
    of = [
        (actual >= low_80) & (actual <= high_80),
        (actual >= low_95) & (actual <= high_95),
        np.abs(actual - mean) / scale,
        interval_score(low_80, high_80, actual, 0.2) / scale,
        interval_score(low_95, high_95, actual, 0.05) / scale,
        sum(
            pinball(at, actual, level)
            for at, level in ((low_95, 0.025), (low_80, 0.1), (high_80, 0.9), (high_95, 0.975))
        )
        / 4
        / scale,
    ]
    return np.stack([one + missing for one in of])


def interval_score(low: Array, high: Array, actual: Array, outside: float) -> Array:
    return high - low + 2 / outside * (np.maximum(low - actual, 0) + np.maximum(actual - high, 0))


def pinball(at: Array, actual: Array, level: float) -> Array:
    return np.maximum(level * (actual - at), (level - 1) * (actual - at))


def nsw(shared: Path) -> Array:
    """New South Wales: 21 offences over 348 months from January 1995."""
    held: dict[str, dict[int, float]] = {}
    with (shared / "data/series/nsw-offences-monthly-1995-2023.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            year, name = row["Month"].split()
            held.setdefault(row["Type"], {})[(int(year) - 1995) * 12 + MONTH_NAMES.index(name)] = float(row["Count"])
    return table(held, 348)


def wards(shared: Path) -> Array:
    """police.uk: violence by ward over 24 months from February 2024; months without a row are missing."""
    held: dict[str, dict[int, float]] = {}
    with gzip.open(
        shared / "data/police_uk/ward-monthly-violence-2024-02-to-2026-01.csv.gz", "rt", encoding="utf-8"
    ) as f:
        for row in csv.DictReader(f):
            year, number = map(int, row["month"].split("-"))
            at = (year - 2024) * 12 + number - 2
            held.setdefault(row["WD21CD"], {})[at] = float(row["violence_and_sexual_offences"])
    return table({ward: of for ward, of in held.items() if len(of) == 24}, 24)


def northumbria(shared: Path) -> Array:
    """police.uk: kinds of crime by district over 30 months from May 2020, January 2022 missing."""
    held: dict[str, dict[int, float]] = {}
    for path in sorted((shared / "data/police_uk/northumbria/street").glob("*.csv.gz")):
        year, number = map(int, path.name.split("-")[:2])
        at = (year - 2020) * 12 + number - 5
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                district = row["LSOA name"].rsplit(" ", 1)[0]
                if district in DISTRICTS and row["Crime type"] != "Anti-social behaviour":
                    one = held.setdefault(f"{district}, {row['Crime type']}", {})
                    one[at] = one.get(at, 0) + 1
    for one in held.values():  # a month with a file and no row is a month without a crime
        for at in range(30):
            one.setdefault(at, np.nan if at == 20 else 0.0)
    return table(held, 30)


DISTRICTS = ("Gateshead", "Newcastle upon Tyne", "North Tyneside", "Northumberland", "South Tyneside", "Sunderland")


def table(held: dict[str, dict[int, float]], count: int) -> Array:
    return np.array([[held[name].get(at, np.nan) for at in range(count)] for name in sorted(held)])


def real(values: Array, first: Period, count: int, every: int = 7) -> dict[str, Array]:
    """The mean of each of SCORES by method."""
    kept: dict[str, list[Array]] = {}
    for name, one in rolling(values, first, count, every):
        kept.setdefault(name, []).append(one)
    joined = {name: np.concatenate(ones, axis=1) for name, ones in kept.items()}
    return {name: np.nanmean(one, axis=(1, 2)) for name, one in joined.items() if not np.isnan(one).all()}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=2_000)
    asked.add_argument("--shared", type=Path)
    given = asked.parse_args()
    print(f"Seed {SEED}, {given.series:,} series of each kind. Inside the 80% / the 95% interval.\n")
    print("| Simulated | months known | next month | twelfth | all twelve | year to come | year, six months known |")
    print("|---|---|---|---|---|---|---|")
    for name in KINDS:
        for count in LENGTHS:
            found = simulated(name, given.series, count)
            cells = [f"{a:.1%} / {b:.1%}" for a, b in zip(found.of_80, found.of_95, strict=True)]
            print(f"| {name} | {count} | " + " | ".join(cells) + " |", flush=True)
    if given.shared is None:
        return
    print("\n| Real | method | " + " | ".join(SCORES) + " |")
    print("|---|---|" + "---|" * len(SCORES))
    nsw_values, ward_values, north = nsw(given.shared), wards(given.shared), northumbria(given.shared)
    for title, values, first, count in (
        ("New South Wales, 36 months known", nsw_values, month(1995, 1), 36),
        ("New South Wales, 60 months known", nsw_values, month(1995, 1), 60),
        ("New South Wales, 120 months known", nsw_values, month(1995, 1), 120),
        ("Violence by ward, 12 months known", ward_values, month(2024, 2), 12),
        ("Northumbria, crime by district, 18 months known", north, month(2020, 5), 18),
    ):
        for name, of in real(values, first, count).items():
            print(f"| {title} | {name} | " + " | ".join(cell(s, v) for s, v in zip(SCORES, of, strict=True)) + " |")


def cell(name: str, value: float) -> str:
    return f"{value:.1%}" if name.startswith("in ") else f"{value:.3f}"


if __name__ == "__main__":
    main()
