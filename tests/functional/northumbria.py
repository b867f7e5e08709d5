"""A plan folder over real months of data.police.uk: six districts and their wards, for tests that have the files."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
from pathlib import Path

DISTRICTS = ("E06000057", "E08000021", "E08000022", "E08000023", "E08000024", "E08000037")
LEFT_OUT = "Anti-social behaviour"
SETTINGS = """\
received: 2022-12-01
published: 2022-12-01
origin: https://data.police.uk/data/
licence: OGL-3.0
publisher: data.police.uk
"""
PLAN = f"""\
id: northumbria
title: Street-level crime
body: {{name: The office, short: Office}}
force: {{name: Northumbria Police, short: NP}}
term: {{first: 2021-05-13}}
areas:
  levels: [force, district, ward]
  list:
    - {{id: northumbria, name: Northumbria, level: force}}
  from:
    - file: lookups/wards.csv.gz
      under: northumbria
      vintage: "2021"
      where: {{LAD21CD: [{", ".join(DISTRICTS)}]}}
      levels:
        - {{level: district, code: LAD21CD, name: LAD21NM}}
        - {{level: ward, code: WD21CD, name: WD21NM}}
  drawn:
    - {{id: city, name: City centre, polygon: areas/city.geojson}}
    - {{id: beat, name: The beat, codes: [E01008397, E01008398]}}
answers:
  crime: police-uk-crime
  by: crime-type
  also: [police-uk-anti-social-behaviour]
  outcomes: police-uk-charge-rate
  people: people
"""
PRIORITY = """\
id: safe
title: Safe
kpis:
  - {id: crime, title: Crime, kind: monitor, polarity: lower, measure: police-uk-crime, period: 2022-09}
"""
PEOPLE = """\
- id: people
  title: Residents
  kind: level
  unit: count
  words: {subject: the number of residents, noun: residents, one: resident}
  definition: People who live in the ward, in the middle of 2020.
  compute: {table: people, column: people}
"""


def plan_folder(shared: Path, folder: Path, city: str) -> Path:
    """The plan, with all the months held; `city` is the name of the ward whose boundary is drawn by hand."""
    for part in ("lookups", "areas", "data", "priorities", "measures"):
        (folder / part).mkdir(parents=True)
    lookup = (shared / "data/ons/lsoa11-wd21-lad21-lookup.csv.gz").read_bytes()
    (folder / "lookups/wards.csv.gz").write_bytes(lookup)
    for dataset in ("street", "outcomes"):
        for packed in sorted((shared / f"data/police_uk/northumbria/{dataset}").glob("*.csv.gz")):
            name = f"{packed.name[:7]}-northumbria-{dataset}.csv"
            (folder / "data" / name).write_bytes(gzip.decompress(packed.read_bytes()))
    (folder / "areas/city.geojson").write_text(json.dumps(boundary(shared, city)))
    shutil.copy(shared / "data/ons/northumbria-ward-population-mid-2020.xlsx", folder / "data/people.xlsx")
    (folder / "plan.yaml").write_text(PLAN)
    (folder / "priorities/01-safe.yaml").write_text(PRIORITY)
    (folder / "measures/people.yaml").write_text(PEOPLE)
    (folder / "sources.yaml").write_text(_sources())
    return folder


def boundary(shared: Path, name: str) -> dict[str, object]:
    """The outline of a ward as the boundary file has it."""
    with gzip.open(shared / "data/boundaries/northumbria-wards-2022.geojson.gz", "rt", encoding="utf-8") as file:
        features = json.load(file)["features"]
    (found,) = (each for each in features if name in each["properties"].values())
    return dict(found)


def wards(shared: Path) -> dict[str, tuple[str, str, str]]:
    """By neighbourhood: ward, its name, and its district; of our districts."""
    with gzip.open(shared / "data/ons/lsoa11-wd21-lad21-lookup.csv.gz", "rt", encoding="utf-8-sig", newline="") as file:
        return {
            row["LSOA11CD"]: (row["WD21CD"], row["WD21NM"], row["LAD21CD"])
            for row in csv.DictReader(file)
            if row["LAD21CD"] in DISTRICTS
        }


def _sources() -> str:
    areas = "{column: LSOA code, lookup: lookups/wards.csv.gz, from: LSOA11CD, to: WD21CD, else: northumbria}"
    parts = [
        f"{dataset}:\n  title: {dataset}\n  format: police-uk-{dataset}\n  files: ['data/*-{dataset}.csv']\n"
        f"  table: {dataset}\n  force: northumbria\n  areas: {areas}\n"
        for dataset in ("street", "outcomes")
    ]
    parts.append(
        "people:\n  title: Residents\n  format: tidy\n  files: [data/people.xlsx]\n  table: people\n"
        "  as_at: 2020-06-30\n  slice: file\n  areas: {column: gss_code, else: northumbria}\n"
        "  columns:\n    people: {from: population, as: integer}\n"
    )
    indented = "".join(f"  {line}\n" for line in SETTINGS.splitlines())
    return "".join(part + indented for part in parts)
