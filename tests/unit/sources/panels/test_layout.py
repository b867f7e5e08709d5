from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.sources.panels.series_files import cells, of, told


@pytest.mark.parametrize(
    "header",
    ["series,period,value", "SERIES,Period,vaLue", " series , period,value ", '"series","period","value"'],
)
def test_capitals_and_blanks_do_not_matter(tmp_path: Path, header: str) -> None:
    assert cells(of(tmp_path, header, ["A,2020-01,1"])) == {"A": [1.0]}


def test_columns_stand_in_any_order(tmp_path: Path) -> None:
    got = of(tmp_path, "denominator,status,period,numerator,series", ["4,final,2020-01,3,A"])
    assert cells(got) == {"A": [0.75]}
    assert got.findings == ()


def test_other_columns_are_left_alone_and_told(tmp_path: Path) -> None:
    got = of(tmp_path, "series,period,value,Note,", ['A,2020-01,1,"x, y",'])
    assert cells(got) == {"A": [1.0]}
    assert told(got) == [("note", "series-columns", "a.csv:1")]
    assert "2 columns are not read: 'Note', ''" in got.findings[0].says


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("period,value", "no column is called 'series'; the file has 'period', 'value'"),
        ("name,month,value", "no column is called 'series' or 'period'"),
        ("series,period", "no column is called 'numerator' or 'denominator'"),
        ("series,period,numerator", "no column is called 'denominator'"),
        ("series,period,value,denominator", "columns 'value' and 'denominator' are both there"),
        ("series,period,value,numerator,denominator", "columns 'value' and 'numerator' are both there"),
        ("series,period,value,Value", "column 'value' stands 2 times, as columns 3 and 4"),
        ("North,2020-01,12", "no column of the first line, which has 3"),
        ("total", "no column of the first line, which has 1"),
    ],
)
def test_a_header_that_is_another_is_told_with_the_one_that_is_wanted(tmp_path: Path, header: str, words: str) -> None:
    got = of(tmp_path, header, ["A,2020-01,1"])
    assert got.panel is None
    assert told(got)[0] == ("error", "source-header", "a.csv:1")
    assert words in got.findings[0].says
    assert "series,period,value" in got.findings[0].says or "take one out" in got.findings[0].says


def test_nothing_of_a_first_line_that_is_no_header_is_repeated(tmp_path: Path) -> None:
    got = of(tmp_path, "Jane Doe,1970-01-01,secret", [])
    assert "Doe" not in got.findings[0].says


@pytest.mark.parametrize(("mark", "word"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_other_separators_are_named(tmp_path: Path, mark: str, word: str) -> None:
    got = of(tmp_path, mark.join(["series", "period", "value"]), [mark.join(["A", "2020-01", "1"])])
    assert told(got) == [("error", "source-separator", "a.csv:1")]
    assert word in got.findings[0].says
