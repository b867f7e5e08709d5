from __future__ import annotations

from pathlib import Path

import pytest

from peelian.periods import parse
from peelian.signals.panel import STATUSES
from peelian.sources.panels.cells import read_periods
from peelian.sources.problems import Bad
from tests.unit.sources.panels.series_files import PARTS, VALUES, YEAR, cells, ids, of, told


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0),
        ("-0", 0.0),
        ("1204", 1204.0),
        ("-2.5", -2.5),
        ("+2.5", 2.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("2.5E-3", 0.0025),
        ("007", 7.0),
        (" 7 ", 7.0),
        ("0.1000000000000000055511151231257827", 0.1),
        ("9007199254740993", 9007199254740992.0),
        ("1e-999", 0.0),
    ],
)
def test_a_number_is_the_nearest_double(tmp_path: Path, text: str, value: float) -> None:
    got = of(tmp_path, VALUES, [f"A,2020-01,{text}"])
    assert cells(got) == {"A": [value]}
    assert got.findings == ()


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ('"1,204"', "source-value", "a number with commas; write digits, and a point before decimals: 1204 or 12.5"),
        ('"12,5"', "source-value", "a number with commas"),
        ("15.8%", "source-value", "a percent sign; write the number alone"),
        ("NaN", "source-value", "no value of a series; leave the cell empty"),
        ("-inf", "source-value", "no value of a series"),
        ("1e999", "source-value", "too large a number"),
        ("twelve", "source-value", "not a number; write digits"),
        ("NA", "source-value", "leave the cell empty where there is no value"),
        ("1_000", "source-value", "not a number"),
        ("1 204", "source-value", "not a number"),
        ("£5", "source-value", "not a number"),
        ("٣", "source-value", "not a number"),
        ("0x10", "source-value", "not a number"),
        ("=1+1", "source-value", "not a number"),
        ("#DIV/0!", "source-error-cell", "a spreadsheet's error"),
        ("\u00a05", "source-value", "not a number"),
    ],
)
def test_what_is_no_number_is_told_with_its_line(tmp_path: Path, text: str, code: str, words: str) -> None:
    got = of(tmp_path, VALUES, ["A,2020-01,1", f"A,2020-02,{text}"])
    assert got.panel is None
    assert told(got) == [("error", code, "a.csv:3")]
    assert words in got.findings[0].says
    assert text.strip('"\u00a0') in got.findings[0].says.replace("\\xa0", "")


def test_rows_with_the_same_fault_are_told_together(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES, [f"A,{month},n/a" for month in YEAR])
    assert len(got.findings) == 1
    assert got.findings[0].says.endswith("(12 rows; also lines 3 ('n/a'), 4 ('n/a')…)")


@pytest.mark.parametrize("blank", ["", " ", '""'])
def test_an_empty_value_is_missing(tmp_path: Path, blank: str) -> None:
    got = of(tmp_path, VALUES, ["A,2020-01,5", f"A,2020-02,{blank}", "A,2020-03,0"])
    assert cells(got) == {"A": [5.0, None, 0.0]}
    assert got.findings == ()


def test_values_may_be_below_zero_and_parts_may_not(tmp_path: Path) -> None:
    assert cells(of(tmp_path, VALUES, ["A,2020-01,-5.5"])) == {"A": [-5.5]}
    got = of(tmp_path, PARTS, ["A,2020-01,-1,5", "A,2020-02,1,-5", "A,2020-03,1.5,5"])
    assert told(got) == [("error", "source-negative", "a.csv:2"), ("error", "source-negative", "a.csv:3")]
    assert "column 'numerator' holds '-1': below zero" in got.findings[0].says
    assert "column 'denominator' holds '-5': below zero" in got.findings[1].says


def test_counts_are_whole_and_not_below_zero(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES, ["A,2020-01,-1", "A,2020-02,1.5", "A,2020-03,3.0", "A,2020-04,"], counts=True)
    assert told(got) == [("error", "source-negative", "a.csv:2"), ("error", "source-value", "a.csv:3")]
    assert "a count is 0 or more" in got.findings[0].says
    assert "'1.5': a fraction; a count is a whole number" in got.findings[1].says
    assert cells(of(tmp_path, VALUES, ["A,2020-01,3.0", "A,2020-02,"], counts=True)) == {"A": [3.0, None]}


def test_numerators_are_counted_and_denominators_measured(tmp_path: Path) -> None:
    assert cells(of(tmp_path, PARTS, ["A,2020-01,1,2.5"], counts=True)) == {"A": [0.4]}
    got = of(tmp_path, PARTS, ["A,2020-01,-1,2.5", "A,2020-02,1,-2.5"], counts=True)
    assert told(got) == [("error", "source-negative", "a.csv:2"), ("error", "source-negative", "a.csv:3")]


@pytest.mark.parametrize("name", ["=cmd|'/c calc'!A0", "+1", "@x", "-5", "é", "NULL", "nan", "<b>"])
def test_any_printing_text_names_a_series(tmp_path: Path, name: str) -> None:
    assert list(cells(of(tmp_path, VALUES, [f"{name},2020-01,1"]))) == [name]


def test_blanks_round_a_name_do_not_make_another_series(tmp_path: Path) -> None:
    assert cells(of(tmp_path, VALUES, ["A,2020-01,1", " A ,2020-02,2"])) == {"A": [1.0, 2.0]}


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("", "source-blank", "column 'series' is blank; name the series in every row"),
        ("  ", "source-blank", "is blank"),
        ('"a\nb"', "source-value", r"holds 'a\nb': a name with characters that do not print"),
        ("a\x07", "source-value", r"'a\x07'"),
        ("#REF!", "source-error-cell", "'#REF!'"),
    ],
)
def test_what_names_no_series_is_told(tmp_path: Path, name: str, code: str, words: str) -> None:
    got = of(tmp_path, VALUES, ["A,2020-01,1", f"{name},2020-02,1"])
    assert told(got) == [("error", code, "a.csv:3")]
    assert words in got.findings[0].says


def test_a_status_is_kept(tmp_path: Path) -> None:
    lines = [
        *("A,2020-01,1,final", "A,2020-02,2,Provisional", "A,2020-03,3, revised ", "A,2020-04,,suppressed"),
        *("A,2020-05,,missing", "A,2020-06,,final", "A,2020-07,,", "A,2020-08,8,", "B,2020-01,1,"),
    ]
    got = of(tmp_path, VALUES + ",status", lines)
    assert got.panel is not None
    assert got.findings == ()
    assert got.panel.status is not None
    marks = [[STATUSES[place] for place in row] for row in got.panel.status.tolist()]
    assert marks[0] == ["final", "provisional", "revised", "suppressed", "missing", "missing", "missing", "final"]
    assert marks[1] == ["final"] + ["missing"] * 7
    assert cells(got)["A"] == [1.0, 2.0, 3.0, None, None, None, None, 8.0]


def test_without_a_status_nothing_is_known_of_it(tmp_path: Path) -> None:
    panel = of(tmp_path, VALUES, ["A,2020-01,1"]).panel
    assert panel is not None
    assert panel.status is None


def test_a_status_that_is_none_is_told(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES + ",Status", ["A,2020-01,1,final", "A,2020-02,1,estimated"])
    assert told(got) == [("error", "source-value", "a.csv:3"), ("note", "series-columns", "a.csv:1")]
    assert got.findings[1].says == "'Status' is read as 'status': capitals and blanks do not matter"
    assert "column 'Status' holds 'estimated': no status; allowed: final, provisional" in got.findings[0].says


@pytest.mark.parametrize(
    "text",
    ["2026-03", "q-2026-03", "ye-2026-03", "cy-2025", "at-2026-03", "at-2026-03-15", "fytd-2026-01", "wave-38"],
)
def test_ids_of_periods_are_read(tmp_path: Path, text: str) -> None:
    assert ids(of(tmp_path, VALUES, [f"A,{text},1"])) == [text]
    assert ids(of(tmp_path, VALUES, [f"A, {text} ,1"])) == [text]


def test_a_first_of_month_is_that_month(tmp_path: Path) -> None:
    assert ids(of(tmp_path, VALUES, ["A,2026-03-01,1", "A,2026-04,1", "A,2026-05-01,1"])) == [
        "2026-03",
        "2026-04",
        "2026-05",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-03-31", "a day that is no first of a month; write 2026-03 for a month"),
        ("2026-02-30", "not a period"),
        ("2026-13", "not a period"),
        ("March 2026", "no id of a period; write ids: for this one 2026-03"),
        ("2025/26", "write ids: for this one ye-2026-03"),
        ("2025", "for this one cy-2025"),
        ("03/2026", "not a period; write 2026-03, q-2026-03"),
        ("2026-03-01T00:00:00", "not a period"),
        ("not-stated", "a period without dates"),
        ("0226-03", "not in 1800 to 2199; mend the year"),
        ("9999-12", "not in 1800 to 2199"),
        ("#N/A", "a spreadsheet's error"),
        ("", "is blank; write the period of every row"),
    ],
)
def test_other_texts_are_no_periods(tmp_path: Path, text: str, words: str) -> None:
    got = of(tmp_path, VALUES, ["A,2026-03,1", f"A,{text},1"])
    assert got.panel is None
    assert [where for _, _, where in told(got)] == ["a.csv:3"]
    assert words in got.findings[0].says
    assert f"'{text}'" in got.findings[0].says or not text


def test_periods_in_words_have_one_example() -> None:
    first, month, second = read_periods(["2025/26", "2026-03", "YE Mar 2025"])
    assert isinstance(first, Bad)
    assert first == second
    assert month == parse("2026-03")
