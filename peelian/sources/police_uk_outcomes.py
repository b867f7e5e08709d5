"""Outcomes of data.police.uk: one row an outcome, in the month it was given, not the month of the crime.

A crime may have several outcomes, and the crime may lie in a month that is not held here.

Series breaks: outcomes are published from 2012 on; Greater Manchester has no files from July 2019 on. Forces use the
words in their own ways, "Unable to prosecute suspect" hardly at all in one and "Status update unavailable" in its
place, so that shares of outcomes do not compare between forces, nor over a change of a force's system.
"""

from __future__ import annotations

from peelian.sources.fields import Field, latitude, longitude
from peelian.sources.police_uk import reader

COLUMNS = (
    Field("crime_id", "Crime ID", required=True),
    Field("month", "Month", "month", required=True),
    Field("reported_by", "Reported by", required=True),
    Field("falls_within", "Falls within", required=True),
    longitude("Longitude"),
    latitude("Latitude"),
    Field("location", "Location"),
    Field("lsoa_code", "LSOA code", one_word=True),
    Field("lsoa_name", "LSOA name"),
    Field("outcome_type", "Outcome type", required=True),
)
READER = reader(__doc__, "outcomes", COLUMNS, tried="29 whole months of one force: 209,700 rows")
