"""From a file to a panel: the bytes, the header, the rows, their cells, then what the rows say together."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from peelian.findings import Finding, worst_first
from peelian.sources import archives
from peelian.sources.kinds import WORDS, kind_by_bytes
from peelian.sources.panels.judge import MOST_CELLS, SeriesFile, judged
from peelian.sources.panels.layout import read_layout
from peelian.sources.panels.rows import Opened, Rows, read_rows
from peelian.sources.problems import Place
from peelian.sources.records import ends_well, find_broken
from peelian.sources.scan import read_body, read_head


def read_series(path: Path, counts: bool = False, shares: bool = False) -> SeriesFile:
    """The series of a CSV file (or of one in gzip) with the columns series, period, and value or numerator and
    denominator, and status, harm and part_of where there are any; rows and columns in any order, others left alone.

    Series stand in the order of their first row. Periods are ids of `peelian.periods`; a date that is the first of a
    month is that month, any other is a finding. Periods between the first and the last that no row has are gaps. An
    empty value is missing, never zero, whatever the status says; a blank status is final. A denominator of zero gives
    no value. Values are the doubles nearest to their texts. `counts` refuses values (or numerators) below zero and
    fractions; `shares` refuses numerators above their denominators.

    The findings are all there are, with line and value; their places begin with the file's own name. Raises OSError
    where the system cannot read the file.
    """
    place = Place("".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in path.name))
    with tempfile.TemporaryDirectory(prefix="peelian-", ignore_cleanup_errors=True) as work:
        plain = _plain(path, Path(work), place)
        got = _failed([plain]) if isinstance(plain, Finding) else _read(plain, place, counts, shares)
    return replace(got, findings=worst_first(got.findings))


def _failed(findings: Iterable[Finding]) -> SeriesFile:
    return SeriesFile(None, tuple(findings))


def _plain(path: Path, work: Path, place: Place) -> Path | Finding:
    """Where the plain bytes are: the file itself, or what a gzip file holds."""
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "is no file" if path.exists() else "is not there"
        return place.finding("source-files", f"{what}; name a CSV file")
    kind = kind_by_bytes(path)
    if kind == "csv":
        return path
    if kind == "empty":
        return place.finding("source-empty", "the file is empty (0 bytes); write a header and rows")
    if kind != "gzip":
        says = f"the file is {WORDS[kind]}, and a CSV file is wanted; save the table as 'CSV UTF-8'"
        return place.finding("source-kind", says)
    try:
        archives.gunzip(path, work / "plain.csv")
    except archives.Refused as refused:
        return place.finding("source-archive", str(refused))
    return work / "plain.csv"


def _read(path: Path, place: Place, counts: bool, shares: bool) -> SeriesFile:
    head = read_head(path, 1, place)
    if isinstance(head, Finding):
        if head.code == "source-empty":
            head = place.finding("source-empty", "the first line is blank; begin the file with its header", 1)
        return _failed([head])
    layout, findings = read_layout(head, place)
    body = read_body(path, head, place, open_end=True)
    if isinstance(body, Finding):
        return _failed([*findings, body])
    if any(finding.severity == "error" for finding in findings):
        return _failed(findings)
    file = Opened(path, place, head, body, layout)
    rows, broken = _rows(file)
    if rows is None:
        return _failed([*findings, *broken])
    got = judged(file, rows, counts, shares)
    return replace(got, findings=(*findings, *broken, *got.findings))


def _rows(file: Opened) -> tuple[Rows | None, list[Finding]]:
    """The rows, or why there are none; with them a note where the file may have been cut off."""
    count = file.body.rows
    rows = read_rows(file, count, slowly=False) if count and count <= MOST_CELLS else None
    if rows is None and not (count and count > MOST_CELLS):
        count, broken = find_broken(file.path, file.head, file.place, needs_line_end=False)
        if broken:
            return None, broken
        if not count:
            says = "there are no rows below the header; write a row for each value"
            return None, [file.place.finding("source-empty", says)]
        rows = read_rows(file, count, slowly=True) if count <= MOST_CELLS else None
    if rows is None:
        says = f"{count:,} rows, more than the {MOST_CELLS:,} that are read at once; split the file by its series"
        return None, [file.place.finding("series-size", says)]
    if ends_well(file.path):
        return rows, []
    line = file.lines([rows.count - 1])[rows.count - 1]
    says = "the last line has no line end; where the file was cut off there, its last value is cut too"
    return rows, [file.place.finding("source-cut", says, line, "note")]
