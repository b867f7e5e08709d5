"""Stop and search of data.police.uk: one row a search, on the day it was in London.

The publisher gives the time in UTC: in summer the first hour of a month stands as 23:xx on the last day of
the month before. `date` and `month` are local, and then every row is of the month in the file's name. There
is no area code.

Series breaks: forces began to publish searches with a scheme of 2014, each at a time of its own; no break of the form
is known since. How often ethnicity, outcome and place are filled in differs by force and year.
"""

from __future__ import annotations

from peelian.sources.fields import Field, latitude, longitude
from peelian.sources.police_uk import reader

COLUMNS = (
    Field("type", "Type", required=True),
    Field("month", "Date", "utc-month", required=True),
    Field("date", "Date", "utc-date", required=True),
    Field("part_of_a_policing_operation", "Part of a policing operation", "boolean"),
    Field("policing_operation", "Policing operation"),
    latitude("Latitude"),
    longitude("Longitude"),
    Field("gender", "Gender"),
    Field("age_range", "Age range"),
    Field("self_defined_ethnicity", "Self-defined ethnicity"),
    Field("officer_defined_ethnicity", "Officer-defined ethnicity"),
    Field("legislation", "Legislation"),
    Field("object_of_search", "Object of search"),
    Field("outcome", "Outcome"),
    Field("outcome_linked_to_object_of_search", "Outcome linked to object of search", "boolean"),
    Field(
        "removal_of_more_than_just_outer_clothing",
        "Removal of more than just outer clothing",
        "boolean",
    ),
)
READER = reader(__doc__, "stop-and-search", COLUMNS, tried="47 whole months of seven forces: 84,533 rows")
