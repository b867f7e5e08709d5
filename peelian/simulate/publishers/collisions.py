"""Road safety data, collisions (STATS19): a row a collision, on the day it happened, of whole calendar years.

The file of all years. -1 is what is not known, or not simulated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np

from peelian.simulate.frame import Column, Days, Frame, Numbered, Wholes, Words
from peelian.simulate.months import EPOCH, first_day
from peelian.simulate.publishers import roads
from peelian.simulate.publishers.returns import YEAR, Returns, span
from peelian.simulate.publishers.rows import same
from peelian.simulate.publishers.written import csv

TABLE = "collisions"
SEVERITY = ("fatal", "serious", "slight")
UNKNOWN = "-1"
NO_PLACE = 50  # of so many collisions one has no coordinates


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    for last in returns.calendar_years:
        for month in range(span(last, YEAR).start, last + 1):
            for force in returns.forces:
                made = roads.of_month(returns, force, month)
                if made is not None:
                    yield _frame(returns, force, month, made), force


def _frame(returns: Returns, force: int, month: int, made: roads.Roads) -> Frame:
    rows = len(made.first)
    year = first_day(month).year
    codes = returns.geography.codes(made.district)
    placed = np.where(made.reference % NO_PLACE, 1, 0)

    def unknown(*headings: str) -> tuple[Column, ...]:
        return tuple(same(None, heading, UNKNOWN, rows) for heading in headings)

    columns = (
        Column("collision", "collision_index", Numbered(made.reference, roads.index(returns, force, month), 6)),
        same(None, "collision_year", str(year), rows),
        Column(None, "collision_ref_no", Numbered(made.reference, roads.police_force(force), 6)),
        same(None, "location_easting_osgr", "NULL", rows),
        same(None, "location_northing_osgr", "NULL", rows),
        Column(None, "longitude", Words(placed, ("NULL", "-12.000000"))),
        Column(None, "latitude", Words(placed, ("NULL", "49.000000"))),
        same("force", "police_force", roads.police_force(force), rows),
        Column("severity", None, Words(made.worst - 1, SEVERITY)),
        Column(None, "collision_severity", Wholes(made.worst)),
        *unknown("enhanced_collision_severity"),
        Column("vehicles", "number_of_vehicles", Wholes(made.vehicles)),
        Column("casualties", "number_of_casualties", Wholes(made.hurt)),
        Column("date", None, Days(made.day)),
        Column(None, "date", _days(made, month)),
        Column(None, "day_of_week", Wholes((made.day + 4) % 7 + 1)),
        Column(None, "time", _times(made)),
        *unknown("local_authority_district"),
        Column("local_authority", "local_authority_ons_district", codes),
        Column(None, "local_authority_highway", codes),
        Column(None, "local_authority_highway_current", codes),
        *unknown("first_road_class", "first_road_number", "road_type"),
        same("speed_limit", "speed_limit", "30", rows),
        *unknown(
            "junction_detail_historic", "junction_detail", "junction_control", "second_road_class",
            "second_road_number", "pedestrian_crossing_human_control_historic",
            "pedestrian_crossing_physical_facilities_historic", "pedestrian_crossing", "light_conditions",
            "weather_conditions", "road_surface_conditions", "special_conditions_at_site",
            "carriageway_hazards_historic", "carriageway_hazards", "urban_or_rural_area",
            "did_police_officer_attend_scene_of_collision", "trunk_road_flag", "lsoa_of_collision_location",
        ),
        Column(None, "collision_injury_based", Wholes(made.injury_based.astype(np.int64))),
    )  # fmt: skip
    return Frame(TABLE, month, rows, made.district, columns)


def _days(made: roads.Roads, month: int) -> Words:
    """24/06/2023, as the publisher writes a day."""
    start = (first_day(month) - EPOCH).days
    texts = tuple(f"{first_day(month) + timedelta(days=day):%d/%m/%Y}" for day in range(31))
    return Words(made.day - start, texts)


def _times(made: roads.Roads) -> Words:
    return Words(made.minute, tuple(f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(24 * 60)))


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    return {"dft-road-casualty-statistics-collision-all-years.csv": csv(made)}
