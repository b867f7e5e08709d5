"""All tables of publishers that a run has, and what the plan says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from importlib import resources
from string import Template
from types import ModuleType
from typing import Any

import yaml

from peelian import periods
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
from peelian.simulate.publishers.returns import DECEMBER, MARCH, QUARTERS, YEAR, Returns, ends
from peelian.simulate.publishers.texts import text, written

LEAST = 24  # months of a run that has them: every kind of year lies in it whole
TABLES: tuple[ModuleType, ...] = (
    severity_weights,
    harm_index,
    recorded_crime,
    crime_by_partnership,
    crime_outcomes,
    searches,
    searches_to_2020,
    arrests,
    workforce,
    answering,
    severity_scores,
    severity_totals,
    mid_year,
    mid_year_estimates,
    force_populations,
    census_ethnic_group,
    census_households,
    census_small_areas,
    collisions,
    hurt,
    vehicles,
)


def published(returns: Returns) -> Iterator[tuple[list[tuple[Frame, int]], dict[str, bytes]]]:
    """The frames of each table with their forces, and its files by their names."""
    for table in TABLES:
        made = list(table.frames(returns))
        yield made, table.files(returns, [frame for frame, _ in made])


def measures() -> list[dict[str, Any]]:
    """Those of the plan on these tables, and the shared ones that they answer."""
    own: list[dict[str, Any]] = yaml.safe_load(measures_text())
    ids = written("words.yaml")["shared"]
    shared = resources.files("peelian") / "definitions" / "extract-stops-force-roads.yaml"
    return own + [one for one in yaml.safe_load(shared.read_text("utf-8")) if one["id"] in ids]


def measures_text() -> str:
    return text("measures.yaml")


def weights() -> dict[str, dict[str, Fraction]]:
    """The weights of each table of weights."""
    return {table.TABLE: published_weights(table.NAME) for table in (severity_weights, harm_index)}


def priority(months: int) -> str:
    """The KPIs on these tables, of the last whole quarters and years that a run of so many months holds."""
    quarter, march, december = (ends(months, of)[-1] for of in (QUARTERS, MARCH, DECEMBER))
    put = {
        "QUARTERS": _year(quarter),
        "QUARTERS_BEFORE": _year(quarter - YEAR),
        "FINANCIAL_YEAR": _year(march),
        "CALENDAR_YEAR": _year(december),
    }
    return Template(text("priority.yaml")).substitute(put)


def _year(last: int) -> str:
    day = first_day(last)
    return periods.year_ending(day.year, day.month).id


def sources(geography: Geography, months: int) -> dict[str, Any]:
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
    found: dict[str, Any] = yaml.safe_load(Template(text("sources.yaml")).substitute(put))
    return found


def _mapping(words: Mapping[str, str]) -> str:
    """As YAML writes it in one line."""
    return yaml.safe_dump(dict(words), default_flow_style=True, width=float("inf"), sort_keys=False).strip()
