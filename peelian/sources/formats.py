"""The formats that sources.yaml may name: one line each."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from peelian.sources import (
    extract,
    figures,
    police_uk_outcomes,
    police_uk_stop_and_search,
    police_uk_street,
    tidy,
)
from peelian.sources.open_data import (
    census_ethnic_group,
    home_office_arrests,
    home_office_crime,
    home_office_crime_by_partnership,
    home_office_outcomes,
    home_office_searches,
    home_office_stop_and_search,
    home_office_workforce,
    ons_mid_year_estimates,
    ons_population,
    ons_severity_scores,
    stats19_casualties,
    stats19_collisions,
    stats19_vehicles,
)

SOURCES: Mapping[str, ModuleType] = {
    "figures": figures,
    "police-uk-street": police_uk_street,
    "police-uk-outcomes": police_uk_outcomes,
    "police-uk-stop-and-search": police_uk_stop_and_search,
    "home-office-crime": home_office_crime,
    "home-office-crime-by-partnership": home_office_crime_by_partnership,
    "home-office-outcomes": home_office_outcomes,
    "home-office-stop-and-search": home_office_stop_and_search,
    "home-office-searches": home_office_searches,
    "home-office-arrests": home_office_arrests,
    "home-office-workforce": home_office_workforce,
    "ons-severity-scores": ons_severity_scores,
    "ons-population": ons_population,
    "ons-mid-year-estimates": ons_mid_year_estimates,
    "census-ethnic-group": census_ethnic_group,
    "stats19-collisions": stats19_collisions,
    "stats19-casualties": stats19_casualties,
    "stats19-vehicles": stats19_vehicles,
    "tidy": tidy,
    "extract": extract,
}
