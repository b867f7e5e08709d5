"""The formats of tables that sources.yaml may name: one line each. Typed figures (figures.py) are no table."""

from __future__ import annotations

from collections.abc import Mapping

from peelian.sources import (
    extract,
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
    census_small_areas,
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
    ons_severity_totals,
    ons_severity_weights,
    stats19_casualties,
    stats19_collisions,
    stats19_vehicles,
)
from peelian.sources.reader import Reader

SOURCES: Mapping[str, Reader] = {
    "police-uk-street": police_uk_street.READER,
    "police-uk-outcomes": police_uk_outcomes.READER,
    "police-uk-stop-and-search": police_uk_stop_and_search.READER,
    "home-office-crime": home_office_crime.READER,
    "home-office-crime-by-partnership": home_office_crime_by_partnership.READER,
    "home-office-outcomes": home_office_outcomes.READER,
    "home-office-stop-and-search": home_office_stop_and_search.READER,
    "home-office-searches": home_office_searches.READER,
    "home-office-arrests": home_office_arrests.READER,
    "home-office-workforce": home_office_workforce.READER,
    "answering-999": answering_999.READER,
    "ons-severity-scores": ons_severity_scores.READER,
    "ons-severity-totals": ons_severity_totals.READER,
    "ons-severity-weights": ons_severity_weights.READER,
    "cambridge-harm-index": cambridge_harm_index.READER,
    "ons-population": ons_population.READER,
    "ons-mid-year-estimates": ons_mid_year_estimates.READER,
    "ons-force-populations": ons_force_populations.READER,
    "census-ethnic-group": census_ethnic_group.READER,
    "census-households": census_households.READER,
    "census-small-areas": census_small_areas.READER,
    "stats19-collisions": stats19_collisions.READER,
    "stats19-casualties": stats19_casualties.READER,
    "stats19-vehicles": stats19_vehicles.READER,
    "tidy": tidy.READER,
    "extract": extract.READER,
}
