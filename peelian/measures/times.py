"""Whole-number times as exact histograms: how many rows have each time, kept as arrays, put together by
sorting.

A month of a large table has thousands of different times; as objects they would not fit where as arrays
they do. No float is made: counts and sums are whole numbers throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import mul
from typing import TYPE_CHECKING, Any

from peelian.series.engine import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Times:
    """Different times in ascending order, and how many rows have each."""

    seconds: Whole
    rows: Whole

    @property
    def count(self) -> int:
        return int(self.rows.sum())

    def total(self) -> int:
        """The sum of all times, in whole numbers that cannot overflow."""
        return sum(map(mul, self.seconds.tolist(), self.rows.tolist()))

    def within(self, limit: int) -> int:
        """How many rows have at most this time."""
        return int(self.rows[self.seconds <= limit].sum())

    def at(self, place: int) -> int:
        """The time at a place in ascending order, the first being 0."""
        import numpy as np

        return int(self.seconds[np.searchsorted(np.cumsum(self.rows), place, side="right")])


def merged(parts: Iterable[Times]) -> Times:
    """The histogram of several put together; of none, an empty one."""
    import numpy as np

    listed = list(parts)
    if not listed:
        return Times(np.empty(0, np.int64), np.empty(0, np.int64))
    return _summed(np.concatenate([part.seconds for part in listed]), np.concatenate([part.rows for part in listed]))


def _summed(seconds: Whole, rows: Whole) -> Times:
    import numpy as np

    if not len(seconds):
        return Times(seconds, rows)
    order = np.argsort(seconds, kind="stable")
    seconds, rows = seconds[order], rows[order]
    starts = np.flatnonzero(np.concatenate(([True], seconds[1:] != seconds[:-1])))
    return Times(seconds[starts], np.add.reduceat(rows, starts))


def grouped(table: Any, keys: Sequence[str], time: str, rows: str) -> list[tuple[Row, Times, int]]:
    """An Arrow table by its key columns: each group's key, its times, and its rows without a time."""
    import numpy as np

    columns = [table.column(name).combine_chunks().dictionary_encode(null_encoding="encode") for name in keys]
    codes = [column.indices.to_numpy(zero_copy_only=False) for column in columns]
    words = [column.dictionary.to_pylist() for column in columns]
    times = table.column(time).combine_chunks()
    given = times.is_valid().to_numpy(zero_copy_only=False)
    seconds = times.fill_null(0).to_numpy(zero_copy_only=False)
    # A sum of whole numbers leaves the engine as a wider type, which numpy has none for.
    counts = table.column(rows).cast("int64").combine_chunks().to_numpy(zero_copy_only=False)
    if not len(counts):
        return []
    order = np.lexsort(codes)
    changed = [codes_[order][1:] != codes_[order][:-1] for codes_ in codes]
    starts = np.flatnonzero(np.concatenate(([True], np.logical_or.reduce(changed))))
    found = []
    for start, end in pairwise([*starts.tolist(), len(order)]):
        group = order[start:end]
        timed = group[given[group]]
        key = tuple(word[int(code[group[0]])] for word, code in zip(words, codes, strict=True))
        without = int(counts[group[~given[group]]].sum())
        found.append((key, _summed(seconds[timed], counts[timed]), without))
    return found
