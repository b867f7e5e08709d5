"""A resident of Streetly asks: the West Midlands example with the files that `peelian fetch` brings, and without them.

The wards are the real ones; the crimes are made up, in the form of data.police.uk, where the archive would lie.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from peelian.cli.main import main
from peelian.errors import FINE, WRONG_USE
from tests.unit.fetching import publisher as server
from tests.unit.fetching.publisher import Publisher
from tests.unit.sources.raw_files import xlsx, zipped

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "west-midlands"
WALSALL, STREETLY = "E08000030", "E05001318"
ASB = "Anti-social behaviour"
TYPES = (ASB, "Burglary", "Vehicle crime", "Violence and sexual offences", "Shoplifting", "Robbery")
OUTCOMES = ("Suspect charged", "Local resolution", "Offender given a caution", "Unable to prosecute suspect")
POSITIVE = OUTCOMES[:3]
MONTHS = [f"{2023 + (7 + n) // 12}-{(7 + n) % 12 + 1:02d}" for n in range(24)]  # August 2023 to July 2025
YEAR_OF = {month: "now" if month >= "2024-08" else "before" for month in MONTHS}
STREET_HEAD = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)
OUTCOME_HEAD = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type"
FORCE = "West Midlands Police,West Midlands Police"
Rows = list[tuple[str, str, str]]
"""Month, neighbourhood, and the type of crime or outcome."""


@pytest.fixture(name="lookup", scope="module")
def lookup_(shared: Path) -> list[list[str]]:
    """The real lookup: its heading, then a row a small area."""
    packed = (shared / "data/ons/lsoa11-wd21-lad21-lookup.csv.gz").read_bytes()
    return list(csv.reader(io.StringIO(gzip.decompress(packed).decode("utf-8-sig"))))


@pytest.fixture(name="rows", scope="module")
def rows_(lookup: list[list[str]]) -> dict[str, Rows]:
    """Made-up rows in the wards of Walsall, and in one small area that no lookup has."""
    random = Random(20)
    places = [row[0] for row in lookup if row[4] == WALSALL]
    street = [(month, lsoa, random.choice(TYPES)) for month in MONTHS for lsoa in places for _ in range(4)]
    street += [(month, "E01999999", "Burglary") for month in MONTHS]
    outcomes = [(month, lsoa, random.choice(OUTCOMES)) for month in MONTHS for lsoa in places for _ in range(2)]
    return {"street": street, "outcomes": outcomes}


@pytest.fixture(name="archive", scope="module")
def archive_(rows: dict[str, Rows]) -> bytes:
    members = {}
    for month in MONTHS:
        for dataset, head in (("street", STREET_HEAD), ("outcomes", OUTCOME_HEAD)):
            lines = [head]
            for n, (at, lsoa, kind) in enumerate(rows[dataset]):
                if at == month:
                    id = "" if kind == ASB else f"{dataset}{n}"
                    end = f"{kind},Under investigation," if dataset == "street" else kind
                    lines.append(f"{id},{month},{FORCE},-1.88,52.57,On or near High Street,{lsoa},Walsall,{end}")
            members[f"{month}/{month}-west-midlands-{dataset}.csv"] = "\r\n".join([*lines, ""]).encode()
    members[f"{MONTHS[0]}/{MONTHS[0]}-kent-street.csv"] = b"another force\r\n"
    return zipped(members)


def example(folder: Path) -> Path:
    ignored = shutil.ignore_patterns("store", "editions", "received")
    return Path(shutil.copytree(EXAMPLE, folder / "plan", ignore=ignored))


@pytest.fixture(name="plan", scope="module")
def plan_(tmp_path_factory: pytest.TempPathFactory, lookup: list[list[str]], archive: bytes) -> Path:
    """The example with both files where fetch puts them; the lookup is a workbook, as its publisher gives it."""
    plan = example(tmp_path_factory.mktemp("streetly"))
    for name in ("wards", "police-uk"):
        (plan / "received" / name).mkdir(parents=True)
    near = [row for row in lookup[1:] if row[4] in (WALSALL, "E08000026", "E06000001")]  # and one beyond the force
    (plan / "received/wards/data").write_bytes(xlsx([lookup[0], *near], "LSOA11_WD21_LAD21_EW_LU", more=("Notes",)))
    (plan / "received/police-uk/2025-07.zip").write_bytes(archive)
    return plan


def told(plan: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert main(["area", str(plan), *arguments, "--json"]) == FINE
    return json.loads(capsys.readouterr().out)


def test_a_resident_is_told_the_numbers_of_a_plain_count(
    plan: Path, lookup: list[list[str]], rows: dict[str, Rows], capsys: pytest.CaptureFixture[str]
) -> None:
    ward = {row[0]: row[2] for row in lookup}
    counted = Counter((ward.get(lsoa), YEAR_OF[month], kind) for month, lsoa, kind in rows["street"])
    answer = told(plan, capsys, "Streetly")
    assert (answer["name"], answer["level"], answer["parent"]) == ("Streetly", "ward", "walsall")
    assert answer["last_month"] == "2025-07"
    for year in ("now", "before"):
        crimes = {kind: counted[STREETLY, year, kind] for kind in TYPES}
        assert answer["also"][0][year] == crimes.pop(ASB)
        assert answer["crime"][year] == sum(crimes.values()) > 100
        assert {row["name"]: row[year] for row in answer["types"]} == crimes
        given = [kind for at, lsoa, kind in rows["outcomes"] if (ward[lsoa], YEAR_OF[at]) == (STREETLY, year)]
        assert answer["outcomes"]["part"][year] == sum(kind in POSITIVE for kind in given)
    walsall = {row[2] for row in lookup if row[4] == WALSALL}
    totals = {
        one: sum(
            count for (place, year, kind), count in counted.items() if (place, year) == (one, "now") and kind != ASB
        )
        for one in walsall
    }
    assert answer["rank"]["members"] == len(walsall) == 20
    assert answer["rank"]["place"] == 1 + sum(total > totals[STREETLY] for total in totals.values())


def test_the_words_say_two_years_outcomes_and_the_rank(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["area", str(plan), "streetly"]) == FINE
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("Streetly, ward in Walsall")
    assert "In the twelve months to July 2025," in said
    assert "the twelve months before" in said
    assert "the published positive outcome rate was" in said
    assert "20 wards" in said
    assert "Vehicle crime" in said
    assert main(["area", str(plan), "Walsall"]) == FINE
    assert capsys.readouterr().out.startswith("Walsall, local policing area in West Midlands")


def test_the_place_of_the_panels_letter_keeps_its_figures(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The letter's Streetly is an area of its own: 380 crimes in the twelve months to August 2025."""
    asked = ["show", str(plan), "total-recorded-crime", "--area", "streetly", "--period", "2024-09..2025-08", "--json"]
    assert main(asked) == FINE
    assert "380" in capsys.readouterr().out


def test_a_small_area_without_a_ward_counts_for_the_force_alone(
    plan: Path, rows: dict[str, Rows], capsys: pytest.CaptureFixture[str]
) -> None:
    of_all = sum(kind != ASB and YEAR_OF[month] == "now" for month, _, kind in rows["street"])
    assert told(plan, capsys, "west-midlands")["crime"]["now"] == of_all
    assert told(plan, capsys, "Walsall")["crime"]["now"] == of_all - 12


def test_the_board_paper_is_the_same_with_the_files_and_without(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They answer for areas; no figure of the paper is theirs."""
    figures = []
    for name, folder in (("with", plan), ("without", example(tmp_path))):
        assert main(["validate", str(folder), "--json"]) == FINE
        findings = json.loads(capsys.readouterr().out)["findings"]
        assert [one for one in findings if one["severity"] != "note"] == []
        out = tmp_path / name
        assert main(["build", str(folder), "panel-2025-11", "--edition", "p", "--out", str(out)]) == FINE
        capsys.readouterr()
        figures.append((out / "p/data/figures.csv").read_bytes())
    assert figures[0] == figures[1]


def test_without_the_files_the_commands_that_bring_them_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = example(tmp_path)
    assert main(["load", str(plan)]) == FINE
    said = capsys.readouterr().out
    assert f"not here yet, and done without: peelian fetch {plan} wards (" in said
    for name in ("Streetly", "Walsall", "nowhere"):
        assert main(["area", str(plan), name]) == WRONG_USE
        said = capsys.readouterr().err
        assert f"peelian fetch {plan} wards (wards of small areas)" in said
        assert f"peelian fetch {plan} street (crimes at street level; outcomes of crimes)" in said


def test_only_what_is_not_there_is_named(
    tmp_path: Path, lookup: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    plan = example(tmp_path)
    (plan / "received/wards").mkdir(parents=True)
    text = "\r\n".join(",".join(row) for row in lookup if row[4] in ("LAD21CD", WALSALL)) + "\r\n"
    (plan / "received/wards/data").write_bytes(gzip.compress(text.encode()))
    assert main(["area", str(plan), "Streetly"]) == WRONG_USE
    said = capsys.readouterr().err
    assert "wards (" not in said
    assert f"peelian fetch {plan} street (" in said


@pytest.fixture(name="there")
def there_() -> Iterator[Publisher]:
    with server.publisher() as one:
        yield one


def test_fetch_brings_the_lookup_to_where_the_plan_reads_it(
    tmp_path: Path, there: Publisher, lookup: list[list[str]], archive: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = example(tmp_path)
    sources = (plan / "sources.yaml").read_text(encoding="utf-8")
    assert "https://www.arcgis.com/" in sources
    there.at(
        "/sharing/rest/content/items/ff21f0cfbdcc4206906920b3a8858867/data",
        server.serves(xlsx(lookup[:1] + [row for row in lookup if row[4] == WALSALL])),
    )
    changed = sources.replace("https://www.arcgis.com/", f"{there.address}/")
    (plan / "sources.yaml").write_text(changed, encoding="utf-8")
    assert main(["fetch", str(plan), "wards"]) == FINE
    assert "new        wards: received/wards/data," in capsys.readouterr().out
    (plan / "received/police-uk").mkdir()
    (plan / "received/police-uk/2025-07.zip").write_bytes(archive)
    assert told(plan, capsys, "Streetly")["level"] == "ward"
