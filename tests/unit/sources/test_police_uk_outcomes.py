from datetime import date
from pathlib import Path

from peelian.sources.police_uk_outcomes import COLUMNS
from tests.unit.sources.raw_files import OUTCOMES_HEADER, load_one, put, rows_of, source, text, zipped

NAME = "2024-03-peelshire-outcomes.csv"
PLACE = "2024-03,Peelshire Police,Peelshire Police,-1.5,52.4,On or near X,E1,Old Town 001A"
ROWS = [f"id{n % 7},{PLACE},{'Suspect charged' if n % 2 else 'Local resolution'}" for n in range(10)]


def test_ten_rows_as_the_publisher_gives_them(tmp_path: Path) -> None:
    put(tmp_path, {NAME: text(OUTCOMES_HEADER, ROWS)})
    loaded = load_one(tmp_path, source("police-uk-outcomes", table="outcomes"))
    assert loaded.findings == ()
    assert loaded.tables["outcomes"].months == {date(2024, 3, 1)}
    got = rows_of(loaded, "outcomes", "crime_id, outcome_type, area, month")
    assert len(got) == 10  # a crime may have several outcomes
    assert got[0] == ("id0", "Local resolution", None, date(2024, 3, 1))


def test_an_outcome_without_a_crime_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {NAME: text(OUTCOMES_HEADER, [ROWS[0], "," + ROWS[1].partition(",")[2]])})
    (finding,) = load_one(tmp_path, source("police-uk-outcomes", table="outcomes")).findings
    assert (finding.code, finding.where) == ("source-blank", f"{NAME}:3")
    assert "'Crime ID' is blank" in finding.says


def test_the_publishers_zip_gives_outcomes_alone(tmp_path: Path) -> None:
    members = {f"2024-03/{NAME}": text(OUTCOMES_HEADER, ROWS), "2024-03/2024-03-peelshire-street.csv": b"x"}
    put(tmp_path, {"all.zip": zipped(members)})
    loaded = load_one(tmp_path, source("police-uk-outcomes", ("all.zip",), table="outcomes"))
    assert len(rows_of(loaded, "outcomes", "month")) == 10


def test_all_ten_columns_are_expected() -> None:
    assert len(COLUMNS) == 10
