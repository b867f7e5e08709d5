"""Rows of one table, month and force as columns: as the publisher writes them and as a tidy table holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peelian.simulate.chance import Whole, Yes

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
    """True or False in each row, in the publisher's words."""

    values: Yes
    words: tuple[str, str] = ("False", "True")

    def text(self) -> Any:
        return pa.array(self.words).take(pa.array(self.values.astype(np.int64)))

    def tidy(self) -> Any:
        return pa.array(self.values)


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
    """A date in each row, as days since 1970."""

    values: Whole

    def text(self) -> Any:
        return pc.cast(self.tidy(), pa.string())

    def tidy(self) -> Any:
        return pa.array(self.values.astype(np.int32), pa.int32()).cast(pa.date32())


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


Data = Words | Wholes | Hundredths | Degrees | Yesses | Texts | Numbered | Days | Times | Clock


@dataclass(frozen=True, eq=False)
class Column:
    """`name` is the tidy table's, `header` the publisher's; without one the column stands in one of the two only."""

    name: str | None
    header: str | None
    data: Data


@dataclass(frozen=True, eq=False)
class Frame:
    """`place` is the number of each row's area among all areas, NOWHERE for none; None where a table has no areas."""

    table: str
    month: int
    rows: int
    place: Whole | None
    columns: tuple[Column, ...]

    def column(self, name: str) -> Data:
        return next(column.data for column in self.columns if column.name == name)

    def take(self, rows: Whole) -> Frame:
        """The rows of these numbers, in that order."""
        columns = tuple(replace(column, data=_taken(column.data, rows)) for column in self.columns)
        return replace(self, rows=len(rows), place=None if self.place is None else self.place[rows], columns=columns)


def _taken(data: Any, rows: Whole) -> Any:
    values = {field.name: getattr(data, field.name) for field in fields(data)}
    arrays = {name: one[rows] for name, one in values.items() if isinstance(one, np.ndarray)}
    return replace(data, **arrays, **{n: v.take(pa.array(rows)) for n, v in values.items() if isinstance(v, pa.Array)})


def header_line(frame: Frame) -> bytes:
    return (",".join(column.header for column in frame.columns if column.header) + "\r\n").encode()


def lines(frame: Frame) -> bytes:
    """The rows as CSV without their header. No text here holds a comma, a quote or a line end."""
    if not frame.rows:
        return b""
    written = [column.data.text() for column in frame.columns if column.header]
    joined = pc.binary_join_element_wise(*written, ",")
    return content(pc.binary_join_element_wise(joined, "\r\n", ""))


def content(strings: Any) -> bytes:
    """The bytes of all strings of an Arrow array, one after the other."""
    _, ends, data = strings.buffers()
    first, last = np.frombuffer(ends, np.int32)[[strings.offset, strings.offset + len(strings)]]
    return bytes(memoryview(data)[first:last])


def tidy(frame: Frame, month: Any, areas: Sequence[str]) -> Any:
    """The rows as an Arrow table, with month and area first."""
    named = {column.name: column.data.tidy() for column in frame.columns if column.name}
    ids = pa.array([*areas, None], pa.string())
    place = np.full(frame.rows, len(areas)) if frame.place is None else frame.place
    area = ids.take(pa.array(np.where(place < 0, len(areas), place)))
    return pa.table({"month": pa.repeat(pa.scalar(month, pa.date32()), frame.rows), "area": area, **named})


def hexadecimal(raw: Any, width: int) -> Any:
    """Whole words as strings of `width` hexadecimal digits, so many words to a string."""
    digits = np.frombuffer(b"0123456789abcdef", np.uint8)
    # Little-endian bytes on every machine.
    octets = raw.astype("<u8").view(np.uint8)
    letters = np.empty(len(octets) * 2, np.uint8)
    letters[0::2], letters[1::2] = digits[octets >> 4], digits[octets & 15]
    count = len(letters) // width
    ends = np.arange(count + 1, dtype=np.int32) * width
    return pa.Array.from_buffers(pa.string(), count, [None, pa.py_buffer(ends), pa.py_buffer(letters)])
