"""A table of data as a value, before it becomes CSV, XLSX or ODS: exact, each column saying what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from peelian.quantities import round_half_away
from peelian.render.characters import printable

Datatype = Literal["string", "number", "integer", "date"]
Value = str | Fraction | int | date | None

SIGNIFICANT_DIGITS = 12


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


def terminates(value: Fraction) -> bool:
    """Whether the value has a last decimal: its denominator has no other prime factors than 2 and 5."""
    return _decimals(value.denominator) is not None


def decimal_text(value: Fraction) -> str:
    """The value in decimals: "-0.085". Exact where it has an end.

    Else it is rounded half away from zero to 12 significant digits, and `described` says so of its column.
    """
    decimals = _decimals(value.denominator)
    if decimals is None:
        value = round_half_away(value, SIGNIFICANT_DIGITS - 1 - _magnitude(value))
        decimals = _decimals(value.denominator) or 0
    if decimals == 0:
        return str(value.numerator)
    digits = str(abs(value.numerator) * (10**decimals // value.denominator)).rjust(decimals + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


@lru_cache(maxsize=4096)
def _decimals(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator has; None for no end."""
    counts = []
    for factor in (2, 5):
        count = 0
        while denominator % factor == 0:
            denominator //= factor
            count += 1
        counts.append(count)
    return max(counts) if denominator == 1 else None


def _magnitude(value: Fraction) -> int:
    """The power of ten of the first digit that is not 0: 2 for 123.4, -2 for 0.0123."""
    above, below = abs(value.numerator), value.denominator
    guess = len(str(above)) - len(str(below))
    reached = above >= below * 10**guess if guess >= 0 else above * 10**-guess >= below
    return guess if reached else guess - 1


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
