"""The cubes behind computed measures: a scan of a table for each, then small questions, each asked once.

A cube is made when it is first asked about, of the columns that measures need together (`needed`). Answers
are kept, so asking for another period, breakdown value or statistic of the same rows costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from peelian.measures import expressions
from peelian.measures.breakdowns import slug
from peelian.measures.cubefile import can_be_kept, cube_of_months
from peelian.measures.drawn import CODE, LATITUDE, LONGITUDE, Drawn, box, by_code, by_point, drawn_in
from peelian.measures.expressions import ASKED, NO_AREA, Lists, named_lists
from peelian.measures.keptsql import sql_of
from peelian.measures.needed import Columns, Needed
from peelian.measures.places import Inside, asked_places, largest
from peelian.measures.shapes import Cell, Lookup, Question
from peelian.measures.times import Times, grouped
from peelian.series.cache import Cache, Used
from peelian.series.engine import Asked, Engine, Local, Row, Value, local
from peelian.series.tables import WAVE, TableFiles, stands

NOTHING = ("",)  # the value of no breakdown: a slug is never empty


@dataclass(frozen=True)
class Found:
    """Rows that are alike: a cell, its wave (0 where the table has none), its breakdown values as slugs."""

    cell: Cell
    wave: int
    told: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """All that a question finds in one area and breakdown, in the order of the months.

    `gaps` are covered months in which a table already counted lacks the area or a part of it, with the
    reason. `snapshots` are the months in which such a table has any row, `waves` those of a survey.
    """

    found: tuple[Found, ...]
    gaps: Mapping[date, str]
    snapshots: frozenset[date] = frozenset()
    waves: frozenset[int] = frozenset()


class Cubes:
    """`needed` are the columns that measures need of each table; `inside` gives the areas inside an area.

    `drawn` are areas that are no part of the tree, by id. With a `cache` the cubes of months that it has are not
    made again.
    """

    def __init__(
        self,
        tables: Mapping[str, TableFiles],
        needed: Needed,
        inside: Inside,
        whole: str,
        lists: Lists,
        engine: Engine,
        drawn: Mapping[str, Drawn] | None = None,
        cache: Cache | None = None,
    ) -> None:
        self._cache, self.used = cache, Used()
        self._tables, self._needed, self._lists = tables, needed, lists
        self._drawn = drawn or {}
        self._inside, self._whole = inside, whole
        self._engine = engine
        self._made: set[str] = set()  # the names of the cubes
        self._asked: tuple[str, ...] | None = None  # the areas that the engine has under ASKED
        self._sql: dict[tuple[Question, tuple[str, ...]], Asked] = {}
        self._tallies: dict[tuple[Question, tuple[str, ...]], str] = {}  # their names
        self._apart: dict[Question, Asked] = {}  # the SQL that tells the asked areas apart
        self._answers: dict[tuple[Question, tuple[str, ...], str], Mapping[tuple[str, ...], Answer]] = {}
        self._reported: dict[str, Mapping[date, frozenset[str]]] = {}
        self._values: dict[tuple[str, str, Question | None], tuple[Value, ...]] = {}
        self._numbers: dict[Lookup, Mapping[Value, tuple[Fraction, ...]]] = {}

    def answer(self, question: Question, area: str, told: tuple[tuple[str, str], ...] = ()) -> Answer:
        """What the question finds in an area and one breakdown: pairs of a column and a value's slug."""
        by, wanted = tuple(column for column, _ in told), tuple(value for _, value in told)
        key = (question, by, area)
        if key not in self._answers:
            self._answers[key] = self._answered(question, by, area)
        return self._answers[key].get(wanted) or self._answers[key][NOTHING]

    def ahead(self, question: Question, areas: Sequence[str]) -> None:
        """Asks once for all of these areas, so that the answer for each costs nothing.

        Only of areas with none inside: the rows of others are put together by the engine, area by area.
        """
        table, wanted = self._tables[question.table], []
        for area in areas:
            known = (question, (), area) in self._answers
            if not known and asked_places(area, self._inside, self._whole) == (area,):
                wanted.append(area)
        if question.histogram is not None or len(wanted) < 2:
            return
        self._ask_of(tuple(wanted))
        self._tallied(table, question, ())
        rows: dict[str, list[tuple[str, Found]]] = {area: [] for area in wanted}
        if question not in self._apart:
            tally = self._tallies[question, ()]
            self._apart[question] = self._asking(expressions.inside, table, tally, question, (), True)
        for row in self._engine.fetch(self._apart[question]):
            place, found = _found(row, len(question.by))
            rows[place].append((place, found))
        for area, own in rows.items():
            self._answers[question, (), area] = self._sorted_out(question, table, area, own)

    def values(self, table: str, column: str, question: Question | None = None) -> tuple[Value, ...]:
        """What a column holds, blank included: anywhere, or in the rows that meet a question."""
        key = (table, column, replace(question, by=(), total=None, times=None, ids=None) if question else None)
        if key not in self._values:
            files, lists = self._tables[table], named_lists([question] if question else [], self._lists)
            columns = self._cube(files, (column, *(question.columns if question else ())))
            sql = self._asking(expressions.values, files, columns, column, question, lists)
            self._values[key] = tuple(value for (value,) in self._engine.fetch(sql))
        return self._values[key]

    def held(self, table: str, column: str, texts: Collection[str]) -> frozenset[Value]:
        """Which of these texts any row of a table has in a column, which need not be one of a cube: it is read."""
        files = self._tables[table]
        self._engine.open_files(expressions.files_name(files), files)
        found = self._engine.fetch(self._asking(expressions.held, files, column, tuple(dict.fromkeys(texts))))
        return frozenset(value for (value,) in found)

    def places(self, table: str, column: str, texts: Collection[str]) -> frozenset[tuple[Value, Value]]:
        """Pairs of an area, or blank, and one of these texts that a row of it has in a column; "" for any other."""
        files = self._tables[table]
        self._engine.open_files(expressions.files_name(files), files)
        found = self._engine.fetch(self._asking(expressions.places, files, column, tuple(dict.fromkeys(texts))))
        return frozenset((area, text) for area, text in found)

    def numbers(self, lookup: Lookup) -> Mapping[Value, tuple[Fraction, ...]]:
        """The numbers that each key has in a lookup's table, in order; one, where the table is sound."""
        if lookup not in self._numbers:
            files = self._tables[lookup.table]
            columns = self._cube(files, (lookup.key, lookup.number))
            pairs = self._engine.fetch(self._asking(expressions.numbers, files, columns, lookup))
            gathered: dict[Value, list[Fraction]] = {}
            for key, number in pairs:
                if number is not None:
                    gathered.setdefault(key, []).append(_exact(number))
            self._numbers[lookup] = {key: tuple(sorted(numbers)) for key, numbers in gathered.items()}
        return self._numbers[lookup]

    def close(self) -> None:
        """Lets go of the cubes; a later question makes them anew."""
        self._made.clear()
        self._asked = None
        self._sql.clear()
        self._tallies.clear()
        self._apart.clear()
        self._engine.close()

    def _answered(self, question: Question, by: tuple[str, ...], area: str) -> Mapping[tuple[str, ...], Answer]:
        """The answers for all values of a breakdown, and under NOTHING the one without rows."""
        table = self._tables[question.table]
        own = question.places == "own"
        self._ask_of(asked_places(area, (lambda _: ()) if own else self._inside, self._whole))
        return self._sorted_out(question, table, area, self._rows(table, question, by))

    def _ask_of(self, areas: tuple[str, ...]) -> None:
        """Tells the engine which areas are asked for."""
        if areas != self._asked:
            self._engine.put(ASKED, areas)
            self._asked = areas

    def _sorted_out(
        self, question: Question, table: TableFiles, area: str, rows: Sequence[tuple[str, Found]]
    ) -> Mapping[tuple[str, ...], Answer]:
        """The answers for an area out of the rows that were found in it."""
        chosen, gaps = self._chosen(question, table, area)
        kept = [
            (place, found)
            for place, found in rows
            if chosen is None or place in chosen.get(found.cell.month, frozenset())
        ]
        kept.sort(key=lambda each: (each[1].cell.month, each[0], each[1].wave, repr(each[1].cell.values)))
        waves = self.values(table.name, WAVE) if table.has_waves else ()
        snapshots = frozenset(self._reported_in(table)) if question.places == "largest" else frozenset()
        nothing = Answer((), gaps, snapshots, frozenset(map(_whole, waves)) - {0})
        parted: dict[tuple[str, ...], list[Found]] = {}
        for _, found in kept:
            parted.setdefault(found.told, []).append(found)
        answers = {told: replace(nothing, found=tuple(rows)) for told, rows in parted.items()}
        return {**answers, NOTHING: nothing}

    def _rows(self, table: TableFiles, question: Question, by: tuple[str, ...]) -> list[tuple[str, Found]]:
        """The place and the cell of each row that a question finds in the asked areas."""
        sql = self._tallied(table, question, by)
        if question.histogram is None:
            return [_found(row, len(question.by)) for row in self._engine.fetch(sql)]
        names = ["month", "wave", *(f"k{place}" for place in range(len(question.by) + len(by)))]
        groups = grouped(self._engine.fetch_arrow(sql), names, "time", "rows")
        return [(NO_AREA, _timed(key, len(question.by), times, blanks)) for key, times, blanks in groups]

    def _tallied(self, table: TableFiles, question: Question, by: tuple[str, ...]) -> Asked:
        """What asks a question of the areas asked for, its tally of all areas having been made."""
        if (question, by) not in self._sql:
            name, lists = expressions.tally_name(table, question, by), named_lists([question], self._lists)
            columns = self._cube(table, (*question.columns, *by))
            sql = self._asking(expressions.tally, table, columns, question, by, lists)
            self._engine.keep(name, sql, table)
            write = expressions.inside if question.histogram is None else expressions.histogram
            self._sql[question, by] = self._asking(write, table, name, question, by)
            self._tallies[question, by] = name
        return self._sql[question, by]

    def _chosen(
        self, question: Question, table: TableFiles, area: str
    ) -> tuple[Mapping[date, frozenset[str]] | None, Mapping[date, str]]:
        """The places whose rows count, by month, and the covered months in which they are not all there."""
        if question.places != "largest":
            return None, {}
        worked: dict[frozenset[str], frozenset[str] | str] = {}
        chosen: dict[date, frozenset[str]] = {}
        gaps: dict[date, str] = {}
        reported = self._reported_in(table)
        asked = frozenset(asked_places(area, self._inside, self._whole))
        for month in table.months:
            if not stands(month, table.grain):
                continue
            given = reported.get(month, frozenset()) & asked
            if given not in worked:  # most months give the same places
                worked[given] = largest(area, given, self._inside, self._whole)
            result = worked[given]
            if isinstance(result, str):
                gaps[month] = result
            else:
                chosen[month] = result
        return chosen, gaps

    def _reported_in(self, table: TableFiles) -> Mapping[date, frozenset[str]]:
        if table.name not in self._reported:
            gathered: dict[date, set[str]] = {}
            for month, area in self._engine.fetch(self._asking(expressions.reported, table, self._cube(table, ()))):
                gathered.setdefault(_day(month), set()).add(str(area))
            self._reported[table.name] = {month: frozenset(areas) for month, areas in gathered.items()}
        return self._reported[table.name]

    def _cube(self, table: TableFiles, asked: tuple[str, ...]) -> Columns:
        """The columns of the cube that these are asked of, which has been made."""
        columns = self._needed.of(table.name, asked)
        name = expressions.cube_name(table, columns)
        if name not in self._made:
            self._make(name, table, columns)
            self._made.add(name)
        return columns

    def _make(self, name: str, table: TableFiles, columns: Columns) -> None:
        engine = local(self._engine)
        if engine is not None and self._cache is not None and can_be_kept(table):
            depends = (columns, sorted(drawn_in(table.columns, self._drawn).items()))
            read, begun = partial(self._read, engine, columns), False

            def keep(rows: Any) -> None:
                nonlocal begun
                (engine.add_arrow if begun else engine.keep_arrow)(name, rows)
                begun = True

            self.used.most(table.name, *cube_of_months(table, depends, read, self._cache, keep))
            return
        self._engine.open_files(expressions.files_name(table), table)
        asked = self._asking(expressions.cube, table, columns, self._members(table), box(self._drawn))
        self.used.most(table.name, 0, len(table.months))
        self._engine.keep(name, asked, table)

    def _read(self, engine: Local, columns: Columns, table: TableFiles) -> Any:
        """The cube of a table's files alone, as Arrow."""
        engine.open_files(expressions.files_name(table), table)
        ways = self._members(table)
        return engine.fetch_arrow(self._asking(expressions.cube, table, columns, ways, box(self._drawn)))

    def _asking(self, write: Callable[..., Asked], table: TableFiles, *more: object) -> Asked:
        """A question as `write` writes it, in the words it was kept in where the engine is one that is here."""
        if local(self._engine) is None:
            return write(table, *more)
        return sql_of(self._cache, write, table, *more)

    def _members(self, table: TableFiles) -> tuple[str, ...]:
        """The ways in which rows of the table are found in drawn areas, who lies in them having been written down."""
        pairs: dict[str, tuple[tuple[str, str], ...]] = {}
        if CODE in table.columns:
            pairs["codes"] = tuple(by_code(self._drawn))
        around = box(self._drawn)
        if {LONGITUDE, LATITUDE} <= table.columns.keys() and around is not None:
            points = self._engine.fetch(self._asking(expressions.points, table, around))
            pairs["points"] = tuple(by_point(self._drawn, ((row[0], row[1]) for row in points)))
        ways = tuple(way for way, found in pairs.items() if found)
        for way in ways:
            columns = (expressions.PLACE, expressions.DRAWN)
            self._engine.put_pairs(expressions.members_name(table, way), columns, pairs[way])
        return ways


def _found(row: Row, own: int) -> tuple[str, Found]:
    """The place and the cell of a row of an answer: month, area, wave, columns, rows, total, blanks."""
    month, area, wave, *columns, rows, total, blanks = row
    cell = Cell(_day(month), tuple(columns[:own]), _whole(rows), _exact(total), _whole(blanks))
    return str(area), Found(cell, _whole(wave), tuple(map(slug, columns[own:])))


def _timed(key: Row, own: int, times: Times, blanks: int) -> Found:
    month, wave, *columns = key
    cell = Cell(_day(month), tuple(columns[:own]), times.count + blanks, blanks=blanks, times=times)
    return Found(cell, _whole(wave), tuple(map(slug, columns[own:])))


def _day(value: Value) -> date:
    assert isinstance(value, date), f"a month is a date, not {value!r}"
    return value


def _whole(value: Value) -> int:
    return int(value) if isinstance(value, int) else 0


def _exact(value: Value) -> Fraction:
    """A whole or decimal number as it is; a sum over blanks alone is nothing to add."""
    return Fraction(value) if isinstance(value, int | Decimal) else Fraction()
