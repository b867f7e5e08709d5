"""Rows whose code a lookup does not have are told, where they count for a larger area."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.findings import Finding
from peelian.sources.model import AreaCodes
from tests.unit.sources.raw_files import STREET_HEADER, load_one, put, street_row, street_source, text

NAME = "2024-03-peelshire-street.csv"
OLD = "E01000009"


def found(folder: Path, rows: list[str], lookup: str, **more: object) -> list[Finding]:
    put(folder, {NAME: text(STREET_HEADER, rows), "lookup.csv": f"Code,Area\n{lookup}".encode()})
    put(folder, {"old.csv": f"LSOA11CD\n{OLD}\n".encode()})
    codes = AreaCodes("LSOA code", "lookup.csv", "Code", "Area", else_="south", **more)  # type: ignore[arg-type]
    loaded = load_one(folder, street_source(files=(NAME,), areas=codes))
    assert loaded.tables
    return list(loaded.findings)


def test_rows_beyond_a_lookup_are_counted_with_the_code_that_most_of_them_have(tmp_path: Path) -> None:
    rows = [street_row(lsoa="E1")] * 5 + [street_row(lsoa="E7")] * 2 + [street_row(lsoa="E8"), street_row(lsoa="")]
    [told] = found(tmp_path, rows, "E1,north\n")
    assert (told.code, told.severity) == ("codes-beyond-lookup", "note")
    assert "3 of 8 rows that have a code in 'LSOA code' (37.5%)" in told.says
    assert (
        "have one for which lookup.csv has no area of the plan, most often 'E7' (2): they count for 'south'"
        in told.says
    )


def test_nothing_is_said_where_the_lookup_has_every_code(tmp_path: Path) -> None:
    assert found(tmp_path, [street_row(lsoa="E1"), street_row(lsoa="")], "E1,north\nE2,south\n") == []


@pytest.mark.parametrize(
    ("lsoa", "more", "says"),
    [
        (OLD, {"other_vintages": {"2011": "old.csv"}}, f"'{OLD}': it is of vintage 2011"),
        ("E7", {}, "is that the column it is a lookup of?"),
    ],
)
def test_codes_of_another_year_and_of_another_column_are_a_warning(
    tmp_path: Path, lsoa: str, more: dict[str, object], says: str
) -> None:
    [told] = found(tmp_path, [street_row(lsoa=lsoa)] * 3, "E1,north\n", **more)
    assert told.severity == "warning"
    assert says in told.says


def test_files_that_were_read_before_are_not_told_again(tmp_path: Path) -> None:
    rows = [street_row(lsoa="E1"), street_row(lsoa="E7")]
    assert found(tmp_path, rows, "E1,north\n")
    assert found(tmp_path, rows, "E1,north\n") == []
