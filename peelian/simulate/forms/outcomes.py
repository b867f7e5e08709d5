"""Outcomes as the force itself gives them: those that data.police.uk publishes, by their codes and days.

Some crimes are given another outcome three months later; of these, some take the place of the first.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from peelian.simulate import offences
from peelian.simulate.chance import Chance, Whole, Yes
from peelian.simulate.crimes import LAGS, NEVER, Crimes, outcome_words
from peelian.simulate.forms.column import NO_YES, area, column, elapsed, open_yet
from peelian.simulate.frame import Days, Frame, Numbered, Wholes, Words, Yesses
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, days_in, first_day
from peelian.simulate.subjects import GIVEN_OUTCOMES
from peelian.simulate.words import written

ANOTHER, REPLACES = 1 / 12, 1 / 2  # of outcomes, that another follows; of these, that it takes the place of the first
LATER = 3  # months
NOT_REPLACED = 0


@dataclass(frozen=True, eq=False)
class Given:
    """A row an outcome: `crime` is the number of the crime, `code` that of the outcome among all codes, `offence` that
    of the offence among its own. Days are numbers of days; `replaced` is NOT_REPLACED for one that stays."""

    crime: Whole
    place: Whole
    recorded: Whole
    offence: Whole
    domestic: Yes
    domestic_blank: Yes
    vawg: Yes
    vawg_blank: Yes
    code: Whole
    assigned: Whole
    replaced: Whole

    def take(self, rows: Whole) -> Given:
        return Given(**{one.name: getattr(self, one.name)[rows] for one in fields(self)})


class Waiting:
    """The outcomes of one force that are still to come, by month."""

    def __init__(self, seed: int, force: int, months: int) -> None:
        self._seed, self._force, self._months = seed, force, months
        self._to_come: dict[int, list[Given]] = {}

    def add(self, crimes: Crimes, frame: Frame) -> None:
        """Takes in a month's crimes as the extract has them, with their rows there."""
        chance = Chance(self._seed, GIVEN_OUTCOMES, self._force, crimes.month)
        second_word = chance.below(crimes.count, len(outcome_words()))
        two, replaces = (chance.happens(crimes.count, share) for share in (ANOTHER, REPLACES))
        first_code, second_code = _codes(chance, crimes.outcome), _codes(chance, second_word)
        where = chance.shares(crimes.count), chance.shares(crimes.count)
        for lag in LAGS:
            rows = np.flatnonzero((crimes.lag == lag) & (crimes.lag != NEVER))
            first = _given(frame, rows, first_code, crimes.month + lag, where[0])
            second = _given(frame, rows, second_code, crimes.month + lag + LATER, where[1])
            replaced = np.where(two[rows] & replaces[rows], second.assigned, NOT_REPLACED)
            self._keep(crimes.month + lag, Given(**{**vars(first), "replaced": replaced}))
            self._keep(crimes.month + lag + LATER, second.take(np.flatnonzero(two[rows])))

    def due(self, month: int, geography: Geography) -> Frame:
        """The outcomes given in a month; then it forgets them. Nobody knows yet of what replaces one after the run."""
        parts = self._to_come.pop(month)
        one = Given(**{f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Given)})
        letter = f"{geography.areas[geography.forces[self._force]].code}-"
        known = (one.replaced != NOT_REPLACED) & ~open_yet(one.replaced, self._months)
        return Frame(
            "crime_outcomes",
            month,
            len(one.crime),
            one.place,
            (
                column("crime_id", Numbered(one.crime, letter)),
                column("outcome", Words(one.code, _every_code())),
                column("assigned", Days(one.assigned)),
                column("crime_recorded", Days(one.recorded)),
                column("replaced", Days(one.replaced, ~known)),
                column("offence_code", Words(one.offence, offences.codes())),
                column("domestic_abuse", Yesses(one.domestic, NO_YES, one.domestic_blank)),
                column("vawg", Yesses(one.vawg, NO_YES, one.vawg_blank)),
                area(geography, one.place),
                elapsed("days_to_outcome", Wholes(one.assigned - one.recorded)),
            ),
        )

    def _keep(self, month: int, part: Given) -> None:
        self._to_come.setdefault(month, []).append(part)


def _given(frame: Frame, rows: Whole, code: Whole, month: int, where: Any) -> Given:
    """Outcomes of these rows of the crimes, on days of a month that do not come before the crime was recorded."""
    crime, recorded, offence = (frame.column(name) for name in ("crime_id", "recorded", "offence_code"))
    domestic, vawg = (frame.column(name) for name in ("domestic_abuse", "vawg"))
    assert isinstance(crime, Numbered)
    assert isinstance(recorded, Days)
    assert isinstance(offence, Words)
    assert isinstance(domestic, Yesses)
    assert isinstance(vawg, Yesses)
    assert frame.place is not None
    first = day_number(first_day(month))
    earliest = np.maximum(recorded.values[rows], first)
    assigned = earliest + (where[rows] * (first + days_in(month) - earliest)).astype(np.int64)
    return Given(
        crime.values[rows],
        frame.place[rows],
        recorded.values[rows],
        offence.codes[rows],
        domestic.values[rows],
        _blank(domestic)[rows],
        vawg.values[rows],
        _blank(vawg)[rows],
        code[rows],
        assigned,
        np.full(len(rows), NOT_REPLACED),
    )


def _blank(data: Yesses) -> Yes:
    return np.zeros(len(data.values), bool) if data.blank is None else data.blank


def _every_code() -> tuple[str, ...]:
    return tuple(code for word in outcome_words() for code in written()["outcome_codes"][word])


def _codes(chance: Chance, words: Whole) -> Whole:
    """A code for each outcome, of those that its word stands for."""
    found, share = np.zeros(len(words), np.int64), chance.shares(len(words))
    first = 0
    for number, word in enumerate(outcome_words()):
        known = written()["outcome_codes"][word]
        edges = np.cumsum(list(known.values()))
        rows = np.flatnonzero(words == number)
        at = np.searchsorted(edges, share[rows] * edges[-1], side="right")
        found[rows] = first + np.minimum(at, len(known) - 1)
        first += len(known)
    return found
