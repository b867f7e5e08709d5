"""People and households by force at one middle of a year, as table P3 of a workbook: below a title and notes.

A region stands among the forces, with a code that no area of a plan has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.simulate.frame import Column, Frame, Wholes
from peelian.simulate.months import last_day
from peelian.simulate.publishers import people
from peelian.simulate.publishers.returns import REGION, Returns
from peelian.simulate.publishers.rows import same
from peelian.simulate.publishers.written import SIMULATED, Cell, cells, cover, headings, ods

TABLE = "force_populations"
SHEET = "Table P3"
HEADER_ROW = 6
A_HOUSEHOLD = (10, 24)  # ten households for 24 people


def households(living: int) -> int:
    return living * A_HOUSEHOLD[0] // A_HOUSEHOLD[1]


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    month = people.latest(returns.months - 1)
    for force in returns.forces:
        living = people.of_force(returns, force, month)
        columns = (
            same("area_code", "Area Code", returns.code(force), 1),
            same("area_name", "Area Name", returns.name(force), 1),
            Column("people", "Population figures (mid-year)", Wholes(np.array([living]))),
            Column("households", "Household figures (mid-year)", Wholes(np.array([households(living)]))),
        )
        yield Frame(TABLE, month, 1, returns.place(force, 1), columns), force


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    _, *rows = cells(made)
    title = f"Table P3: Population and household figures by police force area, {last_day(made[0].month):%B %Y}"
    above: list[Sequence[Cell]] = [[title], [SIMULATED], ["This worksheet contains one table."]]
    above += [[""]] * (HEADER_ROW - 1 - len(above))
    region: Sequence[Cell] = ["X12000001", REGION, *(sum(int(row[at]) for row in rows) for at in (2, 3))]
    sheets = {"Cover": cover("Police force area data tables"), SHEET: [*above, headings(made[0]), region, *rows]}
    return {"policeforceareatables.ods": ods(sheets)}
