"""People and households by force, as the ONS's police force area data tables give them: one row an area, with both.

Table P3 of the quarterly workbook, below a title. Regions and countries stand among the forces, told apart by their
codes. The rows do not say which year the numbers are of: write it as `as_at` in sources.yaml. Rates "per 1,000
households" have `households` below, those "per 1,000 people" `people`. City of London has few residents; rates on them
mean nothing, and the publisher prints none.

Series breaks: those of population estimates, see `ons-population`; numbers of households are projections.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/policeforceareadatatables"
EXPECT = Whole(least=43, most=100, each="force", of="area_code")  # forces, regions and countries

COLUMNS = (
    Field("area_code", "Area Code", required=True),
    Field("area_name", "Area Name", required=True),
    Field("people", "Population figures (mid-year)", "integer", required=True),
    Field("households", "Household figures (mid-year)", "integer", required=True),
)
FORM = Form(COLUMNS, expect=EXPECT, code="Area Code", sheets="Table P3")
READER = published(__doc__, FORM, origin=ORIGIN, dated=True)
