"""How many records of each kind a sum of weights can be of, for somebody who knows the weights: whole numbers that fit.

Of few kinds, or where one weighs far more than the others, few fit: a year's harm of a small ward tells its robberies,
though no figure counts them. Of many kinds much fits, and only bounds are looked for, whole numbers or not. Solver:
HiGHS, with so many steps that a search ends; one that was cut short counts for what it had found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import inf, lcm

import highspy
import numpy as np

from peelian.disclosure.attack import ceil_of, floor_of
from peelian.disclosure.model import Cell, Kinds
from peelian.disclosure.quiet import Quiet

FEW = 24  # kinds of which whole numbers are looked for
MOST_NODES = 500  # of a search for one end; those of a dozen kinds take a few
Row = tuple[tuple[int, ...], int]
"""How many times each kind is counted, and what that comes to."""


def told_of_a_kind(sum_: Cell, beside: Sequence[Cell]) -> bool:
    """Whether a sum tells of some kind, of which it has a few records, within how many they are.

    `beside` are the shown counts of its place and time and conditions, told from it by the kinds they count, if at all.
    """
    of = sum_.kinds
    if of is None:
        return False
    names = tuple(of.weights)
    rows = tuple(_rows(sum_, of, beside))
    small = (name for name, count in of.counts.items() if 0 < count < sum_.threshold and of.weights.get(name))
    return any(_width(len(names), rows, names.index(name)) < sum_.threshold for name in small)


def _rows(sum_: Cell, of: Kinds, beside: Sequence[Cell]) -> Iterator[Row]:
    own = sum_.box.conditions.get(of.column)
    held = [own is None or own.holds(name) for name in of.weights]
    scale = lcm(*(weight.denominator for weight in of.weights.values()))
    weights = [int(weight * scale) * inside for weight, inside in zip(of.weights.values(), held, strict=True)]
    every = sum(weight * of.counts.get(name, 0) for weight, name in zip(weights, of.weights, strict=True))
    yield tuple(weights), every
    yield tuple(map(int, held)), int(sum_.count)
    for cell in beside:
        among = cell.box.conditions.get(of.column)
        yield tuple(int(among is None or among.holds(name)) for name in of.weights), int(cell.count)


@lru_cache(maxsize=10_000)
def _width(kinds: int, rows: tuple[Row, ...], of: int) -> float:
    """How far apart the whole numbers of one kind can be that fit all rows, or that lie between others that do."""
    low, high = (_end(kinds, rows, of, sense, whole=False) for sense in (1, -1))
    width = floor_of(high) - ceil_of(low)
    if kinds > FEW:
        return width
    low, high = (_end(kinds, rows, of, sense, whole=True) for sense in (1, -1))
    return min(width, floor_of(high) - ceil_of(low))


def _end(kinds: int, rows: Sequence[Row], of: int, sense: int, *, whole: bool) -> float:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = kinds, len(rows)
    lp.col_cost_ = np.array([float(sense * (at == of)) for at in range(kinds)])
    lp.col_lower_, lp.col_upper_ = np.zeros(kinds), np.full(kinds, inf)
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * kinds
    lp.row_lower_ = lp.row_upper_ = np.array([float(total) for _, total in rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.arange(len(rows) + 1, dtype=np.int32) * kinds
    lp.a_matrix_.index_ = np.tile(np.arange(kinds, dtype=np.int32), len(rows))
    lp.a_matrix_.value_ = np.array([float(times) for coefficients, _ in rows for times in coefficients])
    solver = Quiet()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_max_nodes", MOST_NODES)
    solver.passModel(lp)
    solver.run()
    status = solver.getModelStatus()
    if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return inf * -sense
    solution = solver.getSolution().col_value
    # Nothing found is nothing known of other numbers than those there are: such a sum is not given out.
    return float(solution[of]) if solver.getInfo().primal_solution_status == 2 else inf * sense
