"""All tables of publishers that a run has, and what the plan says of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from importlib import resources
from string import Template
from types import ModuleType
from typing import Any

import yaml

from peelian import periods
from peelian.simulate import shipped
from peelian.simulate.frame import Frame
from peelian.simulate.geography import Geography
from peelian.simulate.months import first_day, last_day
from peelian.simulate.offences import published_weights
from peelian.simulate.publishers import (
    answering,
    arrests,
    census_ethnic_group,
    census_households,
    census_small_areas,
    collisions,
    crime_by_partnership,
    crime_outcomes,
    force_populations,
    harm_index,
    hurt,
    mid_year,
    mid_year_estimates,
    people,
    recorded_crime,
    searches,
    searches_to_2020,
    severity_scores,
    severity_totals,
    severity_weights,
    vehicles,
    workforce,
)
from peelian.simulate.publishers.returns import DECEMBER, MARCH, QUARTER, QUARTERS, YEAR, Returns, ends
from peelian.simulate.publishers.texts import text, written
from peelian.simulate.yamltext import parsed

Made = Sequence[ModuleType]
"""The tables that a run has."""
ALWAYS = 1
A_QUARTER = QUARTER
A_FINANCIAL_YEAR = YEAR  # a run begins with one
A_CALENDAR_YEAR = ends(2 * YEAR, DECEMBER)[0] + 1
TABLES: Mapping[ModuleType, int] = {
    severity_weights: ALWAYS,
    harm_index: ALWAYS,
    recorded_crime: A_QUARTER,
    crime_by_partnership: A_QUARTER,
    crime_outcomes: A_QUARTER,
    searches: A_FINANCIAL_YEAR,
    searches_to_2020: A_FINANCIAL_YEAR,
    arrests: A_FINANCIAL_YEAR,
    workforce: A_FINANCIAL_YEAR,
    answering: answering.SINCE + 1,
    severity_scores: A_FINANCIAL_YEAR,
    severity_totals: A_FINANCIAL_YEAR,
    mid_year: ALWAYS,
    mid_year_estimates: ALWAYS,
    force_populations: ALWAYS,
    census_ethnic_group: census_ethnic_group.MONTH + 1,
    census_households: census_ethnic_group.MONTH + 1,
    census_small_areas: census_ethnic_group.MONTH + 1,
    collisions: A_CALENDAR_YEAR,
    hurt: A_CALENDAR_YEAR,
    vehicles: A_CALENDAR_YEAR,
}
"""Each with how many months a run has that holds its first quarter, year or day; there are rows of whole ones alone."""


def made_of(months: int) -> Made:
    """The tables that a run of so many months has."""
    return [table for table, least in TABLES.items() if months >= least]


def left_out(months: int) -> dict[str, int]:
    """The titles of the tables that it has not, and the months of the shortest run that has each."""
    known = parsed(text("sources.yaml"))
    titles = {source["table"]: source["title"] for source in known.values()}
    return {titles[table.TABLE]: least for table, least in TABLES.items() if months < least}


def published(returns: Returns) -> Iterator[tuple[list[tuple[Frame, int]], dict[str, bytes]]]:
    """The frames of each table with their forces, and its files by their names."""
    for table in made_of(returns.months):
        made = list(table.frames(returns))
        yield made, table.files(returns, [frame for frame, _ in made])


def measures(made: Made) -> list[dict[str, Any]]:
    """Those of the plan on these tables, and the shared ones that they answer."""
    own: list[dict[str, Any]] = parsed(text("measures.yaml"))
    ids = written("words.yaml")["shared"]
    file = resources.files("peelian") / "definitions" / "extract-stops-force-roads.yaml"
    every = own + [one for one in parsed(file.read_text("utf-8")) if one["id"] in ids]
    return shipped.answered(every, {table.TABLE for table in made})


def measures_text(made: Made) -> str:
    """The plan's own of them as they are written."""
    ids = {one["id"] for one in measures(made)}
    each = re.split(r"(?m)^(?=- id: )", text("measures.yaml"))
    return "".join(one for one in each if one and parsed(one)[0]["id"] in ids)


def weights() -> dict[str, dict[str, Fraction]]:
    """The weights of each table of weights."""
    return {table.TABLE: published_weights(table.NAME) for table in (severity_weights, harm_index)}


def priority(made: Made, months: int) -> str:
    """The KPIs on these tables, of the last whole quarters and years that a run of so many months holds; nothing where
    there is none."""
    quarter, march, december = (_last(months, *of) for of in ((QUARTERS, QUARTER), (MARCH, YEAR), (DECEMBER, YEAR)))
    put = {
        "QUARTERS": _year(quarter),
        "QUARTERS_BEFORE": _year(quarter - YEAR),
        "FINANCIAL_YEAR": _year(march),
        "CALENDAR_YEAR": _year(december),
    }
    head, *kpis = re.split(r"(?m)^(?=  - )", Template(text("priority.yaml")).substitute(put))
    ids = {one["id"] for one in measures(made)}
    kept = [one for one in kpis if parsed(one)[0]["measure"] in ids]
    return "".join([head, *kept]) if kept else ""


def _last(months: int, of: Collection[int], length: int) -> int:
    """The last month that ends such a quarter or year of the run; the next one to come where it holds none."""
    return (ends(months, of, length) or ends(months + YEAR * 2, of, length))[-1]


def _year(last: int) -> str:
    day = first_day(last)
    return periods.year_ending(day.year, day.month).id


def sources(made: Made, geography: Geography, months: int) -> dict[str, Any]:
    """The sources of these tables as sources.yaml has them."""
    forces = [geography.areas[place] for place in geography.forces]
    districts = [geography.areas[place] for place in geography.districts.tolist()]
    put = {
        "FORCES": _mapping({area.name: area.id for area in forces}),
        "CODES": _mapping({area.name: area.code for area in forces}),
        "DISTRICTS": _mapping({area.name: area.id for area in districts}),
        "GROUPS": _mapping(searches.MEANT),
        "WEIGHTED": last_day(0).isoformat(),
        "MIDDLE": last_day(people.latest(months - 1)).isoformat(),
    }
    found: dict[str, Any] = parsed(Template(text("sources.yaml")).substitute(put))
    tables = {table.TABLE for table in made}
    return {id: source for id, source in found.items() if source["table"] in tables}


def _mapping(words: Mapping[str, str]) -> str:
    """As YAML writes it in one line."""
    return yaml.safe_dump(dict(words), default_flow_style=True, width=float("inf"), sort_keys=False).strip()
