"""Mid-year population estimates in the ONS's own workbook (table MYE2): one row an area, with people of all ages.

The workbook is an old Excel file, in later years XLSX. Its rows do not say the year: write it as `as_at: 2021-06-30`
in sources.yaml. The table stands on sheet "MYE2 - Persons", below a title; `sheet` names another. Countries, regions,
counties and districts stand in one list, told apart by their codes, so an area of the plan must have the code of the
one that is meant. Columns of single years of age are not read. Scotland and Northern Ireland are in it.

Series breaks: those of population estimates, see `ons-population`.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates"
EXPECT = Whole(least=300, most=1_000)  # 420 areas in mid-2021

COLUMNS = (
    Field("area_code", "Code", required=True),
    Field("area_name", "Name", required=True),
    Field("geography", "Geography", required=True),
    Field("people", "All ages", "integer", required=True),
)
FORM = Form(COLUMNS, expect=EXPECT, code="Code", sheets="MYE2 - Persons")
READER = published(__doc__, FORM, origin=ORIGIN, dated=True, tried="the United Kingdom, mid-2021: 420 areas")
