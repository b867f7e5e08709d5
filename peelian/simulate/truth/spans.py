"""The periods that the truth is told for: months, whole quarters, the year to the end of each quarter, and the last
year of the run with the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from peelian import periods
from peelian.simulate.chance import Whole
from peelian.simulate.months import first_day, last_day

QUARTER, YEAR = 3, 12
LATEST = (0, YEAR)  # months before the end of the run: the years of a paper about its last month, now and then


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
        of_quarter = end.month % QUARTER == 0
        if of_quarter and month + 1 >= QUARTER:
            quarters.append(Span(periods.quarter_ending(end.year, end.month).id, month + 1 - QUARTER, month))
        if (of_quarter or months - 1 - month in LATEST) and month + 1 >= YEAR:
            named = periods.year_ending(end.year, end.month).id
            years.setdefault(end.month, []).append(Span(named, month + 1 - YEAR, month))
    return (tuple(each), tuple(quarters), *map(tuple, years.values()))


def dates(months: Iterable[int]) -> list[Span]:
    """The last day of each month: for levels and grades."""
    return [Span(periods.at(last_day(month)).id, month, month) for month in months]


def numbered(family: Sequence[Span], months: int) -> Whole:
    """The place of each month's period in its family; -1 where none holds it."""
    found = np.full(months, -1, np.int64)
    for place, span in enumerate(family):
        found[span.slice] = place
    return found
