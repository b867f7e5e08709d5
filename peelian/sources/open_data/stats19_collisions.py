"""Road safety data, collisions (STATS19): one row a collision in which somebody was hurt, on the day it happened.

Severity 1 is fatal, 2 serious, 3 slight; that of the collision is that of its worst injury. -1 stands for what is not
known and is kept as it is, a code among the others. Times are local. `number_of_casualties` counts people of any
severity, so it is no number of the killed and seriously injured: that is in the file of casualties. Headings were
changed from "accident" to "collision"; both are read.

Series breaks: from 2016 on forces moved, each at a time of its own, to systems that decide the severity from the kind
of injury, after which more are serious: compare over that change with the publisher's adjusted numbers, which stand in
the file of casualties. Scotland is in the file.
"""

from __future__ import annotations

from peelian.sources.fields import Field, latitude, longitude
from peelian.sources.open_data import forces
from peelian.sources.open_data.reading import Form, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.data.gov.uk/dataset/cb7ae6f0-4be6-4935-9277-47e5ce24a11f/road-safety-data"
SEVERITY = {"1": "fatal", "2": "serious", "3": "slight"}
NO_PLACE = {"-1": "", "NULL": "", "NA": ""}
EXPECT = Whole(least=40_000, each="force", of="force", by_year=True)  # half a year; 2020, the lowest, has 91,199

COLUMNS = (
    Field("month", "date", "month", required=True, date_format="%d/%m/%Y"),
    Field("date", "date", "date", required=True, date_format="%d/%m/%Y"),
    Field("collision", "collision_index", required=True),
    Field("force", "police_force", required=True),
    Field("local_authority", "local_authority_ons_district"),
    Field("neighbourhood", "lsoa_of_collision_location"),
    Field("severity", "collision_severity", required=True, values=SEVERITY, closed=True),
    Field("casualties", "number_of_casualties", "integer", required=True),
    Field("vehicles", "number_of_vehicles", "integer", required=True),
    Field("speed_limit", "speed_limit"),
    longitude("longitude", NO_PLACE),
    latitude("latitude", NO_PLACE),
)
FORM = Form(
    COLUMNS,
    expect=EXPECT,
    force="police_force",
    texts=forces.numbers(),
    renamed={
        "accident_index": "collision_index",
        "accident_severity": "collision_severity",
        "lsoa_of_accident_location": "lsoa_of_collision_location",
    },
)
READER = published(__doc__, FORM, origin=ORIGIN, tried="three rows of 2023, and no whole file")
