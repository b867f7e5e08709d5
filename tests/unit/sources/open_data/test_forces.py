"""The table of forces, and the spellings in publishers' own files."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest

from peelian.sources.open_data.forces import codes, fault, files, forces, numbers

TERRITORIAL = 43


def test_each_force_has_one_code_one_file_name_and_one_number() -> None:
    with_areas = [force for force in forces() if force.code]
    assert len(with_areas) == TERRITORIAL
    for name in ("code", "file", "stats19", "own"):
        assert len({getattr(force, name) for force in with_areas}) == TERRITORIAL, name
    assert len(numbers()) == TERRITORIAL
    assert len(files()) == TERRITORIAL + len({"btp", "northern-ireland"})


def test_no_spelling_means_two_forces() -> None:
    spelt = [(text, force.name) for force in forces() for text in force.spellings]
    assert len({text for text, _ in spelt}) == len(spelt)


def test_a_force_by_its_names() -> None:
    for text in ("City of London", "London, City of", "City of London Police"):
        assert codes()[text] == "E23000034"
    assert numbers()["20"] == files()["west-midlands"] == codes()["West Midlands Police"] == "E23000014"


def test_a_name_that_is_near_none_is_told_how_names_look() -> None:
    assert fault("west-midlands") is None
    assert fault("Zzz") == "force: 'Zzz' is no force's name, as in file names of data.police.uk: a-force-name"


def column(path: Path, name: str) -> set[str]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    return {row[name] for row in csv.DictReader(io.StringIO(text)) if row[name]}


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("home_office/prc-pfa-2017-18-by-quarter-offence.csv.gz", "Force_Name"),
        ("home_office/prc-outcomes-open-data-2018-19.csv.gz", "Force Name"),
        ("home_office/stop-search-open-data-2006-07-to-2018-19.csv.gz", "force_name"),
        ("home_office/arrests-open-data-2006-07-to-2017-18.csv.gz", "force_name"),
        ("home_office/police-workforce-open-data-2007-2022.csv.gz", "force_name"),
        ("ons/lad21-to-pfa21-lookup.csv", "pfa21nm"),
        ("ons/lad16-csp16-pfa16-lookup.csv", "PFA16NM"),
        ("ons/census-2011-ethnic-group-by-police-force-area.csv", "PFA16NM"),
    ],
)
def test_every_spelling_in_the_real_files_is_known(shared: Path, file: str, name: str) -> None:
    found = column(shared / "data" / file, name)
    assert len(found) >= TERRITORIAL
    assert sorted(found - codes().keys()) == []


def test_codes_are_those_of_the_real_lookup(shared: Path) -> None:
    text = (shared / "data/ons/lad21-to-pfa21-lookup.csv").read_text("utf-8-sig")
    pairs = {(row["pfa21nm"], row["pfa21cd"]) for row in csv.DictReader(io.StringIO(text))}
    assert {name: codes()[name] for name, _ in pairs} == dict(pairs)
