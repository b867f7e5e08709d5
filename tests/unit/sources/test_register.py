import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from peelian.errors import Unusable
from peelian.sources.register import Covered, Entry, Register, current, read_register, write_register

ENTRY = Entry(
    table="street",
    key="peelshire/2024-03",
    source="one",
    path="data/a.csv",
    name="data/a.csv",
    sha256="a" * 64,
    published=date(2024, 5, 1),
    received=date(2024, 5, 2),
    recipe="0123456789abcdef",
    months=(date(2024, 3, 1),),
    rows=10,
    files=("street/peelshire/2024-03.0.parquet",),
    columns={"month": "date", "area": "text"},
    lookup=("lookup.csv", "b" * 64),
)


def test_a_register_reads_back_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    register = Register(
        (ENTRY, replace(ENTRY, key="x", lookup=None, gone=True)),
        (Covered("street", "one", (date(2024, 4, 1),), "data/a.csv", "a" * 64),),
    )
    write_register(tmp_path, register)
    assert read_register(tmp_path) == register
    assert json.loads((tmp_path / "tables/slices.json").read_text())["version"] == 1


def test_a_store_without_a_register_is_empty(tmp_path: Path) -> None:
    assert read_register(tmp_path) == Register()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "cannot be read"),
        ('{"version": 1, "slices": [{}], "covered": []}', "cannot be read"),
        ('{"version": 1}', "cannot be read"),
        ("[]", "cannot be read"),
        ('{"version": 1, "slices": [], "covered": [{"months": 1}]}', "cannot be read"),
        ('{"version": 2}', "another version"),
    ],
)
def test_a_register_that_cannot_be_used_says_what_to_do(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables/slices.json").write_text(text)
    with pytest.raises(Unusable, match=words) as error:
        read_register(tmp_path)
    assert str(error.value).startswith(f"{tmp_path / 'tables/slices.json'}: ")
    assert "remove this file alone, then run 'peelian load'" in str(error.value)


def test_the_newest_of_each_slice_counts() -> None:
    later = replace(ENTRY, sha256="c" * 64, published=date(2024, 6, 1))
    received = replace(ENTRY, sha256="d" * 64, received=date(2024, 5, 9))
    same_dates = replace(ENTRY, sha256="e" * 64)
    other = replace(ENTRY, key="peelshire/2024-04")
    assert current([ENTRY, later, received, other]) == (later, other)
    assert current([later, ENTRY]) == (later,)
    assert current([ENTRY, received]) == (received,)
    assert current([ENTRY, same_dates]) == (same_dates,)  # the one loaded last
    early, late = (replace(ENTRY, fetched=f"2024-05-08T{hour}:00:00.000+00:00") for hour in ("09", "10"))
    assert current([late, early]) == (late,)
    assert current([replace(later, gone=True), ENTRY]) == (ENTRY,)


def test_an_older_edition_sees_the_files_it_was_made_from() -> None:
    later = replace(ENTRY, sha256="c" * 64, published=date(2024, 6, 1))
    gone = replace(ENTRY, key="whole", sha256="f" * 64, gone=True)
    assert current([ENTRY, later, gone], {"a" * 64}) == (ENTRY,)
    assert current([ENTRY, later, gone], {"c" * 64, "f" * 64}) == (later, gone)
    assert current([ENTRY], set()) == ()
