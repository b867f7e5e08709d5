"""Mid-year population estimates of local authorities or forces: one row an area and year, with the people.

The estimate is of 30 June of the year, a level. Areas are told by their codes: a file has the codes of the day it was
issued for all its years, and an area of a plan that has an older or newer code has no rows.

`peelian fetch` asks Nomis, where the ONS keeps them, for all people of each local authority as of April 2023 and the
last 21 years. Its headings (DATE_NAME, GEOGRAPHY_CODE, GEOGRAPHY_NAME, OBS_VALUE) are as programs that ask for the same
read them: not tried on a real answer. A tidy copy is read by its own.

Series breaks: codes change when authorities merge or are divided (April 2019, 2020, 2021 and 2023). Years between two
censuses are estimated anew after the second, so do not join files of two issues.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates"
EXPECT = Whole(least=43, each="area", of="area_code")  # a year of forces, or of the 300 and more authorities

COLUMNS = (
    Field("month", "year", "month", required=True, after="-06"),
    Field("area_code", "code", required=True),
    Field("area_name", "name", required=True),
    Field("people", "population", "integer", required=True),
)
FORM = Form(
    COLUMNS,
    expect=EXPECT,
    code="code",
    renamed={"DATE_NAME": "year", "GEOGRAPHY_CODE": "code", "GEOGRAPHY_NAME": "name", "OBS_VALUE": "population"},
)
READER = published(__doc__, FORM, origin=ORIGIN, tried="a tidy copy, local authorities, 2001 to 2020: 6,620 rows")
