"""Frames as lines of CSV, and as Arrow tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peelian.simulate.frame import Frame


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
