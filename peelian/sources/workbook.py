"""Sheets of an XLSX, XLS or ODS workbook, read by a limited process of its own."""

from __future__ import annotations

import difflib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from peelian.findings import Finding
from peelian.quantities import counted
from peelian.sources import archives, child
from peelian.sources.cells import Cell
from peelian.sources.columns import check_columns
from peelian.sources.desk import Desk
from peelian.sources.model import Rows
from peelian.sources.problems import Place, listed, shown
from peelian.sources.rows import write_rows
from peelian.sources.tidied import Layout, Tidied, check_rows

_ROOT = str(Path(__file__).parents[2])
_RUN = (
    f"import sys; sys.path.insert(0, {_ROOT!r}); from peelian.sources.child import main; sys.exit(main(sys.argv[1:]))"
)

Row = list[Cell]
MOST_ABOVE = 30  # rows of titles and notes above a header that is looked for


def read_workbook(path: Path, kind: str, place: Place, layout: Layout, desk: Desk) -> Tidied:
    """The rows of its sheet, or of all that the layout reads, in new Parquet files, or everything that is wrong."""
    try:
        if kind != "xls":  # the old form is no archive, and packs nothing
            archives.check_all(path)
    except archives.Refused as refused:
        return Tidied(findings=(place.finding("source-archive", str(refused)),))
    out = desk.new_file(".json")
    asked = [str(path), kind, layout.sheet or "", layout.sheets]
    if fault := opened_apart(asked, out, place):
        return Tidied(findings=(fault,))
    with out.open(encoding="utf-8") as lines:
        about = json.loads(next(lines, "{}"))
        if "refused" in about or "chosen" not in about:
            return Tidied(findings=(not_opened(about, layout, place),))
        several = len(about["chosen"]) > 1
        each = replace(layout, rows=Rows(least=0)) if several else layout
        read: list[tuple[str, Tidied]] = []
        for told, rows in sheets_of(lines):
            if "refused" in told:
                return Tidied(findings=(not_opened(told, layout, place),))
            read.append((told["sheet"], _sheet(rows, replace(place, sheet=told["sheet"]), each, desk)))
    out.unlink()
    return _together(read, layout, place) if several else read[0][1]


def _together(read: Sequence[tuple[str, Tidied]], layout: Layout, place: Place) -> Tidied:
    """What several sheets of one file give. A month that stands in two of them would count twice: it is refused."""
    findings = _each_once([finding for _, one in read for finding in one.findings])
    unread = any(finding.severity == "error" for finding in findings)
    counts: dict[date, int] = {}
    parquets: dict[date | None, tuple[Path, ...]] = {}
    first: dict[date, str] = {}
    tallied: dict[tuple[str, date], int] = {}
    others: dict[str, str] = {}
    for name, one in read:
        for month, rows in one.counts.items():
            if month in first:
                says = f"rows of {month:%Y-%m} stand in {shown(first[month])} too, and would count twice; name the "
                findings.append(replace(place, sheet=name).finding("source-sheet", says + "right sheet with 'sheet'"))
            first.setdefault(month, name)
            counts[month] = counts.get(month, 0) + rows
        tallied.update(one.tallied)  # a month stands in one sheet alone
        for text, where in one.elsewhere.items():
            others.setdefault(text, where)
        for key, paths in one.parquets.items():
            parquets[key] = (*parquets.get(key, ()), *paths)
    rows, twice = sum(one.read for _, one in read), sum(one.twice for _, one in read)
    findings += [] if unread else check_rows(rows, layout.rows, place)
    if any(finding.severity == "error" for finding in findings):
        return Tidied(findings=tuple(findings))
    months = dict(sorted(counts.items()))
    return Tidied(months, parquets, tuple(findings), read=rows, tallied=tallied, twice=twice, elsewhere=others)


def _each_once(findings: Sequence[Finding]) -> list[Finding]:
    """What is wrong with the headings of many sheets alike is told of the first of them."""
    of_headings = Counter(finding.says for finding in findings if finding.code == "source-header")
    told: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        more = of_headings[finding.says] - 1
        if more > 0:
            says = f"{finding.says} (so in {counted(more, 'more sheet')})"
            told.setdefault(("", finding.says), replace(finding, says=says))
        else:
            told[finding.where, finding.says] = finding
    return list(told.values())


def opened_apart(asked: list[str], out: Path, place: Place) -> Finding | None:
    """Has the limited process write what it reads to `out`; a finding where it could not."""
    says = f"the workbook could not be read within {child.MOST_SECONDS} seconds of processor time and "
    says += f"{child.MOST_MEMORY >> 20} MB; save the sheet alone as CSV UTF-8"
    with out.open("wb") as file:
        try:
            done = subprocess.run(
                [sys.executable, "-c", _RUN, *asked],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.DEVNULL,
                timeout=child.MOST_WAIT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return place.finding("source-workbook", says)
    return None if done.returncode == 0 else place.finding("source-workbook", says)


def not_opened(about: Mapping[str, object], layout: Layout, place: Place) -> Finding:
    """Why a workbook gives nothing, by what the limited process says of it."""
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
    if reason == "far":
        cells = " and ".join(str(name) for name in _list(about.get("cells")))
        says = f"cells reach to {cells}: more than {child.MOST_CELLS:,} with the blank ones between; "
        says += "delete the rows and columns out there, or save the sheet alone as CSV UTF-8"
        return place.finding("source-workbook", says)
    if "limit" in str(reason).lower():
        says = f"the workbook has more cells than are read ({reason}); "
        return place.finding(
            "source-workbook", says + "delete blank rows and columns, or save the sheet alone as CSV UTF-8"
        )
    says = f"the workbook is damaged ({reason}); open it, save it anew, or fetch it again"
    return place.finding("source-workbook", says)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def sheets_of(lines: Iterator[str]) -> Iterator[tuple[dict[str, str], Iterator[tuple[int, Row]]]]:
    """Each sheet, as told in the line before its rows, with those that are not blank and their numbers in it.

    The rows of one are to be read before the next is asked for.
    """
    ahead = [json.loads(next(lines, "{}"))]
    while ahead and ahead[0]:
        told = ahead.pop()
        rows = _rows(lines, ahead)
        yield told, rows
        for _ in rows:  # those that nobody asked for
            pass


def _rows(lines: Iterator[str], ahead: list[dict[str, str]]) -> Iterator[tuple[int, Row]]:
    """The rows up to the next line that tells of a sheet, which is put into `ahead`."""
    for number, line in enumerate(lines, start=1):
        cells = json.loads(line)
        if isinstance(cells, dict):
            ahead.append(cells)
            return
        row: Row = [_moment(cell["d"]) if isinstance(cell, dict) else str(cell) for cell in cells]
        if any(not isinstance(cell, str) or cell.strip() for cell in row):
            yield number, row


def _moment(text: str) -> date:
    """A cell's own date, with its time of day where it has one."""
    return datetime.fromisoformat(text) if " " in text else date.fromisoformat(text)


def _sheet(rows: Iterator[tuple[int, Row]], place: Place, layout: Layout, desk: Desk) -> Tidied:
    layout, header, rows = _header(rows, layout)
    if header is None:
        says = f"row {layout.header_row}, where the header should be, is blank; name it with 'header_row'"
        return Tidied(findings=(place.finding("source-empty", says, layout.header_row),))
    names = layout.names(map(str, header))
    rows = _without_notes(rows) if layout.finds_header else rows
    below: Iterable[tuple[int, Sequence[Cell]]]
    below = ((n, _filled(row, len(names))) for n, row in rows if n <= (layout.last_row or n))
    across = layout.across
    if across is not None and across.is_in(names):
        layout = replace(layout, also=(*layout.also, *across.needs))
        if set(across.needs) <= set(names):
            names, below = across.header(names), across.rows(names, below)
    layout, at, findings = check_columns(names, layout, place)
    if any(f.severity == "error" for f in findings):
        return Tidied(findings=tuple(findings))
    tidied = write_rows(below, at, place, layout, desk)
    return tidied.after(findings)


def _header(rows: Iterator[tuple[int, Row]], layout: Layout) -> tuple[Layout, Row | None, Iterator[tuple[int, Row]]]:
    """The layout with the row that the header stands in, the header, and the rows below; None where it is blank.

    A header that is looked for is the first row that has all headings, or the one that has most, so that what it lacks
    is told.
    """
    top: list[tuple[int, Row]] = []
    most, at = 0, layout.header_row
    for number, row in rows:
        top.append((number, row))
        if layout.finds_header and (found := _headings(row, layout)) > most:
            most, at = found, number
        if number >= (MOST_ABOVE if layout.finds_header else layout.header_row) or most == len(layout.headers):
            break
    header = next((row for number, row in top if number == at), None)
    below = ((number, row) for number, row in top if number > at)
    return replace(layout, header_row=at), header, chain(below, rows)


def _headings(row: Row, layout: Layout) -> int:
    """How many of the columns that are read a row of a sheet names."""
    names = layout.names(map(str, row))
    if layout.across is not None and layout.across.is_in(names):
        names = layout.across.header(names)
    return len(set(layout.headers) & set(names))


def _without_notes(rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """The rows of a publisher's sheet up to the notes below its table, which have one cell each."""
    held: list[tuple[int, Row]] = []
    for number, row in rows:
        held.append((number, row))
        if sum(not isinstance(cell, str) or bool(cell.strip()) for cell in row) > 1:
            yield from held
            held.clear()


def _filled(row: Row, width: int) -> Row:
    return row + [""] * (width - len(row))
