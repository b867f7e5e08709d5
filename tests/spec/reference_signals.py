"""Limits and rules for one series in plain loops, the obvious way: the reference for the arrays of `peelian.signals`.

Every function reads as its rule does. Slow, and nothing is shared with the library.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

Number = Fraction | None


@dataclass(frozen=True)
class Point:
    """One point; `value` None is missing. `lines` are the upper ones of 1, 2 and 3 sigmas; the lower mirror them."""

    value: Number
    segment: int = 0
    excluded: bool = False
    centre: Number = None
    lines: tuple[Fraction, Fraction, Fraction] | None = None


@dataclass(frozen=True)
class Asked:
    rule: str
    length: int
    count: int = 0
    beyond: int = 0
    within: int = 0
    one_side: bool = False
    by_next_step: bool = False


def mean_and_ranges(
    values: list[Number], segment: list[int], baseline: list[bool], excluded: list[bool], which: int, screen: bool
) -> tuple[Number, Number]:
    """The mean and the mean moving range of one segment's baseline, None where there is none."""
    used = [v for v, s, b in zip(values, segment, baseline, strict=True) if s == which and b and v is not None]
    kept = [i for i in range(len(values)) if segment[i] == which and not excluded[i]]
    ranges = []
    for before, after in pairwise(kept):
        first, second = values[before], values[after]
        if first is not None and second is not None and baseline[before] and baseline[after]:
            ranges.append(abs(second - first))
    mean = sum(used, Fraction(0)) / len(used) if used else None
    if not ranges:
        return mean, None
    average = sum(ranges) / len(ranges)
    if screen:
        small = [r for r in ranges if r < Fraction("3.267") * average]
        if 2 * len(small) >= len(ranges) and any(small):
            average = sum(small) / len(small)
    return mean, average


def marks(points: list[Point], asked: Asked) -> list[int]:
    """1 where a point belongs to a signal that is high or rising, -1 low or falling, 2 neither, 0 none."""
    if asked.rule == "outside":
        return [beyond(p, 3) for p in points]
    kept = [i for i, p in enumerate(points) if not p.excluded]
    found = [0] * len(points)
    for end in range(len(kept)):
        for length in lengths(asked):
            if end + 1 < length:
                continue
            window = kept[end + 1 - length : end + 1]
            for index, way in hits([points[i] for i in window], asked):
                found[window[index]] = way
    if asked.by_next_step:
        before = list(found)
        for here, behind in pairwise(kept):
            first, second = points[here].value, points[behind].value
            if before[here] and before[behind] and points[here].segment == points[behind].segment:
                found[here] = 1 if first is not None and second is not None and second > first else -1
    return found


def lengths(asked: Asked) -> range:
    """A window that need not be full may be as short as the number of its points that must lie beyond."""
    if asked.rule in ("two_in_three", "four_in_five") and not asked.one_side:
        return range(asked.count, asked.length + 1)
    return range(asked.length, asked.length + 1)


def hits(window: list[Point], asked: Asked) -> list[tuple[int, int]]:
    """The points of a window that a rule marks, if it is true of the window."""
    if any(p.value is None for p in window) or len({p.segment for p in window}) > 1:
        return []
    every = range(len(window))
    values = [p.value for p in window if p.value is not None]
    steps = [(b > a) - (b < a) for a, b in pairwise(values)]
    if asked.rule == "shift":
        sides = {side(p) for p in window}
        return [(i, sides.copy().pop()) for i in every] if len(sides) == 1 and sides != {0} else []
    if asked.rule == "trend":
        # A point that ends one trend and begins another keeps the later one: later windows are marked later.
        return [(i, steps[0]) for i in every] if len(set(steps)) == 1 and steps[0] != 0 else []
    if asked.rule in ("two_in_three", "four_in_five"):
        for way in (1, -1):
            out = [
                i
                for i, p in enumerate(window)
                if beyond(p, asked.beyond) == way and not (asked.within and beyond(p, asked.within) == way)
            ]
            if len(out) >= asked.count and (not asked.one_side or all(side(p) == way for p in window)):
                return [(i, way) for i in out]
        return []
    if asked.rule == "alternating":
        turns = all(a * b == -1 for a, b in pairwise(steps))
        return [(i, 2) for i in every] if turns else []
    if asked.rule == "stratified":
        return [(i, 2) for i in every] if all(p.lines and beyond(p, 1) == 0 for p in window) else []
    if asked.rule == "mixture":
        return [(i, 2) for i in every] if all(beyond(p, 1) != 0 for p in window) else []
    raise ValueError(asked.rule)


def side(point: Point) -> int:
    if point.value is None or point.centre is None:
        return 0
    return (point.value > point.centre) - (point.value < point.centre)


def beyond(point: Point, sigmas: int) -> int:
    if point.value is None or point.centre is None or point.lines is None:
        return 0
    reach = point.lines[sigmas - 1] - point.centre
    return (point.value > point.centre + reach) - (point.value < point.centre - reach)


def runs(points: list[Point]) -> tuple[int, int, int]:
    """Useful points, the longest run, and the crossings, of one segment."""
    sides = [side(p) for p in points if not p.excluded and side(p) != 0]
    longest = run = crossings = 0
    for i, here in enumerate(sides):
        run = run + 1 if i and sides[i - 1] == here else 1
        crossings += i > 0 and sides[i - 1] != here
        longest = max(longest, run)
    return len(sides), longest, crossings


def rebases(
    values: list[Number], begins: set[int], excluded: list[bool], length: int, least_mean: int
) -> list[tuple[int, int, int]]:
    """Of each re-basing at a run: its first point, the point that completed it, and 1 for up or -1 for down.

    `begins`: re-basings by hand. Counts that average less than `least_mean` have none.
    """
    found = []
    start = since = 0
    for t, value in enumerate(values):
        if t in begins:
            start = since = t
        if value is None or excluded[t]:
            continue
        process = [x for x, out in zip(values[start:t], excluded[start:t], strict=True) if x is not None and not out]
        run = [i for i in range(since, t + 1) if not excluded[i]][-length:]
        points = [x for i in run if (x := values[i]) is not None]
        if not process or len(points) < length:
            continue
        average = sum(process, Fraction(0)) / len(process)
        if average < least_mean and all(x >= 0 and x.denominator == 1 for x in process):
            continue
        sides = {(x > average) - (x < average) for x in points}
        if len(sides) == 1 and sides != {0}:
            found.append((run[0], t, sides.pop()))
            start, since = run[0], t + 1
    return found
