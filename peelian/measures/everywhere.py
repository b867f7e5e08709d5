"""All measures in all areas and months, from one scan of each table.

What is asked for is gathered first, then each table is read once for all of it, and once more for each question whose
times must be put in order. Such a table is read a few months at a time, so that memory does not grow with the years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from peelian.measures import sheets
from peelian.measures.answering import unlisted
from peelian.measures.batches import batches
from peelian.measures.expressions import Lists, named_lists
from peelian.measures.grids import MISSING, NOTHING
from peelian.measures.holding import Holding
from peelian.measures.keptsql import sql_of
from peelian.measures.kinds import KINDS
from peelian.measures.model import Measure
from peelian.measures.months import around
from peelian.measures.parts import Part
from peelian.measures.shapes import BaseKind, Bulk, Numbers, Question
from peelian.measures.sheetread import Axis, Sheet, Told, month_numbers, months_in, sheet_of
from peelian.measures.slices import of_months
from peelian.measures.spread import Groups, Spread, Times, Within, packed
from peelian.series.cache import Cache
from peelian.series.engine import Local
from peelian.series.tables import TableFiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

MOST_TIMED = 2_000_000  # rows, times the questions whose times or ids are put in order, in memory together; some 200 MB


@dataclass(frozen=True, eq=False)
class Asked:
    """A measure of a table, in one breakdown: pairs of a column and the slug of a value."""

    measure: Measure
    told: Told

    @property
    def bulk(self) -> Bulk[Any]:
        kind = KINDS[self.measure.kind]
        bulk: Bulk[Any] | None = getattr(kind, "bulk", None)
        assert bulk is not None
        return bulk

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.bulk.asks(self.measure.compute)


@dataclass(frozen=True)
class Wanted:
    """What is asked of a table: the questions of its sheet, the columns that this tells apart, and the questions whose
    times or ids must be put in order; none of those has a breakdown."""

    plain: tuple[Question, ...]
    by: tuple[str, ...]
    timed: tuple[Question, ...]


@dataclass(frozen=True, eq=False)
class Handed:
    """What the engine hands over of some months, as Arrow tables: `sheets.sheet`, and `sheets.timed` of each question
    of times."""

    table: TableFiles
    wanted: Wanted
    sheet: Any
    timed: Mapping[Question, Any]


@dataclass(frozen=True, eq=False)
class Reading:
    """One table, its lists, and who holds whose rows. `nobodys` are areas that are no part of the tree.

    `cache` is what was kept of earlier runs, and keeps what is made. `words` are the questions asked so far as SQL, the
    same for whichever months. `every` is the table with all its months, where `table` has some of them.
    """

    table: TableFiles
    holding: Holding
    lists: Lists
    nobodys: frozenset[str]
    engine: Local
    cache: Cache | None = None
    words: dict[object, str] = field(default_factory=dict)
    every: TableFiles | None = None

    @property
    def rows(self) -> int:
        """How many it has, where that is known without reading them; 0 elsewhere."""
        return sum(one.rows for one in self.table.slices)

    def of(self, months: Iterable[date]) -> Reading:
        """The same of some months alone."""
        return replace(self, table=of_months(self.table, months), every=self.every or self.table)

    def shares(self, asked: Sequence[Asked]) -> Sequence[TableFiles]:
        """The table in as many parts as these measures are read in, each of its own months."""
        timed = len(_wanted(asked).timed)
        return tuple(batches(self.table, MOST_TIMED // timed)) if timed else (self.table,)

    def handed(self, table: TableFiles, asked: Sequence[Asked]) -> Handed:
        """All that is asked of the engine for these measures, of a share of the table."""
        wanted = _wanted(asked)
        if wanted.timed:
            self.engine.keep_arrow(sheets.PLACES, sheets.numbered(self.holding.places))
        self.engine.open_files(sheets.slices_name(table), table)
        sheet = self.engine.fetch_arrow(self._sql(sheets.sheet, wanted.plain, wanted.by))
        timed, opened = {}, 0
        for each in sorted(wanted.timed, key=lambda question: question.back):
            if each.back > opened:
                self.engine.open_files(sheets.slices_name(table), self._looking_back(table, each.back))
                opened = each.back
            timed[each] = self.engine.fetch_arrow(self._sql(sheets.timed, each))
        return Handed(table, wanted, sheet, timed)

    def made(self, handed: Handed, asked: Sequence[Asked], numbers: Mapping[Asked, Numbers]) -> dict[Asked, Part]:
        """What comes of what was handed over, without the engine."""
        table = handed.table
        # Without slices the files are the whole table, and may have rows of months that are not covered.
        months = table.months if table.slices else table.months | months_in(handed.sheet)
        axis = Axis(tuple(sorted(months)), self.holding.places)
        sheet = sheet_of(handed.sheet, axis, handed.wanted.by, self.nobodys)
        spreads = self._spreads(handed, sheet, asked)
        return {each: self._part(table, sheet, each, spreads, numbers.get(each, {})) for each in asked}

    def _sql(self, write: Callable[..., str], asked: Question | tuple[Question, ...], *more: tuple[str, ...]) -> str:
        key = (write.__name__, asked, more)
        if key not in self.words:
            lists = named_lists((asked,) if isinstance(asked, Question) else asked, self.lists)
            self.words[key] = sql_of(self.cache, write, self.table, asked, *more, lists)
        return self.words[key]

    def _spreads(self, handed: Handed, sheet: Sheet, asked: Sequence[Asked]) -> dict[tuple[Question, Told], Spread]:
        """Each question in each breakdown, in all areas."""
        import numpy as np

        months = len(sheet.axis.months)
        shape = (len(self.holding.places), len(self.holding.areas), months)
        given = sheet.months_where(np.ones(len(sheet.month), bool))
        no_gaps = np.zeros(shape[1:], bool)
        every = [question for each in asked for question in each.questions]
        counted = self.holding.largest(sheet.present()) if any(q.places == "largest" for q in every) else ((), no_gaps)
        places = {
            "all": (self.holding.all(months), no_gaps),
            "own": (self.holding.own(months), no_gaps),
            "largest": counted,
        }
        found = {}
        for each in asked:
            for question in each.questions:
                if question.histogram is not None or (question, each.told) in found:
                    continue
                scale = sheets.scale_of(handed.table, question)
                groups = sheet.groups(handed.wanted.plain.index(_bare(question)), question, each.told, scale)
                within, gaps = places[question.places]
                found[question, each.told] = Spread(groups, within, shape, gaps, given)
        [records] = self.holding.all(months)
        for question, rows in handed.timed.items():
            axis, own = sheet.axis, None
            if question.back and months:
                axis = replace(axis, months=around(axis.months, question.back, 0))
                own = np.array([axis.months.index(month) for month in sheet.axis.months])
            times = _times(rows, axis, records, (*shape[:2], len(axis.months)))
            nothing = _nothing(shape, records, given)
            found[question, ()] = replace(nothing, times=times, own=own, back=question.back)
        return found

    def _looking_back(self, table: TableFiles, months: int) -> TableFiles:
        """The table with so many months before each of its own."""
        if not table.slices:
            return table
        return of_months(self.every or self.table, {m for one in table.months for m in around((one,), months, 0)})

    def _part(
        self,
        table: TableFiles,
        sheet: Sheet,
        asked: Asked,
        spreads: Mapping[tuple[Question, Told], Spread],
        numbers: Numbers,
    ) -> Part:
        import numpy as np

        kind = KINDS[asked.measure.kind]
        own = [spreads[question, asked.told] for question in asked.questions]
        grid = asked.bulk.grid(asked.measure.compute, own, numbers)
        months = sheet.axis.months
        when = getattr(kind, "when", "whole")
        without = np.logical_or.reduce([spread.gaps for spread in own])
        back = max(question.back for question in asked.questions)
        spans = [around((month,), back, 0) for month in months]
        without = without | np.array([bool(unlisted(span, asked.questions[0], self.lists)) for span in spans], bool)
        if when != "standing":
            covered = (self.every or self.table).months
            without = without | np.array([not covered.issuperset(span) for span in spans], bool)
        if when == "last" and asked.questions[0].places == "largest":
            without = without | ~own[0].given
        state = np.where(without & (grid.state != NOTHING), MISSING, grid.state).astype(np.int8)
        there = [sheet.months_where(rows) for rows in sheet.has(asked.told)]
        named = sheet.months_where(sheet.named)
        return Part(months, replace(grid, state=state), named, np.array(there, bool).reshape(len(there), len(months)))


def can_be_read(asked: Asked) -> bool:
    """Whether the measure's kind answers for everything at once, in this breakdown."""
    kind = KINDS[asked.measure.kind]
    if not isinstance(kind, BaseKind) or kind.bulk is None:
        return False
    if kind.reach(asked.measure.compute, 1) != (max(question.back for question in asked.questions), 0):
        return False
    return not asked.told or all(question.histogram is None for question in asked.questions)


def _wanted(asked: Sequence[Asked]) -> Wanted:
    every = [question for each in asked for question in each.questions]
    return Wanted(
        tuple(dict.fromkeys(_bare(question) for question in every if question.histogram is None)),
        tuple(dict.fromkeys(column for each in asked for column in _columns(each))),
        tuple(dict.fromkeys(question for question in every if question.histogram is not None)),
    )


def _bare(question: Question) -> Question:
    """What a question counts, without what it is told apart by: alike for questions that share a sum."""
    return replace(question, by=(), places="all")


def _columns(asked: Asked) -> Iterator[str]:
    for question in asked.questions:
        yield from question.by
    yield from (column for column, _ in asked.told)


def _times(rows: Any, axis: Axis, within: Within, shape: tuple[int, int, int]) -> Times:
    """The rows of `sheets.timed` put in order; those of months that the axis lacks are left out."""
    place, seconds = rows.column("number").to_numpy(), _numbered(rows.column("time"))
    month = month_numbers(rows.column("month"), axis.months)
    if (month < 0).any():
        there = month >= 0
        place, month, seconds = place[there], month[there], seconds[there]
    return packed(place, month, seconds, within, shape[1], shape[2])


def _numbered(column: Any) -> Any:
    """Whole numbers as they are; ids of another type as numbers from 0, alike where they are."""
    import pyarrow as pa

    if pa.types.is_integer(column.type):
        return column.to_numpy()
    return column.combine_chunks().dictionary_encode().indices.to_numpy().astype("int64")


def _nothing(shape: tuple[int, int, int], within: Any, given: Flags) -> Spread:
    import numpy as np

    none = np.zeros(0, np.int64)
    groups = Groups(none, none, none, (), none, none, none)
    return Spread(groups, (within,), shape, np.zeros(shape[1:], bool), given)
