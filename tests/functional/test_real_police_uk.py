"""Real months of data.police.uk: they load without a finding, and count as a plain reading of the same files counts."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from peelian.snapshots import verify
from peelian.sources.model import AreaCodes, Format, Source
from peelian.sources.store import Loaded, load
from peelian.sources.stored import missing_months

DISTRICTS = ("E06000057", "E08000021", "E08000022", "E08000023", "E08000024", "E08000037")
AREAS = {code: code for code in DISTRICTS} | {"force": "force"}
LOOKUP = "ons/lsoa11-wd21-lad21-lookup.csv.gz"
BY_DISTRICT = AreaCodes("LSOA code", LOOKUP, "LSOA11CD", "LAD21CD", else_="force")


def source(format: Format, dataset: str, folders: tuple[str, ...], **more: Any) -> Source:
    return Source(
        title=f"Record files: {dataset}",
        publisher="Home Office",
        format=format,
        files=tuple(f"{folder}/*-{dataset}*.csv*" for folder in folders),
        origin="https://data.police.uk/data/",
        licence="OGL v3.0",
        received=date(2024, 8, 1),
        published=date(2024, 8, 1),
        table=dataset.replace("-", "_"),
        **more,
    )


SOURCES = {
    "street": source(
        "police-uk-street",
        "street",
        ("police_uk/northumbria/street", "police_uk/west-yorkshire", "police_uk/west-midlands"),
        areas=BY_DISTRICT,
    ),
    "outcomes": source(
        "police-uk-outcomes",
        "outcomes",
        ("police_uk/northumbria/outcomes", "police_uk/west-midlands"),
        areas=BY_DISTRICT,
    ),
    "stops": source(
        "police-uk-stop-and-search",
        "stop-and-search",
        ("police_uk/northumbria/stop-and-search", "police_uk/stop-and-search", "police_uk/west-midlands"),
    ),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def loaded(shared: Path, store: Path) -> Loaded:
    return load(SOURCES, shared / "data", store, AREAS)


def rows(shared: Path, id: str) -> Iterator[dict[str, str]]:
    """Every row of a source's files, read with the csv module alone."""
    for pattern in SOURCES[id].files:
        for path in sorted((shared / "data").glob(pattern)):
            opener = gzip.open if path.suffix == ".gz" else open
            with opener(path, "rt", encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)


def asked(loaded: Loaded, table: str, columns: str) -> Counter[tuple[Any, ...]]:
    files = list(loaded.tables[table].paths)
    with duckdb.connect() as engine:
        found = engine.execute(f"SELECT {columns}, count(*) FROM read_parquet(?) GROUP BY ALL", [files]).fetchall()
    return Counter({row[:-1]: row[-1] for row in found})


@pytest.fixture(scope="module")
def districts(shared: Path) -> dict[str, str]:
    with gzip.open(shared / "data" / LOOKUP, "rt", encoding="utf-8-sig", newline="") as file:
        return {row["LSOA11CD"]: row["LAD21CD"] for row in csv.DictReader(file)}


def area_of(code: str, districts: dict[str, str]) -> str | None:
    if not code:
        return None
    return districts[code] if districts.get(code) in DISTRICTS else "force"


def first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def test_of_every_file_nothing_is_told_but_the_rows_whose_code_the_lookup_lacks(
    shared: Path, loaded: Loaded, districts: dict[str, str]
) -> None:
    """Of districts that are no area of the plan, and, as the lookup is one of 2011, of the codes of 2021."""
    told = [(finding.code, finding.severity, finding.where) for finding in loaded.findings]
    assert told == [("codes-beyond-lookup", "note", f"sources.yaml, {table}") for table in ("outcomes", "street")]
    for finding, table in zip(loaded.findings, ("outcomes", "street"), strict=True):
        codes = [row["LSOA code"] for row in rows(shared, table) if row["LSOA code"]]
        beyond = sum(area_of(code, districts) == "force" for code in codes)
        assert finding.says.startswith(f"{beyond:,} of {len(codes):,} rows that have a code in 'LSOA code' (")
    files = {name: sum(".csv" in origin.path for origin in table.origins) for name, table in loaded.tables.items()}
    assert files == {"street": 33 + 1, "outcomes": 30 + 1, "stop_and_search": 48}  # and the lookup
    assert missing_months(loaded.tables["outcomes"])[0] == date(2022, 1, 1)


def test_street_counts_by_month_type_and_area_are_those_of_the_files(
    shared: Path, loaded: Loaded, districts: dict[str, str]
) -> None:
    plain = Counter(
        (row["Falls within"], first_day(row["Month"]), row["Crime type"], area_of(row["LSOA code"], districts))
        for row in rows(shared, "street")
    )
    assert sum(plain.values()) == 465_949 + 87_348 + 24
    assert asked(loaded, "street", "falls_within, month, crime_type, area") == plain


def test_outcome_counts_by_month_type_and_area_are_those_of_the_files(
    shared: Path, loaded: Loaded, districts: dict[str, str]
) -> None:
    plain = Counter(
        (first_day(row["Month"]), row["Outcome type"], area_of(row["LSOA code"], districts))
        for row in rows(shared, "outcomes")
    )
    assert sum(plain.values()) == 209_700 + 20
    assert asked(loaded, "outcomes", "month, outcome_type, area") == plain


def test_search_counts_by_day_and_outcome_are_those_of_the_files(shared: Path, loaded: Loaded) -> None:
    london = ZoneInfo("Europe/London")
    plain = Counter(
        (
            datetime.fromisoformat(row["Date"]).astimezone(london).date(),
            row["Self-defined ethnicity"] or None,
            row["Outcome"] or None,
            {"True": True, "False": False, "": None}[row["Outcome linked to object of search"]],
        )
        for row in rows(shared, "stops")
    )
    assert sum(plain.values()) == 10_968 + 73_565 + 40
    columns = "date, self_defined_ethnicity, outcome, outcome_linked_to_object_of_search"
    assert asked(loaded, "stop_and_search", columns) == plain


def test_loading_again_changes_nothing(shared: Path, store: Path, loaded: Loaded) -> None:
    def written() -> dict[str, int]:
        return {str(path): path.stat().st_mtime_ns for path in store.rglob("*") if path.is_file()}

    before = written()
    again = load(SOURCES, shared / "data", store, AREAS)
    assert again == replace(loaded, findings=()), "what was told of new files is told once"
    assert {path for path, at in written().items() if before.get(path) != at} <= {str(store / ".load.lock")}
    assert len(loaded.snapshots) == 33 + 30 + 48 + 2  # the lookup once for each source that uses it
    assert [verify(store, snapshot) for snapshot in loaded.snapshots] == [None] * len(loaded.snapshots)
