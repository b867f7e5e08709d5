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
    answering_999,
    cambridge_harm_index,
    census_ethnic_group,
    census_households,
    home_office_arrests,
    home_office_crime,
    home_office_crime_by_partnership,
    home_office_outcomes,
    home_office_searches,
    home_office_stop_and_search,
    home_office_workforce,
    ons_force_populations,
    ons_mid_year_estimates,
    ons_population,
    ons_severity_scores,
    ons_severity_weights,
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
    "answering-999": answering_999,
    "ons-severity-scores": ons_severity_scores,
    "ons-severity-weights": ons_severity_weights,
    "cambridge-harm-index": cambridge_harm_index,
    "ons-population": ons_population,
    "ons-mid-year-estimates": ons_mid_year_estimates,
    "ons-force-populations": ons_force_populations,
    "census-ethnic-group": census_ethnic_group,
    "census-households": census_households,
    "stats19-collisions": stats19_collisions,
    "stats19-casualties": stats19_casualties,
    "stats19-vehicles": stats19_vehicles,
    "tidy": tidy,
    "extract": extract,
}
