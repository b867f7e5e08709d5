"""Police workforce open data: one row a force, date, sex and rank, with headcount and full-time equivalent.

The publisher's table is on the sheet "Data", with the year alone in the column "As at 31 March"; a tidy copy with names
in small letters is read too. A level: what there was on the last day of the month, never added up over time. The copy
dates the snapshot of 31 March by 1 March. "Police Support Volunteer" has two spellings, which become one.

Series breaks: from 2021 on sex has five values, "Not stated" and two more among them, so that women and men no longer
make the whole; volunteers are in it from 2018 on.
"""

from __future__ import annotations

from collections.abc import Mapping

from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.fields import Field
from peelian.sources.given import Given
from peelian.sources.model import Expect, Rows, Source
from peelian.sources.open_data import reading
from peelian.sources.open_data.reading import Form, force_code
from peelian.sources.tidied import Tidy

ORIGIN = "https://www.gov.uk/government/collections/police-workforce-england-and-wales"
WORKBOOKS = True
TRIED = "a tidy copy of the tables, 2007 to 2022, all forces: 25,198 rows"

YEARS = {str(year): f"{year}-03" for year in range(2000, 2100)}  # the publisher's column holds the year alone

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
EXPECT = Expect(rows=Rows(least=1), columns=FORM.headers)


def wants(own: str, source: Source) -> bool:
    return reading.wants(own)


def known(areas: Mapping[str, str]) -> Mapping[str, str]:
    return reading.known(FORM, areas)


def rule(source: Source, areas: Mapping[str, str]) -> AreaRule | None:
    return reading.rule(FORM, source, areas)


def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """One slice a date."""
    return reading.tidy(given, source, rule, desk, FORM)
