"""A table some months at a time, so that memory does not grow with the years: which months, and how many at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import TypeVar

from peelian.measures.slices import of_months
from peelian.series.tables import TableFiles

HELD = 4  # in memory at once: one got, one at work, and two between them

Given = TypeVar("Given")
Made = TypeVar("Made")


def batches(table: TableFiles, most: int) -> Iterator[TableFiles]:
    """The table in months of at most so many rows together, or one month; as it is, where it is not known where
    months lie."""
    if not table.slices:
        yield table
        return
    months: list[date] = []
    rows = 0
    for month in sorted(table.months):
        own = sum(one.rows // max(len(one.months), 1) for one in table.slices if month in one.months)
        if months and rows + own > most:
            yield of_months(table, months)
            months, rows = [], 0
        months.append(month)
        rows += own
    if months:
        yield of_months(table, months)


def beside(work: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
    """The work on each, in order. It is done in a thread while the next are got, of which no more than HELD are in
    memory."""
    with ThreadPoolExecutor(1) as worker:
        doing: deque[Future[Made]] = deque()
        for each in given:
            doing.append(worker.submit(work, each))
            if len(doing) == HELD:
                yield doing.popleft().result()
        while doing:
            yield doing.popleft().result()
