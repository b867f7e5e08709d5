"""Recorded crime open data by community safety partnership, each of which is a district; a sheet a financial year.

Crimes that lie in no district are in none of its rows, so that they add up to less than the table by force.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.simulate.frame import Column, Frame, Wholes
from peelian.simulate.publishers.recorded_crime import beginning, live, of_offences, sheets
from peelian.simulate.publishers.returns import QUARTER, Returns, span
from peelian.simulate.publishers.rows import each
from peelian.simulate.publishers.written import xlsx

TABLE = "recorded_crime_by_partnership"


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    for last in returns.quarters:
        for force in returns.forces:
            places = returns.geography.districts_of(force)
            names = [returns.geography.areas[place].name for place in places.tolist()]
            counted = returns.recorded[force, span(last, QUARTER)][:, live(), : len(places)].sum(axis=0)
            rows = counted.size
            columns = (
                *beginning(returns, force, last, rows),
                Column("partnership", "CSP Name", each(names, inner=len(live()))),
                *of_offences(outer=len(places)),
                Column("offences", "Number of Offences", Wholes(counted.T.reshape(-1))),
            )
            yield Frame(TABLE, last, rows, np.repeat(places, len(live())), columns, QUARTER), force


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    return {"prc-csp-mar2021-onwards-tables.xlsx": xlsx(sheets("by community safety partnership", made))}
