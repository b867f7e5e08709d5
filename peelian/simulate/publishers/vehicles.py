"""Road safety data, vehicles (STATS19): a row a vehicle in a collision, with the year alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.simulate.frame import Column, Frame, Numbered, Wholes, Words
from peelian.simulate.months import first_day
from peelian.simulate.publishers import roads
from peelian.simulate.publishers.returns import YEAR, Returns
from peelian.simulate.publishers.rows import same
from peelian.simulate.publishers.written import csv

TABLE = "vehicles"
TYPES = ("9", "1", "3", "19")  # a car, a cycle, a motorcycle, a van


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    for force, last, every in roads.of_years(returns):
        yield _frame(returns, force, last, every), force


def _frame(returns: Returns, force: int, last: int, every: Sequence[roads.Roads]) -> Frame:
    collision = np.concatenate([made.reference.repeat(made.vehicles) for made in every])
    district = np.concatenate([made.district.repeat(made.vehicles) for made in every])
    number = np.concatenate([np.arange(count) for made in every for count in made.vehicles.tolist()])
    rows = len(collision)
    kind = (collision + number) % len(TYPES)
    columns = (
        Column("collision", "collision_index", Numbered(collision, roads.index(returns, force, last), 6)),
        same(None, "collision_year", str(first_day(last).year), rows),
        Column(None, "collision_ref_no", Numbered(collision, roads.police_force(force), 6)),
        Column("vehicle", "vehicle_reference", Wholes(number + 1)),
        Column("vehicle_type", "vehicle_type", Words(kind, TYPES)),
        Column("sex_of_driver", "sex_of_driver", Wholes(1 + collision % 3)),
        Column("age_band_of_driver", "age_band_of_driver", Wholes(4 + collision % 6)),
    )
    return Frame(TABLE, last, rows, district, columns, YEAR)


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    return {"dft-road-casualty-statistics-vehicle-all-years.csv": csv(made)}
