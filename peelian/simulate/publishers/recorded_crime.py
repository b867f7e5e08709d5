"""Recorded crime open data by force: a sheet a financial year, a row a force, quarter and offence code.

Crimes of the force's extract that were not cancelled. Of the offence that no crime of a run is, records made and taken
back of earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.simulate.frame import Column, Frame, Wholes
from peelian.simulate.offences import published
from peelian.simulate.publishers.returns import QUARTER, Returns, financial_year, quarter_number, span
from peelian.simulate.publishers.rows import each, same
from peelian.simulate.publishers.written import Rows, cells, cover, grouped, ods

TABLE, NUMBER = "recorded_crime", 1
MOST_TAKEN_BACK = 2  # records of the offence that is hardly ever recorded; one made anew at most


def live() -> list[int]:
    """The offences that are recorded: an expired code has outcomes alone."""
    return [place for place, one in enumerate(published()) if not one.expired]


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    known = [published()[place] for place in live()]
    rare = np.array([one.of is None for one in known])
    for last in returns.quarters:
        for force in returns.forces:
            numbers = returns.recorded[force, span(last, QUARTER)][:, live()].sum(axis=(0, 2))
            back = returns.chance(force, last, NUMBER).below(len(known), MOST_TAKEN_BACK + 2) - MOST_TAKEN_BACK
            numbers = np.where(rare, back, numbers)
            columns = (
                *beginning(returns, force, last, len(known)),
                *of_offences(),
                Column("offences", "Number of Offences", Wholes(numbers)),
            )
            yield Frame(TABLE, last, len(known), returns.place(force, len(known)), columns, QUARTER), force


def beginning(returns: Returns, force: int, last: int, rows: int) -> tuple[Column, ...]:
    """The columns that tables by quarter begin with."""
    return (
        same(None, "Financial Year", financial_year(last), rows),
        same(None, "Financial Quarter", str(quarter_number(last)), rows),
        same("force", "Force Name", returns.name(force), rows),
    )


def of_offences(outer: int = 1) -> tuple[Column, ...]:
    known = [published()[place] for place in live()]
    return tuple(
        Column(f"offence_{name}", f"Offence {heading}", each([getattr(one, key) for one in known], outer=outer))
        for name, heading, key in (
            ("description", "Description", "title"),
            ("group", "Group", "group"),
            ("subgroup", "Subgroup", "subgroup"),
            ("code", "Code", "published"),
        )
    )


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    return {"prc-pfa-mar2021-onwards-tables.ods": ods(sheets("by police force area", made))}


def sheets(by: str, made: Sequence[Frame]) -> dict[str, Rows]:
    """A cover, then the years."""
    years = grouped(made, lambda frame: financial_year(frame.month).replace("/", "_"))
    title = f"Police recorded crime open data {by}"
    return {"Cover_sheet": cover(title), **{year: cells(of) for year, of in years.items()}}
