"""The best partitions against every partition there is, one by one."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from peelian.signals.panel import Array, Flags
from peelian.signals.steps.family import FAMILIES, FamilyName
from peelian.signals.steps.partition import best_partitions
from peelian.signals.steps.points import points

PERIODS, SHORTEST, LATEST, MOST = 13, 3, 2, 3
RANDOM = np.random.default_rng(1899)


def made(family: FamilyName, gaps: bool) -> tuple[Array, Array]:
    shape = (6, PERIODS)
    weight = RANDOM.integers(5, 40, shape).astype(float)
    values = {
        "measurement": RANDOM.normal(size=shape),
        "count": RANDOM.poisson(2, shape).astype(float),
        "rate": RANDOM.poisson(2, shape).astype(float),
        "share": RANDOM.binomial(weight.astype(int), 0.2).astype(float),
        "between": RANDOM.integers(1, 30, shape).astype(float),
    }[family]
    values[np.arange(6) % 2 == 0, 7:] *= 1.5 if family != "share" else 1
    if gaps:
        values[RANDOM.random(shape) < 0.15] = np.nan
    return values, weight if family in ("rate", "share") else np.ones(shape)


def cost_of(family: FamilyName, values: Array, weight: Array, ways: tuple[int, ...]) -> float | None:
    """The deviance of one partition of one series, by the sums of its segments; None where one is too short."""
    known: Flags = np.isfinite(values)
    total = 0.0
    for low, high in pairwise((0, *ways, PERIODS)):
        here = known[low:high]
        if here.sum() < (LATEST if high == PERIODS and low > 0 else SHORTEST):
            return None
        x, w = values[low:high][here].sum(), weight[low:high][here].sum()
        total += float(FAMILIES[family].misfit(np.array([x]), np.array([w]))[0])
    return total


@pytest.mark.parametrize("gaps", [False, True], ids=["whole", "gaps"])
@pytest.mark.parametrize("family", list(FAMILIES))
def test_no_partition_is_better(family: FamilyName, gaps: bool) -> None:
    values, weight = made(family, gaps)
    found = best_partitions(points(FAMILIES[family], values, weight), MOST, SHORTEST, LATEST)
    for series in range(len(values)):
        for steps in range(MOST + 1):
            costs = {
                ways: cost
                for ways in combinations(range(1, PERIODS), steps)
                if (cost := cost_of(family, values[series], weight[series], ways)) is not None
            }
            if not costs:
                assert found.misfit[steps, series] == np.inf
                continue
            assert found.misfit[steps, series] == pytest.approx(min(costs.values()), abs=1e-9)
            cuts = tuple(found.cuts[steps][1:-1, series].tolist())
            assert costs[cuts] == pytest.approx(min(costs.values()), abs=1e-9)


def test_in_a_gap_the_new_level_begins_after_it() -> None:
    values = np.array([[1.0, 1, 1, np.nan, np.nan, 5, 5, 5]])
    found = best_partitions(points(FAMILIES["measurement"], values, None), 1, 3, 3)
    assert found.cuts[1][:, 0].tolist() == [0, 5, 8]
