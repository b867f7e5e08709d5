"""Mid-year population estimates of local authorities or forces: one row an area and year, with the people.

The estimate is of 30 June of the year, a level. Areas are told by their codes, which change when authorities merge or
are divided (April 2019, 2020, 2021 and 2023): a file has the codes of the day it was issued for all its years, and an
area of a plan that has an older or newer code has no rows. Years between two censuses are estimated anew after the
second, so do not join files of two issues.
"""

from __future__ import annotations

from collections.abc import Mapping

from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.fields import Field
from peelian.sources.given import Given
from peelian.sources.model import Expect, Rows, Source
from peelian.sources.open_data import reading
from peelian.sources.open_data.reading import Form
from peelian.sources.tidied import Tidy

ORIGIN = "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates"
WORKBOOKS = True
TRIED = "a tidy copy, local authorities, 2001 to 2020: 6,620 rows"

COLUMNS = (
    Field("month", "year", "month", required=True, after="-06"),
    Field("area_code", "code", required=True),
    Field("area_name", "name", required=True),
    Field("population", "population", "integer", required=True),
)
FORM = Form(COLUMNS, code="code")
EXPECT = Expect(rows=Rows(least=1), columns=FORM.headers)


def wants(own: str, source: Source) -> bool:
    return reading.wants(own)


def known(areas: Mapping[str, str]) -> Mapping[str, str]:
    return reading.known(FORM, areas)


def rule(source: Source, areas: Mapping[str, str]) -> AreaRule | None:
    return reading.rule(FORM, source, areas)


def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """One slice a year."""
    return reading.tidy(given, source, rule, desk, FORM)
