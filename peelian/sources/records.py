"""A CSV file record by record, slowly, with their lines: too many or too few cells, and where it breaks."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from peelian.findings import Finding
from peelian.quantities import at_most, counted
from peelian.sources.problems import Place, shown
from peelian.sources.scan import (
    CLOSED_QUOTES,
    LONGEST_RECORD,
    Head,
    cell_too_long,
    has_no_end,
    line_without_end,
    long_cell,
)

MOST_TOLD = 5  # ragged rows named one by one; the rest are counted


class Broken(Exception):
    """A record whose quotes do not close; `line` is where it begins."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _TooLong(csv.Error):
    """A line longer than any record: the file is not read into memory to find its end."""

    def __init__(self, start: bytes) -> None:
        super().__init__("too long")
        self.start = start


def records(path: Path, head: Head) -> Iterator[tuple[int, list[str]]]:
    """Each record below the header with the line it begins in; blank lines are left out. May raise Broken."""
    with path.open("rb") as raw:
        raw.seek(head.offset)
        rest = (line.decode("utf-8") for line in _lines(raw))
        reader = csv.reader(rest, strict=True)
        line = head.next_line
        try:
            for cells in reader:
                if cells:
                    yield line, cells
                line = head.next_line + reader.line_num
        except csv.Error:
            raise Broken(line) from None


def _lines(raw: BinaryIO) -> Iterator[bytes]:
    """Lines by any line end, with it; old Macs end lines with a carriage return alone. May raise _TooLong."""
    rest = b""
    while piece := raw.readline(LONGEST_RECORD):
        line, rest = rest + piece, b""
        whole = not has_no_end(piece)
        if b"\r" in line[:-2]:
            parts = line.splitlines(keepends=True)
            rest = b"" if whole else parts.pop()
            yield from parts
        elif whole:
            yield line
        else:
            raise _TooLong(line[:1000])
    if rest:
        yield rest


def find_broken(path: Path, head: Head, place: Place, needs_line_end: bool = True) -> tuple[int, list[Finding]]:
    """How many records there are, and every fault of their shape."""
    width, rows, last, ragged = len(head.names), 0, (head.next_line, [""]), _Ragged()
    try:
        for last in records(path, head):
            rows += 1
            if len(last[1]) != width:
                ragged.add(last)
    except Broken as broken:
        return rows, [*ragged.told(head, place), _unclosed(path, broken.line, head, place)]
    if rows and needs_line_end and not ends_well(path):
        if len(last[1]) != width:
            ragged.take_back()  # what is cut off is told once
        return rows, [*ragged.told(head, place), _cut(*last, head, place)]
    return rows, ragged.told(head, place)


def lines_of(path: Path, head: Head, wanted: Iterable[int]) -> dict[int, int]:
    """The line of each wanted record; the first record has number 1."""
    numbers = set(wanted)
    most = max(numbers, default=0)
    found = {}
    for number, (line, _) in enumerate(records(path, head), start=1):
        if number in numbers:
            found[number] = line
        if number >= most:
            break
    return found


class _Ragged:
    """Records with too many or too few cells: counted, and the first few kept, since all rows of a file may be such."""

    def __init__(self) -> None:
        self.first: list[tuple[int, list[str]]] = []
        self.count = 0

    def add(self, record: tuple[int, list[str]]) -> None:
        self.count += 1
        if len(self.first) <= MOST_TOLD:
            self.first.append(record)

    def take_back(self) -> None:
        """Forgets the last one."""
        self.count -= 1
        del self.first[self.count :]

    def told(self, head: Head, place: Place) -> list[Finding]:
        width, findings = len(head.names), []
        told = at_most(self.count, MOST_TOLD)
        for line, cells in self.first[:told]:
            if len(cells) < width:
                says = f"{counted(len(cells), 'cell')} where the header has {width}: "
                says += f"column {shown(head.names[len(cells)])} is missing after {place.value(cells[-1])}"
            else:
                says = f"{counted(len(cells), 'cell')} where the header has {width}: "
                says += f"{place.value(cells[width])} comes after the last column {shown(head.names[-1])}"
            findings.append(place.finding("source-ragged", f"{says}; put quotes round a text with commas", line))
        if self.count > told:
            says = f"and {self.count - told:,} more rows have too many or few cells; fetch the file again"
            findings.append(place.finding("source-ragged", says, self.first[told][0]))
        return findings


def _cut(line: int, cells: list[str], head: Head, place: Place) -> Finding:
    column = head.names[min(len(cells), len(head.names)) - 1]
    says = f"the last line ends without a line end, in column {shown(column)} after {place.value(cells[-1])}; "
    return place.finding("source-cut", says + "the file may be cut off: fetch it again, or end the line", line)


def _unclosed(path: Path, line: int, head: Head, place: Place) -> Finding:
    """Where the quote opens that the reader could not follow to its end."""
    try:
        text, record = _record(path, line)
    except _TooLong as long:
        return line_without_end(long.start, line, place)
    if (at := long_cell(record)) is not None:
        return cell_too_long(_column(at, head), line, place)
    masked = CLOSED_QUOTES.sub(lambda quoted: "q" * len(quoted[0]), text)
    opens = masked.find('"')
    if opens < 0:
        opens = max(text.find('"'), 0)
    column = _column(masked[:opens].count(","), head)
    says = f"{column} opens or closes a quote in the wrong place: {place.value(text[opens:].strip())}; "
    return place.finding("source-cut", says + "the file is damaged or cut off: fetch it again", line)


def _column(at: int, head: Head) -> str:
    return f"column {shown(head.names[at])}" if at < len(head.names) else f"column {at + 1}"


def _record(path: Path, line: int) -> tuple[str, str]:
    """A line, and as many of the lines from it on as its quotes need to close."""
    with path.open("rb") as file:
        lines = islice(_lines(file), line - 1, None)
        first = next(lines, b"")
        record, still_open, more = bytearray(first), first.count(b'"') % 2, LONGEST_RECORD
        while still_open and more > 0 and (below := next(lines, b"")):
            record += below
            still_open, more = (still_open + below.count(b'"')) % 2, more - len(below)
    return first.decode("utf-8", errors="replace").rstrip("\r\n"), record.decode("utf-8", errors="replace")


def ends_well(path: Path) -> bool:
    """Whether the last line of a file, which is not empty, has a line end."""
    with path.open("rb") as file:
        file.seek(-1, 2)
        return file.read(1) in (b"\n", b"\r")
