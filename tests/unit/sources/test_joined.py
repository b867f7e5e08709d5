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
