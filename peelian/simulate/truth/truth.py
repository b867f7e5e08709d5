"""The figures of a run: every measure of the plan, its parts, areas and periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peelian.simulate.frame import Frame
from peelian.simulate.geography import Geography
from peelian.simulate.truth.coverage import Coverage
from peelian.simulate.truth.derived import Sum, rate, ratio, share
from peelian.simulate.truth.kinds import TALLIES
from peelian.simulate.truth.levels import Levels
from peelian.simulate.truth.parts import ALL, Parts
from peelian.simulate.truth.picking import Lists
from peelian.simulate.truth.spans import Span, dates
from peelian.simulate.truth.tallies import Shape, Tally, Told, Weights

Found = dict[str, dict[str, dict[str, dict[str, Any]]]]
"""Measure, part, area, period: the number as n or n/d, or a word; of intervals both ends as such numbers."""


class Truth:
    """Takes in every frame of a run; then it knows the figures. Areas of other levels than `levels` are left out.

    `own` are the measures of the plan's own, whose parts are told in every area; `shipped` are the others, whose parts
    are told for the whole alone unless a ratio of rates is made from them.
    """

    def __init__(
        self,
        geography: Geography,
        months: int,
        own: Sequence[Mapping[str, Any]],
        shipped: Sequence[Mapping[str, Any]],
        lists: Lists,
        weights: Weights,
        levels: tuple[str, ...],
    ) -> None:
        self._geography, self._months = geography, months
        self._measures = {measure["id"]: measure for measure in (*own, *shipped)}
        self._intervals = bool(shipped)
        everywhere = {measure["id"] for measure in own} | set(self._of_ratios())
        self._shape = Shape(geography, months, levels, lists, weights, frozenset(everywhere))
        self._places = [place for place, area in enumerate(geography.areas) if area.level in levels]
        self._tallies: dict[str, Tally] = {
            id: TALLIES[measure["kind"]](measure, self._shape)
            for id, measure in self._measures.items()
            if measure["kind"] in TALLIES
        }
        self._by_table: dict[str, list[Tally]] = defaultdict(list)
        for id, tally in self._tallies.items():
            self._by_table[self._measures[id]["compute"]["table"]].append(tally)
        self._coverage = Coverage(geography, months)
        self.rows: dict[str, int] = defaultdict(int)

    def add(self, frame: Frame, force: int) -> None:
        """The rows of a table for a force and month."""
        self.rows[frame.table] += frame.rows
        self._coverage.add(frame, force)
        for tally in self._by_table[frame.table]:
            tally.add(frame)

    def figures(self) -> tuple[Found, Found]:
        """Every value, and every interval there is. Areas that a table does not reach down to have none."""
        for tally in self._tallies.values():
            tally.finish()
        values: Found = {}
        intervals: Found = {}
        for id in self._measures:
            spans = self._spans(id)
            for part, place in self._asked(id):
                sums = {span.id: self._sum(id, part, place, span) for span in spans}
                area = self._geography.areas[place].id
                values.setdefault(id, {}).setdefault(part, {})[area] = {at: str(one.value) for at, one in sums.items()}
                ends = {at: one.ends() for at, one in sums.items()} if self._intervals else {}
                if known := {at: [*map(str, both)] for at, both in ends.items() if both}:
                    intervals.setdefault(id, {}).setdefault(part, {})[area] = known
        return values, intervals

    def _asked(self, id: str) -> Iterator[tuple[str, int]]:
        """The parts and areas that a measure is told for."""
        reached = self._coverage.reached(self._tables(id), self._places)
        for part in self._parts(id):
            for place in reached if self._in_every_area(id, part) else reached[:1]:
                yield part, place

    def _spans(self, id: str) -> list[Span]:
        """The periods that it is told for; of levels and grades also dates, those of snapshots before the run among
        them."""
        if not self._is_level(id) and self._measures[id]["kind"] != "grade":
            return self._shape.spans
        tally = self._tallies.get(id)
        before = tally.before if isinstance(tally, Levels) else []
        return self._shape.spans + dates([*before, *range(self._months)])

    def _sum(self, id: str, part: str, place: int, span: Span) -> Sum:
        compute = self._measures[id]["compute"]
        match self._measures[id]["kind"]:
            case "share" | "rate" as kind:
                top = self._value(compute["numerator"], part, place, span)
                below = part if part in self._parts(compute["denominator"]) else ALL
                bottom = self._value(compute["denominator"], below, place, span, latest=True)
                return share(top, bottom) if kind == "share" else rate(top, bottom, compute["per"])
            case "ratio":
                return ratio(compute, self._of_ratio(compute, part, place, span))
        value = self._value(id, part, place, span)
        if isinstance(value, str):
            return Sum(value)
        return Sum(value, lambda: self._tallies[id].interval(place, part, span))

    def _value(self, id: str, part: str, place: int, span: Span, latest: bool = False) -> Told:
        if id not in self._tallies:
            return self._sum(id, part, place, span).value
        tally, kind = self._tallies[id], self._measures[id]["kind"]
        if isinstance(tally, Levels) and latest:
            return tally.latest(place, part, span)
        if kind not in ("level", "grade"):
            before, after = tally.reach(span)
            months = span.first - before, span.last + after
            if not self._coverage.is_covered(self._measures[id]["compute"]["table"], place, *months):
                return "missing"
        return tally.told(place, part, span)

    def _of_ratio(self, compute: Mapping[str, Any], part: str, place: int, span: Span) -> dict[str, Told]:
        events, people = compute["events"], compute["population"]
        whole = f"{compute['dimension']}={compute['reference']}"
        told = {
            "events": self._value(events, part, place, span),
            "people": self._value(people, part, place, span, latest=True),
            "reference": self._value(events, whole, place, span),
            "reference people": self._value(people, whole, place, span, latest=True),
        }
        if "known" in compute:
            told["all"] = self._value(events, ALL, place, span)
            told["known"] = self._value(compute["known"], ALL, place, span)
        if compute.get("unknown") == "spread":
            told["all people"] = self._value(people, ALL, place, span, latest=True)
        return told

    def _parts(self, id: str) -> tuple[str, ...]:
        if id in self._tallies:
            return self._tallies[id].parts
        compute = self._measures[id]["compute"]
        if self._measures[id]["kind"] != "ratio":
            below = self._parts(compute["denominator"])
            return tuple(part for part in self._parts(compute["numerator"]) if part in below)
        begins = f"{compute['dimension']}="
        both = set(self._parts(compute["events"])) & set(self._parts(compute["population"]))
        return tuple(sorted(part for part in both if part.startswith(begins) and part != begins + compute["reference"]))

    def _in_every_area(self, id: str, part: str) -> bool:
        inputs = self._inputs(id)
        if inputs:
            return all(self._in_every_area(one, part) for one in inputs)
        return Parts(self._measures[id], id in self._shape.everywhere).in_every_area(part)

    def _tables(self, id: str) -> set[str]:
        """The tables that a measure is made from."""
        inputs = self._inputs(id)
        if not inputs:
            return {self._measures[id]["compute"]["table"]}
        return {table for one in inputs for table in self._tables(one)}

    def _inputs(self, id: str) -> list[str]:
        """The measures that a measure is worked out from; none where it reads a table."""
        if id in self._tallies:
            return []
        compute = self._measures[id]["compute"]
        return [one for one in compute.values() if isinstance(one, str) and one in self._measures]

    def _of_ratios(self) -> Iterator[str]:
        for measure in self._measures.values():
            if measure["kind"] == "ratio":
                yield from self._inputs_of_ratio(measure["compute"])

    @staticmethod
    def _inputs_of_ratio(compute: Mapping[str, Any]) -> list[str]:
        return [compute[name] for name in ("events", "population", "known") if name in compute]

    def _is_level(self, id: str) -> bool:
        """Whether it can be asked for at a date: a level, or a share of levels."""
        kind, inputs = self._measures[id]["kind"], self._inputs(id)
        return kind == "level" or (kind == "share" and all(map(self._is_level, inputs)))
