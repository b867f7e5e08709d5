"""Road safety data, casualties (STATS19): one row a person hurt in a collision, with the severity of the injury.

The file has the year and no day or place: rows are of calendar years, and of areas by the collision they belong to.
Name the file of collisions as the lookup: `areas: {column: collision_index, lookup: collisions.csv, from:
collision_index, to: local_authority_ons_district, else: leave-out}`. Killed or seriously injured is severity fatal or
serious. `serious_adjusted` is the chance, by the publisher's model, that the injury would be serious under
injury-based recording: a sum of them is the adjusted number of serious injuries. The shared measure `extract-road-ksi`
adds those who were killed. The publisher's data guide calls it "casualty_adjusted_serious"; both names are read.

Series breaks: those of the collisions. Each file is of one year; the file of all years is loaded the same way.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.data.gov.uk/dataset/cb7ae6f0-4be6-4935-9277-47e5ce24a11f/road-safety-data"
SEVERITY = {"1": "fatal", "2": "serious", "3": "slight"}
CLASS = {"1": "driver or rider", "2": "passenger", "3": "pedestrian"}
EXPECT = Whole(least=50_000)  # half a year; 2020, the lowest year, has 115,584

COLUMNS = (
    Field("month", "collision_year", "month", required=True, after="-12"),
    Field("collision", "collision_index", required=True),
    Field("severity", "casualty_severity", required=True, values=SEVERITY, closed=True),
    Field("casualty_class", "casualty_class", required=True, values=CLASS),
    Field("casualty_type", "casualty_type", required=True),
    Field("sex", "sex_of_casualty"),
    Field("age_band", "age_band_of_casualty"),
    Field("serious_adjusted", "casualty_adjusted_severity_serious", "number", values={"-1": "", "NA": ""}),
)
FORM = Form(
    COLUMNS,
    expect=EXPECT,
    grain="calendar-year",
    code="collision_index",
    renamed={
        "accident_index": "collision_index",
        "accident_year": "collision_year",
        "casualty_adjusted_serious": "casualty_adjusted_severity_serious",  # as the publisher's data guide has it
    },
)
READER = published(__doc__, FORM, origin=ORIGIN)
