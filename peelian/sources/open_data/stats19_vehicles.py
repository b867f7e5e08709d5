"""Road safety data, vehicles (STATS19): one row a vehicle in a collision, with its driver's sex and age band.

As the file of casualties it has the year alone, and its areas come from the file of collisions as a lookup. -1 stands
for what is not known. Kinds of vehicle are kept as the publisher's codes.

Series breaks: those of the collisions; electric scooters have a flag from 2020 on and no code of their own.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.data.gov.uk/dataset/cb7ae6f0-4be6-4935-9277-47e5ce24a11f/road-safety-data"
EXPECT = Whole(least=70_000)  # half a year; 2020, the lowest year, has 167,375

COLUMNS = (
    Field("month", "collision_year", "month", required=True, after="-12"),
    Field("collision", "collision_index", required=True),
    Field("vehicle", "vehicle_reference", required=True),
    Field("vehicle_type", "vehicle_type", required=True),
    Field("sex_of_driver", "sex_of_driver"),
    Field("age_band_of_driver", "age_band_of_driver"),
)
FORM = Form(
    COLUMNS,
    expect=EXPECT,
    grain="calendar-year",
    code="collision_index",
    renamed={"accident_index": "collision_index", "accident_year": "collision_year"},
)
READER = published(__doc__, FORM, origin=ORIGIN)
