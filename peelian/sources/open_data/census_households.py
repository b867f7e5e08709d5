"""Census households by area: one row an area, with the number of households.

Table TS041 of the census of 2021 in the publisher's zip, which has a file for each kind of area: that of the local
authorities is read (`-ltla`). For wards or small areas take their file out of the zip. The day of the census is `as_at`
in sources.yaml (2021-03-21).

Series breaks: households of 2011 are of other boundaries; those of 2021 were counted in a lockdown, when students and
others had moved.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data import reading
from peelian.sources.open_data.reading import Form, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.nomisweb.co.uk/sources/census_2021_bulk"
EXPECT = Whole(least=300)  # 331 local authorities of England and Wales; more where areas are smaller

COLUMNS = (
    Field("area_code", "geography code", required=True),
    Field("area_name", "geography", required=True),
    Field("households", "Number of households", "integer", required=True),
)
FORM = Form(
    COLUMNS,
    expect=EXPECT,
    code="geography code",
    renamed={
        "Number of households: Total: All households": "Number of households",
        "Number of households: Total: All households; measures: Value": "Number of households",
    },
)
READER = published(__doc__, FORM, origin=ORIGIN, wants=reading.of_local_authorities, dated=True, workbooks=False)
