"""Real months of data.police.uk, from the publisher's files to figures, against a plain count with the csv module."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from peelian.findings import Finding
from peelian.measures.breakdowns import slug
from peelian.measures.computed import Computed
from peelian.periods import month, span
from peelian.plan.load import shared_measures
from peelian.sources.model import AreaCodes, Source
from peelian.sources.store import load

MONTHS = ("2021-11", "2021-12", "2022-02", "2022-03")
LEFT_OUT = "Anti-social behaviour"


@pytest.fixture(name="files", scope="module")
def files_(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four months as the publisher names them, and the lookup from neighbourhood to district."""
    folder = tmp_path_factory.mktemp("plan")
    for name in MONTHS:
        [packed] = (shared / "data/police_uk/northumbria/street").glob(f"{name}-*.csv.gz")
        (folder / f"{name}-northumbria-street.csv").write_bytes(gzip.decompress(packed.read_bytes()))
    lookup = gzip.decompress((shared / "data/ons/lsoa11-wd21-lad21-lookup.csv.gz").read_bytes())
    (folder / "districts.csv").write_bytes(lookup)
    return folder


@pytest.fixture(name="district", scope="module")
def district_(files: Path) -> dict[str, str]:
    with (files / "districts.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["LSOA11CD"]: row["LAD21CD"] for row in csv.DictReader(file)}


@pytest.fixture(name="districts", scope="module")
def districts_(district: dict[str, str]) -> tuple[str, ...]:
    """The six districts of the force."""
    return ("E06000057", "E08000021", "E08000022", "E08000023", "E08000024", "E08000037")


@pytest.fixture(name="counted", scope="module")
def counted_(files: Path, district: dict[str, str], districts: tuple[str, ...]) -> Counter[tuple[str, str, str]]:
    """Rows by month, district ("" outside them or unknown) and crime type."""
    found: Counter[tuple[str, str, str]] = Counter()
    for name in MONTHS:
        with (files / f"{name}-northumbria-street.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                place = district.get(row["LSOA code"], "")
                found[row["Month"], place if place in districts else "", row["Crime type"]] += 1
    return found


@pytest.fixture(name="computed", scope="module")
def computed_(files: Path, districts: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Computed]:
    codes = AreaCodes("LSOA code", lookup="districts.csv", from_="LSOA11CD", to="LAD21CD", else_="force")
    source = Source(
        title="Street-level crime",
        publisher="data.police.uk",
        format="police-uk-street",
        files=("*-street.csv",),
        table="street",
        areas=codes,
        origin="https://data.police.uk/data/",
        licence="OGL-3.0",
        received=date(2022, 12, 1),
        published=date(2022, 12, 1),
    )
    areas = {"force": "force"} | {code: code.lower() for code in districts}
    loaded = load({"street": source}, files, tmp_path_factory.mktemp("store"), areas)
    assert [finding.line() for finding in loaded.findings if finding.severity == "error"] == []
    problems: list[Finding] = []
    measures = {id: made for id, made in shared_measures(problems).items() if id.startswith("police-uk-")}
    inside = {"force": tuple(code.lower() for code in districts)}
    made = Computed(measures, loaded.tables, lambda area: inside.get(area, ()), "force")
    yield made
    made.close()


def test_counts_by_month_district_and_type_are_those_of_a_plain_count(
    computed: Computed, counted: Counter[tuple[str, str, str]], districts: tuple[str, ...]
) -> None:
    kinds = sorted({kind for _, _, kind in counted} - {LEFT_OUT})
    assert len(kinds) == 13
    tried = 0
    for name in MONTHS:
        period = month(*map(int, name.split("-")))
        for kind in kinds:
            told = (("crime-type", slug(kind)),)
            for code in districts:
                found = computed.observe("police-uk-crime", code.lower(), told, period)
                assert found.value == counted[name, code, kind], (name, code, kind)
                tried += 1
            whole = computed.observe("police-uk-crime", "force", told, period)
            assert whole.value == sum(n for (when, _, what), n in counted.items() if (when, what) == (name, kind))
            tried += 1
    print(f"real months against a plain count: {tried} tried, {tried} held")


def test_totals_leave_anti_social_behaviour_to_its_own_measure(
    computed: Computed, counted: Counter[tuple[str, str, str]]
) -> None:
    period = span(month(2021, 11), month(2021, 12))
    rows = {key: n for key, n in counted.items() if key[0] in ("2021-11", "2021-12")}
    incidents = sum(n for (_, _, kind), n in rows.items() if kind == LEFT_OUT)
    crimes = sum(rows.values()) - incidents
    assert incidents > 1000
    assert computed.observe("police-uk-anti-social-behaviour", "force", (), period).value == incidents
    assert computed.observe("police-uk-crime", "force", (), period).value == crimes


def test_the_month_that_was_not_supplied_is_missing_and_not_a_zero(computed: Computed) -> None:
    found = computed.observe("police-uk-crime", "force", (), span(month(2021, 12), month(2022, 2)))
    assert (found.value, found.status, found.reason) == (None, "missing", "no data for 2022-01")


def test_a_figure_names_the_file_of_its_month(computed: Computed) -> None:
    found = computed.observe("police-uk-crime", "e08000021", (), month(2022, 3))
    paths = [origin.path for origin in found.origins]
    assert "2022-03-northumbria-street.csv" in paths
    assert not any(path.startswith("2021") for path in paths)
    assert all(len(origin.sha256) == 64 for origin in found.origins)
