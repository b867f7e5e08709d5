"""No row of an extract is lost: rows in are rows loaded and rows left out, and two readers agree on which is which."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from unittest import mock

import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peelian.contracts.load import NAMES, example, form
from peelian.sources import readcsv
from peelian.sources.desk import Desk
from peelian.sources.extract import layout_of
from peelian.sources.model import Source
from peelian.sources.problems import Place
from peelian.sources.tidied import Tidied

HOSTILE: Mapping[str, tuple[str, ...]] = {
    "id": ("", " ", "MADE-UP-0001", " MADE-UP-0001 ", "a\nb", 'a"b', "ä", "\u200b", "=1+1", "x" * 300),
    "code": ("", "other", "OTHER", "no such word", "none", "1", "a, b", "a\r\nb"),
    "text": ("", "-", "8N", "X1", "a\nb", "MADE-UP-A", "é", "\t", "x" * 50),
    "integer": ("", "0", "-1", "1.0", "1,204", "007", "9" * 19, "NULL", "120", "121"),
    "number": ("", "0.5", "-1", "1e3", "1.2345678", "NaN", "inf", "1"),
    "seconds": ("", "99", "0:12:44", "1:99:00", "-5", "12.5"),
    "date": ("", "2026-03-01", "2026-02-30", "01/03/2026", "2031-01-01", "2026-3-1", "1899-12-31"),
    "time": (
        *("", "2026-03-01 08:00:00", "2026-03-01T08:00", "2026-03-29 01:30:00", "2025-10-26 01:10:00", "2026-03-01"),
        *("2025-10-26 01:05:00", "2026-03-01 24:00:00", "2031-01-01 00:00:00", "2026-03-01 08:00:00+01:00", "x"),
    ),
    "month": ("", "2026-03", "2026-13", "2026-3", "2026-03-01", "2031-01"),
    "boolean": ("", "yes", "no", "YES", "y", "1", "0", "maybe"),
}


def source_of(name: str) -> Source:
    return Source(
        title="Made-up records",
        publisher="Nobody",
        format="extract",
        files=("a.csv",),
        origin="made by this test",
        licence="none",
        received=date(2026, 6, 30),
        published=date(2026, 6, 1),
        table="records",
        contract=name,  # type: ignore[arg-type]
    )


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes, int]:
    """A form, a file in it of rows good and bad, and how many there are."""
    name = draw(st.sampled_from(NAMES))
    columns = form(name).columns
    good = list(csv.reader(io.StringIO(example(name).decode())))
    rows: list[list[str]] = []
    for _ in range(draw(st.integers(1, 12))):
        row = list(draw(st.sampled_from(good[1:])))
        row[0] = f"R{draw(st.integers(0, 40))}" if columns[good[0][0]].type == "id" else row[0]
        for at in draw(st.lists(st.integers(0, len(row) - 1), max_size=3)):
            row[at] = draw(st.sampled_from(HOSTILE[columns[good[0][at]].type]))
        rows.append(row)
    keep = draw(st.sets(st.sampled_from(range(len(good[0]))), max_size=len(good[0])))
    wanted = [n for n, heading in enumerate(good[0]) if columns[heading].required or n in keep]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=draw(st.sampled_from(["\n", "\r\n"])))
    writer.writerow([good[0][n] for n in wanted])
    writer.writerows([row[n] for n in wanted] for row in rows)
    mark = draw(st.sampled_from([b"", b"\xef\xbb\xbf"]))
    return name, mark + out.getvalue().encode(), len(rows)


def read(name: str, data: bytes, folder: Path, slowly: bool = False) -> Tidied:
    path = folder / "a.csv"
    path.write_bytes(data)
    layout = replace(layout_of(source_of(name), None), most_left_out=Fraction(1), by_month=False)
    desk = Desk(folder)
    try:
        with mock.patch.object(readcsv, "_fast", (lambda *_: None) if slowly else readcsv._fast):
            return readcsv.read_csv(path, Place("a.csv", private=True), layout, desk)
    finally:
        desk.close()


def contents(got: Tidied) -> tuple[Any, ...]:
    """Rows loaded, and faults listed, in an order of their own."""
    loaded = [row for files in got.parquets.values() for file in files for row in pq.read_table(file).to_pylist()]
    left = got.left_out
    listed = pq.read_table(left.parquet).to_pylist() if left and left.parquet else []
    return sorted(map(repr, loaded)), sorted(map(repr, listed)), left and (left.of, left.count, dict(left.reasons))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(files())
def test_rows_in_are_rows_loaded_and_rows_left_out(made: tuple[str, bytes, int]) -> None:
    name, data, rows = made
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        fast, slow = read(name, data, Path(one)), read(name, data, Path(two), slowly=True)
        assert fast.failed == slow.failed, (fast.findings, slow.findings)
        if fast.failed:  # not one row may be loaded
            every = f"all {rows} rows break a rule" if rows > 1 else "its only row breaks a rule"
            assert any(every in finding.says for finding in fast.findings), fast.findings
            return
        loaded, listed, _ = contents(fast)
        out = fast.left_out
        assert len(loaded) == sum(fast.counts.values()) == rows - (out.count if out else 0)
        assert len({line.split(",")[0] for line in listed}) == (out.count if out else 0)
        assert contents(fast) == contents(slow)
        assert fast.counts == slow.counts
