"""Police workforce open data: one row a force, date, sex and rank, with headcount and full-time equivalent.

The publisher's table is on the sheet "Data", with the year alone in the column "As at 31 March"; a tidy copy with names
in small letters is read too. A level: what there was on the last day of the month, never added up over time. The copy
dates the snapshot of 31 March by 1 March. "Police Support Volunteer" has two spellings, which become one.

Series breaks: from 2021 on sex has five values, "Not stated" and two more among them, so that women and men no longer
make the whole; volunteers are in it from 2018 on.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, force_code, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.gov.uk/government/collections/police-workforce-england-and-wales"

YEARS = {str(year): f"{year}-03" for year in range(2000, 2100)}  # the publisher's column holds the year alone
EXPECT = Whole(least=1_000, each="force", even=True)  # a year has 43 forces by 30 rows or more

COLUMNS = (
    Field("month", "date", "month", required=True, values=YEARS),
    force_code("force_name"),
    Field("force", "force_name", required=True),
    Field("force_area", "geo_code", required=True),
    Field("region", "region"),
    Field("sex", "sex", required=True),
    Field("rank", "rank_description", required=True, values={"Police support volunteer": "Police Support Volunteer"}),
    Field("worker_type", "worker_type", required=True),
    Field("headcount", "total_headcount", "integer", required=True),
    Field("full_time_equivalent", "total_fte", "number", required=True),
)
FORM = Form(
    COLUMNS,
    expect=EXPECT,
    force="force_name",
    sheets="Data",
    renamed={
        "As at 31 March": "date",
        "Geocode": "geo_code",
        "Force name": "force_name",
        "Region": "region",
        "Sex": "sex",
        "Rank": "rank_description",
        "Worker type": "worker_type",
        "Total (Headcount)": "total_headcount",
        "Total (FTE)": "total_fte",
    },
)
READER = published(
    __doc__, FORM, origin=ORIGIN, tried="a tidy copy of the tables, 2007 to 2022, all forces: 25,198 rows"
)
