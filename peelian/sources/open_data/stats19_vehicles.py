"""Road safety data, vehicles (STATS19): one row a vehicle in a collision, with its driver's sex and age band.

As the file of casualties it has the year alone, and its areas come from the file of collisions as a lookup. -1 stands
for what is not known. Kinds of vehicle are kept as the publisher's codes; electric scooters have a flag from 2020 on
and no code of their own.
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

ORIGIN = "https://www.data.gov.uk/dataset/cb7ae6f0-4be6-4935-9277-47e5ce24a11f/road-safety-data"
WORKBOOKS = True
TRIED = ""  # no real file

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
    grain="calendar-year",
    code="collision_index",
    renamed={"accident_index": "collision_index", "accident_year": "collision_year"},
)
EXPECT = Expect(rows=Rows(least=1), columns=FORM.headers)


def wants(own: str, source: Source) -> bool:
    return reading.wants(own)


def known(areas: Mapping[str, str]) -> Mapping[str, str]:
    return reading.known(FORM, areas)


def rule(source: Source, areas: Mapping[str, str]) -> AreaRule | None:
    return reading.rule(FORM, source, areas)


def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """One slice a year."""
    return reading.tidy(given, source, rule, desk, FORM)
