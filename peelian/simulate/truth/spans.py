"""The periods that the truth is told for: every month, whole quarters, and the year to the end of each quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from peelian import periods
from peelian.simulate.chance import Whole
from peelian.simulate.months import first_day, last_day

QUARTER, YEAR = 3, 12
YEARS = 2  # the place of the first family of years


@dataclass(frozen=True)
class Span:
    """`first` and `last` are the numbers of its months, both ends inclusive."""

    id: str
    first: int
    last: int

    @property
    def slice(self) -> slice:
        return slice(self.first, self.last + 1)


def families(months: int) -> tuple[tuple[Span, ...], ...]:
    """The periods in groups whose members do not overlap."""
    each = []
    quarters = []
    years: dict[int, list[Span]] = {}
    for month in range(months):
        end = first_day(month)
        each.append(Span(periods.month(end.year, end.month).id, month, month))
        if end.month % QUARTER:
            continue
        if month + 1 >= QUARTER:
            quarters.append(Span(periods.quarter_ending(end.year, end.month).id, month + 1 - QUARTER, month))
        if month + 1 >= YEAR:
            named = periods.year_ending(end.year, end.month).id
            years.setdefault(end.month, []).append(Span(named, month + 1 - YEAR, month))
    return (tuple(each), tuple(quarters), *map(tuple, years.values()))


def dates(months: int) -> tuple[tuple[str, int], ...]:
    """The last day of every month as a period, and the month's number: for levels."""
    return tuple((periods.at(last_day(month)).id, month) for month in range(months))


def numbered(family: Sequence[Span], months: int) -> Whole:
    """The place of each month's period in its family; -1 where none holds it."""
    found = np.full(months, -1, np.int64)
    for place, span in enumerate(family):
        found[span.slice] = place
    return found
