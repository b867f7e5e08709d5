"""Street-level crime of data.police.uk: one row a crime or incident, in the month it was recorded.

Incidents that are no crimes have no id and lie on shared points, so that equal rows are normal and all
count. The publisher gives the neighbourhood (LSOA), not the area of a plan; a few rows a month have none.
"""

from __future__ import annotations

from collections.abc import Mapping

from peelian.sources import police_uk
from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.fields import Field
from peelian.sources.given import Given
from peelian.sources.model import Expect, Rows, Source
from peelian.sources.tidied import Tidy

ORIGIN = police_uk.ORIGIN
TRIED = "32 whole months of two forces: 553,297 rows"
DATASET = "street"
WORKBOOKS = False

COLUMNS = (
    Field("crime_id", "Crime ID"),
    Field("month", "Month", "month", required=True),
    Field("reported_by", "Reported by", required=True),
    Field("falls_within", "Falls within", required=True),
    Field("longitude", "Longitude", "coordinate"),
    Field("latitude", "Latitude", "coordinate"),
    Field("location", "Location"),
    Field("lsoa_code", "LSOA code"),
    Field("lsoa_name", "LSOA name"),
    Field("crime_type", "Crime type", required=True),
    Field("last_outcome_category", "Last outcome category"),
    Field("context", "Context"),
)
EXPECT = Expect(rows=Rows(least=1), columns=tuple(column.header for column in COLUMNS))


def wants(own: str, source: Source) -> bool:
    return police_uk.wants(own, DATASET, source)


def known(areas: Mapping[str, str]) -> Mapping[str, str]:
    return areas


def rule(source: Source, areas: Mapping[str, str]) -> AreaRule | None:
    return police_uk.rule(source, areas)


def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """One month of one force."""
    return police_uk.tidy(given, source, rule, desk, DATASET, COLUMNS)
