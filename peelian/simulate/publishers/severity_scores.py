"""Crime severity scores by force and offence group: the weights of a year's crimes over the people who live there.

As a tidy copy of the publisher's tables has them: the year's name with a line break in it, ":" where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.simulate.chance import Whole
from peelian.simulate.decimals import Decimals
from peelian.simulate.frame import Column, Frame
from peelian.simulate.geography import Area
from peelian.simulate.months import first_day, last_day
from peelian.simulate.offences import SEVERITY, WEIGHT_PLACES, published, published_column
from peelian.simulate.publishers import people
from peelian.simulate.publishers.returns import YEAR, Returns, span
from peelian.simulate.publishers.rows import each, same
from peelian.simulate.publishers.texts import written
from peelian.simulate.publishers.written import csv

TABLE = "severity_scores"
PLACES = 12
SHEET_STARTS = 1998  # a year's column in the publisher's sheet is numbered from this one


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    """The whole country stands before its forces, as an area of its own."""
    for number, last in enumerate(returns.financial_years):
        of_forces = [weighed(returns, force, last) for force in returns.forces]
        living = [people.of_force(returns, force, last) for force in returns.forces]
        if len(of_forces) > 1:
            yield _frame(returns.geography.areas[0], 0, last, number, sum(of_forces[1:], of_forces[0]), sum(living)), 0
        for force in returns.forces:
            place = returns.geography.forces[force]
            area = returns.geography.areas[place]
            yield _frame(area, place, last, number, of_forces[force], living[force]), force


def _frame(area: Area, place: int, last: int, number: int, total: Whole, living: int) -> Frame:
    """`number` counts the years; what is weighed is in thousandths."""
    words, groups = written("words.yaml")["severity_scores"], _groups()
    year, rows = first_day(last).year, len(groups)
    named = f"Apr '{(year - 1) % 100:02d} to \nMar '{year % 100:02d}...{year - 1 - SHEET_STARTS}"
    units = [per_head(of, living) for of in total.tolist()]
    blank = np.array([number == 0 and group == words["not_available"] for group in groups])
    columns = (
        Column("offence_group", "offence_group", each(groups)),
        same("area_code", "code", area.code, rows),
        same("area_name", "name", area.name.upper() if area.level == "country" else area.name, rows),
        same(None, "year", named, rows),
        Column("severity_score", "severity_score", Decimals(np.array(units), PLACES, blank, ":")),
        same(None, "year_ending", last_day(last).isoformat(), rows),
    )
    return Frame(TABLE, last, rows, np.full(rows, place), columns)


def per_head(weighed: int, living: int) -> int:
    """What is weighed, in thousandths, over the people, in units of the last decimal; halves up."""
    finer: int = 10 ** (PLACES - WEIGHT_PLACES)
    return (2 * weighed * finer + living) // (2 * living)


def weighed(returns: Returns, force: int, last: int) -> Whole:
    """The weights of a year's crimes by group, in thousandths."""
    known = published_column(SEVERITY)
    crimes = returns.recorded[force, span(last, YEAR)].sum(axis=(0, 2)) * known.values
    _, *groups = _groups()
    own = np.array([one.group if one.group in groups else groups[-1] for one in published()])
    return np.array([crimes.sum(), *(crimes[own == group].sum() for group in groups)])


def _groups() -> list[str]:
    """The total, the groups that have a score of their own, and one for all other offences."""
    words = written("words.yaml")["severity_scores"]
    return [words["total"], *words["groups"], words["others"]]


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    return {"crime-severity-score-by-force-offence-group.csv": csv(made)}
