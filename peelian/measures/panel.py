"""Grids of any measure for the same areas: those of tables read together, those made of others made of their grids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import Any

from peelian import periods
from peelian.measures import grids, keeping
from peelian.measures.batches import beside
from peelian.measures.derive import inputs_of
from peelian.measures.everywhere import Asked, Reading, can_be_read
from peelian.measures.grids import MISSING, NOTHING, SUPPRESSED, VALUE, Grid
from peelian.measures.holding import Holding
from peelian.measures.kinds import KINDS
from peelian.measures.model import Measure
from peelian.measures.parts import settled
from peelian.measures.shapes import BaseKind, DerivedKind, Lookup, Numbers, Ref
from peelian.periods import Period
from peelian.quantities import NoValue
from peelian.series.cache import Used
from peelian.series.model import Breakdown, Observation

Wanted = tuple[str, Breakdown]
"""A measure's id and a breakdown."""

Made = tuple[tuple[date, ...], Grid] | None
"""The months of a table and a grid of all of them; None where it must be asked figure by figure."""


@dataclass(frozen=True)
class Source:
    """What a panel asks of the measures it is of: their tables to read, and the figure by figure answer.

    `reading` is of one table, or None where it has not been loaded. `threads` is how many may work; None sets no limit.
    """

    measures: Mapping[str, Measure]
    whole: str
    reading: Callable[[str, Holding], Reading | None]
    numbers: Callable[[Lookup], Numbers]
    observe: Callable[[str, str, Breakdown, Period], Observation]
    holding: Holding
    threads: int | None = None


class Panel:
    """Its state is the grids made so far, each on the months of its own table; and what of them was kept before."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.used = Used()
        self._made: dict[Wanted, Made] = {}

    def grid(self, measure: str, months: Sequence[date], breakdown: Breakdown = ()) -> Grid:
        """The measure in every area, and in each of the months, given by their first days in order."""
        self.prepare([(measure, breakdown)])
        return self._grid(measure, breakdown, tuple(months), or_latest=False)

    def prepare(self, wanted: Iterable[Wanted]) -> None:
        """Reads each table once for all of these, and for what they are made of."""
        by_table: dict[str, dict[Wanted, Asked]] = {}
        for key in self._of_tables(wanted):
            if key in self._made:
                continue
            asked = self._asked(key)
            if asked is None or not can_be_read(asked):
                self._made[key] = None
                continue
            by_table.setdefault(asked.questions[0].table, {})[key] = asked
        readings = [(self._source.reading(table, self._source.holding), keys) for table, keys in by_table.items()]
        readings.sort(key=lambda each: -each[0].rows if each[0] else 0)  # the least is left to be made at the end
        alone = self._source.threads == 1  # who allows one thread gets no second
        # What is kept is looked up while the engine is asked for numbers: of tables that need none first.
        with ThreadPoolExecutor(1 if alone else 2) as pool:
            first = sorted(range(len(readings)), key=lambda at: any(map(_lookup, readings[at][1].values())))
            looked_up = {at: pool.submit(self._works, *readings[at], self._numbers(readings[at][1])) for at in first}
        works = chain.from_iterable([looked_up[at].result() for at in range(len(readings))])
        in_turn = map if alone else beside
        for made in in_turn(lambda work: work(), works):
            self._made |= made

    def _numbers(self, keys: Mapping[Wanted, Asked]) -> dict[Asked, Numbers]:
        """What is looked up in other tables, such as weights, for those of these measures that need any."""
        return {asked: self._source.numbers(lookup) for asked in keys.values() if (lookup := _lookup(asked))}

    def _works(
        self, reading: Reading | None, keys: Mapping[Wanted, Asked], numbers: Mapping[Asked, Numbers]
    ) -> Iterator[Callable[[], Mapping[Wanted, Made]]]:
        """What makes the grids of one table, to be done in order; the engine is asked as the works are drawn."""
        holding, whole = self._source.holding, self._source.whole
        if reading is None:
            return iter([lambda: dict.fromkeys(keys)])
        key_of = {asked: key for key, asked in keys.items()}

        def made(work: keeping.Work) -> Mapping[Wanted, Made]:
            return {key_of[asked]: (part.months, settled(part, holding.areas, whole)) for asked, part in work().items()}

        return (partial(made, work) for work in keeping.works(reading, tuple(key_of), numbers, self.used))

    def _of_tables(self, wanted: Iterable[Wanted]) -> Iterable[Wanted]:
        """The measures of tables that these are or are made of, each once."""
        waiting, seen = list(wanted), dict.fromkeys(wanted)
        while waiting:
            id, breakdown = waiting.pop()
            measure = self._source.measures[id]
            if not isinstance(KINDS[measure.kind], DerivedKind):
                yield id, breakdown
                continue
            refs = inputs_of(measure, self._source.measures, self._source.whole, breakdown)
            for ref in () if isinstance(refs, NoValue) else refs.values():
                if (key := (ref.measure, ref.breakdown)) not in seen:
                    seen[key] = None
                    waiting.append(key)

    def _asked(self, key: Wanted) -> Asked | None:
        """The question of a measure of a table; None where its breakdown is none of its own, or it is published."""
        id, breakdown = key
        measure = self._source.measures[id]
        if not isinstance(KINDS[measure.kind], BaseKind) or any(d not in measure.breakdowns for d, _ in breakdown):
            return None
        return Asked(measure, tuple((measure.breakdowns[dimension], value) for dimension, value in breakdown))

    def _grid(self, id: str, breakdown: Breakdown, months: tuple[date, ...], *, or_latest: bool) -> Grid:
        measure = self._source.measures[id]
        kind = KINDS[measure.kind]
        if isinstance(kind, DerivedKind):
            return self._derived(measure, kind, breakdown, months)
        made = self._made[id, breakdown]
        if made is None:
            return self._one_by_one(id, breakdown, months)
        own, grid = made
        if isinstance(kind, BaseKind) and kind.when == "standing":
            return _standing(own, grid, months, (NOTHING,))
        if or_latest and measure.kind == "level":
            return _standing(own, grid, months, (NOTHING, MISSING))
        return _exactly(own, grid, months)

    def _derived(
        self, measure: Measure, kind: DerivedKind[Any], breakdown: Breakdown, months: tuple[date, ...]
    ) -> Grid:
        refs = inputs_of(measure, self._source.measures, self._source.whole, breakdown)
        if isinstance(refs, NoValue):
            return _without(len(self._source.holding.areas), len(months))
        if kind.grid is None:
            return self._one_by_one(measure.id, breakdown, months)

        def found(ref: Ref) -> Grid:
            return self._grid(ref.measure, ref.breakdown, months, or_latest=ref.or_latest)

        made = kind.grid(measure.compute, {role: found(ref) for role, ref in refs.items()})
        return self._one_by_one(measure.id, breakdown, months) if made is None else made

    def _one_by_one(self, id: str, breakdown: Breakdown, months: tuple[date, ...]) -> Grid:
        """Figure by figure, for what has no other way."""
        import numpy as np

        shape = (len(self._source.holding.areas), len(months))
        top, bottom = np.zeros(shape, object), np.ones(shape, object)
        state = np.full(shape, MISSING, np.int8)
        for down, area in enumerate(self._source.holding.areas):
            for across, month in enumerate(months):
                found = self._source.observe(id, area, breakdown, periods.month(month.year, month.month))
                if found.value is None:
                    state[down, across] = SUPPRESSED if found.status == "suppressed" else MISSING
                    continue
                value = Fraction(found.value)
                top[down, across], bottom[down, across] = value.numerator, value.denominator
                state[down, across] = VALUE
        return Grid(top, bottom, state)


def _lookup(asked: Asked) -> Lookup | None:
    kind = KINDS[asked.measure.kind]
    assert isinstance(kind, BaseKind)
    return kind.lookup(asked.measure.compute)


def _exactly(own: Sequence[date], grid: Grid, months: Sequence[date]) -> Grid:
    """The cells of these months; none where the grid has no such month."""
    import numpy as np

    if tuple(own) == tuple(months):
        return grid
    place = {month: at for at, month in enumerate(own)}
    if not place:
        return _without(len(grid.state), len(months))
    found = grids.across(grid, np.array([place.get(month, 0) for month in months], int))
    absent = np.array([month not in place for month in months], bool)
    return Grid(found.top, found.bottom, np.where(absent, MISSING, found.state).astype(np.int8))


def _standing(own: Sequence[date], grid: Grid, months: Sequence[date], passed: tuple[int, ...]) -> Grid:
    """In each month the cell of the latest one up to it, but for those passed over."""
    every = tuple(sorted({*own, *months}))
    spread = _exactly(own, grid, every)
    import numpy as np

    state = np.where([month in set(own) for month in every], spread.state, NOTHING).astype(np.int8)
    stood = grids.latest(Grid(spread.top, spread.bottom, state), passed)
    return _exactly(every, stood, months)


def _without(areas: int, months: int) -> Grid:
    import numpy as np

    return grids.whole(np.zeros((areas, months), np.int64), np.full((areas, months), MISSING))
