"""A workbook's sheet as CSV text, for lookups: their publisher gives some as workbooks and some as text."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from peelian.findings import Finding
from peelian.sources import archives
from peelian.sources.kinds import Kind
from peelian.sources.problems import Place
from peelian.sources.tidied import Layout
from peelian.sources.workbook import Row, not_opened, opened_apart, sheets_of

WORKBOOKS: tuple[Kind, ...] = ("xlsx", "ods", "xls")
_ANY = ".*"  # of the names of sheets


def csv_of(path: Path, kind: Kind, place: Place, wanted: Collection[str]) -> str | Finding:
    """The first sheet that has all the `wanted` headings in its first row, else the first of all; or what is wrong.

    Rows that are blank are left out, and rows that end early are filled up.
    """
    try:
        if kind != "xls":
            archives.check_all(path)
    except archives.Refused as refused:
        return place.finding("source-archive", str(refused))
    with tempfile.TemporaryDirectory(prefix="peelian-", ignore_cleanup_errors=True) as work:
        out = Path(work) / "rows.json"
        if fault := opened_apart([str(path), kind, "", _ANY], out, place):
            return fault
        with out.open(encoding="utf-8") as lines:
            about = json.loads(next(lines, "{}"))
            if "chosen" not in about:
                return not_opened(about, Layout(()), place)
            return _sheet(lines, place, wanted)


def _sheet(lines: Iterator[str], place: Place, wanted: Collection[str]) -> str | Finding:
    first = None
    for told, rows in sheets_of(lines):
        if "refused" in told:
            return not_opened(told, Layout(()), place)
        text, whole = _text(rows, wanted)
        if whole:
            return text
        first = text if first is None else first
    return first or ""


def _text(rows: Iterator[tuple[int, Row]], wanted: Collection[str]) -> tuple[str, bool]:
    """The sheet as text, and whether its first row has the headings; of one that has not, the first row alone."""
    out = io.StringIO(newline="")
    write = csv.writer(out)
    heading = [str(cell) for cell in next(rows, (0, []))[1]]
    write.writerow(heading)
    if not set(wanted) <= set(heading):
        return out.getvalue(), False
    for _, row in rows:
        cells = [str(cell) for cell in row]
        write.writerow(cells + [""] * (len(heading) - len(cells)))
    return out.getvalue(), True
