"""Who lives where: the people of the run at the last middle of a year, by district and force, for several tables."""

from __future__ import annotations

import numpy as np

from peelian.simulate import counted
from peelian.simulate.chance import Whole
from peelian.simulate.frame import Wholes, Words
from peelian.simulate.months import first_day
from peelian.simulate.publishers.returns import Returns

FIRST = -10  # June 2019: the first middle of a year, in months from the first one of a run
JUNE = 6


def middles(returns: Returns) -> range:
    """The months of all middles of a year that are known."""
    return range(FIRST, returns.months, 12)


def latest(month: int) -> int:
    """The last middle of a year up to a month."""
    assert first_day(FIRST).month == JUNE
    return FIRST + (month - FIRST) // 12 * 12


def by_district(returns: Returns, force: int, month: int) -> tuple[tuple[str, ...], Whole]:
    """Ethnic groups, and people of each district of a force and group, in the month of a middle of a year."""
    made = counted.people(returns.geography, returns.size, returns.seed, force, month)
    group, number = made.column("ethnic_group"), made.column("people")
    assert isinstance(group, Words)
    assert isinstance(number, Wholes)
    assert made.place is not None
    districts = returns.geography.districts_of(force)
    found = np.zeros((len(districts), len(group.vocabulary)), np.int64)
    np.add.at(found, (np.searchsorted(districts, returns.geography.parents[made.place]), group.codes), number.values)
    return group.vocabulary, found


def by_ward(returns: Returns, force: int, month: int) -> dict[int, int]:
    """All people by the place of their ward."""
    made = counted.people(returns.geography, returns.size, returns.seed, force, month)
    number = made.column("people")
    assert isinstance(number, Wholes)
    assert made.place is not None
    every = np.bincount(made.place, number.values)
    return {ward: int(every[ward]) for ward in returns.geography.wards_of(force).tolist()}


def of_force(returns: Returns, force: int, month: int) -> int:
    """All people of a force at the last middle of a year up to a month."""
    return int(by_district(returns, force, latest(month))[1].sum())
