"""Census households, table TS041 in the publisher's zip: a row an area, a file a kind of area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.render.zipped import pack
from peelian.simulate.frame import Column, Frame, Wholes
from peelian.simulate.months import first_day
from peelian.simulate.publishers import people
from peelian.simulate.publishers.census_ethnic_group import MONTH
from peelian.simulate.publishers.force_populations import households
from peelian.simulate.publishers.returns import Returns
from peelian.simulate.publishers.rows import each, same
from peelian.simulate.publishers.written import SIMULATED, Cell, csv, csv_of, headings

TABLE = "census_households"


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    for force in returns.forces:
        places = returns.geography.districts_of(force)
        areas = [returns.geography.areas[place] for place in places.tolist()]
        living = people.by_district(returns, force, people.latest(MONTH))[1].sum(axis=1)
        columns = (
            same(None, "date", str(first_day(MONTH).year), len(areas)),
            Column("area_name", "geography", each([area.name for area in areas])),
            Column("area_code", "geography code", each([area.code for area in areas])),
            Column("households", "Number of households", Wholes(np.array(list(map(households, living.tolist()))))),
        )
        yield Frame(TABLE, MONTH, len(areas), places, columns), force


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    numbers = [frame.column("households") for frame in made]
    whole = sum(int(number.values.sum()) for number in numbers if isinstance(number, Wholes))
    country: list[Sequence[Cell]] = [
        headings(made[0]),
        [str(first_day(MONTH).year), "Simulated country", "X92000001", whole],
    ]
    members = {"ctry": csv_of(country), "ltla": csv(made)}
    packed = {f"census2021-ts041-{kind}.csv": data for kind, data in members.items()}
    return {"census2021-ts041.zip": pack({**packed, "metadata/ts041.txt": SIMULATED.encode()})}
