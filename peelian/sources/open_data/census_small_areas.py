"""Census of 2011 by small area: one row an area (LSOA), with its people, its households and its size.

The table of usual residents by kind of residence, households and density. Three of its columns are called "Persons" and
are told apart by their order: all people, those in households, those in communal establishments. One column, with the
local name of a few areas, has no heading. Numbers of a thousand and more have commas. The publisher's zip (table PHP01)
holds a workbook whose sheet "LSOA" has these headings on row 12, below longer ones: not tried on the zip itself, only
on a copy of that sheet as CSV. Local authorities and middle
layer areas stand beside each small area, so that `areas: {column: Local authority code}` makes sums for them. The day
of the census is `as_at` in sources.yaml (2011-03-27): people and households are a level.

Series breaks: small areas are those of 2011; some were divided or merged for 2021, and their codes differ.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, published
from peelian.sources.open_data.whole import Whole
from peelian.sources.reader import every_table

ORIGIN = (
    "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates/datasets/"
    "2011censuspopulationandhouseholdestimatesforwardsandoutputareasinenglandandwales"
)
EXPECT = Whole(least=34_000, most=36_000)  # 34,753 small areas of England and Wales

IN_HOUSEHOLDS, ELSEWHERE = "Persons in households", "Persons in communal establishments"
COLUMNS = (
    Field("area_code", "LSOA Code", required=True),
    Field("area_name", "LSOA Name", required=True),
    Field("middle_layer", "MSOA Code", required=True),
    Field("local_authority", "Local authority code", required=True),
    Field("people", "Persons", "integer", required=True),
    Field("people_in_households", IN_HOUSEHOLDS, "integer", required=True),
    Field("people_in_establishments", ELSEWHERE, "integer", required=True),
    Field("households", "Households", "integer", required=True),
    Field("hectares", "Hectares", "number", required=True),
)
FORM = Form(
    COLUMNS,
    expect=EXPECT,
    code="LSOA Code",
    sheets="LSOAs?",
    alike={"Persons": ("Persons", IN_HOUSEHOLDS, ELSEWHERE)},
)
READER = published(
    __doc__,
    FORM,
    origin=ORIGIN,
    wants=every_table,
    dated=True,
    tried="England and Wales: 34,753 small areas",
)
