"""Outcomes that come later than their crimes: held back until the month they are given in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from peelian.simulate.chance import Chance
from peelian.simulate.crimes import ID_WORDS, LAGS, NEVER, Crimes, beginning, outcome_words, places
from peelian.simulate.frame import Column, Frame, Words
from peelian.simulate.geography import Geography
from peelian.simulate.subjects import OUTCOMES

ANOTHER = 1 / 16  # of outcomes, that a second one follows three months later
NOT_HELD = 1 / 28  # of outcomes, that are of crimes nobody holds


class Waiting:
    """The outcomes of one force that are still to come, by month."""

    def __init__(self, seed: int, force: int) -> None:
        self._seed, self._force = seed, force
        self._to_come: dict[int, list[Crimes]] = {}

    def add(self, crimes: Crimes) -> None:
        """Takes in a month's crimes, each with its outcome to come; of some, a second one."""
        chance = Chance(self._seed, OUTCOMES, self._force, crimes.month)
        known = crimes.take(np.flatnonzero(crimes.crime & (crimes.lag != NEVER)))
        for lag in LAGS:
            self._keep(crimes.month + lag, known.take(np.flatnonzero(known.lag == lag)))
        other = chance.below(known.count, len(outcome_words()))
        second = replace(known, outcome=other).take(np.flatnonzero(chance.happens(known.count, ANOTHER)))
        for lag in LAGS:
            self._keep(crimes.month + lag + 3, second.take(np.flatnonzero(second.lag == lag)))

    def due(self, month: int) -> Crimes:
        """The crimes whose outcomes are given in a month, those of earlier months first; then it forgets them.

        A few of them bear an id that stands in no file of crimes.
        """
        [first, *rest] = self._to_come.pop(month)
        joined: dict[str, Any] = {
            name: np.concatenate([getattr(part, name) for part in (first, *rest)])
            for name in ("kind", "point", "id", "lag", "outcome")
        }
        every = replace(first, month=month, **joined)
        chance = Chance(self._seed, OUTCOMES, self._force, month + 10_000)
        strange = np.flatnonzero(chance.happens(every.count, NOT_HELD))
        every.id[strange] = chance.raw(len(strange) * ID_WORDS).reshape(-1, ID_WORDS)
        return every

    def _keep(self, month: int, part: Crimes) -> None:
        self._to_come.setdefault(month, []).append(part)


def frame(due: Crimes, geography: Geography) -> Frame:
    """The rows as data.police.uk publishes them, in the month the outcomes were given."""
    return Frame(
        "outcomes",
        due.month,
        due.count,
        places(due, geography),
        (
            *beginning(due, geography, due.month),
            Column("outcome_type", "Outcome type", Words(due.outcome, outcome_words())),
        ),
    )
