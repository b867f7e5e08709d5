"""Outcomes of data.police.uk: one row an outcome, in the month it was given, not the month of the crime.

A crime may have several outcomes, and the crime may lie in a month that is not held here.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.police_uk import reader

COLUMNS = (
    Field("crime_id", "Crime ID", required=True),
    Field("month", "Month", "month", required=True),
    Field("reported_by", "Reported by", required=True),
    Field("falls_within", "Falls within", required=True),
    Field("longitude", "Longitude", "coordinate"),
    Field("latitude", "Latitude", "coordinate"),
    Field("location", "Location"),
    Field("lsoa_code", "LSOA code"),
    Field("lsoa_name", "LSOA name"),
    Field("outcome_type", "Outcome type", required=True),
)
READER = reader(__doc__, "outcomes", COLUMNS, tried="29 whole months of one force: 209,700 rows")
