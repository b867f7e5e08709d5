from dataclasses import replace
from datetime import date
from pathlib import Path

from peelian.sources.model import Column
from peelian.sources.store import load
from tests.unit.sources.raw_files import (
    AREAS,
    STREET_HEADER,
    TIDY_COLUMNS,
    TIDY_HEADER,
    TIDY_ROWS,
    load_one,
    put,
    source,
    street_rows,
    street_source,
    text,
)

MARCH = "2024-03-peelshire-street.csv"


def test_a_month_given_twice_is_refused(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            MARCH: text(STREET_HEADER, street_rows()),
            "2024-03-peelshire-street (1).csv": text(STREET_HEADER, street_rows(count=11)),
        },
    )
    loaded = load_one(tmp_path, street_source())
    (finding,) = loaded.findings
    assert (finding.code, finding.where) == ("source-duplicate-month", MARCH)
    assert finding.says.startswith("holds 'peelshire/2024-03' of table 'street', and so does '2024-03-peel")
    assert loaded.tables == {}


def test_a_month_of_another_source_with_the_same_dates_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {f"a/{MARCH}": text(STREET_HEADER, street_rows())})
    put(tmp_path, {f"b/{MARCH}": text(STREET_HEADER, street_rows(count=11))})
    a, b = street_source(files=("a/*",)), street_source(files=("b/*",))
    assert load({"a": a}, tmp_path, tmp_path / "store", AREAS).findings == ()
    (finding,) = load({"b": b}, tmp_path, tmp_path / "store", AREAS).findings
    assert (finding.code, finding.where) == ("source-duplicate-month", f"b/{MARCH}")
    newer = replace(b, received=date(2024, 7, 1))
    assert load({"b": newer}, tmp_path, tmp_path / "store", AREAS).findings == ()


def test_two_months_of_two_forces_are_not_the_same(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            MARCH: text(STREET_HEADER, street_rows()),
            "2024-03-elsewhere-street.csv": text(STREET_HEADER, street_rows(force="Elsewhere Constabulary")),
        },
    )
    assert load_one(tmp_path, street_source()).findings == ()


def test_a_table_has_one_set_of_columns(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": text(TIDY_HEADER, TIDY_ROWS[:2]), "b.csv": text(TIDY_HEADER, TIDY_ROWS[4:])})
    a = source(files=("a.csv",))
    b = source(files=("b.csv",), columns={**TIDY_COLUMNS, "count": Column("Count"), "more": Column("Took")})
    (finding,) = load({"a": a, "b": b}, tmp_path, tmp_path / "store", AREAS).findings
    assert (finding.code, finding.where) == ("source-columns", "b.csv")
    assert "gets other columns from here than from 'a.csv': 'count', 'more'" in finding.says


def test_a_changed_file_is_told_once_with_its_months_as_stretches(tmp_path: Path) -> None:
    """Eight slices of two files; of one file two months are as they were, so that they are no slices of it."""
    months = [f"{2023 + n // 12}-{n % 12 + 1:02}" for n in range(10, 18)]  # over the turn of a year
    files = {"early.csv": months[:6], "late.csv": months[6:]}

    def written(more: int) -> None:
        put(
            tmp_path, {name: text(TIDY_HEADER, [f"{m},North,{more},,,," for m in held]) for name, held in files.items()}
        )

    written(1)
    load_one(tmp_path, source())
    files["early.csv"].remove("2024-02")
    written(2)
    told = [(finding.where, finding.says) for finding in load_one(tmp_path, source()).findings]
    assert [(where, says.partition(" before, ")[0]) for where, says in told] == [
        ("early.csv", "is not the file that was loaded for '2023-11' to '2024-01', '2024-03' to '2024-04'"),
        ("late.csv", "is not the file that was loaded for '2024-05' to '2024-06'"),
    ]


def test_a_changed_file_that_is_one_slice_is_told_by_its_name(tmp_path: Path) -> None:
    for rows in (TIDY_ROWS[:2], TIDY_ROWS[:4]):
        put(tmp_path, {"a.csv": text(TIDY_HEADER, rows), "b.csv": text(TIDY_HEADER, TIDY_ROWS[4:])})
        loaded = load_one(tmp_path, source(slice="file"))
    assert [finding.says.partition(" before")[0] for finding in loaded.findings] == [
        "is not the file that was loaded for 'one/a'"
    ]


def test_months_that_two_files_hold_are_told_once(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": text(TIDY_HEADER, TIDY_ROWS[:6]), "b.csv": text(TIDY_HEADER, TIDY_ROWS[5::-1])})
    [told] = load_one(tmp_path, source()).findings
    assert (told.code, told.where) == ("source-duplicate-month", "b.csv")
    assert told.says.startswith("holds '2024-01' to '2024-03' of table 'counts', and so does 'a.csv', ")
