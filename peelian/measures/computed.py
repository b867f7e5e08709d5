"""Measures computed from tables: values for a measure, area, breakdown and period, or the reason for none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from peelian import periods
from peelian.errors import Unusable
from peelian.measures.answering import Chosen, chosen, first_days
from peelian.measures.breakdowns import labels
from peelian.measures.cubes import Answer, Cubes
from peelian.measures.derive import derive
from peelian.measures.drawn import Drawn
from peelian.measures.everywhere import Reading
from peelian.measures.expressions import Lists
from peelian.measures.faults import faults
from peelian.measures.holding import Holding
from peelian.measures.inputs import weakest
from peelian.measures.kinds import KINDS
from peelian.measures.model import Measure
from peelian.measures.months import around
from peelian.measures.naming import Naming, ValueNamed
from peelian.measures.needed import Needed, Together
from peelian.measures.panel import Panel, Source
from peelian.measures.places import Inside
from peelian.measures.shapes import BaseKind, Cell, DerivedKind, Known, Numbers, PublishedKind, Question, Ref, State
from peelian.periods import Period
from peelian.quantities import NoValue
from peelian.series.cache import Cache, Used
from peelian.series.engine import Settings, local, opened
from peelian.series.model import Breakdown, Observation, Origin
from peelian.series.tables import AREA, MONTHS_OF, Grain, TableFiles, stands, window

PERIOD_OF: Mapping[Grain, Callable[[int, int], Period]] = {
    "month": periods.month,
    "quarter": periods.quarter_ending,
    "financial-year": periods.year_ending,
    "calendar-year": lambda year, _: periods.calendar_year(year),
}
"""The period that the rows of a table are of, by its grain and the month they stand in."""


class Computed:
    """The measures of a build over the tables it has. Its state is their cubes, made when first asked for.

    `leaves` gives the areas inside an area, at every level; it may hold the area itself. Rows without an
    area count for `whole` alone, the force. `lists` are the plan's dated lists by id. Only the columns that
    `measures` need are kept of a table, so give those that the build asks for and those they are computed
    from. `drawn` are areas that are no part of the tree and stand in no total, by id.
    `cache` keeps what is worked out for the next run.
    """

    def __init__(
        self,
        measures: Mapping[str, Measure],
        tables: Mapping[str, TableFiles],
        leaves: Inside,
        whole: str,
        lists: Lists | None = None,
        settings: Settings | None = None,
        drawn: Mapping[str, Drawn] | None = None,
        cache: Cache | None = None,
    ) -> None:
        self._drawn = drawn or {}
        self._measures, self._tables = measures, tables
        self._lists: Lists = lists or {}
        self._faults = {name: faults(each, tables, self._lists, measures) for name, each in measures.items()}
        sound = [measure for name, measure in measures.items() if not self._faults[name]]
        self._whole, self._inside, self._cache = whole, leaves, cache
        self._words: dict[tuple[str, str, Question | None], Mapping[str, str]] = {}
        self.engine = opened(settings)
        self._cubes = Cubes(
            tables, Needed(asked_together(sound)), leaves, whole, self._lists, self.engine, self._drawn, cache
        )
        self._naming = Naming(tables, self._cubes, self._drawn)

    def observe(self, measure_id: str, area: str, breakdown: Breakdown, period: Period) -> Observation:
        """The value for a period, with its sum and files; missing or suppressed with the reason in words.

        A rate, share or ratio is worked out here if its inputs are computed ones. Raises Unusable where the
        definition itself is at fault.
        """
        measure = self._sound(measure_id)
        kind = KINDS[measure.kind]
        if isinstance(kind, PublishedKind):
            return kind.absent(period)
        if isinstance(kind, DerivedKind):
            return derive(measure, self._measures, area, breakdown, period, self.known)
        return self._observed(measure, kind, area, breakdown, period)

    def panel(self, areas: Sequence[str]) -> Panel:
        """The measures in these areas of the tree, all of them and all months from one scan of each table."""
        holding = Holding(areas, self._inside, self._whole)
        sound = {name: measure for name, measure in self._measures.items() if not self._faults[name]}
        engine = local(self.engine)
        threads = engine.threads if engine else 1
        return Panel(Source(sound, self._whole, self._reading, self._cubes.numbers, self.observe, holding, threads))

    def known(self, ref: Ref, period: Period) -> Known:
        """An input for a period; a level that may be the latest is of the last snapshot by its last day."""
        measure = self._sound(ref.measure)
        if ref.or_latest and measure.kind == "level" and period.last is not None:
            until = [month for month in self._covered(measure) if month <= period.last]
            snapshots = [_snapshot(month) for month in sorted(until, reverse=True)]
            for snapshot in snapshots:
                observation = self.observe(ref.measure, ref.area, ref.breakdown, snapshot)
                if observation.status != "missing":
                    return Known(observation, snapshot)
        return Known(self.observe(ref.measure, ref.area, ref.breakdown, period), period)

    def ahead(self, measure_id: str, areas: Sequence[str]) -> None:
        """Asks about many areas at once, where a measure counts rows of a table. No answer changes by it."""
        measure = self._sound(measure_id)
        kind = KINDS[measure.kind]
        question = kind.ask(measure.compute) if isinstance(kind, BaseKind) else None
        if question is not None and question.table in self._tables and self._names_areas(question.table):
            self._cubes.ahead(question, areas)

    def records(
        self,
        measure_id: str,
        area: str,
        breakdown: Breakdown,
        period: Period,
        among: Callable[[Cell, Numbers], bool] = lambda *_: True,
    ) -> Fraction | None:
        """How many rows of its table a value rests on, or as many as are counted in them; None where the measure is of
        no table or has no value. `among` chooses cells, by themselves and by what a lookup gives to their values."""
        measure = self._sound(measure_id)
        kind = KINDS[measure.kind]
        question = kind.ask(measure.compute) if isinstance(kind, BaseKind) else None
        if not isinstance(kind, BaseKind) or question is None or question.table not in self._tables:
            return None
        answer = self._told(measure, question, area, breakdown)
        if isinstance(answer, NoValue):
            return None
        result = self._chosen(measure, kind, question, answer, period)
        if isinstance(result, NoValue):
            return None
        lookup = kind.lookup(measure.compute)
        numbers = self._cubes.numbers(lookup) if lookup else {}
        those = [cell for cell in result[1] if among(cell, numbers)]
        return sum((cell.total if question.total else Fraction(cell.rows) for cell in those), Fraction())

    def breakdown_values(self, measure_id: str, dimension: str) -> tuple[str, ...]:
        """The values of a breakdown that any row of the measure has, as slugs in their order.

        Those of a rate are its numerator's, of a share its denominator's, of a ratio its population's. A
        published measure has none here.
        """
        for measure, kind in self._read_from_tables(measure_id):
            question = kind.ask(measure.compute)
            if found := self._labels(measure, dimension, question):
                return tuple(found)
        return ()

    def label(self, measure_id: str, dimension: str, slug: str) -> str:
        """The words a breakdown's slug stands for, as its publisher writes them; the slug where none does."""
        for measure, _ in self._read_from_tables(measure_id):
            if words := self._labels(measure, dimension).get(slug):
                return words
        return slug

    def values_named(self, measure_id: str) -> tuple[ValueNamed, ...]:
        """The values that the measure's conditions name, and whether any row of its table holds them."""
        measure = self._sound(measure_id)
        kind = KINDS[measure.kind]
        return self._naming.values(measure, kind) if isinstance(kind, BaseKind) and measure.compute is not None else ()

    def codes_without_rows(self, area: str) -> tuple[str, ...]:
        """The codes of an area drawn by hand that no row of any table has."""
        return self._naming.codes_without_rows(area)

    def places(self, table: str) -> frozenset[tuple[str, str]] | None:
        """Pairs of an area of the tree and a code of any area drawn by hand that some row of a table has, "" for none;
        None where no area is drawn by codes, or the table has no codes or no areas."""
        return self._naming.places(table)

    def areas_with_rows(self, tables: Collection[str]) -> frozenset[str]:
        """The areas that some row of these tables is of itself: not those that they lie in."""
        return self._naming.areas_with_rows(tables)

    def empty(self, area: str) -> bool:
        """Whether no row lies in an area drawn by hand, of all months of all tables that say where their rows lie."""
        return self._naming.empty(area)

    def months(self, measure_id: str) -> tuple[Period, ...]:
        """The months the measure's table covers, in order: of a share those that both its parts cover, of a
        rate those of its numerator where the denominator is a level. Of a table that is published by quarter or
        year, its quarters or years."""
        read = list(self._read_from_tables(measure_id))
        flows = [measure for measure, kind in read if kind.when == "whole"]
        covered = [self._covered(measure) for measure in flows or [measure for measure, _ in read]]
        common = frozenset.intersection(*covered) if covered else frozenset()
        grains: list[Grain] = [self._grain(measure) for measure in flows] or ["month"]
        grain = max(grains, key=lambda one: MONTHS_OF[one][0])
        ends = (month for month in sorted(common) if stands(month, grain) and common.issuperset(window(month, grain)))
        return tuple(PERIOD_OF[grain](month.year, month.month) for month in ends)

    @property
    def used(self) -> Used:
        """Of which tables how many months were kept from an earlier run, and how many read."""
        return self._cubes.used

    def close(self) -> None:
        """Lets go of the cubes and their memory."""
        self._cubes.close()

    def _observed(
        self, measure: Measure, kind: BaseKind[Any], area: str, breakdown: Breakdown, period: Period
    ) -> Observation:
        question, lookup = kind.ask(measure.compute), kind.lookup(measure.compute)
        for name in (question.table, *([lookup.table] if lookup else [])):
            if name not in self._tables:
                return Observation(None, "missing", f"the table '{name}' has not been loaded")
        table = self._tables[question.table]
        answer = self._told(measure, question, area, breakdown)
        if isinstance(answer, NoValue):
            return Observation(None, "missing", answer.reason)
        result = self._chosen(measure, kind, question, answer, period)
        if isinstance(result, NoValue):
            return Observation(None, "missing", result.reason, origins=_origins(table, first_days(period)))
        months, cells = result
        numbers = self._cubes.numbers(lookup) if lookup else {}
        observation = kind.reduce(measure.compute, State(table.name, period, months, cells, numbers, table.grain))
        files = (*_origins(table, months), *(self._tables[lookup.table].origins if lookup else ()))
        observation = replace(observation, origins=tuple(dict.fromkeys(files)))
        if observation.status != "final":
            return observation
        used = months or [cell.month for cell in cells]
        return replace(observation, status=weakest(table.statuses.get(month, "final") for month in used))

    def _reading(self, table: str, holding: Holding) -> Reading | None:
        """How a table is read at once; None where it is not there, is no table of months, or a cluster answers."""
        engine, files = local(self.engine), self._tables.get(table)
        if files is None or engine is None or files.grain != "month":
            return None
        return Reading(files, holding, self._lists, frozenset(self._drawn), engine, self._cache)

    def _chosen(
        self, measure: Measure, kind: BaseKind[Any], question: Question, answer: Answer, period: Period
    ) -> Chosen | NoValue:
        reach = kind.reach(measure.compute, len(periods.months(period)))
        return chosen(kind.when, self._tables[question.table], question, answer, period, self._lists, reach)

    def _told(self, measure: Measure, question: Question, area: str, breakdown: Breakdown) -> Answer | NoValue:
        """What the measure's question finds in an area and breakdown, or why those cannot be had."""
        if area in self._drawn:
            if question.places == "largest":
                return NoValue(f"'{question.table}' is already counted by areas, of which none is this one")
            if lacking := self._drawn[area].lacking(self._tables[question.table].columns):
                return NoValue(f"the table '{question.table}' has no {lacking}, so that nobody knows what lies in it")
        elif area != self._whole and not self._names_areas(question.table):
            return NoValue(f"the table '{question.table}' is not told apart by area")
        for dimension, value in breakdown:
            if dimension not in measure.breakdowns:
                return NoValue(f"'{measure.id}' is not broken down by '{dimension}'")
            if value not in self._labels(measure, dimension):
                return NoValue(f"no row of '{question.table}' has the {dimension} '{value}'")
        told = tuple((measure.breakdowns[dimension], value) for dimension, value in breakdown)
        return self._cubes.answer(question, area, told)

    def _names_areas(self, table: str) -> bool:
        """Whether any row of the table has an area: where none has, a part of the force is missing there, not zero."""
        named = self._cubes.values(table, AREA) if AREA in self._tables[table].columns else ()
        return any(area and area not in self._drawn for area in named)

    def _labels(self, measure: Measure, dimension: str, question: Question | None = None) -> Mapping[str, str]:
        """The slugs of a breakdown with their words: all of the table, or those of a question's rows."""
        kind = KINDS[measure.kind]
        if not isinstance(kind, BaseKind) or dimension not in measure.breakdowns:
            return {}
        table, column = kind.ask(measure.compute).table, measure.breakdowns[dimension]
        key = (table, column, question)
        if key not in self._words and table in self._tables:
            self._words[key] = labels(self._cubes.values(table, column, question))
        return self._words.get(key, {})

    def _read_from_tables(self, measure_id: str) -> Iterator[tuple[Measure, BaseKind[Any]]]:
        """The measures of tables that this one is made of, first those whose breakdown values it has."""
        measure = self._sound(measure_id)
        kind = KINDS[measure.kind]
        if isinstance(kind, BaseKind):
            yield measure, kind
        if isinstance(kind, DerivedKind):
            roles = kind.roles(measure.compute)
            for role in sorted(roles, key=lambda role: role != kind.told_apart_by):
                yield from self._read_from_tables(roles[role])

    def _covered(self, measure: Measure) -> frozenset[date]:
        kind = KINDS[measure.kind]
        table = kind.ask(measure.compute).table if isinstance(kind, BaseKind) else ""
        if not isinstance(kind, BaseKind) or table not in self._tables:
            return frozenset()
        covered, reach = self._tables[table].months, kind.reach(measure.compute, 1)
        return frozenset(month for month in covered if covered.issuperset(around((month,), *reach)))

    def _grain(self, measure: Measure) -> Grain:
        kind = KINDS[measure.kind]
        table = kind.ask(measure.compute).table if isinstance(kind, BaseKind) else ""
        return self._tables[table].grain if table in self._tables else "month"

    def _sound(self, measure_id: str) -> Measure:
        if measure_id not in self._measures:
            raise Unusable(
                f"measure '{measure_id}' is not one that the plan uses; put it to a KPI, or into a file in measures/"
            )
        if found := self._faults[measure_id]:
            raise Unusable(f"measure '{measure_id}': {'; '.join(found)}")
        return self._measures[measure_id]


def asked_together(measures: Iterable[Measure]) -> Iterator[Together]:
    """The columns that each of the measures asks of a table, and of that of its lookup."""
    for measure in measures:
        kind = KINDS[measure.kind]
        if not isinstance(kind, BaseKind):
            continue
        question, lookup = kind.ask(measure.compute), kind.lookup(measure.compute)
        columns = tuple(dict.fromkeys((*question.columns, *measure.breakdowns.values())))
        yield Together(question.table, columns, question.histogram)
        if lookup:
            yield Together(lookup.table, (lookup.key, lookup.number))


def _origins(table: TableFiles, months: Iterable[date]) -> tuple[Origin, ...]:
    """The files that hold these months where that is known, else all of the table's."""
    if not table.origins_of or not (months := tuple(months)):
        return table.origins
    return tuple(dict.fromkeys(origin for month in months for origin in table.origins_of.get(month, ())))


def _snapshot(month: date) -> Period:
    return periods.at(periods.month(month.year, month.month).last or month)
