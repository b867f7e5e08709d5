"""Where the tables of the watch come from: made-up series in which nothing changes, and the weights that they reach.

    python -m bench.long.watching_calibration --series 20000

That command printed KNOWN, BY_LAG_ONE and BY_EVENTS of peelian/signals/watching/rarity.py. The weight at which a new
alarm begins once in so many periods depends on how many values are known, on the autocorrelation and, for counts, on
how few events there are; the last two are estimates themselves. So the table holds one weight for each *estimated*
autocorrelation, such that series of every true one begin an alarm as often as promised (least squares of the logarithms
of what is reached, with a slight penalty on bends). Without arguments it runs in some minutes and prints nearly the
same, less surely.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from bench.long.steps import autoregressive
from peelian.signals.panel import Array, Flags
from peelian.signals.season.points import Family
from peelian.signals.watching.evidence import evidence, joined
from peelian.signals.watching.rarity import EVENTS, EVERY, KNOWN, LAG_ONES

SEED = 1154
LOOKS = 12  # months in a row that each series is looked at
AT_ONCE = 2_000
TRUE_LAG_ONES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
MEANS = (0.07, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.4, 0.55, 0.75, 1.0, 1.4, 2.0, 3.0, 4.5, 7.0, 12.0, 20.0, 50.0)
CLUSTERED = ((3.0, 5.0), (20.0, 5.0))  # means and shapes of negative binomial counts, which have the same table
BLUR = 0.01  # of the step from no alarm to an alarm, so that the fit has a slope to follow
BENDS = 0.3, 0.05  # weights of a bend of either table, against an error of that size in the logarithm of a rate
LEAST = 1.3  # weights below it are no alarm at any of EVERY

Draw = Callable[[np.random.Generator, int, int], Array]


def following(lag_one: float, chance: np.random.Generator, series: int, periods: int) -> Array:
    return autoregressive(chance, series, lag_one, periods)


def even(mean: float, chance: np.random.Generator, series: int, periods: int) -> Array:
    return chance.poisson(mean, (series, periods)).astype(float)


def clustered(mean: float, shape: float, chance: np.random.Generator, series: int, periods: int) -> Array:
    return chance.poisson(mean * chance.gamma(shape, 1 / shape, (series, periods))).astype(float)


@dataclass(frozen=True)
class Looks:
    """Weights, estimated autocorrelations and events of series looked at so many times [LOOKS, S]."""

    weight: Array
    lag_one: Array
    events: Array

    def rate(self, needed: Array) -> float:
        """How often an alarm begins in a month, where so much weight is needed [LOOKS, S]."""
        over = 1 / (1 + np.exp(-np.clip((self.weight - needed) / BLUR, -40, 40)))
        return float((over[1:] * (1 - over[:-1])).mean())

    def busy(self) -> Looks:
        """Without the series that come nowhere near an alarm."""
        near: Flags = (self.weight > LEAST).any(axis=0)
        return Looks(self.weight[:, near], self.lag_one[:, near], self.events[:, near])


def look(chance: np.random.Generator, draw: Draw, family: Family, known: int, series: int) -> Looks:
    """Each month against the `known` before it."""
    parts: list[tuple[Array, Array, Array]] = []
    for first in range(0, series, AT_ONCE):
        values = draw(chance, min(AT_ONCE, series - first), known + LOOKS)
        ones, used = np.ones((len(values), known + 1)), np.ones((len(values), known + 1), dtype=bool)
        seen = [evidence(values[:, at : at + known + 1], ones, used, family) for at in range(LOOKS)]
        weights = [np.abs(joined(one.deviates)[0]) for one in seen]
        parts.append((np.stack(weights), np.stack([o.lag_one for o in seen]), np.stack([o.events for o in seen])))
    return Looks(*(np.concatenate(each, axis=1) for each in zip(*parts, strict=True)))


def fitted(
    worlds: Sequence[Looks],
    shares: Sequence[float],
    at: Sequence[Array],
    knots: Array,
    every: float,
    start: float,
    bend: float,
) -> Array:
    """The table over `knots` at which alarms of all worlds begin once in `every` months, searched from `start` on.

    `at`: where each look stands among the knots; `shares`: which part of all series each world still holds.
    """
    parts = [hats(where, knots) for where in at]
    bends = bend * np.diff(np.eye(len(knots)), 2, axis=0)

    def errors(table: Array) -> Array:
        rates = [world.rate(part @ table) * share for world, part, share in zip(worlds, parts, shares, strict=True)]
        return np.concatenate([np.log(np.maximum(rates, 1e-9) * every), bends @ table])

    table = np.full(len(knots), start)
    for _ in range(10):
        left = errors(table)
        slopes = np.stack([(errors(table + 0.02 * step) - left) / 0.02 for step in np.eye(len(knots))], axis=1)
        move = np.linalg.lstsq(np.vstack([slopes, 0.05 * np.eye(len(knots))]), np.append(-left, 0 * table), rcond=None)
        table = table + np.clip(move[0], -0.3, 0.3)
    rates = np.array(
        [world.rate(part @ table) * share for world, part, share in zip(worlds, parts, shares, strict=True)]
    )
    print(f"  once in {every:g}: reached {np.round(1 / rates).astype(int).tolist()}")
    return table


def hats(where: Array, knots: Array) -> Array:
    """What each knot weighs in a straight line between its neighbours [..., knots]."""
    inside = np.clip(where, knots[0], knots[-1])
    return np.stack([np.interp(inside, knots, one) for one in np.eye(len(knots))], axis=-1)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=8_000, help="of each kind, and fewer of long ones")
    asked.add_argument("--seed", type=int, default=SEED)
    given = asked.parse_args()
    print(f"seed {given.seed}, numpy {np.__version__}; {given.series:,} series of each kind, {LOOKS} looks at each")
    lag_ones, events = np.array(LAG_ONES), np.log(EVENTS)
    by_lag_one, by_events = [], []
    for known in KNOWN:
        series = max(given.series * 60 // min(max(known, 60), 180), 10)
        chance = np.random.default_rng((given.seed, known))
        draws: list[Draw] = [partial(following, lag_one) for lag_one in TRUE_LAG_ONES]
        worlds, shares = looked(chance, draws, "measurement", known, series)
        places = [world.lag_one for world in worlds]
        tables = [
            fitted(worlds, shares, places, lag_ones, every, 1.8 + np.log(every / 40) / 3, BENDS[0]) for every in EVERY
        ]
        by_lag_one.append(tables)
        draws = [partial(even, mean) for mean in MEANS] + [partial(clustered, *each) for each in CLUSTERED]
        worlds, shares = looked(chance, draws, "count", known, series)
        needed = [[np.interp(w.lag_one, lag_ones, table) for w in worlds] for table in tables]
        less = [
            fitted(
                [Looks(w.weight - base + 2, w.lag_one, w.events) for w, base in zip(worlds, bases, strict=True)],
                shares,
                [np.log(world.events) for world in worlds],
                events,
                every,
                1.7,
                BENDS[1] * max(known / 60, 1),
            )
            - 2
            for bases, every in zip(needed, EVERY, strict=True)
        ]
        by_events.append(less)
        print(
            f"{known} known: by autocorrelation {np.round(tables, 3).tolist()}, by events {np.round(less, 3).tolist()}"
        )
        sys.stdout.flush()
    for name, tables in (("BY_LAG_ONE", by_lag_one), ("BY_EVENTS", by_events)):
        print(f"\n{name} = (")
        for each in tables:
            rows = ", ".join("(" + ", ".join(f"{x:.3f}" for x in row) + ")" for row in each)
            print(f"    ({rows}),")
        print(")")
    return 0


def looked(
    chance: np.random.Generator, draws: Sequence[Draw], family: Family, known: int, series: int
) -> tuple[list[Looks], list[float]]:
    worlds = [look(chance, draw, family, known, series) for draw in draws]
    busy = [world.busy() for world in worlds]
    return busy, [one.weight.shape[1] / whole.weight.shape[1] for one, whole in zip(busy, worlds, strict=True)]


if __name__ == "__main__":
    sys.exit(main())
