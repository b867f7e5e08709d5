"""A sheet of an XLSX, XLS or ODS workbook, read by a limited process of its own."""

from __future__ import annotations

import difflib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from peelian.findings import Finding
from peelian.sources import archives, child
from peelian.sources.cells import Cell
from peelian.sources.columns import check_columns
from peelian.sources.desk import Desk
from peelian.sources.problems import Place, listed, shown
from peelian.sources.rows import write_rows
from peelian.sources.tidied import Layout, Tidied

_ROOT = str(Path(__file__).parents[2])
_RUN = (
    f"import sys; sys.path.insert(0, {_ROOT!r}); from peelian.sources.child import main; sys.exit(main(sys.argv[1:]))"
)

Row = list[Cell]


def read_workbook(path: Path, kind: str, place: Place, layout: Layout, desk: Desk) -> Tidied:
    """The rows of a sheet in a new Parquet file, or everything that is wrong with it."""
    try:
        if kind != "xls":  # the old form is no archive, and packs nothing
            archives.check_all(path)
    except archives.Refused as refused:
        return Tidied(findings=(place.finding("source-archive", str(refused)),))
    out = desk.new_file(".json")
    asked = [str(path), kind, layout.sheet or ""]
    if fault := _run(asked, out, place):
        return Tidied(findings=(fault,))
    with out.open(encoding="utf-8") as lines:
        about = json.loads(next(lines, "{}"))
        if "refused" in about or "sheet" not in about:
            return Tidied(findings=(_refused(about, layout, place),))
        tidied = _sheet(_rows(lines), replace(place, sheet=about["sheet"]), layout, desk)
    out.unlink()
    return tidied


def _run(asked: list[str], out: Path, place: Place) -> Finding | None:
    says = f"the workbook could not be read within {child.MOST_SECONDS} seconds and "
    says += f"{child.MOST_MEMORY >> 20} MB; save the sheet alone as CSV UTF-8"
    with out.open("wb") as file:
        try:
            done = subprocess.run(
                [sys.executable, "-c", _RUN, *asked],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.DEVNULL,
                timeout=child.MOST_SECONDS + 5,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return place.finding("source-workbook", says)
    return None if done.returncode == 0 else place.finding("source-workbook", says)


def _refused(about: dict[str, object], layout: Layout, place: Place) -> Finding:
    reason, sheets = about.get("refused"), [str(name) for name in _list(about.get("sheets"))]
    if reason == "password":
        return place.finding("source-password", "the workbook is protected by a password; save it without one")
    if reason == "sheet" and layout.sheet is None:
        says = f"the workbook has {len(sheets)} sheets: {listed(sheets)}; name the right one with 'sheet'"
        return place.finding("source-sheet", says)
    if reason == "sheet":
        near = difflib.get_close_matches(layout.sheet or "", sheets, n=1)
        hint = f", near it {shown(near[0])}" if near else ""
        says = f"no sheet {shown(layout.sheet or '')}{hint}; there are {listed(sheets)}: mend 'sheet'"
        return place.finding("source-sheet", says)
    says = f"the workbook is damaged ({reason}); open it, save it anew, or fetch it again"
    return place.finding("source-workbook", says)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _rows(lines: Iterator[str]) -> Iterator[tuple[int, Row]]:
    """Each row that is not blank, with its number in the sheet."""
    for number, line in enumerate(lines, start=1):
        row: Row = [date.fromisoformat(cell["d"]) if isinstance(cell, dict) else str(cell) for cell in json.loads(line)]
        if any(not isinstance(cell, str) or cell.strip() for cell in row):
            yield number, row


def _sheet(rows: Iterator[tuple[int, Row]], place: Place, layout: Layout, desk: Desk) -> Tidied:
    header = next(((number, row) for number, row in rows if number >= layout.header_row), None)
    if header is None or header[0] != layout.header_row:
        says = f"row {layout.header_row}, where the header should be, is blank; name it with 'header_row'"
        return Tidied(findings=(place.finding("source-empty", says, layout.header_row),))
    names = layout.names(cell if isinstance(cell, str) else cell.isoformat() for cell in header[1])
    layout, at, findings = check_columns(names, layout, place)
    if any(f.severity == "error" for f in findings):
        return Tidied(findings=tuple(findings))
    below = ((n, _filled(row, len(names))) for n, row in rows if n <= (layout.last_row or n))
    tidied = write_rows(below, at, place, layout, desk)
    return tidied.after(findings)


def _filled(row: Row, width: int) -> Row:
    return row + [""] * (width - len(row))
