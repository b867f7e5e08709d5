"""Exact arithmetic on numbers as printed: what the result may be when each input may lie within half a last digit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product

from peelian.quantities import Printed

Interval = tuple[Fraction, Fraction]
Sum = Callable[..., Fraction]


def around(number: Printed) -> Interval:
    """What the true number may be: half a unit of the last digit each way."""
    low, high = number.value - number.half_width, number.value + number.half_width
    return low, high


def possible(inputs: Sequence[Printed], sum_: Sum) -> Interval | None:
    """The least and greatest result over all corners of the inputs; None where a corner divides by nothing.

    Exact for sums, differences, ratios and percent changes, each of which rises or falls in every input.
    """
    corners = [around(one) if one.half_width else (one.value,) for one in inputs]
    try:
        results = [sum_(*corner) for corner in product(*corners)]
    except ZeroDivisionError:
        return None
    return min(results), max(results)


def possible_total(parts: Sequence[Printed]) -> Interval:
    """The same of a total, however many parts it has."""
    return (
        sum((around(p)[0] for p in parts), Fraction(0)),
        sum((around(p)[1] for p in parts), Fraction(0)),
    )


def running_totals(parts: Sequence[Printed]) -> Iterator[tuple[int, Fraction, Interval]]:
    """The first part, the first two and so on: how many, their total, and what it may be."""
    total = low = high = Fraction(0)
    for count, part in enumerate(parts, 1):
        least, most = around(part)
        total, low, high = total + part.value, low + least, high + most
        yield count, total, (low, high)


def overlaps(a: Interval, b: Interval) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


# One fraction is made in place of one for each step: these are what most of a paper's time of exact sums goes into.
def percent_change(old: Fraction, new: Fraction) -> Fraction:
    """(new - old) / old x 100."""
    moved = new.numerator * old.denominator - old.numerator * new.denominator
    return Fraction(moved * 100, new.denominator * old.numerator)


def difference(old: Fraction, new: Fraction) -> Fraction:
    return new - old


def share(part: Fraction, whole: Fraction) -> Fraction:
    """part / whole x 100."""
    return Fraction(part.numerator * whole.denominator * 100, part.denominator * whole.numerator)


def ratio(a: Fraction, b: Fraction) -> Fraction:
    return a / b
