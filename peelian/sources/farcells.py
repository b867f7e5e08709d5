"""How far the cells of an XLSX sheet reach, and which of them lie farthest: one stray cell makes a sheet of billions.

Runs inside the limited process only, before the reader of workbooks, which makes room for every cell up to the last.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from peelian.sources.errorcells import sheet_member

HEAD = 4096  # bytes in which a sheet says how far its cells reach, where it does
_REACH = re.compile(rb'<(?:\w+:)?dimension\b[^>]*?\bref="(?:[A-Z]{1,3}[0-9]{1,7}:)?([A-Z]{1,3})([0-9]{1,7})"')
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
LONGEST = 200  # bytes of the beginning of a cell, which may lie across two pieces of a file

At = tuple[int, int]
"""A row and a column, both counted from 1."""


def reach(path: Path, sheet: str) -> At:
    """The last row and column as the sheet says; (0, 0) where it does not, or is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            member = sheet_member(archive, sheet)
            if member is None:
                return 0, 0
            with archive.open(member) as xml:
                found = _REACH.search(xml.read(HEAD))
    except (KeyError, SyntaxError, zipfile.BadZipFile):  # the reader of workbooks says it
        return 0, 0
    return _at(found) if found else (0, 0)


def farthest(path: Path, sheet: str) -> list[str]:
    """The names of the cell farthest down and of that farthest to the right, or of the one that is both."""
    down = right = (0, 0)
    for at in _cells(path, sheet):
        down = max(down, at)
        right = max(right, at, key=lambda one: (one[1], one[0]))
    return [name(at) for at in dict.fromkeys((right, down)) if at != (0, 0)]


def name(at: At) -> str:
    """A cell as a spreadsheet calls it: row 3 and column 28 are AB3."""
    row, column = at
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def _cells(path: Path, sheet: str) -> Iterator[At]:
    with zipfile.ZipFile(path) as archive:
        member = sheet_member(archive, sheet)
        if member is None:
            return
        with archive.open(member) as xml:
            before = b""
            while chunk := xml.read(1 << 20):
                yield from map(_at, _CELL.finditer(before + chunk))
                before = chunk[-LONGEST:]


def _at(found: re.Match[bytes]) -> At:
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - ord("A") + 1
    return int(found[2]), column
