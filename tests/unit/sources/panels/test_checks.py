from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.unit.sources.panels.series_files import PARTS, VALUES, YEAR, cells, of, rows, told


def test_a_value_given_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES, ["A,2020-01,1", "B,2020-01,1", "A,2020-02,5", "A,2020-01-01,2"])
    assert got.panel is None
    assert told(got) == [("error", "series-twice", "a.csv:5")]
    assert got.findings[0].says == "'2' for 'A' in '2020-01-01', which line 2 gives as '1'; keep one"


def test_the_same_value_twice_is_one_too_many(tmp_path: Path) -> None:
    assert told(of(tmp_path, PARTS, ["A,2020-01,1,2", "A,2020-01,1,2"])) == [("error", "series-twice", "a.csv:3")]


def test_of_many_given_twice_the_first_are_named(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES, [*rows("A", YEAR), *rows("A", YEAR)])
    assert [where for _, _, where in told(got)] == [f"a.csv:{line}" for line in range(14, 20)]
    assert got.findings[5].says == "and 7 more rows give a value again; keep one of each"
    got = of(tmp_path, VALUES, [*rows("A", YEAR[:6]), *rows("A", YEAR[:6])])
    assert [one.says.partition(",")[0] for one in got.findings][5] == "'1' for 'A' in '2020-06'"


def test_values_given_twice_are_told_beside_other_faults(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES, ["A,2020-01,x", "A,2020-02,1", "A,2020-02,1", "A,soon,1"])
    assert {finding.code for finding in got.findings} == {"source-value", "series-twice"}
    got = of(tmp_path, VALUES, ["A,2020-01,1", "A,2020-01,1", "A,q-2020-03,1"])
    assert {finding.code for finding in got.findings} == {"series-mixed", "series-twice"}


def test_nothing_of_nothing_is_a_point_without_a_value(tmp_path: Path) -> None:
    lines = ["A,2020-01,1,4,final", "A,2020-02,0,0,final", "A,2020-03,,0,final", "A,2020-04,0,4,final"]
    got = of(tmp_path, PARTS + ",status", lines)
    assert cells(got) == {"A": [0.25, None, None, 0.0]}
    assert told(got) == [("warning", "series-denominator", "a.csv:3")]
    assert "column 'denominator' holds '0' and 'numerator' '0': the point has no value" in got.findings[0].says
    assert "(2 rows; also line 4)" in got.findings[0].says
    assert got.panel is not None
    assert got.panel.status is not None
    assert got.panel.status.tolist() == [[0, 4, 4, 0]]


def test_something_of_nothing_is_a_fault(tmp_path: Path) -> None:
    got = of(tmp_path, PARTS, ["A,2020-01,1,4", "A,2020-02,3,0"])
    assert got.panel is None
    assert told(got) == [("error", "series-denominator", "a.csv:3")]
    assert "'numerator' '3': something is counted of nothing" in got.findings[0].says


def test_a_part_larger_than_its_whole_is_no_share(tmp_path: Path) -> None:
    lines = ["A,2020-01,4,4", "A,2020-02,5,4", "A,2020-03,3,4", "A,2020-04,9,8"]
    assert of(tmp_path, PARTS, lines).findings == ()
    got = of(tmp_path, PARTS, lines, shares=True)
    assert got.panel is None
    assert told(got) == [("error", "series-share", "a.csv:3")]
    assert "column 'numerator' holds '5' and 'denominator' '4': a part larger than its whole" in got.findings[0].says
    assert "(2 rows; also line 5 ('9'))" in got.findings[0].says


def test_parts_are_kept_and_a_point_with_one_of_them_is_missing(tmp_path: Path) -> None:
    got = of(tmp_path, PARTS, ["A,2020-01,3,4", "A,2020-02,,4", "A,2020-03,3,"])
    assert cells(got) == {"A": [0.75, None, None]}
    assert got.panel is not None
    assert got.panel.numerator is not None
    assert got.panel.denominator is not None
    np.testing.assert_array_equal(got.panel.numerator, [[3, np.nan, 3]])
    np.testing.assert_array_equal(got.panel.denominator, [[4, 4, np.nan]])


def test_a_value_beside_a_mark_that_says_there_is_none_is_told(tmp_path: Path) -> None:
    lines = ["A,2020-01,0,missing", "A,2020-02,3,suppressed", "A,2020-03,,missing"]
    got = of(tmp_path, VALUES + ",status", lines)
    assert told(got) == [("error", "series-status", "a.csv:2")]
    assert "holds 'missing' beside '0'; empty the value, or mend the status" in got.findings[0].says
    assert "(2 rows; also line 3 ('suppressed'))" in got.findings[0].says
    lines = ["A,2020-01,3,,suppressed", "A,2020-02,,8,suppressed"]
    assert of(tmp_path, PARTS + ",status", lines).findings == ()
