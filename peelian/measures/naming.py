"""What definitions name, beside what the rows hold: a value that no row has is counted as nothing, a slip or not."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from peelian.measures.cubes import Cubes
from peelian.measures.drawn import CODE, Drawn
from peelian.measures.literals import literal
from peelian.measures.model import Measure, Survey
from peelian.measures.shapes import BaseKind
from peelian.series.engine import Value
from peelian.series.tables import AREA, TableFiles

LIKE = 0.75  # as difflib measures: 'polcie officer' is 0.93 like 'police officer', '12B' is 0.67 like '12C'
FEW = 8
MANY = 5000  # values of which none is looked for that is like another: names and addresses, one a row


@dataclass(frozen=True)
class ValueNamed:
    """`held` is whether any row has it. Where none has, `near` is the one that is there and like it, if any is, and
    `others` are all that are there and not named, where they are few."""

    column: str
    value: str
    held: bool
    near: str | None = None
    others: tuple[str, ...] = ()


class Naming:
    """What measures and areas drawn by hand name, held against the cubes of tables."""

    def __init__(self, tables: Mapping[str, TableFiles], cubes: Cubes, drawn: Mapping[str, Drawn]) -> None:
        self._tables, self._cubes, self._drawn = tables, cubes, drawn
        self._places: dict[str, frozenset[tuple[str, str]]] = {}

    def values(self, measure: Measure, kind: BaseKind[Any]) -> tuple[ValueNamed, ...]:
        """The values that a measure's conditions name; none where its table is not there."""
        question = kind.ask(measure.compute)
        table = self._tables.get(question.table)
        if table is None:
            return ()
        named: dict[str, dict[str, None]] = {}
        for column, condition in question.where:
            named.setdefault(column, {}).update(dict.fromkeys((*condition.is_, *condition.not_)))
        if isinstance(measure.compute, Survey):  # the base holds the positive ones
            named.setdefault(measure.compute.question, {}).update(dict.fromkeys(measure.compute.base))
        return tuple(
            one
            for column, texts in named.items()
            if texts
            for one in values_named(column, texts, table.columns[column], self._cubes.values(table.name, column))
        )

    def codes_without_rows(self, area: str) -> tuple[str, ...]:
        """The codes of an area drawn by hand that no row has; none where it is an outline, or no table has codes."""
        drawn = self._drawn.get(area, Drawn())
        tables = self._placed(drawn) if drawn.codes else []
        held = frozenset[Value]().union(*(self._cubes.held(table, CODE, drawn.codes) for table in tables))
        return tuple(code for code in dict.fromkeys(drawn.codes) if code not in held) if tables else ()

    def places(self, table: str) -> frozenset[tuple[str, str]] | None:
        """Pairs of an area of the tree and a code of any area drawn by hand that some row of a table has, "" for none;
        None where no area is drawn by codes, or the table has no codes or no areas."""
        files, codes = self._tables.get(table), [code for one in self._drawn.values() for code in one.codes]
        if files is None or not codes or not {AREA, CODE} <= files.columns.keys():
            return None
        if table not in self._places:
            found = self._cubes.places(table, CODE, codes)
            self._places[table] = frozenset((str(place or ""), str(code or "")) for place, code in found)
        return self._places[table]

    def areas_with_rows(self, tables: Collection[str]) -> frozenset[str]:
        """The areas that some row of these tables is of itself: not those that they lie in."""
        placed = [name for name in tables if name in self._tables and AREA in self._tables[name].columns]
        held = frozenset[Value]().union(*(self._cubes.values(name, AREA) for name in placed))
        return frozenset(str(area) for area in held if area is not None)

    def empty(self, area: str) -> bool:
        """Whether no row lies in an area drawn by hand; False where no table says where its rows lie."""
        tables = self._placed(self._drawn[area]) if area in self._drawn else []
        return bool(tables) and not any(area in self._cubes.values(table, AREA) for table in tables)

    def _placed(self, drawn: Drawn) -> list[str]:
        return [name for name, table in self._tables.items() if drawn.lacking(table.columns) is None]


def values_named(column: str, texts: Collection[str], kind: str, values: Collection[Value]) -> Iterator[ValueNamed]:
    """What a column of this kind that holds these values, blank included, has of those that are written as `texts`."""
    unnamed = [one for one in values if isinstance(one, str) and one not in texts]
    others = tuple(sorted(unnamed)) if len(unnamed) <= FEW else ()
    for text in texts:
        held = literal(text, kind) in values
        yield ValueNamed(column, text, held, None if held else _near(text, unnamed), others)


def _near(text: str, held: Collection[str]) -> str | None:
    folded = {one.casefold(): one for one in sorted(held, reverse=True)} if len(held) <= MANY else {}
    near = difflib.get_close_matches(text.casefold(), folded, n=1, cutoff=LIKE)
    return folded[near[0]] if near else None
