"""Home Office open data, row by row: what each oddity of the files becomes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from peelian.series.tables import window
from peelian.sources.model import AreaCodes
from tests.unit.sources.open_data.raw import ARRESTS, CRIME, OUTCOMES, PARTNERSHIP, SEARCHES, WORKFORCE, open_load
from tests.unit.sources.raw_files import rows_of

JUNE, SEPTEMBER, MARCH = date(2022, 6, 1), date(2022, 9, 1), date(2023, 3, 1)


def test_recorded_crime_is_by_quarter(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "home-office-crime", CRIME.data())
    table = loaded.tables["counts"]
    assert table.grain == "quarter"
    assert table.months == {m for last in (JUNE, SEPTEMBER, MARCH) for m in window(last, "quarter")}
    assert rows_of(loaded, "counts", "area, month, offence_code, offences") == [
        ("capital", JUNE, "34A", 88),
        ("middle", JUNE, "34A", 21),
        ("middle", JUNE, "56A", 7),
        ("middle", SEPTEMBER, "34A", 25),
        ("middle", SEPTEMBER, "56A", -1),  # taken back
        ("middle", MARCH, "34A", 19),
        ("middle", MARCH, "56A", 0),
    ]


def test_headings_with_underscores_and_columns_that_were_added(tmp_path: Path) -> None:
    header = ",".join(name.replace(" ", "_") for name in CRIME.header.split(","))
    lines = [f",{header},Added", *(f"{n},{row},x" for n, row in enumerate(CRIME.rows))]
    loaded = open_load(tmp_path / "a", "home-office-crime", ("\r\n".join(lines) + "\r\n").encode())
    plain = open_load(tmp_path / "b", "home-office-crime", CRIME.data())
    assert rows_of(loaded, "counts", "*") == rows_of(plain, "counts", "*")


def test_areas_by_the_name_of_a_partnership(tmp_path: Path) -> None:
    codes = AreaCodes("CSP Name", values={"Birmingham": "city"}, else_="leave-out")
    loaded = open_load(tmp_path, "home-office-crime-by-partnership", PARTNERSHIP.data(), areas=codes)
    assert loaded.findings == ()
    got = rows_of(loaded, "counts", "area, month, partnership, offences, force_code")
    assert got == [("city", JUNE, "Birmingham", 11, "E23000014"), ("city", SEPTEMBER, "Birmingham", 12, "E23000014")]


def test_a_name_of_a_force_in_areas_of_sources_yaml_is_known(tmp_path: Path) -> None:
    codes = AreaCodes("Force Name", values={"West Midlands Region": "middle"}, else_="leave-out")
    renamed = CRIME.data().replace(b"West Midlands", b"West Midlands Region")
    loaded = open_load(tmp_path, "home-office-crime", renamed, areas=codes)
    assert loaded.findings == ()
    assert {area for (area,) in rows_of(loaded, "counts", "area")} == {"middle", "capital"}


def test_outcomes_that_are_not_given_are_blank_and_never_zero(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "home-office-outcomes", OUTCOMES.data(mark=True))
    columns = "outcome_type, outcome, code_expired, outcomes_of_offences, outcomes_in_quarter"
    assert rows_of(
        loaded, "counts", f"month, {columns}", "month, area DESC, outcome_type, outcomes_of_offences NULLS FIRST"
    ) == [
        (JUNE, 0, "Not yet assigned an outcome", None, 12, None),
        (JUNE, 1, "Charged/Summonsed", "yes", None, 3),
        (JUNE, 1, "Charged/Summonsed", None, 40, 35),
        (JUNE, 3, "Caution \u2013 adults", None, 6, -2),
        (SEPTEMBER, 1, "Charged/Summonsed", None, 31, 38),
        (SEPTEMBER, 1, "Charged/Summonsed", None, 99, 98),
    ]


def test_outcomes_whose_last_line_has_no_end_are_whole(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "home-office-outcomes", OUTCOMES.data()[:-2])
    assert loaded.findings == ()
    assert len(rows_of(loaded, "counts", "month")) == 6


def test_searches_of_two_financial_years(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "home-office-stop-and-search", SEARCHES.data())
    table = loaded.tables["counts"]
    assert (table.grain, len(table.months)) == ("financial-year", 24)
    got = rows_of(loaded, "counts", "month, reason, ethnicity, searches, arrests", "month, searches")
    assert got == [
        (date(2022, 3, 1), "NA", "Not Stated", 8, None),
        (date(2022, 3, 1), "Drugs", "Indian", 120, 14),
        (date(2022, 3, 1), "Drugs", "Irish", None, None),
        (MARCH, "Drugs", "Irish", 33, 4),
        (MARCH, "Drugs", "Irish", 900, 80),
    ]


def test_arrests(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "home-office-arrests", ARRESTS.data())
    got = rows_of(loaded, "counts", "month, sex, arrests")
    assert got == [
        (date(2022, 3, 1), "Female", 12),
        (date(2022, 3, 1), "Male", 58),
        (MARCH, "Female", None),
        (MARCH, "Male", 61),
    ]


def test_workforce_is_a_level_of_the_month_it_is_dated_in(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "home-office-workforce", WORKFORCE.data())
    table = loaded.tables["counts"]
    assert (table.grain, table.months) == ("month", {date(2022, 3, 1), MARCH})
    assert {rank for (rank,) in rows_of(loaded, "counts", "rank")} == {"Constable", "Police Support Volunteer"}
    got = rows_of(loaded, "counts", "headcount, full_time_equivalent", "month, headcount")
    assert got[1:4] == [(60, 0), (3100, Decimal("2950.25")), (5000, Decimal("4981.5"))]


def test_a_force_without_an_area_counts_for_the_whole_plan(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "home-office-stop-and-search", SEARCHES.data(), force="btp")
    assert loaded.findings == ()
    assert rows_of(loaded, "counts", "area, force, searches") == [(None, "British Transport Police", 4)]
