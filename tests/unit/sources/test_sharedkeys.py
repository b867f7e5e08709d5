"""Records that two files of one extract share are told; those that a newer file replaces are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from peelian.sources.model import Source
from peelian.sources.store import load, look
from tests.unit.sources.raw_files import AREAS, put, rows_of, source

HEADER = "call_id,channel,received,answered,ended,abandoned"


def calls(month: str, ids: range) -> bytes:
    day = f"2026-{month}-01"
    rows = [f"c{n},999,{day} 08:00:00,{day} 08:00:04,{day} 08:03:04,no" for n in ids]
    return "\n".join([HEADER, *rows, ""]).encode()


ONE = source("extract", contract="calls", table="calls", received=date(2026, 6, 30))


def told(folder: Path, one: Source = ONE) -> list[str]:
    loaded = load({"one": one}, folder, folder / "store", AREAS)
    assert loaded.tables
    return [finding.line() for finding in loaded.findings if finding.severity == "warning"]


def test_a_key_in_two_files_is_told_with_both_at_every_load(tmp_path: Path) -> None:
    put(tmp_path, {"calls-03.csv": calls("03", range(10)), "calls-04.csv": calls("04", range(7, 20))})
    (says,) = told(tmp_path)
    assert says == (
        "calls-04.csv: shares 3 keys (call_id) with 'calls-03.csv', in rows of 2026-03: such a record counts twice; "
        "take it out of one of the files [extract-shared-key]"
    )
    assert told(tmp_path) == [says]
    put(tmp_path, {"calls-05.csv": calls("05", range(30, 40))})
    assert told(tmp_path) == [says]
    put(tmp_path, {"calls-04.csv": calls("04", range(10, 20))})
    mended = replace(ONE, published=date(2026, 6, 30), received=date(2026, 7, 1))
    assert told(tmp_path, mended) == []
    assert told(tmp_path, mended) == []
    put(tmp_path / "b", {"calls-03.csv": calls("03", range(10)), "calls-04.csv": calls("04", range(10, 20))})
    assert told(tmp_path / "b") == []


def test_a_month_that_a_newer_file_replaces_counts_once_and_is_not_told(tmp_path: Path) -> None:
    one = replace(ONE, files=("calls-a.csv",), slice="month")
    put(tmp_path, {"calls-a.csv": calls("03", range(10))})
    assert told(tmp_path, one) == []
    put(tmp_path, {"calls-b.csv": calls("03", range(12))})
    newer = replace(one, files=("calls-b.csv",), published=date(2026, 6, 29))
    assert told(tmp_path, newer) == []
    loaded = load({"one": newer}, tmp_path, tmp_path / "store", AREAS)
    assert rows_of(loaded, "calls", "count(*)") == [(12,)]


def test_rows_that_are_gone_stop_no_load(tmp_path: Path) -> None:
    put(tmp_path, {"calls-03.csv": calls("03", range(10))})
    assert told(tmp_path) == []
    (tmp_path / "calls-03.csv").unlink()
    for path in (tmp_path / "store/tables").rglob("*.parquet"):
        path.unlink()
    put(tmp_path, {"calls-04.csv": calls("04", range(7, 20))})
    (says,) = told(tmp_path)
    assert "[store-lost]" in says


def test_what_was_compared_is_told_where_the_store_is_only_looked_at(tmp_path: Path) -> None:
    put(tmp_path, {"calls-03.csv": calls("03", range(10)), "calls-04.csv": calls("04", range(7, 20))})
    says = told(tmp_path)
    (tmp_path / "work").mkdir()
    seen = look({"one": ONE}, tmp_path, tmp_path / "store", AREAS, tmp_path / "work")
    assert [finding.line() for finding in seen.findings] == says
