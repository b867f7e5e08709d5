"""Mid-year population estimates in the ONS's own workbook (table MYE2): one row an area, with people of all ages.

The workbook is an old Excel file, in later years XLSX. Its rows do not say the year: write it as `as_at: 2021-06-30`
in sources.yaml. The table stands below a heading on row 8 of sheet "MYE2 - Persons"; `sheet` and `header_row` name
another. Countries, regions, counties and districts stand in one list, told apart by their codes, so an area of the plan
must have the code of the one that is meant. Columns of single years of age are not read. Scotland and Northern Ireland
are in it.

Series breaks: those of population estimates, see `ons-population`.
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
TRIED = "the United Kingdom, mid-2021: 420 areas"

COLUMNS = (
    Field("area_code", "Code", required=True),
    Field("area_name", "Name", required=True),
    Field("geography", "Geography", required=True),
    Field("population", "All ages", "integer", required=True),
)
FORM = Form(COLUMNS, code="Code", sheets="MYE2 - Persons", header_row=8)
EXPECT = Expect(rows=Rows(least=1), columns=FORM.headers)


def wants(own: str, source: Source) -> bool:
    return reading.wants(own)


def known(areas: Mapping[str, str]) -> Mapping[str, str]:
    return reading.known(FORM, areas)


def rule(source: Source, areas: Mapping[str, str]) -> AreaRule | None:
    return reading.rule(FORM, source, areas)


def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """One slice, of the month that `as_at` lies in."""
    return reading.dated(given, source, rule, desk, FORM)
