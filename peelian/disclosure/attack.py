"""Somebody who has every figure that is shown, and works out between which counts a hidden one must lie.

Each figure is a sum of groups of records of which nobody can be fewer than none, nor more than those they lie within; a
linear programme gives the least and the most that a secret can be. It knows sums only: what is known from elsewhere is
not in it. Solver: HiGHS.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil, floor, inf, isinf

import highspy
import numpy as np
from numpy.typing import NDArray

from peelian.disclosure.linked import Linked
from peelian.disclosure.model import Known, Secret
from peelian.disclosure.quiet import Quiet

Costs = NDArray[np.float64]
"""How many times each group of records is added."""

OPTIMAL = highspy.HighsModelStatus.kOptimal
SEVERAL = 4  # secrets seen to be open at once: as many as make looking again worth it
NEAR = 1e-6  # of a count: how far a solver's number may lie from the whole number that is meant


def _sums(those: Sequence[Sequence[tuple[int, int]]]) -> Callable[[Costs], Costs]:
    """What takes values to their sums, each of some values so many times; none at all come to nought.

    Most sums are of few values: a matrix of all would be noughts, and multiplying by it the most of an attack.
    """
    full = [at for at, terms in enumerate(those) if terms]
    index = np.array([i for terms in those for i, _ in terms], dtype=np.int64)
    times = np.array([n for terms in those for _, n in terms], dtype=np.float64)
    starts = np.cumsum([0, *(len(those[at]) for at in full)])[:-1]

    def sums(values: Costs) -> Costs:
        found = np.zeros(len(those))
        if full:
            found[full] = np.add.reduceat(values[index] * times, starts)
        return found

    return sums


@dataclass(frozen=True)
class Bound:
    """One end of what a secret may be, and the cells that keep it from being beyond; `tells` are their indices."""

    value: float
    tells: tuple[int, ...]


class Attacker:
    """Cells of one table, and what is not to be known of them. What is shown can be taken away again, cell by cell.

    Every solution that was met on the way stays possible when less is shown, so that most secrets are seen to be open
    without a programme of their own.
    """

    def __init__(self, of: Linked, secrets: Sequence[Secret]) -> None:
        self._of = of
        self._cells = _sums([[(group, 1) for group in own] for own in of.groups])
        self._terms = _sums([secret.terms for secret in secrets])
        self._least, self._most = np.full(len(secrets), inf), np.full(len(secrets), -inf)
        self._secrets = secrets
        self._asked: list[int] = []  # the groups whose number it is asked for now
        self._alone: dict[int, list[int]] = {}  # the shown cells that are one group each, by it
        for at, own in enumerate(of.groups):
            if len(own) == 1:
                self._alone.setdefault(own[0], []).append(at)
        self._rows = [at for at, own in enumerate(of.groups) if len(own) > 1]
        self._row = {at: row for row, at in enumerate(self._rows)}
        self._solver = self._made()

    def _made(self) -> highspy.Highs:
        of = self._of
        lp = highspy.HighsLp()
        sums = [of.groups[at] for at in self._rows]
        lp.num_col_, lp.num_row_ = of.size, len(sums) + len(of.within)
        lp.col_cost_ = np.zeros(of.size)
        least, most = np.zeros(of.size), np.full(of.size, inf)
        for group, those in self._alone.items():  # bounds are cheaper than rows
            least[group] = most[group] = float(of.cells[those[0]].count)
        lp.col_lower_, lp.col_upper_ = least, most
        counts = [float(of.cells[at].count) for at in self._rows]
        lp.row_lower_ = np.array([*counts, *(-inf for _ in of.within)])
        lp.row_upper_ = np.array([*counts, *(0.0 for _ in of.within)])
        rows = [*sums, *of.within]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *map(len, rows)])
        lp.a_matrix_.index_ = np.array([group for row in rows for group in row], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([1.0] * sum(map(len, sums)) + [1.0, -1.0] * len(of.within))
        solver = Quiet()
        for option, value in (("threads", 1), ("presolve", "off"), ("solver", "simplex"), ("simplex_strategy", 4)):
            solver.setOptionValue(option, value)
        solver.passModel(lp)
        return solver

    def hide(self, at: int) -> None:
        """What this cell counts is shown no more."""
        own = self._of.groups[at]
        if len(own) != 1:
            self._solver.changeRowBounds(self._row[at], -inf, inf)
        elif at in self._alone.get(own[0], ()):
            self._alone[own[0]].remove(at)
            if not self._alone[own[0]]:
                self._solver.changeColBounds(own[0], 0.0, inf)

    def is_open(self, at: int) -> bool:
        """Whether the secret of this place was seen to be as much as its threshold apart already."""
        width = floor_of(self._most[at]) - ceil_of(self._least[at])
        return bool(width >= self._secrets[at].threshold)

    def known(self, at: int) -> Known:
        """Between which whole numbers the secret of this place must lie, and the shown cells that say so."""
        low, high = (self._bound(at, sense) for sense in (1, -1))
        tells = tuple(dict.fromkeys((*low.tells, *high.tells)))
        return Known(self._secrets[at], max(0, ceil_of(low.value)), floor_of(high.value), tells)

    def look_around(self) -> None:
        """Looks for solutions in which some secrets are large and the others small, then the other way round, as long
        as they show several to be open that were not: most of those that are need no programme of their own."""
        left = len(self._secrets)
        for turn in count(1):
            signs = [(-1) ** (at & turn).bit_count() for at in range(len(self._secrets))]  # another half each turn
            for sense in (1, -1):
                if self._solved(zip(self._secrets, (sense * sign for sign in signs), strict=True)) == OPTIMAL:
                    self._seen()
            before, left = left, sum(not self.is_open(at) for at in range(len(self._secrets)))
            if before - left < SEVERAL:
                return

    def _bound(self, at: int, sense: int) -> Bound:
        status = self._solved([(self._secrets[at], sense)])
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return Bound(inf * -sense, ())
        if status != OPTIMAL:  # the counts contradict one another: any of them may tell it
            told = float(sum(self._of.cells[i].count * times for i, times in self._secrets[at].terms))
            return Bound(told, tuple(range(len(self._of.cells))))
        solution = self._seen()
        rows, columns = (np.flatnonzero(np.abs(dual) > NEAR) for dual in (solution.row_dual, solution.col_dual))
        alone = [at for group in columns.tolist() for at in self._alone.get(group, ())]
        return Bound(
            sense * self._solver.getInfo().objective_function_value,
            (*(self._rows[row] for row in rows.tolist() if row < len(self._rows)), *alone),
        )

    def _solved(self, asked: Iterable[tuple[Secret, int]]) -> highspy.HighsModelStatus:
        """Makes the sum of these as small as it can be, each so many times.

        Of the costs of all groups most are nought before and after: those alone are changed that are not.
        """
        costs = dict.fromkeys(self._asked, 0.0)
        for secret, often in asked:
            for cell, times in secret.terms:
                for group in self._of.groups[cell]:
                    costs[group] = costs.get(group, 0.0) + often * times
        self._solver.changeColsCost(len(costs), np.array(list(costs), dtype=np.int32), np.array(list(costs.values())))
        self._asked = [group for group, cost in costs.items() if cost]
        self._solver.run()
        return self._solver.getModelStatus()

    def _seen(self) -> highspy.HighsSolution:
        """The solution that was found; what it says of every secret is possible."""
        solution = self._solver.getSolution()
        seen = self._terms(self._cells(np.asarray(solution.col_value)))
        self._least, self._most = np.minimum(self._least, seen), np.maximum(self._most, seen)
        return solution


def ceil_of(value: float) -> float:
    return value if isinf(value) else ceil(value - NEAR)


def floor_of(value: float) -> float:
    return value if isinf(value) else floor(value + NEAR)


def attack(of: Linked, hidden: Collection[str], secrets: Sequence[Secret]) -> list[Known]:
    """What is known of each secret of one table when these figures are not shown."""
    attacker = attacker_without(of, hidden, secrets)
    return [attacker.known(at) for at in range(len(secrets))]


def worked_out(of: Linked, hidden: Collection[str], secrets: Sequence[Secret]) -> list[Known]:
    """The secrets of one table that are known within their threshold when these figures are not shown."""
    attacker = attacker_without(of, hidden, secrets)
    found = [attacker.known(at) for at in range(len(secrets)) if not attacker.is_open(at)]
    return [known for known in found if known.width < known.secret.threshold]


def attacker_without(of: Linked, hidden: Collection[str], secrets: Sequence[Secret]) -> Attacker:
    """Somebody to whom these figures are not shown."""
    attacker = Attacker(of, secrets)
    for at, cell in enumerate(of.cells):
        if cell.shown_by in hidden:
            attacker.hide(at)
    return attacker
