"""Street-level crime of data.police.uk: one row a crime or incident, in the month it was recorded.

Incidents that are no crimes have no id and lie on shared points, so that equal rows are normal and all
count. The publisher gives the neighbourhood (LSOA), not the area of a plan; a few rows a month have none.

Series breaks: crime types were divided in September 2011 and again in May 2013, before which several of today's stood
together under wider ones. Greater Manchester has no files from July 2019 on, and single months of a force may lack
records: Northumbria's rows without an id in July 2020 are under a quarter of those of the months beside it.
Places are shared points near where it happened, whose list the publisher may renew.
"""

from __future__ import annotations

from peelian.sources.fields import Field, latitude, longitude
from peelian.sources.police_uk import reader

COLUMNS = (
    Field("crime_id", "Crime ID"),
    Field("month", "Month", "month", required=True),
    Field("reported_by", "Reported by", required=True),
    Field("falls_within", "Falls within", required=True),
    longitude("Longitude"),
    latitude("Latitude"),
    Field("location", "Location"),
    Field("lsoa_code", "LSOA code", one_word=True),
    Field("lsoa_name", "LSOA name"),
    Field("crime_type", "Crime type", required=True),
    Field("last_outcome_category", "Last outcome category"),
    Field("context", "Context"),
)
READER = reader(__doc__, "street", COLUMNS, tried="32 whole months of two forces: 553,297 rows")
