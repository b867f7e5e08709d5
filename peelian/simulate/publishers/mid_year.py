"""Mid-year population estimates of districts as a tidy file: a row a district and year, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peelian.simulate.frame import Column, Frame, Wholes
from peelian.simulate.months import first_day
from peelian.simulate.publishers import people
from peelian.simulate.publishers.returns import Returns
from peelian.simulate.publishers.rows import each, same
from peelian.simulate.publishers.written import csv_of, headings

TABLE = "mid_year_population"


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    for month in people.middles(returns):
        for force in returns.forces:
            places = returns.geography.districts_of(force)
            areas = [returns.geography.areas[place] for place in places.tolist()]
            _, living = people.by_district(returns, force, month)
            columns = (
                Column("area_code", "code", each([area.code for area in areas])),
                Column("area_name", "name", each([area.name for area in areas])),
                same(None, "year", str(first_day(month).year), len(areas)),
                Column("people", "population", Wholes(living.sum(axis=1))),
            )
            yield Frame(TABLE, month, len(areas), places, columns), force


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    """A district's years stand together."""
    texts = (zip(*(column.data.text().to_pylist() for column in frame.columns), strict=True) for frame in made)
    rows = sorted((row for of in texts for row in of), key=lambda row: (row[0], -int(row[2])))
    return {"lad-population.csv": csv_of([headings(made[0]), *rows])}
