from datetime import date
from decimal import Decimal
from pathlib import Path

from peelian.sources.model import AreaCodes
from peelian.sources.police_uk_street import COLUMNS
from tests.unit.sources.raw_files import (
    STREET_HEADER,
    load_one,
    put,
    rows_of,
    street_row,
    street_rows,
    street_source,
    text,
)

NAME = "2024-03-peelshire-street.csv"


def test_ten_rows_as_the_publisher_gives_them(tmp_path: Path) -> None:
    put(tmp_path, {NAME: text(STREET_HEADER, street_rows())})
    loaded = load_one(tmp_path, street_source())
    assert loaded.findings == ()
    table = loaded.tables["street"]
    assert table.months == {date(2024, 3, 1)}
    assert table.columns == {
        "month": "date",
        "area": "text",
        "crime_id": "text",
        "reported_by": "text",
        "falls_within": "text",
        "longitude": "decimal",
        "latitude": "decimal",
        "location": "text",
        "lsoa_code": "text",
        "lsoa_name": "text",
        "crime_type": "text",
        "last_outcome_category": "text",
        "context": "text",
    }
    assert rows_of(loaded, "street", "area, crime_type, crime_id", "crime_id NULLS FIRST, area") == [
        ("north", "Anti-social behaviour", None),
        ("south", "Anti-social behaviour", None),
        ("south", "Anti-social behaviour", None),
        (None, "Anti-social behaviour", None),
        ("north", "Vehicle crime", "id1"),
        ("south", "Burglary", "id2"),
        (None, "Burglary", "id4"),
        ("north", "Vehicle crime", "id5"),
        ("north", "Vehicle crime", "id7"),
        ("south", "Burglary", "id8"),
    ]
    (first,) = rows_of(loaded, "street", "DISTINCT month, longitude, latitude, location, context")
    assert first == (date(2024, 3, 1), Decimal("-1.502711"), Decimal("52.427387"), "On or near ", None)


def test_names_below_the_heading_of_codes_are_refused_whatever_other_codes_count_for(tmp_path: Path) -> None:
    """Swapped, every row would count for the force alone, and every small area would have no crime."""
    swapped = STREET_HEADER.replace("LSOA code,LSOA name", "LSOA name,LSOA code")
    assert swapped != STREET_HEADER
    put(tmp_path, {NAME: text(swapped, street_rows())})
    loaded = load_one(tmp_path, street_source(areas=AreaCodes("LSOA code", else_="north")))
    assert not loaded.tables
    says = " ".join(finding.line() for finding in loaded.findings)
    assert "column 'LSOA code'" in says
    assert "not one word, as a code is; are the columns of codes and of names swapped?" in says
    assert load_one(put(tmp_path / "b", {NAME: text(STREET_HEADER, street_rows())}), street_source()).findings == ()


def test_equal_rows_of_anti_social_behaviour_all_count(tmp_path: Path) -> None:
    put(tmp_path, {NAME: text(STREET_HEADER, [street_row(kind="Anti-social behaviour")] * 7)})
    assert len(rows_of(load_one(tmp_path, street_source()), "street", "crime_type")) == 7


def test_a_mark_at_the_start_and_other_line_ends_change_nothing(tmp_path: Path) -> None:
    plain = text(STREET_HEADER, street_rows())
    found = set()
    for number, data in enumerate((plain, b"\xef\xbb\xbf" + plain, plain.replace(b"\r\n", b"\n"))):
        folder = put(tmp_path / str(number), {NAME: data})
        loaded = load_one(folder, street_source())
        found.add(tuple(rows_of(loaded, "street", "*")))
    assert len(found) == 1


def test_a_column_the_publisher_adds_is_a_warning(tmp_path: Path) -> None:
    put(tmp_path, {NAME: text(STREET_HEADER + ",UPRN", [row + ",1" for row in street_rows()])})
    loaded = load_one(tmp_path, street_source())
    assert [(f.severity, f.code) for f in loaded.findings] == [("warning", "source-header-new")]
    assert len(rows_of(loaded, "street", "month")) == 10


def test_all_twelve_columns_are_expected() -> None:
    assert len(COLUMNS) == 12
