"""Mid-year population estimates in the publisher's workbook, of one year: a row an area, with people of all ages.

The table stands below a title and notes, on row 8. The whole, counties and districts stand in one list, told apart by
their codes; those of this whole and these counties are no areas of a plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peelian.simulate.frame import Column, Frame, Wholes
from peelian.simulate.months import first_day
from peelian.simulate.publishers import people
from peelian.simulate.publishers.returns import Returns
from peelian.simulate.publishers.rows import each, same
from peelian.simulate.publishers.written import SIMULATED, Cell, Rows, cells, cover, headings, xlsx

TABLE = "mid_year_estimates"
SHEET = "MYE2 - Persons"
HEADER_ROW = 8
NUMBERS = (3, 4)  # columns that are added up
YOUNG = 90  # of ten thousand people, those in their first year of life


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    month = people.latest(returns.months - 1)
    for force in returns.forces:
        places = returns.geography.districts_of(force)
        areas = [returns.geography.areas[place] for place in places.tolist()]
        living = people.by_district(returns, force, month)[1].sum(axis=1)
        columns = (
            Column("area_code", "Code", each([area.code for area in areas])),
            Column("area_name", "Name", each([area.name for area in areas])),
            same("geography", "Geography", "Metropolitan District", len(areas)),
            Column("people", "All ages", Wholes(living)),
            Column(None, "0", Wholes(living * YOUNG // 10_000)),
        )
        yield Frame(TABLE, month, len(areas), places, columns), force


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    title = "MYE2: Persons by single year of age and sex for local authorities, "
    title += f"mid-{first_day(made[0].month).year}"
    above: list[Sequence[Cell]] = [[title], ["This worksheet contains one table."], [SIMULATED]]
    above += [[""]] * (HEADER_ROW - 1 - len(above))
    rows: list[Sequence[Cell]] = []
    for force, frame in zip(returns.forces, made, strict=True):
        _, *districts = cells([frame])
        county = (f"X11{force + 1:06d}", returns.name(force).upper(), "Metropolitan County")
        rows += [[*county, *_sums(districts)], *districts]
    counties = [row for row in rows if row[2] == "Metropolitan County"]
    whole: Sequence[Cell] = ["X92000001", "SIMULATED COUNTRY", "Country", *_sums(counties)]
    table: Rows = [*above, headings(made[0]), whole, *rows]
    return {"ukpopestimates.xlsx": xlsx({"Cover sheet": cover(title), SHEET: table})}


def _sums(rows: Sequence[Sequence[Cell]]) -> list[int]:
    return [sum(int(row[at]) for row in rows) for at in NUMBERS]
