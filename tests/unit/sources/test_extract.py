"""Extracts: rows that break a rule are left out, counted and listed, the rest is loaded, and no person is told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from peelian.contracts.load import example
from peelian.editions.workfolder import STORE
from peelian.sources import census
from peelian.sources.model import Column, Quarantine, Source
from peelian.sources.register import read_register
from peelian.sources.store import Loaded, check, load
from tests.unit.sources.raw_files import AREAS, ods, put, rows_of, source, xlsx

HEADER = "call_id,channel,received,answered,ended,abandoned"
GOOD = "c{n},999,2026-03-01 08:00:00,2026-03-01 08:00:04,2026-03-01 08:03:04,no"
LONG_BEFORE = "c{n},999,2026-03-01 08:00:00,2026-02-01 08:00:04,2026-03-01 08:03:04,no"


def calls(**more: Any) -> Source:
    fields = {"contract": "calls", "table": "calls", "received": date(2026, 6, 30), **more}
    return source("extract", **fields)


def sent(folder: Path, rows: list[str], one: Source | None = None, strict: bool = False) -> Loaded:
    data = "\n".join([HEADER, *rows, ""]).encode()
    put(folder, {"calls.csv": data})
    return load({"one": one or calls()}, folder, folder / "store", AREAS, strict=strict)


def lines(loaded: Loaded) -> list[str]:
    return [finding.line() for finding in loaded.findings if finding.severity != "note"]


def listed(folder: Path) -> list[tuple[Any, ...]]:
    import duckdb

    files = [str(path) for path in (folder / "store" / "quarantine").rglob("*.parquet")]
    return duckdb.execute("SELECT * FROM read_parquet(?) ORDER BY ALL", [files]).fetchall() if files else []


def many(bad: list[str], good: int = 1000) -> list[str]:
    rows = [GOOD.format(n=n) for n in range(good)]
    for at, row in enumerate(bad):
        rows.insert(10 * (at + 1), row)
    return rows


def test_rows_that_break_a_rule_are_left_out_counted_and_listed(tmp_path: Path) -> None:
    loaded = sent(tmp_path, many([LONG_BEFORE.format(n="x"), "y,smoke,2026-03-01 08:00:00,,,yes"]))
    assert rows_of(loaded, "calls", "count(*)") == [(1000,)]
    (left,) = loaded.left_out
    assert (left.count, left.of) == (2, 1002)
    assert dict(left.reasons) == {"times-in-order": 1, "channel": 1, "abandoned-has-end": 1}
    assert [(row[0], row[1], row[2]) for row in listed(tmp_path)] == [
        (12, "answered", "times-in-order"),
        (22, "channel", "source-value"),
        (22, "ended", "abandoned-has-end"),
    ]
    told = lines(loaded)
    assert any("calls.csv: 2 of 1,002 rows (0.2%) break a rule and are left out" in one for one in told)
    assert any("calls.csv:12" in one and "before 'received'" in one for one in told)
    assert {finding.severity for finding in loaded.findings} <= {"warning", "note"}


def test_what_is_worked_out_is_in_the_table(tmp_path: Path) -> None:
    loaded = sent(tmp_path, [GOOD.format(n=1)])
    assert rows_of(loaded, "calls", "month, seconds_to_answer, seconds_to_end, area_code") == [
        (date(2026, 3, 1), 4, 184, None)
    ]


def test_a_rule_is_not_asked_where_one_of_its_cells_cannot_be_read(tmp_path: Path) -> None:
    """The end is before the answer, but when the call came in is not told: one fault, and not two."""
    rows = many(["x,999,,2026-03-01 08:00:04,2026-02-01 08:00:00,no"])
    assert dict(sent(tmp_path, rows).left_out[0].reasons) == {"received": 1}
    assert [row[:3] for row in listed(tmp_path)] == [(12, "received", "source-blank")]


def test_a_key_that_stands_twice_keeps_the_first_row(tmp_path: Path) -> None:
    again = GOOD.format(n=3).replace("08:00:04", "08:00:09")
    loaded = sent(tmp_path, many([again]))
    assert rows_of(loaded, "calls", "count(*), max(seconds_to_answer)") == [(1000, 4)]
    assert dict(loaded.left_out[0].reasons) == {"key": 1}
    (one,) = listed(tmp_path)
    assert (one[0], one[1], one[2], one[4]) == (12, "call_id", "key", None)


@pytest.mark.parametrize("reader", ["engine", "slow"])
def test_the_register_names_the_rules_of_rows_left_out_in_one_order(tmp_path: Path, reader: str) -> None:
    """One row that breaks four: sets have another order in each run, and stores have the same bytes."""
    rows = many(["y,smoke,2026-03-01 08:00:00,2026-02-01 08:00:04,,yes"])
    sent(tmp_path, rows, calls(last_row=10**6) if reader == "slow" else None)
    (left,) = read_register(tmp_path / "store").left_out
    assert list(left.reasons) == ["abandoned-has-end", "abandoned-not-answered", "channel", "times-in-order"]


TWICE = "an earlier row has the same key (line 5); each record has one row; take the others out"


@pytest.mark.parametrize("reader", ["engine", "slow", "workbook"])
def test_a_row_whose_key_stands_twice_is_told_with_the_line_of_the_earlier_one(tmp_path: Path, reader: str) -> None:
    """Four rows of three keys are one finding; a row that breaks a rule is no earlier row."""
    again = [GOOD.format(n=n).replace("08:00:04", "08:00:09") for n in (3, 2, 3, 4)]
    rows = many([again[0], LONG_BEFORE.format(n="x"), *again[1:], GOOD.format(n="x")], 2000)
    if reader == "workbook":
        put(tmp_path, {"calls.xlsx": xlsx([row.split(",") for row in (HEADER, *rows)])})
        one = calls(files=("calls.xlsx",))
        loaded = load({"one": one}, tmp_path, tmp_path / "store", AREAS)
    else:
        loaded = sent(tmp_path, rows, calls(last_row=10**6) if reader == "slow" else None)
    assert dict(loaded.left_out[0].reasons) == {"key": 4, "times-in-order": 1}
    (left,) = [finding for finding in loaded.findings if finding.code == "extract-left-out"]
    assert "left out (rule 'times-in-order': 1; a repeated key: 4); mend" in left.says
    (told,) = [finding for finding in loaded.findings if finding.code == "extract-key"]
    assert told.where.endswith(":12")
    assert told.says.endswith(f"{TWICE} (4 rows; also lines 32 (as line 4), 42 (as line 5)…)")


def test_the_earlier_row_of_a_record_over_several_lines_is_told_by_the_line_it_begins_in(tmp_path: Path) -> None:
    rows = [row + ',"a\nb"' for row in many([GOOD.format(n=3)])]
    put(tmp_path, {"calls.csv": "\n".join([f"{HEADER},reason", *rows, ""]).encode()})
    loaded = load({"one": calls()}, tmp_path, tmp_path / "store", AREAS)
    (told,) = [finding for finding in loaded.findings if finding.code == "extract-key"]
    assert told.where == "calls.csv:22"
    assert "an earlier row has the same key (line 8)" in told.says


def test_more_bad_rows_than_the_source_allows_refuse_the_file(tmp_path: Path) -> None:
    rows = many([LONG_BEFORE.format(n=f"x{n}") for n in range(6)])
    loaded = sent(tmp_path, rows)
    assert (dict(loaded.tables), loaded.left_out, listed(tmp_path)) == ({}, (), [])
    assert "calls.csv: 6 of 1,006 rows (0.6%) break a rule (rule 'times-in-order': 6), more than the 0.5%" in " ".join(
        lines(loaded)
    )
    assert sent(tmp_path, rows, calls(quarantine=Quarantine("0.6%"))).left_out[0].count == 6


def test_columns_and_rules_are_told_apart_also_of_a_file_that_was_read_before(tmp_path: Path) -> None:
    rows = many([LONG_BEFORE.format(n="x"), GOOD.format(n="y").replace("08:00:04", "soon")], 2000)
    for _ in range(2):
        (left,) = [finding for finding in sent(tmp_path, rows).findings if finding.code == "extract-left-out"]
        assert "left out (column 'answered': 1; rule 'times-in-order': 1); mend" in left.says


def test_a_limit_is_kept_to_the_last_row(tmp_path: Path) -> None:
    """5 of 1,000 is 0.5% exactly; 5 of 999 is more."""
    bad = [LONG_BEFORE.format(n=f"x{n}") for n in range(5)]
    assert sent(tmp_path / "a", many(bad, 995)).left_out[0].count == 5
    assert not sent(tmp_path / "b", many(bad, 994)).tables


def test_an_extract_without_a_bad_row_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(census, "taken", lambda *_: pytest.fail("its rows were judged before they were written"))
    loaded = sent(tmp_path, many([]))
    assert rows_of(loaded, "calls", "count(*)") == [(1000,)]


@pytest.mark.parametrize("bad", [LONG_BEFORE.format(n="x"), GOOD.format(n=999)], ids=["a rule", "a key twice"])
def test_a_bad_row_leaves_the_others_once_in_the_store(tmp_path: Path, bad: str) -> None:
    loaded = sent(tmp_path, [*many([]), bad])
    assert rows_of(loaded, "calls", "count(*), count(DISTINCT call_id)") == [(1000, 1000)]
    assert loaded.left_out[0].count == 1
    assert len(list((tmp_path / "store/tables").rglob("*.parquet"))) == 1


def test_strict_leaves_no_row_out(tmp_path: Path) -> None:
    rows = many([LONG_BEFORE.format(n="x")])
    loaded = sent(tmp_path, rows, strict=True)
    assert (dict(loaded.tables), listed(tmp_path)) == ({}, [])
    assert "none may be left out" in " ".join(lines(loaded))
    good = sent(tmp_path, many([]), strict=True)
    assert rows_of(good, "calls", "count(*)") == [(1000,)]


def test_strict_refuses_what_was_loaded_before_without(tmp_path: Path) -> None:
    rows = many([LONG_BEFORE.format(n="x")])
    assert sent(tmp_path, rows).left_out[0].count == 1
    again = sent(tmp_path, rows, strict=True)
    told = [finding for finding in again.findings if finding.severity == "error"]
    assert [finding.code for finding in told] == ["extract-too-many", "extract-rule"], "which row, and how many"
    assert again.findings == sent(tmp_path / "fresh", rows, strict=True).findings
    assert sent(tmp_path, rows).left_out[0].count == 1


def test_a_file_of_which_no_row_would_be_left_is_refused(tmp_path: Path) -> None:
    loaded = sent(tmp_path, [LONG_BEFORE.format(n="x")], calls(quarantine=Quarantine("100%")))
    assert not loaded.tables
    said = " ".join(lines(loaded))
    assert "its only row breaks a rule (" in said
    assert said.count("breaks a rule") == 1


@pytest.mark.parametrize(
    ("bad", "again"),
    [
        ("c9999,112,2026-03-01 08:00:00,,2026-03-01 08:01:00,yes", 1),
        ("c9999,999,2026-05-01 08:00:00,,2026-05-01 08:01:00,yes", 0),
    ],
)
def test_a_later_day_looks_again_at_rows_left_out_for_theirs_alone(tmp_path: Path, bad: str, again: int) -> None:
    early, late = calls(received=date(2026, 4, 2)), calls(received=date(2026, 6, 2))
    first = sent(tmp_path, many([bad]), early)
    assert [one.count for one in first.left_out] == [1]
    then = sent(tmp_path, many([bad]), late)
    assert sum(one.count for one in then.left_out) == again
    kept = {entry.received for entry in read_register(tmp_path / "store").entries if not entry.gone}
    assert kept == ({early.received} if again else {late.received})


def test_a_file_that_is_read_again_tells_its_rows_again(tmp_path: Path) -> None:
    rows = many([LONG_BEFORE.format(n="x")])
    first = sent(tmp_path, rows)
    again = sent(tmp_path, rows)
    assert [one.count for one in again.left_out] == [one.count for one in first.left_out] == [1]
    assert len(listed(tmp_path)) == 1
    assert any("1 of 1,001 rows" in one for one in lines(again))


def test_a_newer_file_takes_the_place_of_rows_left_out_too(tmp_path: Path) -> None:
    sent(tmp_path, many([LONG_BEFORE.format(n="x")]))
    mended = sent(tmp_path, many([GOOD.format(n="x")]))
    assert rows_of(mended, "calls", "count(*)") == [(1001,)]
    assert mended.left_out == ()


def test_a_check_writes_nothing_and_tells_the_same(tmp_path: Path) -> None:
    rows = many([LONG_BEFORE.format(n="x")])
    put(tmp_path, {"calls.csv": "\n".join([HEADER, *rows, ""]).encode()})
    told = check({"one": calls()}, tmp_path, tmp_path / "store", AREAS).findings
    assert any(finding.code == "extract-left-out" for finding in told)
    assert not (tmp_path / "store" / "quarantine").exists()
    assert set(told) == set(sent(tmp_path, rows).findings)


PEOPLE = ("Xanthe Quill", "07700 900123", "QX99 9ZZ")


def test_no_cell_of_a_person_is_told_or_listed(tmp_path: Path) -> None:
    """Names that slid into other columns, and ids, stand in no finding and in no list."""
    bad = [
        f"{PEOPLE[0]},999,{PEOPLE[0]},2026-03-01 08:00:04,2026-03-01 08:03:04,no",
        f"{PEOPLE[1]},{PEOPLE[0]},2026-03-01 08:00:00,2026-03-01 08:00:04,2026-03-01 08:03:04,{PEOPLE[0]}",
        LONG_BEFORE.format(n=PEOPLE[2]),
        f"z1,{PEOPLE[1]},{PEOPLE[1]},{PEOPLE[2]},,{PEOPLE[2]}",
        f"z2,{PEOPLE[2]},07700900123,{PEOPLE[2]},,no",
        GOOD.format(n=5),
    ]
    loaded = sent(tmp_path, many(bad), calls(quarantine=Quarantine("5%")))
    told = " ".join([finding.line() for finding in loaded.findings] + [repr(row) for row in listed(tmp_path)])
    assert loaded.left_out[0].count == 6
    assert [word for word in (*PEOPLE, "Xanthe", "900123", "07700", "'c5'") if word in told] == []


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (HEADER.replace("abandoned", "abandonned"), "source-header"),
        (HEADER + ",Surname", "extract-personal"),
        (HEADER + ",channel", "source-header"),
    ],
)
def test_a_fault_of_the_header_refuses_the_file_whatever_may_be_left_out(
    tmp_path: Path, header: str, code: str
) -> None:
    rows = [GOOD.format(n=n) + ("," if header.count(",") > HEADER.count(",") else "") for n in range(3)]
    put(tmp_path, {"calls.csv": "\n".join([header, *rows, ""]).encode()})
    loaded = load({"one": calls(quarantine=Quarantine("99%"))}, tmp_path, tmp_path / "store", AREAS)
    assert not loaded.tables
    assert code in [finding.code for finding in loaded.findings]


def test_headings_and_words_of_the_force_are_mapped(tmp_path: Path) -> None:
    own = {
        "call_id": Column("Call Ref"),
        "channel": Column("Line", values={"Emergency": "999"}),
        "received": Column("Presented", date_format="%d/%m/%Y %H:%M:%S"),
    }
    data = b"Call Ref,Line,Presented,answered,ended,abandoned\n"
    data += b"1,Emergency,31/03/2026 08:00:00,2026-03-31 08:00:09,,no\n"
    put(tmp_path, {"calls.csv": data})
    loaded = load({"one": calls(columns=own)}, tmp_path, tmp_path / "store", AREAS)
    assert lines(loaded) == []
    assert rows_of(loaded, "calls", "channel, seconds_to_answer") == [("999", 9)]


def test_a_workbook_is_judged_as_a_csv_file_is(tmp_path: Path) -> None:
    rows = many([LONG_BEFORE.format(n="x"), GOOD.format(n=7)], 400)
    cells = [[cell or None for cell in row.split(",")] for row in [HEADER, *rows]]
    put(tmp_path / "book", {"calls.xlsx": xlsx(cells)})
    one = calls(files=("*.xlsx",), sheet="Data")
    book = load({"one": one}, tmp_path / "book", tmp_path / "book" / "store", AREAS)
    file = sent(tmp_path / "file", rows)
    assert dict(book.left_out[0].reasons) == dict(file.left_out[0].reasons) == {"times-in-order": 1, "key": 1}
    assert rows_of(book, "calls", "count(*)") == rows_of(file, "calls", "count(*)") == [(400,)]
    assert [row[:3] for row in listed(tmp_path / "book")] == [row[:3] for row in listed(tmp_path / "file")]


def test_the_share_is_exact() -> None:
    from peelian.sources.quarantine import percent, share, too_many

    assert share("0.5%") == Fraction(1, 200)
    assert (share("101%"), share("half")) == (None, None)
    assert (too_many(1, 200, Fraction(1, 200)), too_many(2, 399, Fraction(1, 200))) == (False, True)
    assert percent(Fraction(1, 10**6)) == "less than 0.01%"


def test_settings_of_an_extract_are_told(tmp_path: Path) -> None:
    one = calls(columns={"recieved": Column("r"), "channel": Column("c", values={"x": "telex"})})
    put(tmp_path, {"calls.csv": example("calls")})
    told = " ".join(load({"one": one}, tmp_path, tmp_path / "store", AREAS).findings[n].says for n in range(2))
    assert "'recieved' is no column of 'calls' (did you mean 'received'?)" in told
    assert "'telex' is no word of the form; it has: 999, 101, live-chat, other" in told
    other = replace(calls(), format="tidy", contract="calls", columns={"month": Column("m", "month")})
    says = [f.says for f in load({"one": other}, tmp_path, tmp_path / "s2", AREAS).findings]
    assert any("'contract' and 'quarantine' are for extracts" in one for one in says)


@pytest.mark.parametrize("format", [None, "dd/mm/yyyy hh:mm:ss"])
@pytest.mark.parametrize("date_format", [None, "%d/%m/%Y %H:%M:%S"])
def test_times_of_a_workbook_are_read_to_the_second(
    tmp_path: Path, format: str | None, date_format: str | None
) -> None:
    """Midnight is a time too: a spreadsheet keeps it as the day alone."""
    midnight = [datetime(2026, 3, 2), datetime(2026, 3, 2, 0, 0, 7), datetime(2026, 3, 2, 0, 3)]
    day = [datetime(2026, 3, 1, 8), datetime(2026, 3, 1, 8, 0, 4), datetime(2026, 3, 1, 8, 3, 4)]
    rows = [HEADER.split(","), ["a", 999, *day, False], ["b", 101, *midnight, "no"]]
    put(tmp_path, {"calls.xlsx": xlsx(rows, format=format)})
    own = {"received": Column("received", date_format=date_format)} if date_format else {}
    loaded = load({"one": calls(files=("*.xlsx",), columns=own)}, tmp_path, tmp_path / "store", AREAS)
    assert lines(loaded) == []
    assert rows_of(loaded, "calls", "received, answered, seconds_to_answer") == [
        (day[0], day[1], 4),
        (midnight[0], midnight[1], 7),
    ]


@pytest.mark.parametrize("write", [xlsx, ods])
def test_a_time_of_day_alone_is_no_time_and_is_told_with_what_is(tmp_path: Path, write: Any) -> None:
    rows = [HEADER.split(","), ["a", 999, time(9, 30), datetime(2026, 3, 1, 9, 30, 4), None, "no"]]
    name = f"calls.{write.__name__}"
    put(tmp_path, {name: write(rows)})
    loaded = load({"one": calls(files=(name,))}, tmp_path, tmp_path / "store", AREAS)
    says = "column 'received' holds '9:30:00': not a time; write it as 2024-03-31 09:30:00"
    assert any(says in one for one in lines(loaded))


def test_the_page_says_where_the_list_of_left_out_rows_lies(tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "how-to" / "give-an-extract.md").read_text(encoding="utf-8")
    said = re.findall(r"[`']([^`' ]+/quarantine/[^`' ]+)[`']", page)
    assert len(said) == 2
    plan = tmp_path / "our-plan"
    put(plan, {"calls.csv": "\n".join([HEADER, *many([LONG_BEFORE.format(n="x")]), ""]).encode()})
    load({"calls": calls()}, plan, plan / STORE, AREAS)
    for path in said:
        assert list(tmp_path.glob(path.replace("SOURCE/", "calls/*.parquet"))), path


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("2026-03-29 01:30:00", "a time that London's clock never showed; on that night it goes from 00:59 to 02:00"),
        ("2026-03-29 00:59:59", ""),
        ("2026-03-29 02:00:00", ""),
        ("2026-03-22 01:30:00", ""),
        ("2025-10-26 01:30:00", ""),
        ("1970-01-01 00:00:00", "before 1990; mend the year"),
        ("2026-07-01 00:00:00", "after 2026-06-30, the day the file was received"),
    ],
)
def test_times_that_cannot_have_been_are_left_out(tmp_path: Path, at: str, says: str) -> None:
    rows = many([f"x,999,{at},,{at},yes"])
    put(tmp_path / "book", {"calls.xlsx": xlsx([[cell or None for cell in row.split(",")] for row in [HEADER, *rows]])})
    book = load({"one": calls(files=("*.xlsx",))}, tmp_path / "book", tmp_path / "book" / "store", AREAS)
    for loaded in (sent(tmp_path / "file", rows), book):
        assert rows_of(loaded, "calls", "count(*)") == [(1000 if says else 1001,)]
        assert all(says in one for one in lines(loaded) if "column 'received'" in one)
        assert [set(one.reasons) for one in loaded.left_out] == ([{"received", "ended"}] if says else [])
