"""People and households by force, as the ONS's police force area data tables give them: one row an area, with both.

Table P3 of the quarterly workbook, whose header is not in the first row: name it with `header_row`. Regions and
countries stand among the forces, told apart by their codes. The rows do not say which year the numbers are of: write
it as `as_at` in sources.yaml. Rates "per 1,000 households" have `households` below, those "per 1,000 people"
`population`. City of London has few residents; rates on them mean nothing, and the publisher prints none.

Series breaks: those of population estimates, see `ons-population`; numbers of households are projections.
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

ORIGIN = "https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/policeforceareadatatables"
WORKBOOKS = True
TRIED = ""  # no real file; the order of its columns as a program that reads it has it

COLUMNS = (
    Field("area_code", "Area Code", required=True),
    Field("area_name", "Area Name", required=True),
    Field("population", "Population figures (mid-year)", "integer", required=True),
    Field("households", "Household figures (mid-year)", "integer", required=True),
)
FORM = Form(COLUMNS, code="Area Code", sheets="Table P3")
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
