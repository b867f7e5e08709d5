"""The figures of a run: every measure of the plan, its parts, areas and periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from peelian.simulate.frame import Frame, Numbered, Wholes
from peelian.simulate.geography import Geography
from peelian.simulate.truth.levels import Grades, Levels
from peelian.simulate.truth.picking import Lists, picked, places
from peelian.simulate.truth.repeats import Repeats
from peelian.simulate.truth.spans import Span, dates, families
from peelian.simulate.truth.tallies import ALL, Answered, Counted, Tally, Told, Weighed
from peelian.simulate.truth.times import Times
from peelian.simulate.truth.tree import Cube, ancestors

Values = dict[str, dict[str, dict[str, dict[str, str]]]]
"""Measure, part, area, period: the number as n or n/d, or a word."""

VICTIMS_TABLE, VICTIM = "crimes", "victim"


class Truth:
    """Takes in every frame of a run; then it knows the figures. Areas of other levels than `levels` are left out."""

    def __init__(
        self,
        geography: Geography,
        months: int,
        measures: Iterable[Mapping[str, Any]],
        lists: Lists,
        weights: Mapping[str, int],
        levels: tuple[str, ...],
    ) -> None:
        self._geography, self._months, self._lists = geography, months, lists
        self._measures = {measure["id"]: measure for measure in measures}
        levels_in_order = geography.levels
        self._depths = np.array([levels_in_order.index(area.level) for area in geography.areas])
        self._depths[0] = 0
        self._places = [place for place, area in enumerate(geography.areas) if area.level in levels]
        size = (len(geography.areas), months)
        self._tallies: dict[str, Tally] = {}
        self._times: dict[str, Times] = {}
        for id, measure in self._measures.items():
            match measure["kind"]:
                case "count":
                    self._tallies[id] = Counted(measure, size, lists)
                case "level":
                    self._tallies[id] = Levels(measure, size, lists)
                case "weighted_sum":
                    self._tallies[id] = Weighed(measure, size, lists, weights)
                case "survey":
                    self._tallies[id] = Answered(measure, size, lists)
                case "grade":
                    self._tallies[id] = Grades(measure, lists)
                case "duration" | "compliance":
                    self._times[id] = Times()
        self._repeats = Repeats()
        self._covered: dict[str, Any] = defaultdict(lambda: np.zeros((len(geography.forces), months), bool))
        self._gaps: dict[str, Any] = {}
        self._depth: dict[str, int] = defaultdict(int)
        self.rows: dict[str, int] = defaultdict(int)

    def add(self, frame: Frame, force: int) -> None:
        """The rows of a table for a force and month."""
        self.rows[frame.table] += frame.rows
        if 0 <= frame.month < self._months and frame.rows:
            self._covered[frame.table][force, frame.month] = True
        for id, measure in self._measures.items():
            if measure.get("compute", {}).get("table") != frame.table:
                continue
            if id in self._tallies:
                self._tallies[id].add(frame)
            elif id in self._times:
                self._add_times(self._times[id], measure["compute"], frame)
        if frame.place is not None and frame.rows:
            deepest = int(self._depths[frame.place[frame.place > 0]].max(initial=0))
            self._depth[frame.table] = max(self._depth[frame.table], deepest)
        if frame.table == VICTIMS_TABLE:
            victims = frame.column(VICTIM)
            assert isinstance(victims, Numbered)
            self._repeats.add(places(frame, len(self._geography.areas)), frame.month, victims.values)

    def values(self) -> Values:
        """Every figure. Areas that a table does not reach down to have none."""
        for tally in self._tallies.values():
            tally.finish(self._geography)
        found: Values = {}
        for id, measure in self._measures.items():
            if measure["kind"] == "distinct":
                continue
            told = self._of_times(id, measure) if id in self._times else self._told(id, measure)
            for part, place, period, value in told:
                parts = found.setdefault(id, {}).setdefault(part, {})
                parts.setdefault(self._geography.areas[place].id, {})[period] = str(value)
        return found | self._victims()

    def _victims(self) -> Values:
        """Victims counted once each in a year, and those with two crimes or more in it."""
        found: Values = {}
        levels = {self._geography.areas[place].level for place in self._places}
        for level in self._geography.levels:
            if level not in levels:
                continue
            for family in families(self._months)[2:]:
                answers = self._repeats.answers(ancestors(self._geography, level), family, self._months)
                for place, span, once, more in answers:
                    area = self._geography.areas[place].id
                    for name, number in (("victims", once), ("victims-again", more)):
                        found.setdefault(name, {}).setdefault(ALL, {}).setdefault(area, {})[span.id] = str(number)
        return found

    def _add_times(self, times: Times, compute: Mapping[str, Any], frame: Frame) -> None:
        column = frame.column(compute["column"])
        assert isinstance(column, Wholes)
        rows = picked(frame, compute.get("where", {}), self._lists)
        if column.blank is not None:
            rows &= ~column.blank
        times.add(places(frame, len(self._geography.areas))[rows], frame.month, column.values[rows])

    def _of_times(self, id: str, measure: Mapping[str, Any]) -> Iterator[tuple[str, int, str, Told]]:
        compute = measure["compute"]
        given: dict[tuple[int, str], Fraction] = {}
        for level in {self._geography.areas[place].level for place in self._places}:
            lies_in = ancestors(self._geography, level)
            for family in families(self._months):
                asked = (compute.get("statistic", ""), compute.get("within"), lies_in, family, self._months)
                given |= {(place, span.id): value for place, span, value in self._times[id].answers(*asked)}
        for place in self._reached(compute["table"]):
            for span in self._spans():
                known = self._is_covered(compute["table"], place, span) and (place, span.id) in given
                yield ALL, place, span.id, given[place, span.id] if known else "missing"

    def _told(self, id: str, measure: Mapping[str, Any]) -> Iterator[tuple[str, int, str, Told]]:
        tables = self._tables(id)
        spans = self._spans()
        if self._is_level(id):
            spans += [Span(name, month, month) for name, month in dates(self._months)]
        for place in self._reached(*tables):
            for part in self._parts(id):
                for span in spans:
                    yield part, place, span.id, self._value(id, part, place, span)

    def _value(self, id: str, part: str, place: int, span: Span, latest: bool = False) -> Told:
        measure = self._measures[id]
        compute = measure["compute"]
        match measure["kind"]:
            case "level":
                tally = self._tallies[id]
                assert isinstance(tally, Levels)
                return tally.latest(place, part, span) if latest else tally.told(place, part, span)
            case "grade":
                return self._tallies[id].told(place, part, span)
            case "share" | "rate":
                top = self._value(compute["numerator"], part, place, span)
                bottom = self._value(compute["denominator"], ALL, place, span, latest=True)
                return _divided(top, bottom, compute.get("per", 100))
            case "ratio":
                whole = f"{compute['dimension']}={compute['reference']}"
                rates = [
                    _divided(
                        self._value(compute["events"], group, place, span),
                        self._value(compute["population"], group, place, span, latest=True),
                        1,
                    )
                    for group in (part, whole)
                ]
                return _divided(rates[0], rates[1], 1)
        if not self._is_covered(compute["table"], place, span):
            return "missing"
        return self._tallies[id].told(place, part, span)

    def _parts(self, id: str) -> tuple[str, ...]:
        compute = self._measures[id]["compute"]
        if self._measures[id]["kind"] != "ratio":
            return self._tallies[id].parts if id in self._tallies else (ALL,)
        begins = f"{compute['dimension']}="
        both = set(self._parts(compute["events"])) & set(self._parts(compute["population"]))
        return tuple(sorted(part for part in both if part.startswith(begins) and part != begins + compute["reference"]))

    def _tables(self, id: str) -> set[str]:
        """The tables that a measure is made from."""
        compute = self._measures[id]["compute"]
        if "table" in compute:
            return {compute["table"]}
        return {table for part in self._inputs(id) for table in self._tables(part)}

    def _inputs(self, id: str) -> list[str]:
        """The measures that a measure is worked out from; none where it reads a table."""
        return [
            part for part in self._measures[id]["compute"].values() if isinstance(part, str) and part in self._measures
        ]

    def _is_level(self, id: str) -> bool:
        """Whether it can be asked for at a date: a level, or a share of levels."""
        kind, inputs = self._measures[id]["kind"], self._inputs(id)
        return kind == "level" or (kind == "share" and all(map(self._is_level, inputs)))

    def _reached(self, *tables: str) -> list[int]:
        """The areas asked for that every table reaches down to."""
        depth = min(self._depth[table] for table in tables)
        return [place for place in self._places if self._depths[place] <= depth]

    def _is_covered(self, table: str, place: int, span: Span) -> bool:
        """Whether every force of an area has rows in every month."""
        if table not in self._gaps:
            gaps = Cube(len(self._geography.areas), self._months)
            for level_place, force in self._forces_by_place():
                gaps.own[level_place] += ~self._covered[table][force]
            self._gaps[table] = np.cumsum(gaps.own, axis=1)
        found = self._gaps[table][place]
        return bool(found[span.last] == (found[span.first - 1] if span.first else 0))

    def _forces_by_place(self) -> Iterator[tuple[int, int]]:
        """Every area with each force that polices some of it."""
        numbers = {place: number for number, place in enumerate(self._geography.forces)}
        of: dict[int, int] = {}
        for place, area in enumerate(self._geography.areas):
            if place in numbers:
                of[place] = numbers[place]
            elif area.parent in of:
                of[place] = of[area.parent]
        yield from of.items()
        if 0 not in of:
            yield from ((0, force) for force in numbers.values())

    def _spans(self) -> list[Span]:
        return [span for family in families(self._months) for span in family]


def _divided(top: Told, bottom: Told, per: int) -> Told:
    """The weakest word where there is one: a hidden number hides, a missing one leaves nothing."""
    words = {told for told in (top, bottom) if isinstance(told, str)}
    if words or bottom == 0:
        return "suppressed" if "suppressed" in words else "missing"
    assert isinstance(top, Fraction)
    assert isinstance(bottom, Fraction)
    return top / bottom * per
