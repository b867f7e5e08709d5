"""Rows of one table, month and force as columns: as the publisher writes them and as a tidy table holds them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peelian.simulate.chance import Whole, Yes
from peelian.simulate.decimals import Decimals

HUNDREDTHS = 100


@dataclass(frozen=True, eq=False)
class Words:
    """A word of a vocabulary in each row; the word "" is a blank."""

    codes: Whole
    vocabulary: tuple[str, ...]

    def text(self) -> Any:
        return pa.array(self.vocabulary).take(pa.array(self.codes))

    def tidy(self) -> Any:
        return pa.array([word or None for word in self.vocabulary], pa.string()).take(pa.array(self.codes))


@dataclass(frozen=True, eq=False)
class Wholes:
    """A whole number in each row, blank where `blank` says so, which `star` writes as a star."""

    values: Whole
    blank: Yes | None = None
    star: bool = False

    def text(self) -> Any:
        written = pc.cast(pa.array(self.values), pa.string())
        if self.blank is None:
            return written
        return pc.if_else(pa.array(self.blank), pa.scalar("*" if self.star else ""), written)

    def tidy(self) -> Any:
        return pa.array(self.values, pa.int64(), mask=self.blank)


@dataclass(frozen=True, eq=False)
class Hundredths:
    """A number with two decimals in each row, held in hundredths."""

    values: Whole

    def text(self) -> Any:
        whole = pc.cast(pa.array(self.values // HUNDREDTHS), pa.string())
        rest = pc.utf8_lpad(pc.cast(pa.array(self.values % HUNDREDTHS), pa.string()), 2, "0")
        return pc.binary_join_element_wise(whole, rest, ".")

    def tidy(self) -> Any:
        return pc.cast(self.text(), pa.decimal128(18, 6))


@dataclass(frozen=True, eq=False)
class Degrees:
    """A longitude or latitude of a list in each row, written with six decimals; "" is a blank."""

    codes: Whole
    vocabulary: tuple[str, ...]

    def text(self) -> Any:
        return pa.array(self.vocabulary).take(pa.array(self.codes))

    def tidy(self) -> Any:
        known = pa.array([word or None for word in self.vocabulary], pa.string()).cast(pa.decimal128(18, 6))
        return known.take(pa.array(self.codes))


@dataclass(frozen=True, eq=False)
class Yesses:
    """True or False in each row, in the publisher's words; blank where `blank` says so."""

    values: Yes
    words: tuple[str, str] = ("False", "True")
    blank: Yes | None = None

    def text(self) -> Any:
        written = pa.array(self.words).take(pa.array(self.values.astype(np.int64)))
        return written if self.blank is None else pc.if_else(pa.array(self.blank), pa.scalar(""), written)

    def tidy(self) -> Any:
        return pa.array(self.values, mask=self.blank)


@dataclass(frozen=True, eq=False)
class Texts:
    """Any text in each row, as an Arrow array of strings; "" is a blank."""

    values: Any

    def text(self) -> Any:
        return self.values

    def tidy(self) -> Any:
        return pc.if_else(pc.equal(self.values, ""), pa.scalar(None, pa.string()), self.values)


@dataclass(frozen=True, eq=False)
class Days:
    """A date in each row, as days since 1970; blank where `blank` says so."""

    values: Whole
    blank: Yes | None = None

    def text(self) -> Any:
        return pc.fill_null(pc.cast(self.tidy(), pa.string()), "")

    def tidy(self) -> Any:
        return pa.array(self.values.astype(np.int32), pa.int32(), mask=self.blank).cast(pa.date32())


@dataclass(frozen=True, eq=False)
class Numbered:
    """A name made of a letter and a number in each row; 0 is a blank."""

    values: Whole
    letter: str
    digits: int = 9

    def text(self) -> Any:
        padded = pc.utf8_lpad(pc.cast(pa.array(self.values), pa.string()), self.digits, "0")
        named = pc.binary_join_element_wise(self.letter, padded, "")
        return pc.if_else(pa.array(self.values == 0), pa.scalar(""), named)

    def tidy(self) -> Any:
        return Texts(self.text()).tidy()


@dataclass(frozen=True, eq=False)
class Times:
    """A second of UTC in each row, counted since 1970, and the day it falls on in London."""

    values: Whole
    local: Whole

    def text(self) -> Any:
        written = pc.cast(pa.array(self.values).cast(pa.timestamp("s")), pa.string())
        return pc.binary_join_element_wise(pc.replace_substring(written, " ", "T"), "+00:00", "")

    def tidy(self) -> Any:
        return Days(self.local).tidy()


@dataclass(frozen=True, eq=False)
class Clock:
    """A time on London's clock in each row, as seconds since 1970 on that clock; blank where `blank` says so."""

    values: Whole
    blank: Yes

    def text(self) -> Any:
        written = pc.cast(pa.array(self.values).cast(pa.timestamp("s")), pa.string())
        return pc.if_else(pa.array(self.blank), pa.scalar(""), written)

    def tidy(self) -> Any:
        return pa.array(self.values, pa.int64(), mask=self.blank).cast(pa.timestamp("s")).cast(pa.timestamp("us"))


Data = Words | Wholes | Hundredths | Decimals | Degrees | Yesses | Texts | Numbered | Days | Times | Clock


@dataclass(frozen=True, eq=False)
class Column:
    """`name` is the tidy table's, `header` the publisher's; without one the column stands in one of the two only.

    A `wide` column is made where publishers' files are: no measure of the plan's own reads it.
    """

    name: str | None
    header: str | None
    data: Data
    wide: bool = False


@dataclass(frozen=True, eq=False)
class Frame:
    """`place` is the number of each row's area among all areas, NOWHERE for none; None where a table has no areas.

    Rows are of the month, or of so many months, `grain`, up to its end."""

    table: str
    month: int
    rows: int
    place: Whole | None
    columns: tuple[Column, ...]
    grain: int = 1

    def column(self, name: str) -> Data:
        return next(column.data for column in self.columns if column.name == name)

    def narrow(self) -> Frame:
        """The same rows without wide columns."""
        return replace(self, columns=tuple(column for column in self.columns if not column.wide))

    def take(self, rows: Whole) -> Frame:
        """The rows of these numbers, in that order."""
        columns = tuple(replace(column, data=_taken(column.data, rows)) for column in self.columns)
        return replace(self, rows=len(rows), place=None if self.place is None else self.place[rows], columns=columns)


def blank(column: Data, rows: int) -> Yes:
    """Where a column is blank."""
    if isinstance(column, Words):
        return np.array([word == "" for word in column.vocabulary])[column.codes]
    if isinstance(column, Numbered):
        return np.asarray(column.values == 0)
    found = getattr(column, "blank", None)
    return np.zeros(rows, bool) if found is None else np.asarray(found)


def _taken(data: Any, rows: Whole) -> Any:
    values = {field.name: getattr(data, field.name) for field in fields(data)}
    arrays = {name: one[rows] for name, one in values.items() if isinstance(one, np.ndarray)}
    return replace(data, **arrays, **{n: v.take(pa.array(rows)) for n, v in values.items() if isinstance(v, pa.Array)})
