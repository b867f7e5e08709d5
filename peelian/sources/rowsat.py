"""Single records of a CSV file by their number, found by the marks of the scan without reading what lies between."""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from peelian.sources.scan import Body, Head

Record = tuple[int, int, list[str]]
"""The number of a record, from 1; the line it begins in; its cells."""


def rows_at(path: Path, head: Head, body: Body, numbers: Iterable[int]) -> Iterator[Record]:
    """The records of these numbers, which rise. The bytes of the file are known to be regular."""
    marks = body.marks
    with path.open("rb") as file:
        size = file.seek(0, 2)
        for at, wanted in groupby(numbers, lambda number: bisect_right(marks.rows, number - 1) - 1):
            end = marks.offsets[at + 1] if at + 1 < len(marks.offsets) else size
            file.seek(marks.offsets[at])
            data = file.read(end - marks.offsets[at])
            line = head.next_line + marks.lines[at]
            inside = [number - marks.rows[at] for number in wanted]
            for number, below, cells in _lines(data, inside) if body.one_line_each else _records(data, inside):
                yield marks.rows[at] + number, line + below, cells


def _lines(data: bytes, numbers: list[int]) -> Iterator[Record]:
    """Where each line is a record: only those that are wanted are looked into."""
    import numpy as np

    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))
    for number in numbers:
        start = int(ends[number - 2]) + 1 if number > 1 else 0
        end = int(ends[number - 1]) if number <= len(ends) else len(data)
        yield number, number - 1, next(csv.reader([data[start:end].decode()], strict=True))


def _records(data: bytes, numbers: list[int]) -> Iterator[Record]:
    wanted = set(numbers)
    reader = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    number, below = 0, 0
    for cells in reader:
        if cells:
            number += 1
            if number in wanted:
                yield number, below, cells
        below = reader.line_num
