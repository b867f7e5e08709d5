"""Harm, and what a series is part of: said once for a series, or in each of its rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.sources.panels import whole_series
from tests.unit.sources.panels.series_files import PARTS, VALUES, of, told

HEADER = f"{VALUES},harm,part_of"


def test_once_or_in_every_row_and_in_any_order_of_columns(tmp_path: Path) -> None:
    rows = ["north,2020-01,1,4.5,force", "force,2020-01,3,,", "north,2020-02,2,4.5, force ", "force,2020-02,3,2,"]
    got = of(tmp_path, HEADER, rows)
    assert got.findings == ()
    assert got.panel is not None
    assert got.panel.names == ("north", "force")
    assert got.whole.harm is not None
    assert got.whole.harm.tolist() == [4.5, 2.0]
    assert got.whole.part_of == ((1,), ())
    turned = of(tmp_path, "part_of,Harm,series,denominator,numerator,period", ["b,1,a,4,1,2020-01", ",0,b,4,1,2020-01"])
    assert [f.says for f in turned.findings] == ["'Harm' is read as 'harm': capitals and blanks do not matter"]
    assert turned.whole.part_of == ((1,), ())


def test_a_file_that_says_nothing_of_them(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES, ["a,2020-01,1"])
    assert (got.whole.harm, got.whole.part_of) == (None, ())
    bare = of(tmp_path, f"{VALUES},part_of", ["a,2020-01,1,", "b,2020-01,1, "])
    assert (bare.whole.harm, bare.whole.part_of) == (None, ((), ()))


def test_a_part_of_several_wholes_and_names_with_semicolons(tmp_path: Path) -> None:
    rows = [
        "theft in north,2020-01,1,theft; north",
        "theft,2020-01,1,",
        "north,2020-01,1,",
        "x,2020-01,1,a; b",
        "a; b,2020-01,1,",
    ]
    got = of(tmp_path, f"{VALUES},part_of", rows)
    assert got.findings == ()
    assert got.whole.part_of == ((1, 2), (), (), (4,), ())


@pytest.mark.parametrize(
    ("rows", "line", "says"),
    [
        (["a,2020-01,1,3,", "a,2020-02,1,4,"], 3, "holds '4' for 'a', and line 2 '3'; a series has one"),
        (["a,2020-01,1,0,b", "b,2020-01,1,0,", "c,2020-01,1,0,", "a,2020-02,1,0,c"], 5, "holds 'c' for 'a'"),
        (["a,2020-01,1,3,", "b,2020-01,1,,"], 3, "column 'harm' is blank in every row of 'b'; write"),
        (["force,2020-01,1,3,", "b,2020-01,1,3,forse"], 3, "no series of the file (did you mean 'force'?)"),
        (["a,2020-01,1,0,b", "b,2020-01,1,0,c", "c,2020-01,1,0,a"], 2, "'a', 'b', 'c' are part of themselves"),
        (["a,2020-01,1,0,b", "b,2020-01,1,0,b"], 3, "'b' is part of itself"),
        (["a,2020-01,1,0,a"], 2, "'a' is part of itself, by way of column 'part_of'"),
    ],
)  # fmt: skip
def test_what_cannot_be(tmp_path: Path, rows: list[str], line: int, says: str) -> None:
    got = of(tmp_path, HEADER, rows)
    assert told(got) == [("error", "series-whole", f"a.csv:{line}")]
    assert says in got.findings[0].says
    assert got.panel is None


@pytest.mark.parametrize(
    ("harm", "code", "says"),
    [
        ("-1", "source-negative", "the harm of one unit is 0 or more"),
        ("much", "source-value", "not a number"),
        ("12%", "source-value", "a percent sign"),
        ("#REF!", "source-error-cell", "a spreadsheet's error"),
        ("inf", "source-value", "no value of a series"),
    ],
)
def test_harm_that_is_no_harm(tmp_path: Path, harm: str, code: str, says: str) -> None:
    got = of(tmp_path, f"{PARTS},harm", [f"a,2020-01,1,2,{harm}", f"a,2020-02,1,2,{harm}"])
    (finding,) = got.findings
    assert (finding.code, finding.where) == (code, "a.csv:2")
    assert says in finding.says
    assert "2 rows" in finding.says or "line 3" in finding.says


def test_many_faults_are_counted_and_all_told_at_once(tmp_path: Path) -> None:
    rows = [f"s{n},2020-01,1,1,nobody {n}" for n in range(9)] + [f"s0,2020-{n:02},1,{n},nobody 0" for n in range(2, 11)]
    got = of(tmp_path, HEADER, rows)
    says = [finding.says for finding in got.findings]
    assert sum("names 'nobody" in one for one in says) == 5
    assert "and 4 more series are part of what is no series of the file; mend the names" in says
    assert any(one.startswith("and 4 more rows say another thing of their series") for one in says)


def test_six_faults_are_all_told(tmp_path: Path) -> None:
    rows = [f"s{n},2020-01,1,1,nobody {n}" for n in range(6)] + [f"s0,2020-{n:02},1,{n},nobody 0" for n in range(2, 8)]
    says = [finding.says for finding in of(tmp_path, HEADER, rows).findings]
    assert sum("names 'nobody" in one for one in says) == 6
    assert not any(one.startswith("and ") for one in says)


def test_names_that_cannot_be_taken_say_nothing_of_a_series(tmp_path: Path) -> None:
    got = of(tmp_path, HEADER, [",2020-01,1,5,x", " ,2020-02,1,6,y"])
    assert [code for _, code, _ in told(got)] == ["source-blank"]


def test_a_column_of_too_many_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_series, "MOST_TEXTS", 2)
    got = of(tmp_path, f"{VALUES},part_of", [f"a,2020-0{n},1,text {n}" for n in range(1, 5)])
    assert told(got) == [("error", "series-size", "a.csv:4")]
    assert "holds 4 different texts" in got.findings[0].says
