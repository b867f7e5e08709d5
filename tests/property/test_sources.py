"""The fast reader and the careful one agree on every cell: taken or refused, and what it becomes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import example as always
from hypothesis import strategies as st

from peelian.sources import sql
from peelian.sources.cells import ERROR_CELLS, AreaRule, read_cell
from peelian.sources.dates import example, london_date, read_date
from peelian.sources.desk import Desk
from peelian.sources.fields import Field
from peelian.sources.problems import Bad, Place
from peelian.sources.readcsv import read_csv
from peelian.sources.records import find_broken, records
from peelian.sources.scan import Body, Head, read_body, read_head
from peelian.sources.tidied import Layout
from tests.counts import tries

LATEST = date(2024, 6, 30)
FIELDS = (
    Field("text", "a"),
    Field("text", "a", required=True),
    Field("text", "a", values={"yes": "ja", "NA": "", "#N/A": "none"}),
    Field("text", "a", values={"yes": "ja", "NA": ""}, closed=True),
    Field("text", "a", words=("west", "yorkshire")),
    Field("integer", "a", "integer"),
    Field("integer", "a", "integer", required=True, negative=True, values={"NA": ""}),
    Field("integer", "a", "integer", values={"NA": ""}, commas=True),
    Field("number", "a", "number", negative=True),
    Field("number", "a", "number", required=True, negative=True, commas=True),
    Field("number", "a", "number", required=True),
    Field("coordinate", "a", "coordinate"),
    Field("place", "a", "coordinate", least=-20, most=10),
    Field("seconds", "a", "seconds"),
    Field("boolean", "a", "boolean", required=True),
    Field("date", "a", "date", latest=LATEST),
    Field("date", "a", "date", date_format="%d/%m/%Y", latest=LATEST),
    Field("date", "a", "date", date_format="%d %b %y", latest=LATEST),
    Field("date", "a", "date", date_format="%Y-%m-%d %H:%M:%S", required=True),
    Field("month", "a", "month", required=True, latest=LATEST),
    Field("month", "a", "month", date_format="%B %Y", latest=LATEST),
    Field("month", "a", "month", required=True, only=date(2024, 3, 1)),
    Field("month", "a", "utc-month", required=True, only=date(2024, 3, 1)),
    Field("date", "a", "utc-date", latest=LATEST),
    Field("month", "a", "financial-year", required=True, latest=LATEST),
    Field("month", "a", "financial-quarter", required=True, latest=LATEST),
)
TELLING = (
    *("", " ", "  ", "\t", "0", "-0", "7", "007", " 12 ", "-3", "+5", "1.5", "1.", ".5", "1e3", "1,204"),
    *("-1,204", "1,204.5", "12,34", "1,2345", ",204", "1,204,", "0,001", "1,204,567.125", " 1,204 ", "1, 204"),
    *("15.8%", "1_000", "12.3456785", "-12.3456785", "0.0000005", "-0.0000005", "99999999999.9999999"),
    *("999999999999", "123456789012345678", "9" * 19, "12:44", "1:02:39", "0:60:00", "99:59:59"),
    *("-1.897764", "1234.5", "181", "true", "TRUE", "No", "yes", "y", "1", "NA", "2024-03", "2024-13"),
    *("2024-03-31", "2024-02-30", "0024-03-01", "2024-3-1", "1899-12-31", "1900-01-01", "9999-12-31"),
    *("31/03/2024", "1/3/2024", "29/02/2023", "31/03/24", "31 Mar 24", "31 mar 69", "01 May 68"),
    *("March 2024", "MAY 2024", "Mar 2024", "2024-03-31 10:00:00", "2024-03-31 24:00:00"),
    *("2024-03-31T23:48:00+00:00", "2024-02-29T23:59:59Z", "2024-03-01T00:00:00+01:00"),
    *("2024-03-31T00:59:59+00:00", "West Yorkshire Police", "WEST & YORKSHIRE", "West Mercia"),
    *("2022/23", "1999/00", "2022/24", "2022/3", "2022/23 1", "2023/24 4", "2023/24 0", "2022/24 2", "2022/23 5"),
    *("2024/25 2", "2099/00 4", "0000/01", "9999/00", "9999/00 4", "2023-03-31", "2022/23  1", "2022/23 x"),
    *("-0", "-0.0", "-00", "-0.", "-.0", "-" + "0" * 18, "-" + "0" * 19, "-0." + "0" * 12),
    *ERROR_CELLS,
    *(" #REF! ", "#hashtag", "O'Brien", 'say "x"', "é", "İ", "\u00a0", "\u2007 7", "٣", "½", "x" * 300),
)
CELLS = st.one_of(
    st.sampled_from(TELLING),
    st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=12),
    st.from_regex(r"-?[0-9]{0,20}(\.[0-9]{0,12})?", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}[/ -][0-9]{1,2}[/ -][0-9]{2,4}", fullmatch=True),
    st.dates(date(1890, 1, 1), date(2030, 1, 1)).map(date.isoformat),
    st.datetimes(datetime(2008, 1, 1), datetime(2026, 1, 1)).map(lambda at: f"{at:%Y-%m-%dT%H:%M:%S}+00:00"),
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Any]:
    with duckdb.connect() as connection:
        yield connection


def fast(engine: Any, field: Field, cells: list[str]) -> list[Any]:
    """What the SQL makes of each cell; Bad where it refuses."""
    given = "SELECT unnest(?) AS n, nullif(unnest(?), '') AS c"
    texts = f"SELECT *, {sql.text_of(field, 'c')} AS v FROM ({given})"
    values = f"SELECT *, {sql.value(field, 'v')} AS p FROM ({texts})"
    asked = f"SELECT {sql.good(field, 'v', 'p', 'c')}, p FROM ({values}) ORDER BY n"
    assert sql.good(field, "v", "p", "c", hashes=False) in (sql.good(field, "v", "p", "c"), "") or field.kind == "text"
    rows = engine.execute(asked, [list(range(len(cells))), cells]).fetchall()
    return [got if good else Bad for good, got in rows]


def careful(field: Field, cells: list[str]) -> list[Any]:
    read = [read_cell(field, cell) for cell in cells]
    return [Bad if isinstance(got, Bad) else got for got in read]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.kind)
def test_both_readers_agree_on_telling_cells(engine: Any, field: Field) -> None:
    cells = list(TELLING)
    different = [
        (cell, quick, slow)
        for cell, quick, slow in zip(cells, fast(engine, field, cells), careful(field, cells), strict=True)
        if quick != slow
    ]
    assert different == []


@settings(max_examples=tries(20, 40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(CELLS, min_size=1, max_size=40))
def test_both_readers_agree(engine: Any, cells: list[str]) -> None:
    for field in FIELDS:
        assert fast(engine, field, cells) == careful(field, cells), field


def in_a_file(engine: Any, field: Field, cells: list[str], *, spaced: bool) -> list[Any]:
    """What the SQL of a file makes of each cell; Bad where it refuses. Few rows, so that no calendar is made."""
    cell = sql.cell(field, "c", 0, 1, hashes=True, spaced=spaced)
    given = "SELECT unnest(?) AS n, nullif(unnest(?), '') AS c"
    texts = f"SELECT *, {cell.text} AS v0 FROM ({given}) {cell.join}"
    asked = f"SELECT {cell.good or 'true'}, p0 FROM (SELECT *, {cell.value} AS p0 FROM ({texts})) ORDER BY n"
    rows = engine.execute(asked, [list(range(len(cells))), cells]).fetchall()
    return [got if good else Bad for good, got in rows]


@settings(max_examples=tries(20, 40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(CELLS, min_size=1, max_size=40))
@always(cells=list(TELLING))
@always(
    cells=["2024-03", "2024-04", "2024-3", " 2024-03", "", "-0.100000", "999.999999", "1000.000000", "-1000.000000"]
)
def test_a_file_without_outer_spaces_is_read_alike(engine: Any, cells: list[str]) -> None:
    bare = [cell for cell in cells if cell == cell.strip(" ")] or [""]
    for field in FIELDS:
        assert in_a_file(engine, field, cells, spaced=True) == careful(field, cells), field
        assert in_a_file(engine, field, bare, spaced=False) == careful(field, bare), field


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.kind)
def test_a_calendar_holds_what_the_careful_reader_reads(engine: Any, field: Field) -> None:
    asked = sql.calendar(field, 10**6)
    assert bool(asked) == (field.kind in ("date", "month") and "%H" not in (field.date_format or ""))
    if not asked:
        return
    held = engine.execute(asked).fetchall()
    assert len(held) == len({text for text, _ in held}) >= (1 if field.only else 200)
    assert [(text, day) for text, day in held if read_cell(field, text) != day] == []


def test_a_calendar_holds_what_words_are_put_for(engine: Any) -> None:
    """Two-figure years that come round again, and a day that stands for blank."""
    field = Field("date", "a", "date", date_format="%d/%m/%y", latest=date(2100, 1, 1), values={"01/01/00": ""})
    held = dict(engine.execute(sql.calendar(field, 10**9)).fetchall())
    assert (held["02/01/00"], held["01/01/69"]) == (date(2000, 1, 2), date(1969, 1, 1))
    assert held.get("01/01/00") is None
    assert [(text, day) for text, day in held.items() if read_cell(field, text) != day] == []


def test_a_calendar_of_more_days_than_the_rows_are_worth_is_not_made() -> None:
    field = Field("date", "a", "date", latest=date(2000, 4, 10))
    assert sql.calendar(field, 100 * sql.ROWS_A_DAY)
    assert not sql.calendar(field, 100 * sql.ROWS_A_DAY - 1)


@settings(max_examples=200, deadline=None)
@given(st.datetimes(datetime(1996, 1, 1), datetime(2060, 1, 1)))
def test_the_day_in_london_is_that_of_the_time_zone_table(at: datetime) -> None:
    stamp = f"{at:%Y-%m-%dT%H:%M:%S}+00:00"
    with duckdb.connect() as engine:
        asked = "SELECT CAST(timezone('Europe/London', timezone('UTC', CAST(? AS TIMESTAMP))) AS DATE)"
        assert london_date(stamp) == engine.execute(asked, [at.replace(microsecond=0)]).fetchone()[0]  # type: ignore[index]


def test_the_clocks_turn_at_one_in_the_morning() -> None:
    turn = datetime(2024, 10, 27, 1, tzinfo=UTC)
    before, after = turn - timedelta(hours=2), turn + timedelta(hours=22, minutes=30)
    assert london_date(f"{before:%Y-%m-%dT%H:%M:%S}+00:00") == date(2024, 10, 27)
    assert london_date(f"{after:%Y-%m-%dT%H:%M:%S}+00:00") == date(2024, 10, 27)


@given(
    st.dates(date(1970, 1, 1), date(2068, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d %b %Y", "%B %d %y", "%Y%m%d"]),
)
def test_a_date_written_in_a_format_reads_back(day: date, form: str) -> None:
    # strftime of this process's locale: the tests run in the C locale, whose months are English
    assert read_date(day.strftime(form), form) == day


def test_the_example_of_a_format_fits_the_format() -> None:
    for form in ("%d/%m/%Y", "%d %b %y", "%B %Y", "%Y-%m-%d %H:%M:%S"):
        assert read_date(example(form), form) in (date(2024, 3, 31), date(2024, 3, 1))


CSV_CELLS = st.text(st.sampled_from('ab,"\n\r é;'), max_size=4)
CSV_ROWS = st.lists(st.lists(CSV_CELLS, min_size=3, max_size=3), max_size=8)


@settings(max_examples=tries(100, 300), deadline=None)
@given(
    rows=st.lists(st.lists(CSV_CELLS, min_size=3, max_size=3), max_size=8),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_records_are_those_that_were_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL if end == "\n" else csv.QUOTE_MINIMAL).writerows(
        [["x", "y", "z"], *rows]
    )
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(out.getvalue().encode())
    head = read_head(path, 1, Place("a.csv"))
    assert isinstance(head, Head)
    assert [cells for _, cells in records(path, head)] == rows
    assert find_broken(path, head, Place("a.csv")) == (len(rows), [])
    body = read_body(path, head, Place("a.csv"))
    assert isinstance(body, Body)
    assert body.rows in (None, len(rows))
    if body.rows is not None and body.one_line_each:
        assert [line for line, _ in records(path, head)] == [n + 2 for n in range(len(rows))]


def test_decimals_are_rounded_half_away_from_zero_by_both() -> None:
    field = Field("number", "a", "number", negative=True)
    with duckdb.connect() as engine:
        cells = ["0.0000005", "-0.0000005", "2.0000015", "2.0000025"]
        wanted = [Decimal("0.000001"), Decimal("-0.000001"), Decimal("2.000002"), Decimal("2.000003")]
        assert fast(engine, field, cells) == wanted == careful(field, cells)


TABLE = Layout(
    (
        Field("month", "m", "month", required=True, latest=LATEST),
        Field("place", "p", required=True),
        Field("count", "n", "integer", required=True),
        Field("share", "s", "number", negative=True),
    ),
    AreaRule("p", {"A": "north", "B": "south"}, None, "1"),
)
ROW = st.tuples(
    st.sampled_from(["2024-01"] * 30 + ["2024-02", "2024-07", "x", ""]),
    st.sampled_from(["A"] * 30 + ["B", " A ", "C", "", 'A", "', "A\nA"]),
    st.sampled_from(["1"] * 30 + ["22", "-1", "1,000", "", "#REF!"]),
    st.sampled_from(["", "0.5", "-1.25"] * 9 + ["5%"]),
)


WORDS = {chr(ord("A") + n) * 2: "XYZ"[n % 3] for n in range(sql.MANY + 1)} | {"NA": ""}
NATIONAL = Layout(
    (
        Field("month", "y", "financial-quarter", required=True, beside="q", latest=LATEST),
        Field("of", "", "month", fixed="2021-06"),
        Field("year", "c", "month", after="-12", latest=LATEST),
        Field("word", "p", required=True, values=WORDS, closed=True),
        Field("again", "p", values=WORDS, closed=True),
        Field("count", "n", "integer", negative=True, values={"NA": ""}),
    ),
    AreaRule("p", {"AA": "north", "BB": "south", "CC": ""}, None, "1", leaves_out=True),
)
NATIONAL_ROW = st.tuples(
    st.sampled_from(["2022/23"] * 20 + ["2021/22", " 2021/22 ", "2023/24", "2022/24", "2024/25", ""]),
    st.sampled_from(["1", "2", "4"] * 8 + [" 3 ", "5", "", "x"]),
    st.sampled_from(["2022"] * 20 + ["", " 2023 ", "2023", "2024", "x"]),
    st.sampled_from(["AA", "BB", "CC", "DD"] * 9 + [" AA ", "NA", "aa", "Elsewhere", "", '"']),
    st.sampled_from(["1"] * 20 + ["-3", "NA", "", "n"]),
)


@settings(max_examples=tries(50, 150), deadline=None)
@given(
    given_=st.one_of(
        st.tuples(st.just(("m", "p", "n", "s")), st.just(TABLE), st.lists(ROW, min_size=1, max_size=12)),
        st.tuples(
            st.just(("y", "q", "c", "p", "n")), st.just(NATIONAL), st.lists(NATIONAL_ROW, min_size=1, max_size=12)
        ),
    ),
    end=st.sampled_from(["\n", "\r\n"]),
    rows_a_day=st.sampled_from([0, sql.ROWS_A_DAY]),
)
def test_both_readers_make_the_same_table_of_a_file(
    tmp_path_factory: pytest.TempPathFactory,
    given_: tuple[tuple[str, ...], Layout, list[tuple[str, ...]]],
    end: str,
    rows_a_day: int,
) -> None:
    header, layout, rows = given_
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end).writerows([header, *rows])
    folder = tmp_path_factory.mktemp("table")
    (folder / "a.csv").write_bytes(out.getvalue().encode())
    desk, checking = Desk(folder), Desk(folder, writes=False)
    with pytest.MonkeyPatch.context() as patch:  # with calendars and, where rows are as few, without
        patch.setattr(sql, "ROWS_A_DAY", rows_a_day)
        quick = read_csv(folder / "a.csv", Place("a.csv"), layout, desk)
        checked = read_csv(folder / "a.csv", Place("a.csv"), layout, checking)
    slow = read_csv(folder / "a.csv", Place("a.csv"), replace(layout, last_row=10**6), desk)
    assert set(quick.findings) == set(slow.findings)
    assert quick.findings == checked.findings
    assert quick.counts == slow.counts == checked.counts
    assert quick.failed == slow.failed == any(finding.severity == "error" for finding in quick.findings)
    if quick.counts:
        tables = [pq.read_table(got.parquets[None][0]) for got in (quick, slow)]
        names = ["month", "area", *(field.name for field in layout.fields if field.name != "month")]
        assert tables[0].schema.names == tables[1].schema.names == names
        assert sorted(map(repr, tables[0].to_pylist())) == sorted(map(repr, tables[1].to_pylist()))
    desk.close()
    checking.close()
