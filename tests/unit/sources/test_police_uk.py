from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from peelian.sources.formats import SOURCES
from peelian.sources.model import AreaCodes, Expect, MonthSpan
from peelian.sources.police_uk import Named, named
from peelian.sources.store import Loaded, load
from tests.unit.sources.raw_files import (
    STREET_HEADER,
    load_one,
    put,
    rows_of,
    street_row,
    street_rows,
    street_source,
    text,
    zipped,
)

NAME = "2024-03-peelshire-street.csv"
EARLY = date(2024, 2, 1)
STREET = SOURCES["police-uk-street"]


@pytest.mark.parametrize(
    ("own", "dataset", "found"),
    [
        (NAME, "street", Named(date(2024, 3, 1), "peelshire")),
        ("2024-03-avon-and-somerset-street.csv", "street", Named(date(2024, 3, 1), "avon-and-somerset")),
        ("2024-03-peelshire-stop-and-search.csv", "stop-and-search", Named(date(2024, 3, 1), "peelshire")),
        ("2024-03-peelshire-street (1).csv", "street", Named(date(2024, 3, 1), "peelshire")),
        ("2024-03-peelshire-street-excerpt.csv", "street", Named(date(2024, 3, 1), "peelshire")),
        ("2024-13-peelshire-street.csv", "street", None),
        ("2024-03-peelshire-streets.csv", "street", None),
        ("2024-03-peelshire-outcomes.csv", "street", None),
        ("2024-03-peelshire-street.txt", "street", None),
        ("street.csv", "street", None),
    ],
)
def test_a_name_says_month_and_force(own: str, dataset: str, found: Named | None) -> None:
    assert named(own, dataset) == found


def test_a_source_wants_its_own_force_and_dataset() -> None:
    source = street_source(force=None)
    assert STREET.wants(NAME, source)
    assert STREET.wants(NAME, replace(source, force="peelshire"))
    assert not STREET.wants(NAME, replace(source, force="elsewhere"))
    assert not SOURCES["police-uk-outcomes"].wants(NAME, source)


@pytest.mark.parametrize(("first", "last", "wanted"), [("2024-01", "2024-03", True), ("2024-04", "2024-06", False)])
def test_of_a_zip_of_years_a_source_wants_its_own_months(first: str, last: str, wanted: bool) -> None:
    source = street_source(force=None, expect=Expect(months=MonthSpan(first, last)))
    assert STREET.wants(NAME, source) is wanted


@pytest.mark.parametrize(
    ("name", "rows", "more", "code", "where", "words"),
    [
        ("march.csv", street_rows(), {}, "source-file-name", "march.csv", "2024-03-FORCE-street.csv"),
        (NAME, street_rows(), {"force": "elsewhere"}, "source-force", NAME, "of force 'peelshire'"),
        (NAME, [street_row(force="Other Police")], {}, "source-force", f"{NAME}:2", "'Other Police'"),
        (NAME, [street_row(), street_row("2024-04")], {}, "source-month", f"{NAME}:3", "'2024-04'"),
        (NAME, [street_row("March")], {}, "source-value", f"{NAME}:2", "'March'"),
        (NAME, [street_row(kind="")], {}, "source-blank", f"{NAME}:2", "'Crime type' is blank"),
        (NAME, [street_row(lsoa="E7")], {}, "source-area", f"{NAME}:2", "'LSOA code' holds 'E7'"),
        (NAME, [], {}, "source-rows", NAME, "0 rows, fewer than the 1"),
        (NAME, street_rows(), {"received": EARLY, "published": EARLY}, "source-future", NAME, "2024-03"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused(
    tmp_path: Path, name: str, rows: list[str], more: dict[str, Any], code: str, where: str, words: str
) -> None:
    put(tmp_path, {name: text(STREET_HEADER, rows)})
    loaded = load_one(tmp_path, street_source(**more))
    assert [(f.code, f.where) for f in loaded.findings] == [(code, where)]
    assert words in loaded.findings[0].says
    assert loaded.tables == {}


def test_the_publishers_zip_gives_the_months_of_one_force(tmp_path: Path) -> None:
    other = [street_row("2024-03", force="Other Police")]
    members = {
        "2024-03/2024-03-peelshire-street.csv": text(STREET_HEADER, street_rows("2024-03", 4)),
        "2024-04/2024-04-peelshire-street.csv": text(STREET_HEADER, street_rows("2024-04", 6)),
        "2024-03/2024-03-peelshire-outcomes.csv": b"another dataset",
        "2024-03/2024-03-other-street.csv": text(STREET_HEADER, other),
    }
    put(tmp_path, {"all.zip": zipped(members)})
    loaded = load_one(tmp_path, street_source(files=("all.zip",), force="peelshire"))
    assert loaded.findings == ()
    table = loaded.tables["street"]
    assert table.months == {date(2024, 3, 1), date(2024, 4, 1)}
    assert [origin.path for origin in table.origins] == ["all.zip"]
    assert len(rows_of(loaded, "street", "month")) == 10


def test_a_force_whose_name_is_not_in_its_file_name(tmp_path: Path) -> None:
    rows = [street_row(force="British Transport Police")]
    put(tmp_path, {"2024-03-btp-street.csv": text(STREET_HEADER, rows)})
    assert load_one(tmp_path, street_source()).findings == ()


def test_codes_outside_the_plan_can_count_for_an_area(tmp_path: Path) -> None:
    rows = [street_row(lsoa="E1"), street_row(lsoa="E7"), street_row(lsoa="")]
    put(tmp_path, {NAME: text(STREET_HEADER, rows)})
    loaded = load_one(tmp_path, street_source(areas=AreaCodes("LSOA code", else_="whole")))
    assert rows_of(loaded, "street", "area, lsoa_code", "lsoa_code NULLS FIRST") == [
        (None, None),
        ("north", "E1"),
        ("whole", "E7"),
    ]


def all_forces(folder: Path, areas: dict[str, str], **more: Any) -> Loaded:
    """Three forces' months in the publisher's zip; the rows are made up."""
    members = {
        f"2024-03/2024-03-{file}-street.csv": text(STREET_HEADER, street_rows(count=count, force=force))
        for file, force, count in (
            ("west-midlands", "West Midlands Police", 4),
            ("durham", "Durham Constabulary", 3),
            ("btp", "British Transport Police", 2),
        )
    }
    put(folder, {"all.zip": zipped(members)})
    one = street_source(files=("all.zip",), areas=None, **more)
    return load({"one": one}, folder, folder / "store", areas)


def test_without_a_force_rows_of_a_zip_go_to_the_forces_that_are_areas(tmp_path: Path) -> None:
    areas = {"E23000014": "west", "E23000008": "durham", "whole": "whole"}
    loaded = all_forces(tmp_path, areas)
    assert loaded.findings == ()
    assert [area for (area,) in rows_of(loaded, "street", "area")] == ["durham"] * 3 + ["west"] * 4


def test_one_force_of_a_zip_of_all(tmp_path: Path) -> None:
    loaded = all_forces(tmp_path, {"E23000014": "west"}, force="durham")
    assert rows_of(loaded, "street", "area") == [(None,)] * 3


def test_where_no_force_is_an_area_all_rows_are_of_the_whole(tmp_path: Path) -> None:
    assert rows_of(all_forces(tmp_path, {"whole": "whole"}), "street", "area") == [(None,)] * 9


def archive(*months: str) -> bytes:
    return zipped({f"{m}/{m}-peelshire-street.csv": text(STREET_HEADER, street_rows(m)) for m in months})


def test_a_month_more_that_is_asked_for_leaves_what_was_read_of_other_archives_as_it_is(tmp_path: Path) -> None:
    def loaded(last: str) -> Loaded:
        return load_one(tmp_path, street_source(files=("*.zip",), expect=Expect(months=MonthSpan("2024-01", last))))

    put(tmp_path, {"first.zip": archive("2024-01", "2024-02")})
    before = loaded("2024-02")
    held = {path: Path(path).stat().st_ino for path in before.tables["street"].paths}
    put(tmp_path, {"second.zip": archive("2024-03")})
    after = loaded("2024-03")
    assert after.findings == ()
    assert sorted(after.tables["street"].months) == [date(2024, m, 1) for m in (1, 2, 3)]
    assert {one.digest for one in before.tables["street"].slices} < {
        one.digest for one in after.tables["street"].slices
    }
    assert {path: Path(path).stat().st_ino for path in held} == held  # not written again


def test_a_month_more_that_is_asked_for_is_read_of_an_archive_that_was_there(tmp_path: Path) -> None:
    put(tmp_path, {"all.zip": archive("2024-01", "2024-02", "2024-03")})

    def months(last: str) -> list[date]:
        span = Expect(months=MonthSpan("2024-01", last))
        return sorted(load_one(tmp_path, street_source(files=("*.zip",), expect=span)).tables["street"].months)

    assert months("2024-02") == [date(2024, 1, 1), date(2024, 2, 1)]
    assert months("2024-03") == [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]
