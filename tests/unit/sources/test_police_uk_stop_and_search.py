from datetime import date
from pathlib import Path

from peelian.sources.police_uk_stop_and_search import COLUMNS
from tests.unit.sources.raw_files import STOPS_HEADER, load_one, put, rows_of, source, stop_row, text, zipped

NAME = "2024-06-peelshire-stop-and-search.csv"
STOPS = source("police-uk-stop-and-search", table="stops")
ROWS = [
    stop_row("2024-05-31T23:05:00+00:00"),  # five past midnight on 1 June in London
    *(stop_row(f"2024-06-{day:02}T12:00:00+00:00") for day in range(2, 9)),
    stop_row("2024-06-28T22:59:00+00:00"),
    "Vehicle search,2024-06-28T23:00:00+00:00,True,,,,,,,,,,,True,",
]


def test_ten_rows_as_the_publisher_gives_them(tmp_path: Path) -> None:
    put(tmp_path, {NAME: text(STOPS_HEADER, ROWS)})
    loaded = load_one(tmp_path, STOPS)
    assert loaded.findings == ()
    assert loaded.tables["stops"].months == {date(2024, 6, 1)}
    got = rows_of(loaded, "stops", "date, month, area, part_of_a_policing_operation AS p, gender", "date, p")
    assert got[0] == (date(2024, 6, 1), date(2024, 6, 1), None, False, "Male")
    assert [row[0] for row in got[-2:]] == [date(2024, 6, 28), date(2024, 6, 29)]
    assert got[-1][3:] == (True, None)


def test_a_search_in_another_month_of_london_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {NAME: text(STOPS_HEADER, [ROWS[1], stop_row("2024-05-31T22:59:00+00:00")])})
    (finding,) = load_one(tmp_path, STOPS).findings
    assert (finding.code, finding.where) == ("source-month", f"{NAME}:3")
    assert "column 'Date' holds '2024-05-31T22:59:00+00:00'" in finding.says


def test_a_search_after_the_day_of_receipt_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {NAME: text(STOPS_HEADER, [stop_row("2024-06-29T23:30:00+00:00")])})
    assert load_one(tmp_path, STOPS).findings == ()  # the 30th in London, the day of receipt
    late = source("police-uk-stop-and-search", table="stops", received=date(2024, 6, 29), published=date(2024, 6, 29))
    (finding,) = load_one(tmp_path, late, tmp_path / "other").findings
    assert finding.code == "source-future"


def test_the_publishers_zip_gives_searches_alone(tmp_path: Path) -> None:
    members = {f"2024-06/{NAME}": text(STOPS_HEADER, ROWS), "2024-06/2024-06-peelshire-street.csv": b"x"}
    put(tmp_path, {"all.zip": zipped(members)})
    loaded = load_one(tmp_path, source("police-uk-stop-and-search", ("all.zip",), table="stops"))
    assert len(rows_of(loaded, "stops", "month")) == 10


def test_all_fifteen_columns_are_expected() -> None:
    assert len({column.header for column in COLUMNS}) == 15
