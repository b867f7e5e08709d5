"""The bytes of a CSV file, looked at once: encoding, NUL bytes, line ends, and how many records there are."""

from __future__ import annotations

import csv
import io
import re
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from peelian.findings import Finding
from peelian.sources.bits import Piece, count, moved, parity, stands_at, with_one_at
from peelian.sources.problems import Place, shown

if TYPE_CHECKING:
    from peelian.sources.bits import Bits

CHUNK = 256 << 10  # bytes; more do not stay near the core, and a record is looked for in as many
LONGEST_RECORD = 16 << 20  # bytes; longer is a quote that never closes
LONGEST_CELL = csv.field_size_limit()  # characters
BOM = b"\xef\xbb\xbf"
CLOSED_QUOTES = re.compile(r'"[^"]*+(?:""[^"]*+)*"')  # keeps no state for each letter of a long cell
_PART_OF_A_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]*\Z")  # of UTF-8
_QUOTED = re.compile(rb'"[^"]*"')


@dataclass(frozen=True)
class Head:
    """The header: its names, the line after it, and where in the file that line begins."""

    names: tuple[str, ...]
    next_line: int
    offset: int


@dataclass(frozen=True)
class Body:
    """What follows the header. `rows` is None where bytes alone cannot tell: records must be read one by one.

    `one_line_each` says that record n stands n lines below the header, `hashes` that a '#' occurs, `spaced` that a cell
    may begin or end with a space or be a pair of quotes with nothing between: without it a cell is its own text, and
    blank only where nothing stands. `marks` are where single records can be found again.
    """

    rows: int | None
    one_line_each: bool
    hashes: bool = True
    spaced: bool = True
    marks: Marks = field(default_factory=lambda: Marks(), compare=False)


@dataclass(frozen=True)
class Marks:
    """Every few thousand bytes below the header where a record begins: how many records and lines stand above it in
    the body, and its place in the file. Meant for files whose rows are known.
    """

    rows: array[int] = field(default_factory=lambda: array("q"))
    lines: array[int] = field(default_factory=lambda: array("q"))
    offsets: array[int] = field(default_factory=lambda: array("q"))


def read_head(path: Path, header_row: int, place: Place) -> Head | Finding:
    """The header of a CSV file, or why there is none."""
    with path.open("rb") as file:
        for number in range(1, header_row):
            if has_no_end(above := file.readline(LONGEST_RECORD)):
                return line_without_end(above, number, place)
        begins = file.tell()
        first = file.readline(LONGEST_RECORD)
        whole = first if has_no_end(first) else _closed(first, file)
        record, start = _whole_letters(whole), file.tell()
    if header_row == 1 and record.startswith(BOM):
        record, begins = record[len(BOM) :], len(BOM)
    if not record.strip():
        says = "the file is empty" if not start else f"line {header_row}, where the header should be, is blank"
        return place.finding("source-empty", f"{says}; fetch it again, or say where the header is with 'header_row'")
    if fault := _wrong_encoding(record, header_row, place, ()):
        return fault
    old_mac = b"\r" in record.rstrip(b"\r\n") and b"\n" not in record  # the whole file is one "line"
    if old_mac:
        record = record[: record.index(b"\r") + 1]
        start = begins + len(record)
    elif has_no_end(first) or (has_no_end(whole) and whole.count(b'"') % 2 == 0):
        return line_without_end(first, header_row, place)
    names = _names(record.decode(), not old_mac, header_row, place)
    if isinstance(names, Finding):
        return names
    return Head(names, header_row + max(record.count(b"\n"), 1), start)


def _names(record: str, strict: bool, line: int, place: Place) -> tuple[str, ...] | Finding:
    try:
        return tuple(next(csv.reader(io.StringIO(record, newline=""), strict=strict)))
    except csv.Error:
        at = long_cell(record)
    if at is not None:
        return cell_too_long(f"the header's column {at + 1}", line, place)
    says = f"the header holds a quote that never closes: {place.value(record.strip())}; "
    return place.finding("source-cut", says + "fetch the file again", line)


def has_no_end(line: bytes) -> bool:
    """Whether this is the beginning of a line that is longer than any record: it is not read to its end."""
    return len(line) >= LONGEST_RECORD and not line.endswith(b"\n")


def line_without_end(begins: bytes, line: int, place: Place) -> Finding:
    """That a line is longer than any record."""
    text = place.value(begins[:1000].removeprefix(BOM).decode(errors="replace"))
    which = "the line" if place.private else f"the line that begins {text}"
    says = f"{which} has no end within {LONGEST_RECORD >> 20} MiB, and a line may have as much at most; "
    do = "the file is no CSV, is damaged or has other line ends: fetch it again"
    return place.finding("source-cut", says + do, line)


def cell_too_long(column: str, line: int, place: Place) -> Finding:
    says = f"{column} has more than {LONGEST_CELL:,} characters, which no cell may have; "
    return place.finding("source-cut", says + "the file is damaged: fetch it again", line)


def long_cell(record: str) -> int | None:
    """Which cell of a record, from 0, has more characters than a cell may have; None where a quote does not close."""
    masked = CLOSED_QUOTES.sub(lambda quoted: "q" * len(quoted[0]), record)
    cells = masked.split(",") if '"' not in masked else []
    return next((n for n, cell in enumerate(cells) if len(cell) > LONGEST_CELL), None)


def read_body(path: Path, head: Head, place: Place, open_end: bool = False) -> Body | Finding:
    """The records below the header as bytes show them, or the first fault of encoding.

    With `open_end` the last line may end without a line end.
    """
    width, rows, commas, lines = len(head.names), 0, 0, 0
    simple, sure, hashes, spaced, last, marks, at = True, True, False, False, b"", Marks(), head.offset
    piece: Piece | None = None
    with path.open("rb") as file:
        file.seek(head.offset)
        while chunk := _whole_records(file):
            if fault := _wrong_bytes(chunk, head, lines, place):
                return fault
            for kept, now in ((marks.rows, rows), (marks.lines, lines), (marks.offsets, at)):
                kept.append(now)
            at += len(chunk)
            if open_end and not chunk.endswith(b"\n"):
                chunk += b"\r\n" if b"\r\n" in chunk and not chunk.endswith(b"\r") else b"\n"
            piece = Piece(chunk, piece)
            found = _count(piece, len(chunk), b'"' in chunk, b" " in chunk)
            spaced = spaced or found.spaced
            sure, simple = sure and found.regular, simple and found.simple
            hashes = hashes or b"#" in chunk
            rows, commas, lines = rows + found.rows, commas + found.commas, lines + found.lines
            last = chunk[-1:]
    if commas != rows * (width - 1) or (last and last != b"\n"):
        sure = False
    return Body(rows if sure else None, simple, hashes, spaced, marks)


@dataclass(frozen=True)
class _Counts:
    """What a piece of a file holds. `lines` are all its line ends; `rows` and `commas` lie outside quotes.

    `regular` says that quotes stand round whole cells and close, lines end in one way and no return stands alone;
    `simple` that each line is a row; `spaced` that a cell may begin or end with a space, or be an empty pair of quotes.
    """

    lines: int
    rows: int
    commas: int
    regular: bool
    simple: bool
    spaced: bool


def _count(piece: Piece, size: int, quoted: bool, spaces: bool) -> _Counts:
    """`quoted` and `spaces` say whether there are any quotes and spaces at all."""
    ends, returns, commas = piece.equal(b"\n"), piece.equal(b"\r"), piece.equal(b",")
    every, turned, regular = count(ends), count(returns), True
    lines, alone, limits, empty = every, turned, ends | returns | commas, False
    if quoted:
        quotes = piece.equal(b'"')
        inside = parity(quotes)
        regular = _stand_round_cells(quotes, inside, limits | quotes, size) and not stands_at(inside, size - 1)
        ends, returns, commas = ends & ~inside, returns & ~inside, commas & ~inside
        lines, alone, limits = count(ends), count(returns), ends | returns | commas | quotes
        empty = bool((quotes & moved(quotes)).any())
    paired = 0 < lines == count(moved(returns) & ends)
    blank = count(ends & moved(ends, 2 if paired else 1, begins=True))
    return _Counts(
        lines=every,
        rows=lines - blank,
        commas=count(commas),
        regular=regular and alone == (lines if paired else 0),
        simple=not blank and every == lines and turned == alone,
        spaced=empty or (spaces and _has_outer_spaces(piece.equal(b" "), limits)),
    )


def _has_outer_spaces(spaces: Bits, limits: Bits) -> bool:
    """Whether a space stands beside one of these bytes, or first."""
    return bool((spaces & moved(limits, begins=True) | moved(spaces) & limits).any())


def _stand_round_cells(quotes: Bits, inside: Bits, limits: Bits, size: int) -> bool:
    """Whether each quote opens or closes a whole cell, or is one of two in a cell; readers differ on any other.

    `limits` are the bytes that cells and their quotes end at; so does the piece, after so many bytes.
    """
    opens, closes = quotes & inside, quotes & ~inside
    return not (opens & ~moved(limits, begins=True) | moved(closes) & ~with_one_at(limits, size)).any()


def _whole_records(file: BinaryIO) -> bytes:
    """The next few megabytes, up to the end of a record."""
    chunk = file.read(CHUNK)
    if chunk and not chunk.endswith(b"\n"):
        chunk += file.readline(LONGEST_RECORD)
    # To look for one byte is quicker than to count it, and most files have no quotes.
    if b'"' in chunk:
        chunk = _closed(chunk, file)
    whole = _whole_letters(chunk)
    file.seek(len(whole) - len(chunk), 1)
    return whole


def _closed(record: bytes, file: BinaryIO) -> bytes:
    """With the lines that follow in the file, until its quotes are closed or it is longer than a record may be."""
    whole, still_open, more = bytearray(record), record.count(b'"') % 2, LONGEST_RECORD
    while still_open and more > 0 and (line := file.readline(LONGEST_RECORD)):
        whole += line
        still_open, more = (still_open + line.count(b'"')) % 2, more - len(line)
    return bytes(whole)


def _whole_letters(chunk: bytes) -> bytes:
    """Without the beginning of a letter at the end of a line that was not read to its own."""
    return chunk[:-3] + _PART_OF_A_LETTER.sub(b"", chunk[-3:]) if has_no_end(chunk) else chunk


def _wrong_bytes(chunk: bytes, head: Head, lines_before: int, place: Place) -> Finding | None:
    first = head.next_line + lines_before
    if b"\0" in chunk:
        at = chunk.index(b"\0")
        line = first + chunk.count(b"\n", 0, at)
        column, _ = _cell_at(chunk, at, head.names)
        says = f"{column} holds a NUL byte, which no text has: the file is damaged, or no CSV; fetch it again"
        return place.finding("source-nul", says, line)
    return None if chunk.isascii() else _wrong_encoding(chunk, first, place, head.names)


def _wrong_encoding(chunk: bytes, first_line: int, place: Place, names: tuple[str, ...]) -> Finding | None:
    """The first bytes that are not UTF-8, shown as the encoding they most likely are."""
    if chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or chunk[1:40:2].count(0) > 8 or chunk[:40:2].count(0) > 8:
        text = chunk[:40].decode("utf-16-be" if chunk[:1] in (b"\xfe", b"\0") else "utf-16-le", errors="replace")
        says = f"the file is in UTF-16 (it begins {shown(text.lstrip(chr(0xFEFF)))}); save it as 'CSV UTF-8'"
        return place.finding("source-encoding", says, first_line)
    if b"\0" in chunk:
        says = "the header holds a NUL byte, which no text has: the file is damaged, or no CSV; fetch it again"
        return place.finding("source-nul", says, first_line)
    try:
        chunk.decode()
    except UnicodeDecodeError as error:
        column, value = _cell_at(chunk, error.start, names)
        says = (
            f"{column} holds the byte {chunk[error.start]:#04x}, which is not UTF-8 "
            f"(in Windows-1252 it reads {place.value(value)}); save the file as 'CSV UTF-8'"
        )
        return place.finding("source-encoding", says, first_line + chunk.count(b"\n", 0, error.start))
    return None


def _cell_at(chunk: bytes, at: int, names: tuple[str, ...]) -> tuple[str, str]:
    """The column in words and the text of the cell that this byte lies in."""
    start, end = chunk.rfind(b"\n", 0, at) + 1, chunk.find(b"\n", at)
    line = chunk[start : end if end >= 0 else len(chunk)].rstrip(b"\r")
    masked = _QUOTED.sub(lambda quoted: b"q" * len(quoted[0]), line)
    here = at - start
    index, begins, ends = masked.count(b",", 0, here), masked.rfind(b",", 0, here) + 1, masked.find(b",", here)
    cell = line[begins : ends if ends >= 0 else len(line)].decode("cp1252", errors="replace")
    column = f"column {shown(names[index])}" if index < len(names) else f"column {index + 1}"
    return column, cell.strip('"')
