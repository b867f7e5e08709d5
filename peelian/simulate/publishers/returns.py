"""What the forces of a run return to the publishers: its crimes and outcomes, counted by offence."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

import numpy as np

from peelian.simulate.chance import Chance, Whole
from peelian.simulate.crimes import LAGS, NEVER, Crimes
from peelian.simulate.frame import Frame, Words, Yesses
from peelian.simulate.geography import Geography
from peelian.simulate.months import first_day
from peelian.simulate.offences import published, rows_of_codes
from peelian.simulate.publishers.outcome_types import not_yet, outcome_of, outcomes
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import PUBLISHED

QUARTER, YEAR = 3, 12
QUARTERS, MARCH, DECEMBER = (3, 6, 9, 12), (3,), (12,)  # months of the calendar that end them
REGION = "Simulated region"


class Returns:
    """Its state is what has been counted of the months so far.

    `recorded` has crimes by force, month, offence and district of the force, the last of which is for those without
    one. `of_offences` has them by force, month they were recorded in, offence and the outcome they have by now;
    `given` outcomes by force, month they were given in, offence and outcome.
    """

    def __init__(self, geography: Geography, size: Size, seed: int, months: int) -> None:
        self.geography, self.size, self.seed, self.months = geography, size, seed, months
        forces = len(geography.forces)
        districts = len(geography.districts) // forces
        self.recorded = np.zeros((forces, months, len(published()), districts + 1), np.int64)
        self.of_offences = np.zeros((forces, months, len(published()), len(outcomes())), np.int64)
        self.given = np.zeros_like(self.of_offences)

    def add(self, all_crimes: Crimes, frame: Frame) -> None:
        """A month of a force: its crimes as its extract has them, with their rows there. Those that were cancelled are
        not returned, as the counting rules have it."""
        code, cancelled = frame.column("offence_code"), frame.column("cancelled")
        assert isinstance(code, Words)
        assert isinstance(cancelled, Yesses)
        assert frame.place is not None
        rows = np.flatnonzero(~cancelled.values)
        crimes, force, month = all_crimes.take(rows), all_crimes.force, all_crimes.month
        offence = rows_of_codes()[code.codes[rows]]
        district = self._district(frame.place[rows], force)
        np.add.at(self.recorded[force, month], (offence, district), 1)
        lag, outcome = crimes.lag, outcome_of(crimes.outcome)
        there = (lag != NEVER) & (month + lag < self.months)
        np.add.at(self.of_offences[force, month], (offence, np.where(there, outcome, not_yet())), 1)
        for months in LAGS:
            late = there & (lag == months)
            if late.any():
                np.add.at(self.given[force, month + months], (offence[late], outcome[late]), 1)

    def _district(self, ward: Whole, force: int) -> Whole:
        """The number of each row's district within the force."""
        every = self.geography.districts_of(force)
        known = np.where(ward > 0, self.geography.parents[ward], -1)
        number = np.clip(np.searchsorted(every, known), 0, len(every) - 1)
        return np.where(every[number] == known, number, len(every))

    @property
    def forces(self) -> range:
        return range(len(self.geography.forces))

    def name(self, force: int) -> str:
        return self.geography.areas[self.geography.forces[force]].name

    def code(self, force: int) -> str:
        return self.geography.areas[self.geography.forces[force]].code

    def place(self, force: int, rows: int) -> Whole:
        """Rows of a whole force."""
        return np.full(rows, self.geography.forces[force])

    def chance(self, force: int, month: int, table: int) -> Chance:
        """A stream of chance for a table, which has a number of its own."""
        return Chance(self.seed, PUBLISHED, force, table * 10_000 + month)

    @cached_property
    def quarters(self) -> list[int]:
        """The last months of all quarters that the run holds."""
        return ends(self.months, QUARTERS, QUARTER)

    @cached_property
    def financial_years(self) -> list[int]:
        """The last months of all years to March that the run holds."""
        return ends(self.months, MARCH)

    @cached_property
    def calendar_years(self) -> list[int]:
        return ends(self.months, DECEMBER)


def ends(months: int, of: Collection[int], length: int = YEAR) -> list[int]:
    """Which of so many months end a quarter or year that lies in them whole and ends in one of these months."""
    return [month for month in range(length - 1, months) if first_day(month).month in of]


def span(last: int, months: int) -> slice:
    """So many months up to one, that one too."""
    return slice(last + 1 - months, last + 1)


def financial_year(month: int) -> str:
    """2020/21, as the tables print the year from April to March that a month lies in."""
    day = first_day(month)
    start = day.year - (day.month <= QUARTER)
    return f"{start}/{(start + 1) % 100:02d}"


def quarter_number(last: int) -> int:
    """Of the financial year: 1 is April to June."""
    return (first_day(last).month // QUARTER - 2) % 4 + 1
