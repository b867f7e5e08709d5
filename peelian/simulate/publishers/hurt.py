"""Road safety data, casualties (STATS19): a row a person hurt, with the year alone and the collision it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from peelian.simulate.chance import Whole
from peelian.simulate.decimals import Decimals
from peelian.simulate.frame import Column, Frame, Numbered, Wholes, Words
from peelian.simulate.months import first_day
from peelian.simulate.publishers import roads
from peelian.simulate.publishers.collisions import SEVERITY, UNKNOWN
from peelian.simulate.publishers.returns import YEAR, Returns
from peelian.simulate.publishers.rows import same
from peelian.simulate.publishers.written import csv

TABLE = "casualties"
TYPES = {"Car": "9", "Pedestrian": "0", "Pedal cycle": "1", "Motorcycle": "3"}
CLASSES = ("driver or rider", "passenger", "pedestrian")
PEDESTRIAN = CLASSES.index("pedestrian")
ROLES = 3  # of so many people in a car one is a passenger
PLACES = 9


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    for force, last, every in roads.of_years(returns):
        yield _frame(returns, force, last, every), force


def _frame(returns: Returns, force: int, last: int, every: Sequence[roads.Roads]) -> Frame:
    collision = np.concatenate([made.reference[made.collision] for made in every])
    district = np.concatenate([made.district[made.collision] for made in every])
    number = np.concatenate([_within(made) for made in every])
    modes = [mode for made in every for mode in made.mode]
    on_foot = np.array([mode == "Pedestrian" for mode in modes])
    rows = len(modes)
    role = np.where(on_foot, PEDESTRIAN, (np.arange(rows) % ROLES == 0).astype(np.int64))

    def joined(name: str) -> Any:
        return np.concatenate([getattr(made, name) for made in every])

    def unknown(*headings: str) -> tuple[Column, ...]:
        return tuple(same(None, heading, UNKNOWN, rows) for heading in headings)

    columns = (
        Column("collision", "collision_index", Numbered(collision, roads.index(returns, force, last), 6)),
        same(None, "collision_year", str(first_day(last).year), rows),
        Column(None, "collision_ref_no", Numbered(collision, roads.police_force(force), 6)),
        same(None, "vehicle_reference", "1", rows),
        Column(None, "casualty_reference", Wholes(number)),
        Column("casualty_class", None, Words(role, CLASSES)),
        Column(None, "casualty_class", Wholes(role + 1)),
        Column("sex", "sex_of_casualty", Wholes(joined("sex"))),
        Column(None, "age_of_casualty", Wholes(joined("age"))),
        *unknown("age_band_of_casualty"),
        Column("severity", None, Words(joined("severity") - 1, SEVERITY)),
        Column(None, "casualty_severity", Wholes(joined("severity"))),
        *unknown(
            "enhanced_casualty_severity", "pedestrian_location", "pedestrian_movement", "car_passenger",
            "bus_or_coach_passenger", "pedestrian_road_maintenance_worker",
        ),
        Column("casualty_type", "casualty_type", _types(modes)),
        *unknown("casualty_imd_decile", "lsoa_of_casualty"),
        Column(None, "casualty_injury_based", Wholes(_injury_based(every))),
        Column("serious_adjusted", "casualty_adjusted_severity_serious", Decimals(joined("serious"), PLACES)),
    )  # fmt: skip
    return Frame(TABLE, last, rows, district, columns, YEAR)


def _within(made: roads.Roads) -> Whole:
    """The number of each casualty within its collision."""
    return np.arange(len(made.collision)) - made.first[made.collision] + 1


def _types(modes: Sequence[str]) -> Words:
    words = tuple(TYPES)
    return Words(np.array([words.index(mode) for mode in modes]), tuple(TYPES.values()))


def _injury_based(every: Sequence[roads.Roads]) -> Whole:
    return np.concatenate([made.injury_based[made.collision] for made in every]).astype(np.int64)


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    return {"dft-road-casualty-statistics-casualty-all-years.csv": csv(made)}
