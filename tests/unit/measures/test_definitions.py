"""The shared definitions: each loads, is sound against the tables it names, and counts what it says."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from importlib import resources
from pathlib import Path

import pytest

from peelian.contracts.load import example, form
from peelian.findings import Finding
from peelian.measures.computed import Computed
from peelian.measures.expressions import Lists
from peelian.measures.faults import faults
from peelian.measures.inputs import input_ids
from peelian.measures.kinds import KINDS
from peelian.measures.model import Measure, Survey, WeightedSum
from peelian.measures.shapes import BaseKind
from peelian.periods import month
from peelian.periods import parse as parse_period
from peelian.quantities import UNITS
from peelian.series.tables import TableFiles
from peelian.sources import police_uk_outcomes, police_uk_stop_and_search, police_uk_street
from peelian.sources.fields import KIND_OF_TYPE, STORED_AS, Field
from peelian.sources.open_data import (
    cambridge_harm_index,
    census_ethnic_group,
    ons_force_populations,
    ons_mid_year_estimates,
    ons_population,
    ons_severity_weights,
    stats19_casualties,
)
from peelian.yamlfile import build_list, parse
from tests.spec.worlds import Row, Rows, World
from tests.unit.sources.open_data.raw import CASUALTIES, open_load

FILES = sorted(
    entry.name for entry in (resources.files("peelian") / "definitions").iterdir() if entry.name.endswith(".yaml")
)


def columns(fields: tuple[Field, ...]) -> dict[str, str]:
    return {"month": "date", "area": "text", **{field.name: STORED_AS[field.kind] for field in fields}}


FORMS = {
    "crimes": "crimes",
    "crime_outcomes": "outcomes",
    "calls": "calls",
    "incidents": "incidents",
    "stops": "stops",
    "use_of_force": "use-of-force",
    "vehicles_seized": "vehicles-seized",
    "op_snap": "op-snap",
    "road_enforcement": "road-enforcement",
    "custody_arrests": "arrests",
    "orders": "orders",
    "workforce": "workforce",
    "training": "training",
    "complaints": "complaints",
    "survey_responses": "survey-responses",
}
"""The tables that the definitions of extracts read, and the form of each."""


def of_form(name: str) -> dict[str, str]:
    """The columns of the table that an extract in this form gives."""
    given = form(name)
    kinds = {column: STORED_AS[KIND_OF_TYPE[one.type]] for column, one in given.columns.items() if column != "month"}
    return {"month": "date", "area": "text", **kinds, **dict.fromkeys(given.elapsed, "integer")}


WEIGHTS = {"month": "date", "area": "text", "offence_code": "text", "weight": "decimal"}
"""A table of weights that a plan makes of its own."""
TABLES = {
    **{table: of_form(name) for table, name in FORMS.items()},
    "weights_severity_score": columns(ons_severity_weights.COLUMNS),
    "weights_cambridge": columns(cambridge_harm_index.COLUMNS),
    "weights_local": WEIGHTS,
    "population": columns(ons_population.COLUMNS),
    "population_by_ethnicity": columns(census_ethnic_group.COLUMNS),
    "casualties": columns(stats19_casualties.COLUMNS),
    "street": columns(police_uk_street.COLUMNS),
    "outcomes": columns(police_uk_outcomes.COLUMNS),
    "stop_and_search": columns(police_uk_stop_and_search.COLUMNS),
}


LISTS: Lists = {"positive-outcome-codes": ((("1", "1A", "2", "2A", "3", "3A", "4", "8"), None, None),)}


def load() -> tuple[dict[str, Measure], list[str]]:
    found: dict[str, Measure] = {}
    ids: list[str] = []
    for name in FILES:
        data = (resources.files("peelian") / "definitions" / name).read_bytes()
        node, findings = parse(data, name)
        problems: list[Finding] = findings
        assert node is not None, problems
        built = build_list(Measure, node, problems)
        assert [problem.line() for problem in problems] == []
        ids += [made.id for made, _ in built]
        found |= {made.id: made for made, _ in built}
    return found, ids


MEASURES, IDS = load()


def test_ids_are_used_once_and_there_are_files() -> None:
    assert len(IDS) == len(set(IDS)) >= 170
    for name in FILES:  # a file's first word says whose records it is about, and so do its ids
        assert name.startswith(("extract-", "police-uk.")), name


@pytest.mark.parametrize("id", IDS)
def test_each_definition_is_whole(id: str) -> None:
    made = MEASURES[id]
    assert made.unit in UNITS
    assert made.source
    assert made.definition.endswith(".")
    assert all(caveat.endswith(".") for caveat in made.caveats)
    assert set(input_ids(made)) <= set(MEASURES)
    assert made.unit != "count" or (made.words.noun and made.words.one)


@pytest.mark.parametrize("id", IDS)
def test_each_definition_is_sound_against_the_columns_that_a_source_gives(id: str) -> None:
    made = MEASURES[id]
    kind = KINDS[made.kind]
    if isinstance(kind, BaseKind):
        assert kind.ask(made.compute).table in TABLES
    tables = {name: TableFiles(name, (), held, frozenset()) for name, held in TABLES.items()}
    assert faults(made, tables, LISTS, MEASURES) == ()
    allowed = {(table, c): one.values for table, name in FORMS.items() for c, one in form(name).columns.items()}
    for column, condition in getattr(made.compute, "where", {}).items():
        words = allowed.get((kind.ask(made.compute).table, column), ()) if isinstance(kind, BaseKind) else ()
        assert not words or set(condition.is_) | set(condition.not_) <= set(words), column


def search(outcome: str | None, linked: bool | None, ethnicity: str | None = "White", **more: str) -> Row:
    row: Row = dict.fromkeys(TABLES["stop_and_search"])
    row |= {"month": date(2024, 1, 1), "type": "Person search", "outcome": outcome}
    row |= {"outcome_linked_to_object_of_search": linked, "self_defined_ethnicity": ethnicity}
    return row | dict(more)


def crime(kind: str) -> Row:
    return dict.fromkeys(TABLES["street"]) | {"month": date(2024, 1, 1), "crime_type": kind}


def outcome(kind: str) -> Row:
    return dict.fromkeys(TABLES["outcomes"]) | {"month": date(2024, 1, 1), "outcome_type": kind}


ROWS: dict[str, list[Row]] = {
    "street": [*[crime("Burglary")] * 3, crime("Robbery"), *[crime("Anti-social behaviour")] * 5],
    "outcomes": [
        outcome("Suspect charged"),
        outcome("Suspect charged as part of another case"),
        outcome("Local resolution"),
    ],
    "stop_and_search": [
        search("Arrest", True),
        search("Arrest", False),
        search("A no further action disposal", True),
        search("A no further action disposal", None, "Other ethnic group - Not stated"),
        search("Nothing found - no further action", False, None),
        search(None, None),
        search("Caution (simple or conditional)", None, None, type="Vehicle search"),
    ],
}


@pytest.fixture(name="computed", scope="module")
def computed_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Computed]:
    covered = frozenset([date(2024, 1, 1)])
    tables = {name: Rows(TABLES[name], rows, covered) for name, rows in ROWS.items()}
    made = World({"force": ()}, tables, MEASURES).computed(tmp_path_factory.mktemp("definitions"))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("police-uk-crime", 4),
        ("police-uk-anti-social-behaviour", 5),
        ("police-uk-outcomes", 3),
        ("police-uk-charges", 2),
        ("police-uk-charge-rate", 50),
        ("police-uk-stop-and-search", 7),
        ("police-uk-searches-of-people", 6),
        ("police-uk-searches-with-stated-ethnicity", 4),
        ("police-uk-searches-with-outcome", 6),
        ("police-uk-searches-with-action", 3),
        ("police-uk-search-action-rate", 50),
        ("police-uk-finds", 1),
        ("police-uk-searches-that-say-link", 4),
    ],
)
def test_what_each_counts(computed: Computed, id: str, value: int) -> None:
    assert computed.observe(id, "force", (), month(2024, 1)).value == value


def test_the_find_rate_says_its_sum(computed: Computed) -> None:
    assert computed.observe("police-uk-find-rate", "force", (), month(2024, 1)).sum == "1 ÷ 6 × 100"


def test_crime_by_type_leaves_anti_social_behaviour_out(computed: Computed) -> None:
    assert computed.breakdown_values("police-uk-crime", "crime-type") == ("burglary", "robbery")


OTHERWISE = {
    "population": (ons_mid_year_estimates.COLUMNS, ons_force_populations.COLUMNS),
    "population_by_ethnicity": ({"month": "date", "area": "text", "ethnicity": "text", "people": "integer"},),
    "weights_severity_score": (WEIGHTS,),
    "weights_cambridge": (WEIGHTS,),
}
"""What else may fill a table that definitions read: other sources, and a plan's own table."""


@pytest.mark.parametrize("table", sorted(OTHERWISE))
def test_every_source_of_a_table_has_the_columns_that_definitions_read(table: str) -> None:
    for given in OTHERWISE[table]:
        held = given if isinstance(given, dict) else columns(given)
        tables = {name: TableFiles(name, (), own, frozenset()) for name, own in (TABLES | {table: held}).items()}
        found = {id: faults(made, tables, LISTS, MEASURES) for id, made in MEASURES.items()}
        assert {id: says for id, says in found.items() if says} == {}


@pytest.mark.parametrize("table", ["training", "survey_responses"])
def test_the_codes_that_definitions_look_for_stand_in_the_example_and_the_page_of_the_form(table: str) -> None:
    """Texts that no list allows must be written by the force exactly so: the form's page says how."""
    given = form(FORMS[table])
    rows = list(csv.DictReader(example(FORMS[table]).decode().splitlines()))
    sought: dict[str, set[str]] = {}
    for made in MEASURES.values():
        if getattr(made.compute, "table", None) == table:
            for column, condition in getattr(made.compute, "where", {}).items():
                sought.setdefault(column, set()).update(condition.is_)
            if isinstance(made.compute, Survey):
                sought.setdefault(made.compute.question, set()).update(made.compute.base)
    for column, codes in sought.items():
        if given.columns[column].type == "text":
            assert {row[column] for row in rows} & codes, f"none of {sorted(codes)} is in the example"
            alike = {row[column] for row in rows if row[column].lower() in codes}
            assert alike <= codes, f"{sorted(alike)} are not written as the definitions read them"
            assert all(f"`{code}`" in given.columns[column].about for code in codes), column


def test_the_killed_or_seriously_injured_of_a_year_by_local_authority(tmp_path: Path) -> None:
    """The publisher's file has the year alone, and areas by the collision; a fatal row has nought in its chance."""
    loaded = open_load(
        tmp_path, "stats19-casualties", CASUALTIES.with_cell(2, "casualty_adjusted_severity_serious", "0.75").data()
    )
    ksi = MEASURES["extract-road-ksi"]
    assert isinstance(ksi.compute, WeightedSum)
    computed = Computed(
        {"ksi": replace(ksi, compute=replace(ksi.compute, table="counts"))},
        loaded.tables,
        lambda area: ("city", "borough") if area == "all" else (),
        "all",
    )
    year = parse_period("cy-2022")
    values = {area: computed.observe("ksi", area, (), year).value for area in ("city", "borough", "all")}
    both = 1 + Fraction("0.125") + Fraction("0.75")
    assert values == {"city": both, "borough": 0, "all": both}
    assert computed.observe("ksi", "all", (), month(2022, 12)).status == "missing"
    computed.close()
