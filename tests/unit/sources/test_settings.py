from datetime import date
from typing import Any

import pytest

from peelian.sources.model import Column, Expect, MonthSpan, Rows
from peelian.sources.settings import check_settings, span_of
from tests.unit.sources.raw_files import TIDY_COLUMNS, source, street_source


def test_a_source_that_is_written_right_has_no_findings() -> None:
    for one in (source(), street_source(), source("figures")):
        assert check_settings("one", one) == []


@pytest.mark.parametrize(
    ("id", "more", "words"),
    [
        ("One", {}, "the id 'One' has other letters"),
        ("one", {"files": ()}, "'files' is empty"),
        ("one", {"table": None}, "'table' is ''; name the table"),
        ("one", {"table": "Street Crime"}, "'table' is 'Street Crime'"),
        ("one", {"published": date(2024, 7, 1)}, "published 2024-07-01 is after received 2024-06-30"),
        ("one", {"expect": Expect(Rows(5, 4))}, "least is 5, most is 4"),
        ("one", {"expect": Expect(Rows(-1))}, "least is -1"),
        ("one", {"expect": Expect(months=MonthSpan("2024-05", "2024-04"))}, "the first not after the last"),
        ("one", {"expect": Expect(months=MonthSpan("2024", "2024-04"))}, "write first and last as 2024-03"),
        ("one", {"header_row": 0}, "header_row 0, last_row None leave no rows"),
        ("one", {"header_row": 4, "last_row": 4}, "header_row 4, last_row 4 leave no rows"),
        ("one", {"columns": {"count": Column("Count", "integer")}}, "columns need 'month:"),
        ("one", {"columns": {"month": Column("Month")}}, "columns need 'month:"),
        ("one", {"as_at": date(2020, 6, 30)}, "both 'as_at' and columns: month say which month"),
        ("one", {"columns": {"month": Column("M", "month", blank="keep")}}, "a row must have a month"),
        ("one", {"columns": {**TIDY_COLUMNS, "area": Column("A")}}, "take 'area' out of columns"),
        ("one", {"columns": {**TIDY_COLUMNS, "My Column": Column("A")}}, "columns: 'My Column' has other"),
        ("one", {"columns": {**TIDY_COLUMNS, "x": Column("A", date_format="%Y")}}, "not for text"),
        ("one", {"columns": {**TIDY_COLUMNS, "x": Column("A", "date", "%b %Y")}}, "it lacks %d"),
        ("one", {"columns": {**TIDY_COLUMNS, "x": Column("A", negative="keep")}}, "not for text"),
        ("one", {"columns": {**TIDY_COLUMNS, "x": Column("A", others="refuse")}}, "needs 'values'"),
        ("one", {"columns": {**TIDY_COLUMNS, "x": Column("A", "integer", beside="B")}}, "not for integer"),
        ("one", {"columns": {**TIDY_COLUMNS, "x": Column("A", beside="A")}}, "the column 'A' itself"),
        ("one", {"columns": {**TIDY_COLUMNS, "x": Column("A", "date", beside="B")}}, "needs 'date_format'"),
    ],
)
def test_a_slip_in_the_settings_is_a_finding(id: str, more: dict[str, Any], words: str) -> None:
    (finding,) = check_settings(id, source(**more))
    assert (finding.code, finding.where) == ("source-settings", f"sources.yaml, {id}")
    assert words in finding.says


def test_fields_of_tidy_files_have_no_place_in_a_fixed_form() -> None:
    one = street_source(columns=TIDY_COLUMNS, sheet="Data", header_row=2, last_row=9, slice="file")
    assert [f.says.partition(" ")[0] for f in check_settings("one", one)] == [
        "'columns'",
        "'sheet'",
        "'header_row'",
        "'last_row'",
        "'slice'",
    ]


def test_figures_go_to_no_table() -> None:
    (finding,) = check_settings("one", source("figures", table="x"))
    assert finding.says == "figures go to no table; take 'table' out"


def test_lookups_go_to_no_table() -> None:
    (finding,) = check_settings("one", source("lookup", table="counts"))
    assert "lookups go to no table; take 'table' out" in finding.says
    assert check_settings("one", source("lookup", table=None)) == []


def test_all_slips_come_at_once() -> None:
    assert len(check_settings("One", source(files=(), table="", header_row=0))) == 4


def test_a_span_names_every_month() -> None:
    assert span_of(MonthSpan("2023-11", "2024-02")) == tuple(
        date(year, month, 1) for year, month in ((2023, 11), (2023, 12), (2024, 1), (2024, 2))
    )
    assert span_of(MonthSpan("2024-03", "2024-03")) == (date(2024, 3, 1),)
    assert span_of(MonthSpan("0001-01", "9999-12")) is None
