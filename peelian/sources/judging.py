"""One row judged: its values, and everything that is wrong with it. The slow twin of what the engine asks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from peelian.contracts.model import Rule
from peelian.series.tables import AREA, MONTH
from peelian.sources.cells import Cell, Value, cell_of, read_area, read_cell
from peelian.sources.fields import Field
from peelian.sources.problems import Bad, Sighting
from peelian.sources.rowrules import broken, elapsed
from peelian.sources.tidied import Layout

MOST_LETTERS = 4  # of a cell that should be a number or a date and may still be shown: NULL, n/a, Sept
_PLAIN_CODE = re.compile(r"[A-Za-z0-9._/-]{1,12}")
_PHONE_OR_POSTCODE = re.compile(
    r"(?<![0-9])(?:0|\+?44)(?:[ -]?[0-9]){9,10}(?![0-9])|\b[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}\b"
)
_LIKE_A_PERSON = re.compile(r"@|(?:[0-9] ?){5}|\b[A-Z]\w*[\W_]+(?:\w*[\W_]+)?[A-Z]")  # an address, a number, a name
TWICE = Bad("extract-key", "an earlier row has the same key", "each record has one row; take the others out")


@dataclass(frozen=True)
class Judged:
    """A row's values by the table's columns, None where a cell is bad, and what is wrong, by the name of the test.

    A row that is not `kept` is of no area of the plan.
    """

    values: Mapping[str, Value]
    faults: tuple[tuple[str, Sighting], ...]
    kept: bool = True


class Judge:
    """What a layout says of rows, each by the line it begins in and its cells by their headings."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._rules = layout.rules
        self._fields = {field.name: field for field in layout.fields}

    def row(self, line: int, cell: Mapping[str, Cell]) -> Judged:
        """A row's values and faults."""
        layout, read = self._layout, self._read(cell, self._fields)
        values: dict[str, Value] = {name: None if isinstance(value, Bad) else value for name, value in read.items()}
        values |= {field.name: None for field in layout.absent}
        values |= {name: elapsed(one, read) for name, one in layout.elapsed.items()}
        area = read_area(layout.areas, cell[layout.areas.column]) if layout.areas else None
        values[MONTH] = _month(values[layout.month_of])
        values[AREA] = None if isinstance(area, Bad) else area
        kept = layout.areas is None or layout.areas.keeps(cell[layout.areas.column])
        return Judged(values, self._faults(line, cell, read, layout.fields, self._rules, area), kept)

    def faults(
        self, line: int, cell: Mapping[str, Cell], only: Collection[str] | None = None
    ) -> tuple[tuple[str, Sighting], ...]:
        """What is wrong with a row, by the name of the test; with `only` no other tests are asked."""
        layout = self._layout
        tested = [field for field in layout.fields if only is None or field.header in only]
        rules = [rule for rule in self._rules if only is None or rule.id in only]
        needed = dict.fromkeys((*(f.name for f in tested), *(name for rule in rules for name in rule.columns)))
        coded = layout.areas is not None and (only is None or layout.areas.column in only)
        area = read_area(layout.areas, cell[layout.areas.column]) if layout.areas and coded else None
        return self._faults(line, cell, self._read(cell, needed), tested, rules, area)

    def _faults(
        self,
        line: int,
        cell: Mapping[str, Cell],
        read: Mapping[str, Value | Bad],
        tested: Iterable[Field],
        rules: Iterable[Rule],
        area: Value | Bad,
    ) -> tuple[tuple[str, Sighting], ...]:
        layout = self._layout
        found = [
            (field.header, sighting(layout, line, field, str(cell_of(field, cell)), bad))
            for field in tested
            if isinstance(bad := read[field.name], Bad)
        ]
        if layout.areas and isinstance(area, Bad):
            text = str(cell[layout.areas.column])
            hidden = layout.private and not _PLAIN_CODE.fullmatch(text.strip())
            found.append((layout.areas.column, Sighting(line, layout.areas.column, text, area, hidden)))
        for asked in rules:
            if broke := broken(asked, read):
                field = self._fields[broke.column]
                found.append((asked.id, sighting(layout, line, field, str(cell[field.header]), broke.bad)))
        return tuple(found)

    def _read(self, cell: Mapping[str, Cell], names: Iterable[str]) -> dict[str, Value | Bad]:
        return {name: read_cell(self._fields[name], cell_of(self._fields[name], cell)) for name in names}


def sighting(layout: Layout, line: int, field: Field, text: str, bad: Bad) -> Sighting:
    return Sighting(line, field.header, text, bad, layout.private and _hides(field, text))


def twice(layout: Layout, line: int, cell: Mapping[str, Cell], earlier: int | None) -> tuple[str, Sighting]:
    """What is wrong with a row whose key an earlier row has, in the line `earlier` where that is known."""
    fields = [field for field in layout.fields if field.name in layout.key]
    text = ", ".join(str(cell[field.header]) for field in fields)
    headers = ", ".join(field.header for field in fields)
    hidden = layout.private and any(_hides(field, text) for field in fields)
    return "key", Sighting(line, headers, text, TWICE, hidden, earlier)


def _hides(field: Field, text: str) -> bool:
    """Whether a cell of an extract may not be shown. What should be a code, a number or a date may be: a reader must
    see what to mend. Words in the place of a number or date may be a name that slid into the next column; what is
    written like a name, a telephone number or a postcode is shown nowhere.
    """
    if _PHONE_OR_POSTCODE.search(text):
        return True
    if field.kind == "text":
        return field.private or not field.allowed or bool(_LIKE_A_PERSON.search(text))
    return sum(character.isalpha() for character in text) > MOST_LETTERS


def _month(value: Value) -> date | None:
    if isinstance(value, datetime):
        return value.date().replace(day=1)
    return value.replace(day=1) if isinstance(value, date) else None
