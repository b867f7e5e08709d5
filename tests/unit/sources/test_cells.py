import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from peelian.sources.cells import AreaRule, read_area, read_cell
from peelian.sources.fields import Field, from_column, latitude, longitude
from peelian.sources.model import Column
from peelian.sources.problems import Bad

RECEIVED = date(2024, 6, 30)


def field(kind: Any, **more: Any) -> Field:
    return Field("x", "X", kind, **more)


@pytest.mark.parametrize(
    ("one", "cell", "value"),
    [
        (field("text"), "On or near ", "On or near "),
        (field("text"), "   ", None),
        (field("text"), date(2024, 3, 1), "2024-03-01"),
        (field("integer"), " 1204 ", 1204),
        (field("integer", commas=True), " 1,204,567 ", 1_204_567),
        (field("integer", commas=True, values={"1,204": "7"}), "1,204", 7),
        (field("number", commas=True, negative=True), "-1,204.5", Decimal("-1204.500000")),
        (field("integer"), "007", 7),
        (field("integer"), "", None),
        (field("integer", negative=True), "-3", -3),
        (field("number", negative=True), "-1.5", Decimal("-1.500000")),
        (field("number"), "12.3456785", Decimal("12.345679")),
        (field("coordinate"), "-1.897764", Decimal("-1.897764")),
        (longitude("Longitude"), "-20", Decimal(-20)),
        (latitude("Latitude", {"NULL": ""}), "NULL", None),
        (field("seconds"), "764", 764),
        (field("seconds"), "1:02:39", 3759),
        (field("boolean"), "Yes", True),
        (field("boolean"), "0", False),
        (field("date"), "2024-03-31", date(2024, 3, 31)),
        (field("date", date_format="%d/%m/%Y"), "31/03/2024", date(2024, 3, 31)),
        (field("date", date_format="%d/%m/%Y"), date(2024, 3, 31), date(2024, 3, 31)),
        (field("month"), "2024-03", date(2024, 3, 1)),
        (field("month"), "2024-03-31", date(2024, 3, 1)),
        (field("month", date_format="%b %Y"), "Mar 2024", date(2024, 3, 1)),
        (field("utc-date"), "2024-05-31T23:48:00+00:00", date(2024, 6, 1)),
        (field("utc-month"), "2024-05-31T23:48:00+00:00", date(2024, 6, 1)),
        (field("text", values={"1": "yes", "NA": ""}), "1", "yes"),
        (field("text", values={"1": "yes", "NA": ""}), "NA", None),
        (field("text", values={"1": "yes", "NA": ""}), "2", "2"),
        (field("integer", values={"#N/A": ""}), "#N/A", None),
    ],
)
def test_a_cell_that_fits_becomes_its_value(one: Field, cell: Any, value: Any) -> None:
    assert read_cell(one, cell) == value


@pytest.mark.parametrize(
    ("one", "cell", "code", "fault"),
    [
        (field("text", required=True), " ", "source-blank", "blank"),
        (field("text"), "#REF!", "source-error-cell", "a spreadsheet's error"),
        (field("text", values={"a": "b"}, closed=True), "c", "source-value", "not one of its words"),
        (field("text", words=("west", "mercia")), "West Midlands", "source-force", "another force"),
        (field("integer"), "12.5", "source-value", "not a whole number"),
        (field("integer"), "1,204", "source-value", "a number with thousands commas"),
        (field("integer", commas=True), "12,04", "source-value", "a number with commas that part no thousands"),
        (field("integer", commas=True), "1,204.5", "source-value", "not a whole number"),
        (field("integer", commas=True), "many, too many", "source-value", "not a whole number"),
        (field("integer"), "15%", "source-value", "a percent sign"),
        (field("integer"), "9" * 20, "source-value", "larger than any that can be counted"),
        (field("integer"), "-3", "source-negative", "below zero"),
        (field("integer"), "abc", "source-value", "not a whole number"),
        (field("number"), "1e3", "source-value", "not a number"),
        (field("number"), "-0.5", "source-negative", "below zero"),
        (field("coordinate"), "north", "source-value", "not a longitude or latitude in degrees"),
        (longitude("Longitude"), "54.97", "source-range", "no longitude of the British Isles, which is between -20"),
        (latitude("Latitude"), "-1.89", "source-range", "no latitude of the British Isles, which is between 45 and 65"),
        (field("seconds"), "12:44", "source-value", "either minutes and seconds or hours and minutes"),
        (field("seconds"), "-5", "source-negative", "below zero"),
        (field("seconds"), "soon", "source-value", "not whole seconds"),
        (field("boolean"), "maybe", "source-value", "neither yes nor no"),
        (field("date"), "31/03/2024", "source-value", "not a date"),
        (field("date"), "1823-03-01", "source-value", "before 1900"),
        (field("date", latest=RECEIVED), "2024-07-01", "source-future", "after 2024-06-30"),
        (field("month", only=date(2024, 3, 1)), "2024-04", "source-month", "not in 2024-03"),
        (field("utc-date"), "2024-05-31", "source-value", "not a time in UTC"),
    ],
)
def test_a_cell_that_does_not_fit_says_why(one: Field, cell: str, code: str, fault: str) -> None:
    got = read_cell(one, cell)
    assert isinstance(got, Bad)
    assert got.code == code
    assert got.fault.startswith(fault)
    assert got.do


def test_what_to_do_shows_the_format_asked_for() -> None:
    got = read_cell(field("date", date_format="%d %b %Y"), "2024-03-31")
    assert got == Bad("source-value", "not a date as the source's date_format says", "write it as 31 Mar 2024")


@pytest.mark.parametrize("cell", ["112", "-1", "1", "smoke", "live"])
def test_no_word_is_suggested_for_a_number_or_for_one_that_is_not_near(cell: str) -> None:
    got = read_cell(field("text", allowed=("999", "101", "11", "live-chat")), cell)
    assert isinstance(got, Bad)
    assert got.fault == "not one of its words"
    assert got.do.startswith("allowed: 999, 101, 11, live-chat")
    own = read_cell(field("text", values={"101": "a", "live chat": "b"}, closed=True), cell)
    assert isinstance(own, Bad)
    assert own.do == "allowed: '101', 'live chat'"


def test_a_word_with_a_slip_is_told_with_the_one_that_was_meant() -> None:
    got = read_cell(field("text", allowed=("999", "live-chat")), "Live chatt")
    assert isinstance(got, Bad)
    assert got.fault == "not one of its words (did you mean 'live-chat'?)"


@pytest.mark.parametrize("cell", ["", "*", "-1"])
@pytest.mark.parametrize("settled", ["plan", "form", "publisher"])
@pytest.mark.parametrize("required", [True, False])
def test_what_to_do_is_what_the_settings_of_such_a_source_take(cell: str, settled: Any, required: bool) -> None:
    """Where a form or a publisher decides, 'blank' and 'negative' are refused in sources.yaml."""
    got = read_cell(field("integer", settled=settled, required=required), cell)
    if cell or required:
        assert isinstance(got, Bad)
        keep = re.search("(blank|negative): keep", got.do)
        assert bool(keep) == (settled == "plan" or "'format: tidy'" in got.do)
        assert settled != "form" or "tidy" not in got.do


def test_an_area_is_looked_up_and_a_blank_code_has_none() -> None:
    rule = AreaRule("LSOA", {"E1": "north"}, None, "1")
    assert read_area(rule, " E1 ") == "north"
    assert read_area(rule, "") is None
    refused = read_area(rule, "E9")
    assert isinstance(refused, Bad)
    assert refused.code == "source-area"
    assert read_area(AreaRule("LSOA", {"E1": "north"}, "whole", "2"), "E9") == "whole"


def test_a_column_of_the_plan_is_strict_where_a_slip_would_count() -> None:
    made = {kind: from_column("x", Column("X", kind), RECEIVED) for kind in ("text", "integer", "number", "seconds")}  # type: ignore[arg-type]
    assert {kind: one.required for kind, one in made.items()} == {
        "text": False,
        "integer": True,
        "number": True,
        "seconds": True,
    }
    assert {kind: one.negative for kind, one in made.items()} == {
        "text": False,
        "integer": False,
        "number": True,
        "seconds": False,
    }
    kept = from_column("x", Column("X", "integer", blank="keep", negative="keep"), RECEIVED)
    assert (kept.required, kept.negative, kept.latest) == (False, True, RECEIVED)
    assert from_column("x", Column("X", blank="refuse", others="refuse", values={"a": "b"}), RECEIVED).closed


def test_of_days_as_written_in_britain_it_is_told_how_they_are_read() -> None:
    of_form = read_cell(field("date", settled="form"), "31/03/2024")
    assert isinstance(of_form, Bad)
    assert of_form.do.endswith("give its column a date_format, such as '%d/%m/%Y'")
    for own in (field("date"), field("date", settled="form", date_format="%Y.%m.%d"), field("month", settled="form")):
        other = read_cell(own, "31/03/2024")
        assert isinstance(other, Bad)
        assert "give its column" not in other.do
