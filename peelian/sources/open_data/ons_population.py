"""Mid-year population estimates of local authorities or forces: one row an area and year, with the people.

The estimate is of 30 June of the year, a level. Areas are told by their codes, which change when authorities merge or
are divided (April 2019, 2020, 2021 and 2023): a file has the codes of the day it was issued for all its years, and an
area of a plan that has an older or newer code has no rows. Years between two censuses are estimated anew after the
second, so do not join files of two issues.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, published

ORIGIN = "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates"

COLUMNS = (
    Field("month", "year", "month", required=True, after="-06"),
    Field("area_code", "code", required=True),
    Field("area_name", "name", required=True),
    Field("people", "population", "integer", required=True),
)
FORM = Form(COLUMNS, code="code")
READER = published(__doc__, FORM, origin=ORIGIN, tried="a tidy copy, local authorities, 2001 to 2020: 6,620 rows")
