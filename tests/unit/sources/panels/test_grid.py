from __future__ import annotations

from pathlib import Path

import pytest

from peelian.signals.choose import overlap
from tests.unit.sources.panels.series_files import VALUES, YEAR, cells, ids, of, rows, told


def test_periods_that_no_row_has_are_gaps(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES, ["A,2020-05,5", "A,2020-01,1", "A,2020-02,2", "B,2020-02,0"])
    assert ids(got) == ["2020-01", "2020-02", "2020-03", "2020-04", "2020-05"]
    assert cells(got) == {"A": [1.0, 2.0, None, None, 5.0], "B": [None, 0.0, None, None, None]}
    assert got.findings == ()


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["q-2020-03", "q-2020-12"], ["q-2020-03", "q-2020-12"]),
        (["q-2020-03", "q-2020-06", "q-2020-12"], ["q-2020-03", "q-2020-06", "q-2020-09", "q-2020-12"]),
        (["cy-2019", "cy-2020", "cy-2022"], ["cy-2019", "cy-2020", "cy-2021", "cy-2022"]),
        (["ye-2019-03", "ye-2020-03"], ["ye-2019-03", "ye-2020-03"]),
        (["wave-1", "wave-2", "wave-4"], ["wave-1", "wave-2", "wave-3", "wave-4"]),
        (["at-2020-03", "at-2020-09", "at-2021-09"], ["at-2020-03", "at-2020-09", "at-2021-03", "at-2021-09"]),
        (["at-2020-01-15", "at-2020-02-15", "at-2020-04-15"], ["at-2020-01-15", "at-2020-02-15"]),
        (["fytd-2020-01", "fytd-2020-02", "fytd-2020-05"], ["fytd-2020-01", "fytd-2020-02", "fytd-2020-03"]),
        (["2020-01..2020-02", "2020-03..2020-04", "2020-07..2020-08"], ["2020-01..2020-02", "2020-03..2020-04"]),
        (["ye-2020-01", "ye-2020-02", "ye-2020-04"], ["ye-2020-01", "ye-2020-02", "ye-2020-03", "ye-2020-04"]),
        (["ye-2020-03", "ye-2020-06", "ye-2020-12"], ["ye-2020-03", "ye-2020-06", "ye-2020-09", "ye-2020-12"]),
    ],
)
def test_every_kind_of_period_has_its_steps(tmp_path: Path, given: list[str], wanted: list[str]) -> None:
    got = of(tmp_path, VALUES, rows("A", given))
    assert ids(got)[: len(wanted)] == wanted
    assert ids(got)[-1] == given[-1]
    assert sum(value is not None for value in cells(got)["A"]) == len(given)


def test_periods_that_overlap_are_read_and_refused_later(tmp_path: Path) -> None:
    panel = of(tmp_path, VALUES, rows("A", [f"ye-2020-{month:02}" for month in range(1, 13)])).panel
    assert panel is not None
    assert panel.overlapping
    assert overlap(panel) is not None


def test_periods_that_stand_apart_are_told(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES, rows("A", ["2020-03", "2020-06", "2020-12"]))
    assert ids(got) == ["2020-03", "2020-06", "2020-09", "2020-12"]
    assert told(got) == [("note", "series-step", "a.csv")]
    assert "stand 3 months apart, 2020-03 to 2020-12, and each is a month" in got.findings[0].says


def test_kinds_of_period_are_not_mixed(tmp_path: Path) -> None:
    for more in (rows("B", ["q-2020-03", "q-2020-06"]), rows("A", ["q-2020-03", "q-2020-06"])):
        got = of(tmp_path, VALUES, [*rows("A", YEAR), *more])
        assert got.panel is None
        assert told(got) == [("error", "series-mixed", "a.csv:14")]
        assert "'q-2020-03', a quarter, and in line 2 '2020-01', a month" in got.findings[0].says
        assert "(2 rows; also line 15 ('q-2020-06'))" in got.findings[0].says


def test_the_kind_that_most_periods_have_is_the_right_one(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES, ["A,cy-2020,1", *rows("A", YEAR), "A,wave-1,1"])
    assert [where for _, _, where in told(got)] == ["a.csv:2", "a.csv:15"]


def test_ranges_have_one_length(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES, rows("A", ["2020-01..2020-02", "2020-03..2020-04", "2020-05..2020-07"]))
    assert told(got) == [("error", "series-mixed", "a.csv:4")]
    assert "a range of 3 months" in got.findings[0].says


def test_a_quarter_that_does_not_fit_is_told(tmp_path: Path) -> None:
    quarters = ["q-2020-03", "q-2020-06", "q-2020-09", "q-2021-04", "q-2020-12"]
    got = of(tmp_path, VALUES, rows("A", quarters))
    assert told(got) == [("error", "series-mixed", "a.csv:5")]
    assert "'q-2021-04', which does not fit between the others, 3 months apart" in got.findings[0].says


def test_two_days_of_a_month_do_not_fit(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES, rows("A", ["at-2020-03-20", "at-2020-03-15"]))
    assert told(got) == [("error", "series-mixed", "a.csv:3")]
    assert "'at-2020-03-15', and in line 2 'at-2020-03-20', days of the same month" in got.findings[0].says


def test_more_periods_than_are_read_are_told_with_both_ends(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES, rows("A", ["wave-2", "wave-1", "wave-30000"]))
    assert told(got) == [("error", "series-size", "a.csv:3")]
    assert "'wave-1' and in line 4 'wave-30000', 30,000 periods, more than the 20,000" in got.findings[0].says


@pytest.mark.parametrize("series", [1, 50])
def test_a_series_in_wider_steps_is_mixed_frequency(tmp_path: Path, series: int) -> None:
    two_years = [*YEAR, *(f"2021-{month:02}" for month in range(1, 13))]
    lines = rows("A", two_years)
    for n in range(series):
        lines += rows(f"B{n}", two_years[2::3])
    got = of(tmp_path, VALUES, lines)
    assert told(got)[0] == ("error", "series-mixed", "a.csv:27")
    assert "'B0' has a row every 3 months, '2020-06' among them, and the file every month" in got.findings[0].says
    assert len(got.findings) == min(series, 6)
    if series == 50:
        assert "and 45 more series" in got.findings[5].says


@pytest.mark.parametrize(
    "months",
    [
        [*YEAR[:6], "2020-09", "2020-12", "2021-03"],
        ["2020-01", "2020-04", "2020-07", "2020-10", "2020-11", "2020-12", "2021-01"],
    ],
)
def test_a_series_that_changes_its_step_is_mixed_frequency(tmp_path: Path, months: list[str]) -> None:
    got = of(tmp_path, VALUES, rows("A", months))
    assert [one[:2] for one in told(got)] == [("error", "series-mixed")]
    assert "and from" in got.findings[0].says
    assert "every 3 months" in got.findings[0].says


@pytest.mark.parametrize(
    "months",
    [
        ["2020-01", "2020-02", "2020-05", "2020-06", "2020-09", "2020-11"],
        ["2020-03", "2020-06", "2020-09"],
        ["2020-01", "2020-02", "2020-03", "2020-04", "2020-08", "2020-12"],
    ],
)
def test_months_left_out_now_and_then_are_gaps(tmp_path: Path, months: list[str]) -> None:
    got = of(tmp_path, VALUES, [*rows("A", YEAR), *rows("B", months)])
    assert got.findings == ()
    assert sum(value is not None for value in cells(got)["B"]) == len(months)


def test_rows_without_a_value_say_that_the_months_are_there(tmp_path: Path) -> None:
    lines = [f"A,{month},{'1' if n % 3 == 2 else ''}" for n, month in enumerate((*YEAR, *YEAR[:0]))]
    assert of(tmp_path, VALUES, [*lines, *rows("B", YEAR)]).findings == ()
