"""Collisions, casualties and vehicles of a force's month: casualties of the force's own records, put into collisions.

A collision lies in the district of its first casualty, happens on the day of that one, and is as severe as its worst.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from peelian.simulate import casualties
from peelian.simulate.chance import Whole, Yes
from peelian.simulate.frame import Days, Words
from peelian.simulate.months import first_day
from peelian.simulate.publishers.returns import YEAR, Returns, span

NUMBER = 5
ALONE = 0.8  # of casualties begin a collision
INJURY_BASED = 0.6  # of collisions are by a system that decides the severity from the injury
SEVERITIES = ("Fatal", "Serious", "Slight")  # 1, 2, 3 in the files
MONTHLY = 80_000  # numbers that a month's collisions of a force may have
UNIT = 10**9  # of a chance


@dataclass(frozen=True, eq=False)
class Roads:
    """`first` is the place of each collision's first casualty, `collision` that of each casualty's collision among the
    month's; `reference` numbers it within the force and year. `serious` is the chance of a serious injury."""

    district: Whole
    day: Whole
    minute: Whole
    reference: Whole
    vehicles: Whole
    first: Whole
    injury_based: Yes
    collision: Whole
    severity: Whole
    mode: tuple[str, ...]
    serious: Whole
    sex: Whole
    age: Whole

    @property
    def worst(self) -> Whole:
        """The severity of each collision."""
        return np.minimum.reduceat(self.severity, self.first)

    @property
    def hurt(self) -> Whole:
        """The casualties of each collision."""
        return np.bincount(self.collision)


def of_month(returns: Returns, force: int, month: int) -> Roads | None:
    """None where nobody was hurt."""
    made = casualties.frame(returns.geography, returns.size, returns.seed, force, month)
    if not made.rows:
        return None
    severity, mode, day = (made.column(name) for name in ("severity", "mode", "date"))
    assert isinstance(severity, Words)
    assert isinstance(mode, Words)
    assert isinstance(day, Days)
    assert made.place is not None
    chance = returns.chance(force, month, NUMBER)
    begins = chance.happens(made.rows, ALONE)
    begins[0] = True
    first = np.flatnonzero(begins)
    collision = np.cumsum(begins) - 1
    by_injury = chance.happens(len(first), INJURY_BASED)
    codes = np.array([SEVERITIES.index(word) for word in severity.vocabulary])[severity.codes] + 1
    guessed = np.where(codes == 2, UNIT - chance.below(made.rows, UNIT // 4), chance.below(made.rows, UNIT // 5))
    serious = np.where(by_injury[collision], (codes == 2) * UNIT, guessed)
    return Roads(
        returns.geography.parents[made.place[first]],
        day.values[first],
        chance.below(len(first), 24 * 60),
        1 + (first_day(month).month - 1) * MONTHLY + np.arange(len(first)),
        1 + chance.below(len(first), 2),
        first,
        by_injury,
        collision,
        codes,
        tuple(mode.vocabulary[code] for code in mode.codes.tolist()),
        np.where(codes == 1, 0, serious),
        1 + chance.below(made.rows, 2),
        10 + chance.below(made.rows, 70),
    )


def of_years(returns: Returns) -> Iterator[tuple[int, int, list[Roads]]]:
    """Each force in each calendar year in which anybody was hurt: the force, the year's last month, and its months."""
    for last in returns.calendar_years:
        for force in returns.forces:
            months = range(span(last, YEAR).start, last + 1)
            every = [made for month in months if (made := of_month(returns, force, month)) is not None]
            if every:
                yield force, last, every


def index(returns: Returns, force: int, month: int) -> str:
    """What the number of a collision begins with: the year, and a force's number, which no real one has."""
    return f"{first_day(month).year}{police_force(force)}"


def police_force(force: int) -> str:
    return f"9{force:02d}"
