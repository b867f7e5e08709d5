"""One row judged: its values, and everything that is wrong with it. The slow twin of what the engine asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

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


def judge(layout: Layout, line: int, cell: Mapping[str, Cell]) -> Judged:
    """The row that begins in this line; `cell` are its cells by their headings."""
    texts = {field.name: cell_of(field, cell) for field in layout.fields}
    read: dict[str, Value | Bad] = {field.name: read_cell(field, texts[field.name]) for field in layout.fields}
    faults = [
        (field.header, sighting(layout, line, field, str(texts[field.name]), bad))
        for field in layout.fields
        if isinstance(bad := read[field.name], Bad)
    ]
    area: Value | Bad = None
    if rule := layout.areas:
        area = read_area(rule, cell[rule.column])
        if isinstance(area, Bad):
            text = str(cell[rule.column])
            hidden = layout.private and not _PLAIN_CODE.fullmatch(text.strip())
            faults.append((rule.column, Sighting(line, rule.column, text, area, hidden)))
    by_name = {field.name: field for field in layout.fields}
    for asked in layout.rules:
        if found := broken(asked, read):
            field = by_name[found.column]
            faults.append((asked.id, sighting(layout, line, field, str(cell[field.header]), found.bad)))
    values: dict[str, Value] = {name: None if isinstance(value, Bad) else value for name, value in read.items()}
    values |= {field.name: None for field in layout.absent}
    values |= {name: elapsed(one, read) for name, one in layout.elapsed.items()}
    values[MONTH] = _month(values[layout.month_of])
    values[AREA] = None if isinstance(area, Bad) else area
    return Judged(values, tuple(faults), rule is None or rule.keeps(cell[rule.column]))


def sighting(layout: Layout, line: int, field: Field, text: str, bad: Bad) -> Sighting:
    return Sighting(line, field.header, text, bad, layout.private and _hides(field, text))


def twice(layout: Layout, line: int, cell: Mapping[str, Cell]) -> tuple[str, Sighting]:
    """What is wrong with a row whose key an earlier row has."""
    fields = [field for field in layout.fields if field.name in layout.key]
    text = ", ".join(str(cell[field.header]) for field in fields)
    headers = ", ".join(field.header for field in fields)
    return "key", Sighting(line, headers, text, TWICE, layout.private and any(_hides(f, text) for f in fields))


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
