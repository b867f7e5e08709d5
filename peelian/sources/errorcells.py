"""Cells that hold a spreadsheet's error, such as #REF!, which the reader of workbooks gives as blank.

Runs inside the limited process only. Positions count rows and columns from 0.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

Errors = dict[tuple[int, int], str]

MARKS = {"xlsx": b't="e"', "ods": b'value-type="error"'}
MOST_ERRORS = 10_000  # a sheet full of them is told by its first
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"


def error_cells(path: Path, kind: str, sheet: str) -> Errors:
    """The error cells of one sheet with their texts; none in almost every file, which then costs one look."""
    with zipfile.ZipFile(path) as archive:
        member = sheet_member(archive, sheet) if kind == "xlsx" else "content.xml"
        if member is None or not _holds(archive, member, MARKS[kind]):
            return {}
        with archive.open(member) as xml:
            return _xlsx(xml) if kind == "xlsx" else _ods(xml, sheet)


def _holds(archive: zipfile.ZipFile, member: str, mark: bytes) -> bool:
    with archive.open(member) as file:
        before = b""
        while chunk := file.read(1 << 20):
            if mark in before + chunk:
                return True
            before = chunk[-len(mark) :]
    return False


def sheet_member(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of an XLSX file that holds a sheet."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    for node in book.iter(f"{_MAIN}sheet"):
        if node.get("name") == sheet:
            target = targets.get(node.get(_RELATION), "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            return whole if whole in archive.namelist() else None
    return None


def _xlsx(xml: object) -> Errors:
    """A row or cell that does not say where it stands comes after the one before it: `r` is optional (ECMA-376-1,
    18.3.1.4 and 18.3.1.73)."""
    found: Errors = {}
    row, column = -1, -1
    for event, node in ElementTree.iterparse(xml, events=("start", "end")):  # type: ignore[call-overload]
        if node.tag == f"{_MAIN}row":
            if event == "start":
                given = node.get("r", "")
                row, column = int(given) - 1 if given.isdecimal() else row + 1, -1
            else:
                node.clear()
        elif node.tag == f"{_MAIN}c" and event == "end":
            place = re.fullmatch("([A-Z]+)[0-9]+", node.get("r", ""))
            column = _column(place[1]) if place else column + 1
            if node.get("t") == "e" and len(found) < MOST_ERRORS:
                found[row, column] = node.findtext(f"{_MAIN}v") or "#ERROR"
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _ods(xml: object, sheet: str) -> Errors:
    found: Errors = {}
    inside, row = False, 0
    for event, node in ElementTree.iterparse(xml, events=("start", "end")):  # type: ignore[call-overload]
        if node.tag == f"{_TABLE}table":
            inside, row = event == "start" and node.get(f"{_TABLE}name") == sheet, 0
        elif event == "end" and node.tag == f"{_TABLE}table-row" and inside:
            _ods_row(node, row, found)
            row += int(node.get(f"{_TABLE}number-rows-repeated", "1"))
            node.clear()
    return found


def _ods_row(node: ElementTree.Element, row: int, found: Errors) -> None:
    column = 0
    for cell in node:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        if cell.get(_CALC_TYPE) == "error" and len(found) < MOST_ERRORS:
            text = "".join(cell.itertext()).strip()
            found[row, column] = text or cell.get(f"{_OFFICE}string-value") or "#ERROR"
        column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
