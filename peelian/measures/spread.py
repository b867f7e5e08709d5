"""What a question finds in all areas and months at once: leaf rows as arrays, rolled up to every area that holds them.

A place is what a row of a table names as its area. An area adds up the rows of its places; which those are is the
same rule that answers for one area (`places`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any

from peelian.measures.grids import MOST, largest, product
from peelian.series.engine import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from peelian.measures.grids import Whole

    Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Within:
    """Which places each area adds up: pairs of an area and a place by their numbers, in the order of the areas.

    `months` are the months, by number, that this holds for. An area without a pair has no value there.
    """

    areas: Whole
    places: Whole
    months: Whole

    def rolled(self, leaf: Whole, into: Whole) -> None:
        """Adds up places by months into areas by months."""
        import numpy as np

        if not len(self.areas):
            return
        starts = np.flatnonzero(np.concatenate(([True], self.areas[1:] != self.areas[:-1])))
        every = len(self.months) == into.shape[1]  # no copy of the months then
        found = leaf[self.places] if every else leaf[np.ix_(self.places, self.months)]
        added = np.add.reduceat(found, starts, axis=0)
        if every:
            into[self.areas[starts]] = added
        else:
            into[np.ix_(self.areas[starts], self.months)] = added


@dataclass(frozen=True, eq=False)
class Groups:
    """Rows of a table that are alike, as arrays of one length: place, month, key by number, and how many there are.

    `keys` are the values that the key numbers stand for. `total` is that of the column added up, times `scale`;
    `blanks` are the rows blank in it.
    """

    place: Whole
    month: Whole
    key: Whole
    keys: tuple[Row, ...]
    rows: Whole
    total: Whole
    blanks: Whole
    scale: int = 1


@dataclass(frozen=True, eq=False)
class Spread:
    """One question in every area and month. `within` says who adds up what; `gaps` where that cannot be said.

    `given` are the months in which the table has any row. `times` are of these months, or of more: then `own` says
    which of theirs these are, each of which has `back` months before it.
    """

    groups: Groups
    within: Sequence[Within]
    shape: tuple[int, int, int]  # places, areas, months
    gaps: Flags
    given: Flags
    times: Times | None = None
    own: Whole | None = None
    back: int = 0

    @property
    def timed(self) -> Whole:
        """How many times or ids each area and month has."""
        assert self.times is not None
        return self.times.count if self.own is None else self.times.count[:, self.own]

    def different(self, least: int) -> Any:
        """How many different ids each area and month has that are in so many rows or more, `back` months included."""
        assert self.times is not None
        found = self.times.different(least, self.back)
        return found if self.own is None else found[:, self.own]

    @cached_property
    def rows(self) -> Any:
        return self.added(self.groups.rows)

    @cached_property
    def total(self) -> Any:
        return self.added(self.groups.total)

    @cached_property
    def blanks(self) -> Any:
        return self.added(self.groups.blanks)

    def weighted(self, counted: Whole, weights: Sequence[Fraction]) -> tuple[Whole, int]:
        """A number of each group times the weight of its key, added up in every area and month, over the denominator
        given beside."""
        import numpy as np

        bottom = lcm(*(weight.denominator for weight in weights)) if weights else 1
        whole = np.array([int(weight * bottom) for weight in weights] or [0])
        return self.added(product(counted, whole[self.groups.key])), bottom

    def added(self, numbers: Any) -> Any:
        """A number of each group, added up in every area and month."""
        import numpy as np

        places, areas, months = self.shape
        if largest(numbers) * len(numbers) >= MOST:
            numbers = numbers.astype(object)
        leaf = np.zeros(places * months, numbers.dtype)
        np.add.at(leaf, self.groups.place * months + self.groups.month, numbers)
        into = np.zeros((areas, months), numbers.dtype)
        for within in self.within:
            within.rolled(leaf.reshape(places, months), into)
        return into


@dataclass(frozen=True, eq=False)
class Times:
    """All times of all areas and months in one sorted array of packed whole numbers: the cell, then the time.

    `starts` are where each cell begins; a time is the rest by `span`, plus `least`, or stands at that place of
    `words`, where times lie too far apart.
    """

    packed: NDArray[np.uint32] | Whole
    starts: Whole
    span: int
    least: int
    shape: tuple[int, int]
    words: Whole | None = None

    @property
    def count(self) -> Whole:
        """How many times each area and month has."""
        import numpy as np

        return np.diff(self.starts).reshape(self.shape)

    def different(self, least: int, back: int) -> Any:
        """How many different times each area and month has, of which there are so many or more in the area in this
        month and in so many before it."""
        import numpy as np

        if least == 1:  # alike ones stand together in their cell already
            return np.diff(np.searchsorted(_ends(self.packed), self.starts)).reshape(self.shape)
        _, months = self.shape
        cell, time = np.divmod(self.packed.astype(np.int64), self.span)
        area, month = np.divmod(cell, months)
        rows = (area * self.span + time) * months + month  # a time's rows in an area stand together, month after month
        rows.sort()
        enough = np.diff(_ends(rows // months), prepend=-1)
        rows = rows[np.repeat(enough >= least, enough)]  # most ids are in one row alone
        ends = _ends(rows)
        month = rows[ends] % months
        first = np.searchsorted(rows, rows[ends] - np.minimum(month, back))
        often = rows[ends][ends - first + 1 >= least]
        found = often // (self.span * months) * months + often % months
        return np.bincount(found, minlength=len(self.starts) - 1).reshape(self.shape)

    def at(self, place: Any) -> Any:
        """In every cell the time at a place in ascending order, the first being 0; of an empty cell any."""
        import numpy as np

        if not len(self.packed):
            return np.zeros(self.shape, np.int64)
        index = np.minimum(self.starts[:-1] + place.ravel(), len(self.packed) - 1)
        rest = (self.packed[index] % self.span).astype(np.int64)
        found = rest + self.least if self.words is None else self.words[rest]
        return found.reshape(self.shape)


def _ends(numbers: Any) -> Whole:
    """Where the last of each run of equal numbers stands."""
    import numpy as np

    return np.flatnonzero(np.concatenate((numbers[1:] != numbers[:-1], [len(numbers) > 0])))


def packed(place: Whole, month: Whole, seconds: Whole, within: Within, areas: int, months: int) -> Times:
    """Sorts the times of rows within every area that holds their place.

    A cell and a time are packed into one whole number, so that one plain sort orders them: several times faster than
    an engine's sort of each group.
    """
    import numpy as np

    words = None
    least, most = (int(seconds.min()), int(seconds.max())) if len(seconds) else (0, 0)
    if areas * months * (most - least + 1) >= MOST:
        words, seconds = np.unique(seconds, return_inverse=True)
        least, most = 0, len(words) - 1
    span = most - least + 1
    # In half the width a sort takes half the time.
    width: Any = np.uint32 if areas * months * span < 2**32 else np.int64
    rest = (month * span + (seconds - least)).astype(width)
    rows = np.bincount(place, minlength=int(within.places.max(initial=-1)) + 1)
    parts = []
    for deep, holders in _levels(within, len(rows)):
        there = np.flatnonzero(deep[place]) if rows[~deep].any() else slice(None)  # no copy where all are
        parts.append((holders * (months * span)).astype(width)[place[there]] + rest[there])
    keys = np.concatenate(parts or [np.zeros(0, width)])
    keys.sort()
    starts = np.searchsorted(keys, np.arange(areas * months + 1, dtype=width) * width(span))
    return Times(keys, starts, span, least, (areas, months), words)


def _levels(within: Within, places: int) -> Iterator[tuple[Flags, Whole]]:
    """Which places lie in a first, a second, a third area, and so on, and in which; 0 where they lie in none.

    A place lies in few areas, the levels of a tree: one pass for each is several times faster than repeating rows.
    """
    import numpy as np

    by_place = np.argsort(within.places, kind="stable")
    held = np.bincount(within.places, minlength=places)
    first = np.cumsum(held) - held
    for level in range(int(held.max(initial=0))):
        deep = held > level
        holders = np.zeros(places, np.int64)
        holders[deep] = within.areas[by_place[first[deep] + level]]
        yield deep, holders
