"""What figures tell together: each union of groups of records whose number is a sum of theirs.

In the sum a figure may be added, taken away, taken several times, or by halves: of a ring of three places each two of
which share a group, every group is half of two places less the third. Sums of that kind are a space of vectors over the
groups; its vectors of noughts and ones are the unions. A vector is known by its values at the pivots of the reduced
rows, so that these are tried, one component of the rows at a time: a union that has groups of two falls apart into two
that are told too, and so does one that holds a figure and more. Those parts are looked at instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache, reduce
from heapq import heapify, heappop, heappush
from math import lcm
from operator import or_

from peelian.disclosure.bits import bits

Vector = dict[int, Fraction]
"""Of each figure or group how many times it is taken; none that is taken no times."""

SETTLED = (0, 0)
"""How much less and how much more a group can still be taken."""

MOST_ROWS = 500  # of a component, which are tried one inside the other
MOST_TRIES = 10_000_000  # sums of groups and sets that may hold another, a few seconds of them


@dataclass(frozen=True)
class Union:
    """Groups whose number times `whole` is the sum of figures, each taken so `often`; below zero it is taken away."""

    often: Mapping[int, int]
    whole: int


@lru_cache(maxsize=256)
def unions(figures: tuple[int, ...]) -> tuple[Union, ...]:
    """The unions that two figures or more tell together, of figures given by their groups as bits."""
    alone = {figure: at for at, figure in enumerate(figures) if figure.bit_count() == 1}
    cut: dict[int, int] = {}  # what a figure counts beside those
    for at, figure in enumerate(figures):
        if rest := figure & ~sum(alone):
            cut.setdefault(rest, at)
    rows = _reduced({at: dict.fromkeys(bits(rest), Fraction(1)) for rest, at in cut.items()})
    found = [{at: Fraction(1)} for at in cut.values()]
    tries = _Tries()
    found += [_sum(taken) for those in sorted(_components(rows), key=len) for taken in _taken(those, list(cut), tries)]
    for union in found:
        for figure, at in alone.items():
            if often := sum((times for other, times in union.items() if figures[other] & figure), Fraction(0)):
                union[at] = -often
    return tuple(_in_whole_numbers(union) for union in found if len(union) > 1)


@dataclass(frozen=True)
class _Row:
    """A vector over the groups that is one at its pivot, where all other rows are nought, as a sum of figures."""

    pivot: int
    groups: Vector
    figures: Vector


def _reduced(vectors: Mapping[int, Vector]) -> list[_Row]:
    """The rows of the reduced echelon form, without those that are sums of others.

    The pivots are groups that few figures hold, so that the value of any other is settled by those of few pivots.
    """
    rows: dict[int, _Row] = {}
    held = Counter(group for vector in vectors.values() for group in vector)
    for at in sorted(vectors, key=lambda at: (len(vectors[at]), at)):
        groups, figures = dict(vectors[at]), {at: Fraction(1)}
        for pivot in [pivot for pivot in groups if pivot in rows]:
            times = -groups[pivot]
            _add(groups, rows[pivot].groups, times)
            _add(figures, rows[pivot].figures, times)
        if groups:
            new = min(groups, key=lambda group: (held[group], group))
            by = 1 / groups[new]
            row = _Row(new, _times(groups, by), _times(figures, by))
            for other in rows.values():
                if often := other.groups.get(new):
                    _add(other.groups, row.groups, -often)
                    _add(other.figures, row.figures, -often)
            rows[new] = row
    return list(rows.values())


def _components(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rows that have a group in common, at once or by way of others."""
    found: list[tuple[set[int], list[_Row]]] = []
    for row in rows:
        groups, those = set(row.groups), [row]
        apart = []
        for one in found:
            if one[0] & groups:
                groups |= one[0]
                those = [*one[1], *those]
            else:
                apart.append(one)
        found = [*apart, (groups, those)]
    return [those for _, those in found]


@dataclass
class _Tries:
    """How many are left."""

    left: int = field(default_factory=lambda: MOST_TRIES)


def _taken(rows: Sequence[_Row], figures: Sequence[int], tries: _Tries) -> Iterator[list[_Row]]:
    """The rows of one component that add up to noughts and ones, but for sums that hold a figure or another such sum.

    All that is told of single groups is among the rows themselves, so that it is found however few are tried.
    """
    if len(rows) > MOST_ROWS:
        return
    order = _in_order(rows, figures)
    whole = lcm(*(times.denominator for row in order for times in row.groups.values()))
    parts = [{group: int(times * whole) for group, times in row.groups.items()} for row in order]
    ends = _ends(parts)
    settled = [[group for group, end in those.items() if end == SETTLED] for those in ends]
    among = reduce(or_, (1 << group for part in parts for group in part))
    known: dict[int, list[int]] = {}  # by each of their groups
    sums = Counter[int]()

    def keep(figure: int) -> None:
        for group in bits(figure):
            known.setdefault(group, []).append(figure)

    def tried(at: int, ones: int, taken: list[_Row]) -> Iterator[list[_Row]]:
        if at == len(order):
            if taken:
                keep(ones)
                yield taken
            return
        for often in (0, 1):
            for group, times in parts[at].items():
                sums[group] += often * times
            tries.left -= len(parts[at])
            if tries.left > 0 and all(_can_be_nought_or(whole, sums[group], *end) for group, end in ends[at].items()):
                now = [group for group in settled[at] if sums[group]]
                more = ones | sum(1 << group for group in now)
                near = [one for group in now for one in known.get(group, ())]
                tries.left -= len(near)
                if all(one & ~more for one in near):
                    yield from tried(at + 1, more, [*taken, order[at]] if often else taken)
        for group, times in parts[at].items():
            sums[group] -= times

    for figure in figures:
        if not figure & ~among:
            keep(figure)
    yield from tried(0, 0, [])


def _ends(parts: Sequence[Mapping[int, int]]) -> list[dict[int, tuple[int, int]]]:
    """Of the groups of each part how much less and how much more the parts behind it can make them."""
    behind: dict[int, tuple[int, int]] = {}
    found = []
    for part in reversed(parts):
        found.append({group: behind.get(group, SETTLED) for group in part})
        behind |= {group: _wider(behind.get(group, SETTLED), times) for group, times in part.items()}
    return found[::-1]


def _in_order(rows: Sequence[_Row], figures: Sequence[int]) -> list[_Row]:
    """Rows so that all groups of a figure are soon settled: those next that are the last few of one."""
    having: dict[int, list[int]] = {}
    for row in rows:
        for group in row.groups:
            having.setdefault(group, []).append(row.pivot)
    left = [{pivot for group in bits(figure) for pivot in having.get(group, ())} for figure in figures]
    waiting: dict[int, list[int]] = {}
    for at, pivots in enumerate(left):
        for pivot in pivots:
            waiting.setdefault(pivot, []).append(at)
    fewest = [(len(pivots), at) for at, pivots in enumerate(left)]
    heapify(fewest)
    of = {row.pivot: row for row in rows}
    order = []
    while fewest:
        many, at = heappop(fewest)
        if many != len(left[at]):  # some of its rows have come by another since, and it waits in its new place
            continue
        for pivot in sorted(left[at]):
            order.append(of[pivot])
            for other in waiting[pivot]:
                left[other].discard(pivot)
                heappush(fewest, (len(left[other]), other))
    return order


def _wider(ends: tuple[int, int], times: int) -> tuple[int, int]:
    least, most = ends
    return (least + times, most) if times < 0 else (least, most + times)


def _can_be_nought_or(whole: int, so_far: int, least: int, most: int) -> bool:
    if (least, most) == SETTLED:
        return so_far in (0, whole)
    return so_far + least <= whole and so_far + most >= 0


def _sum(rows: Sequence[_Row]) -> Vector:
    """A sum of rows as one of figures."""
    figures: Vector = {}
    for row in rows:
        _add(figures, row.figures, Fraction(1))
    return figures


def _in_whole_numbers(figures: Vector) -> Union:
    whole = lcm(*(times.denominator for times in figures.values()))
    return Union({at: int(times * whole) for at, times in sorted(figures.items())}, whole)


def _add(to: Vector, more: Vector, times: Fraction) -> None:
    for at, often in more.items():
        if together := to.get(at, Fraction(0)) + often * times:
            to[at] = together
        else:
            to.pop(at, None)


def _times(vector: Vector, times: Fraction) -> Vector:
    return {at: often * times for at, often in vector.items()}
