"""A table of data as a value, before it becomes CSV, XLSX or ODS: exact, each column saying what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from peelian.quantities import SIGNIFICANT_DIGITS, terminates
from peelian.render.characters import printable

Datatype = Literal["string", "number", "integer", "date"]
Value = str | Fraction | int | date | None


@dataclass(frozen=True)
class DataColumn:
    """`name` is for programs ("period_end"), `title` for people ("Last day")."""

    name: str
    title: str
    datatype: Datatype = "string"
    description: str = ""


@dataclass(frozen=True)
class DataTable:
    """Values row by row, in the order of `columns`. None is a value that is not there."""

    name: str
    title: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()


def clean(text: str) -> str:
    """Text that any of the formats may hold: on one line, without forbidden characters."""
    return text if text.isascii() and text.isprintable() else printable(text)


def described(table: DataTable) -> tuple[str, ...]:
    """What each column holds, with a word on rounding where one of its values has no last decimal."""
    return tuple(
        " ".join(part for part in (clean(column.description), _on_rounding(table, at)) if part)
        for at, column in enumerate(table.columns)
    )


def _on_rounding(table: DataTable, at: int) -> str:
    values = (row[at] for row in table.rows)
    if any(isinstance(value, Fraction) and not terminates(value) for value in values):
        return f"Values without a last decimal are given to {SIGNIFICANT_DIGITS} significant digits."
    return ""
