"""False discoveries and power over 24 months of 5,000 series that hang together: one seed, one printed table.

    python -m bench.long.many_series --runs 100

The made-up force: 44 areas by 110 offences, counted each month; their sums by area, by offence and of all. Means of
the 4,840 counts from 0.1 to 200, median 3. Their logarithms carry a shock that all share (its weight differs by
offence), one that an area shares, and one of their own; each follows its month before by 0.3. On that, Poisson chance.
In the 24 months 2% of the counts step up (by half, to twice, three times) or down (to a third, to two thirds) for good,
or treble for one month; three offences step up by 30% in every area, one area by 15%.
A mark is false where the series is not changed in that direction in that month (in none of the three, where a quarter
is judged). A sum counts as changed where its mean is off by a quarter of the standard deviation of its baseline.
Every method has the 36 months before the first as its baseline, and sees no later month.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from peelian.periods import month, shift
from peelian.signals.many import Budget, judge
from peelian.signals.panel import Panel
from peelian.signals.surprise import Surprise, side_by_side, surprise

AREAS, OFFENCES = 44, 110
LEAVES = AREAS * OFFENCES
HISTORY, MONTHS = 36, 24
RATE = 0.05
FOLLOWS = 0.3
MATERIAL = 0.25  # standard deviations
QUARTER = 3  # months judged together
WITHIN = 3  # months in which a change that lasts must be marked to count as found
SIZES = ((1, 2), (2, 4), (4, 8), (8, np.inf))  # of changes, in standard deviations of the baseline
SEED = 20261125

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Marks = NDArray[np.int8]
Shocks = Literal["shared", "none", "rough"]
LEVELS: Ints = np.repeat([3, 1, 2, 0], [LEAVES, AREAS, OFFENCES, 1])
AREA, OFFENCE = np.divmod(np.arange(LEAVES), OFFENCES)


@dataclass(frozen=True)
class World:
    """Leaves first, then areas, offences and the whole; `truth` is 1 raised, -1 lowered.

    `begins`, `size` and `lasting` are of the leaves: the first month of a change (-1: none), how large it is, and
    whether it lasts.
    """

    counts: Array
    truth: Marks
    begins: Ints
    size: Array
    lasting: NDArray[np.bool_]
    found: tuple[Surprise, ...]
    quarters: tuple[Surprise, ...]


Method = Callable[[World], Marks]
"""Marks [S, MONTHS]; or [2 S, MONTHS], of the months and then of the quarters that end with them."""


def world(chance: np.random.Generator, shocks: Shocks, *, changes: bool) -> World:
    usual = np.clip(np.exp(chance.normal(np.log(3), 1.3, LEAVES)), 0.1, 200)[:, None]
    mean = usual * np.exp(_shocks(chance, shocks))
    factor, begins, lasting = _changes(chance, changes)
    counts = _sums(chance.poisson(mean * factor).astype(np.float64))
    deviation = counts[:, :HISTORY].std(axis=1, ddof=1).clip(0.1)
    off = _sums(usual * (factor - 1))[:, HISTORY:]
    off[LEAVES:] = np.where(np.abs(off) < MATERIAL * deviation[:, None], 0, off)[LEAVES:]
    at = np.arange(LEAVES), HISTORY + np.maximum(begins, 0)
    return World(
        counts=counts,
        truth=np.sign(off).astype(np.int8),
        begins=begins,
        size=np.abs(usual[:, 0] * (factor[at] - 1)) / deviation[:LEAVES],
        lasting=lasting,
        found=_surprises(counts),
        quarters=_surprises(counts, span=QUARTER),
    )


def _shocks(chance: np.random.Generator, shocks: Shocks) -> Array:
    if shocks == "none":
        return np.zeros((LEAVES, HISTORY + MONTHS))
    weight = chance.uniform(0, 0.12, OFFENCES)[OFFENCE, None]
    own = chance.uniform(0, 0.4, (LEAVES, 1)) if shocks == "rough" else 0.15
    return weight * _followed(chance, 1) + 0.04 * _followed(chance, AREAS)[AREA] + own * _followed(chance, LEAVES)


def _followed(chance: np.random.Generator, rows: int) -> Array:
    """Standard normal rows, each month following the one before."""
    made = chance.normal(size=(rows, HISTORY + MONTHS))
    for at in range(1, HISTORY + MONTHS):
        made[:, at] = FOLLOWS * made[:, at - 1] + np.sqrt(1 - FOLLOWS * FOLLOWS) * made[:, at]
    return made


def _changes(chance: np.random.Generator, changes: bool) -> tuple[Array, Ints, NDArray[np.bool_]]:
    factor = np.ones((LEAVES, HISTORY + MONTHS))
    begins, lasting = np.full(LEAVES, -1), np.zeros(LEAVES, dtype=bool)
    if not changes:
        return factor, begins, lasting
    for leaf in chance.choice(LEAVES, LEAVES // 50, replace=False):
        start, kind = int(chance.integers(MONTHS)), int(chance.integers(6))
        begins[leaf], lasting[leaf] = start, kind < 5
        end = HISTORY + (MONTHS if lasting[leaf] else start + 1)
        factor[leaf, HISTORY + start : end] = (1.5, 2, 3, 1 / 3, 2 / 3, 3)[kind]
    for raised in chance.choice(OFFENCES, 3, replace=False):
        factor[raised == OFFENCE, HISTORY + int(chance.integers(MONTHS)) :] *= 1.3
    factor[chance.integers(AREAS) == AREA, HISTORY + int(chance.integers(MONTHS)) :] *= 1.15
    return factor, begins, lasting


def _sums(leaves: Array) -> Array:
    grid = leaves.reshape(AREAS, OFFENCES, -1)
    return np.concatenate([leaves, grid.sum(axis=1), grid.sum(axis=0), grid.sum(axis=(0, 1))[None]])


def _surprises(counts: Array, *, growing: bool = False, span: int = 1) -> tuple[Surprise, ...]:
    base = np.ones(counts.shape, dtype=bool)
    base[:, HISTORY:] = growing
    periods = tuple(shift(month(2020, 1), at) for at in range(HISTORY + MONTHS))
    panel = Panel(tuple(map(str, range(len(counts)))), periods, counts)
    return tuple(surprise(panel, HISTORY + at, base, "count", span=span) for at in range(MONTHS))


# --- the methods ---


def budgeted(found: Sequence[Surprise], levels: Ints, dependence: Literal["positive", "any"] = "positive") -> Marks:
    budget = Budget(tuple(int(n) for n in np.bincount(levels)), RATE, MONTHS, dependence=dependence)
    marks = []
    for each in found:
        judged = judge(each, levels, budget)
        marks.append(judged.direction)
        budget = judged.budget
    return np.stack(marks, axis=1)


def both(made: World) -> tuple[Surprise, ...]:
    return tuple(side_by_side([month_, quarter]) for month_, quarter in zip(made.found, made.quarters, strict=True))


def each_month(made: World) -> Marks:
    """Benjamini and Hochberg at the whole rate in every month, both directions in one list, and no budget."""
    return np.stack([_signed(_step_up(np.concatenate([f.high, f.low]), RATE)) for f in made.found], axis=1)


def down_the_tree(made: World) -> Marks:
    """Areas by Simes over their own counts, then the counts inside the areas marked; every month at the whole rate.

    Benjamini and Bogomolov (JRSS B 76, 2014): inside, at the rate times the share of areas that were marked.
    """
    marks = np.zeros(made.truth.shape, dtype=np.int8)
    for at, found in enumerate(made.found):
        high, low = (p[:LEAVES].reshape(AREAS, OFFENCES) for p in (found.high, found.low))
        p = np.concatenate([high, low], axis=1)
        simes = (np.sort(p, axis=1) * p.shape[1] / np.arange(1, p.shape[1] + 1)).min(axis=1)
        chosen = np.flatnonzero(_step_up(simes, RATE))
        for area in chosen:
            inside = _signed(_step_up(p[area], RATE * len(chosen) / AREAS))
            marks[area * OFFENCES : (area + 1) * OFFENCES, at] = inside
    return marks


def _step_up(p: Array, rate: float) -> NDArray[np.bool_]:
    ordered = np.sort(p)
    reached = np.flatnonzero(ordered <= rate * np.arange(1, len(p) + 1) / len(p))
    return p <= ordered[reached[-1]] if reached.size else np.zeros(len(p), dtype=bool)


def _signed(both: NDArray[np.bool_]) -> Marks:
    high, low = np.split(both.astype(np.int8), 2)
    return high - low


def outside_limits(made: World) -> Marks:
    """Each chart by itself: beyond the mean plus and minus 2.66 mean moving ranges of the baseline."""
    base, new = made.counts[:, :HISTORY], made.counts[:, HISTORY:]
    centre = base.mean(axis=1, keepdims=True)
    half = 2.66 * np.abs(np.diff(base, axis=1)).mean(axis=1, keepdims=True)
    return (new > centre + half).astype(np.int8) - (new < centre - half).astype(np.int8)


def limits_or_runs(made: World) -> Marks:
    """Each chart by itself: beyond the limits, or the eighth and later points in a row on one side of the centre."""
    marks = outside_limits(made)
    side = np.sign(made.counts - made.counts[:, :HISTORY].mean(axis=1, keepdims=True)).astype(np.int8)
    run = np.zeros(len(side))
    for at in range(side.shape[1]):
        follows = (side[:, at] == side[:, at - 1]) if at else np.zeros(len(side), dtype=bool)
        run = np.where(side[:, at] == 0, 0, np.where(follows, run + 1, 1))
        if at >= HISTORY:
            marks[:, at - HISTORY] = np.where(
                marks[:, at - HISTORY] == 0, side[:, at] * (run >= 8), marks[:, at - HISTORY]
            )
    return marks


METHODS: dict[str, Method] = {
    "a promise for each level": lambda made: budgeted(made.found, LEVELS),
    "one promise for all": lambda made: budgeted(made.found, LEVELS * 0),
    "one promise, quarters too": lambda made: budgeted(both(made), np.tile(LEVELS * 0, 2)),
    "one promise, growing baseline": lambda made: budgeted(_surprises(made.counts, growing=True), LEVELS * 0),
    "one promise, any dependence": lambda made: budgeted(made.found, LEVELS * 0, "any"),
    "5% each month, no budget": each_month,
    "down the tree, 5% each month": down_the_tree,
    "3 sigma on each chart": outside_limits,
    "3 sigma or 8 in a row": limits_or_runs,
}
PROMISED = tuple(METHODS)[:5]


# --- the counting ---


@dataclass
class Score:
    """What one method did, run by run."""

    marks: list[int] = field(default_factory=list)
    false: list[int] = field(default_factory=list)
    by_level: list[list[float]] = field(default_factory=list)
    found: Ints = field(default_factory=lambda: np.zeros(len(SIZES), dtype=np.int64))
    changed: Ints = field(default_factory=lambda: np.zeros(len(SIZES), dtype=np.int64))

    def add(self, made: World, marks: Marks) -> None:
        tests = marks.reshape(-1, *made.truth.shape)
        wrong = np.stack([(test != 0) & ~right(test, made.truth, n) for n, test in enumerate(tests)])
        self.marks.append(int(np.count_nonzero(marks)))
        self.false.append(int(wrong.sum()))
        of_level = [(wrong[:, n == LEVELS].sum(), np.count_nonzero(tests[:, n == LEVELS])) for n in range(4)]
        self.by_level.append([float(bad / max(all_, 1)) for bad, all_ in of_level])
        for leaf in np.flatnonzero((made.begins >= 0) & (made.begins <= MONTHS - WITHIN)):
            start = made.begins[leaf]
            end = start + (WITHIN if made.lasting[leaf] else 1)
            for place, (least, most) in enumerate(SIZES):
                if least <= made.size[leaf] < most:
                    self.changed[place] += 1
                    self.found[place] += bool((tests[:, leaf, start:end] == made.truth[leaf, start]).any())

    def shares(self) -> Array:
        """The false share of the marks of each run, 0 where there are none: its mean is the false-discovery rate."""
        shares: Array = np.array(self.false) / np.maximum(self.marks, 1)
        return shares

    def surely(self) -> float:
        """The false-discovery rate less two standard errors: chance alone seldom puts that above what was promised."""
        shares = self.shares()
        return float(shares.mean() - 2 * shares.std(ddof=1) / np.sqrt(len(shares))) if len(shares) > 1 else 0.0

    def line(self, name: str) -> str:
        shares, runs = self.shares(), len(self.marks)
        error = shares.std(ddof=1) / np.sqrt(runs) if runs > 1 else 0.0
        power = "".join(f"{f / c:6.0%}" if c else "     -" for f, c in zip(self.found, self.changed, strict=True))
        worst = np.array(self.by_level).mean(axis=0).max()
        return (
            f"{name:31}{np.mean(self.marks):8.1f}{np.mean(self.false):8.1f}{shares.mean():8.2%} +-{error:6.2%}"
            f"{worst:8.1%}{power}"
        )


def right(test: Marks, truth: Marks, quarter: int) -> NDArray[np.bool_]:
    """Where a mark has the direction of the truth: of that month, or of any month of the quarter that ends there."""
    found = test == truth
    for back in range(1, QUARTER if quarter else 1):
        found[:, back:] |= test[:, back:] == truth[:, :-back]
    return found


def simulate(runs: int, seed: int, names: Sequence[str], shocks: Shocks, *, changes: bool) -> dict[str, Score]:
    """Every method on the same worlds."""
    chance = np.random.default_rng(seed)
    scores = {name: Score() for name in names}
    for _ in range(runs):
        made = world(chance, shocks, changes=changes)
        for name, score in scores.items():
            score.add(made, METHODS[name](made))
    return scores


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--runs", type=int, default=2)
    asked.add_argument("--seed", type=int, default=SEED)
    given = asked.parse_args()
    print(f"{given.runs} runs of {len(LEVELS):,} series x {MONTHS} months, seed {given.seed}; promised: {RATE:.0%}")
    print("marks, false: a run. fdr: mean false share of the marks of a run, and its standard error; level: the worst")
    print(f"level's. Then the changes found in {WITHIN} months, by their size in standard deviations.")
    broken = []
    for said, shocks, changes in SCENARIOS:
        start = time.perf_counter()
        scores = simulate(given.runs, given.seed, tuple(METHODS), shocks, changes=changes)
        sizes = "".join(f"{f'{low:g}-{high:g}' if high < np.inf else f'{low:g}+':>6}" for low, high in SIZES)
        print(f"\n{said} ({time.perf_counter() - start:.0f} s)")
        print(f"{'':31}{'marks':>8}{'false':>8}{'fdr':>8}{'':9}{'level':>8}{sizes}")
        for name, score in scores.items():
            print(score.line(name))
        broken += [f"{said}: {name}" for name in PROMISED if scores[name].surely() > RATE]
    print("\nbroken: " + ("; ".join(broken) or "none"))
    return 1 if broken else 0


SCENARIOS: tuple[tuple[str, Shocks, bool], ...] = (
    ("changes; shared shocks, months that follow each other", "shared", True),
    ("changes; shocks of very different strength", "rough", True),
    ("changes; no shocks", "none", True),
    ("nothing changed; shared shocks: the fdr is the chance of any mark in 24 months", "shared", False),
    ("nothing changed; shocks of very different strength", "rough", False),
)


if __name__ == "__main__":
    raise SystemExit(main())
