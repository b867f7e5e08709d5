"""The history of series in words: when each step would first have been proposed, and whether it is still seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.periods import Period
from peelian.signals.facts.finding import each_step
from peelian.signals.marks import HIGH
from peelian.signals.panel import Ints
from peelian.signals.steps.replay import FALSE_SERIES, IN_PERIODS, Replay, first_look
from peelian.signals.words.many import by_chance
from peelian.signals.words.phrases import capital, counted, said, stretch, when
from peelian.signals.words.pieces import Said
from peelian.signals.words.stepped import where_and_how_far
from peelian.signals.words.voice import Voice


def history(voice: Voice, found: Replay, periods: tuple[Period, ...], brief: bool = False) -> tuple[Said, ...]:
    """One series' replay: a sentence for each step, or that there would have been none.

    `brief`: below words that say since when series are looked at.
    """
    opening = "" if brief else f"Looked at {stretch(periods[-1])} by {stretch(periods[-1])} from {_begin(periods)} on, "
    if not len(found.seen):
        return (capital(said(f"{opening}no step would have been proposed.")),)
    told = []
    for place, step in enumerate(each_step(found.steps)):
        way = f"a step {'up' if step.way == HIGH else 'down'} would first have been proposed "
        seen = f"{when(periods[int(found.seen[place])])}, to have come"
        last = f"; {when(periods[-1])} it is {'still' if found.kept[place] else 'no longer'} seen."
        start = opening if not place else "Then "
        told.append(capital(said(f"{start}{way}{seen}", where_and_how_far(voice, step), last)))
    return tuple(told)


@dataclass(frozen=True)
class Tally:
    """What the replays of many series come to: `series` of them, `stepped` with a step, `steps` and those `kept`, and
    after how many periods of the new level each was proposed [steps]."""

    series: int = 0
    stepped: int = 0
    kept: int = 0
    delays: tuple[int, ...] = ()

    def and_of(self, found: Replay, series: int) -> Tally:
        """With the replay of so many more series."""
        delays: Ints = found.seen - found.steps.first + 1
        return Tally(
            self.series + series,
            self.stepped + len(np.unique(found.steps.series)),
            self.kept + int(np.count_nonzero(found.kept)),
            (*self.delays, *delays.tolist()),
        )


def tally_in_words(tally: Tally, periods: tuple[Period, ...]) -> tuple[Said, ...]:
    """How many steps would have been proposed in many series, how late, and in how many series chance proposes one."""
    last, steps = periods[-1], len(tally.delays)
    noun = stretch(last)
    opening = f"Looked at {noun} by {noun} from {_begin(periods)} on, "
    chance = by_chance(tally.series * FALSE_SERIES * len(periods) / IN_PERIODS, last)
    beside = said("Chance alone would propose one in up to about ", chance, " series.")
    if not steps:
        return said(f"{opening}no step would have been proposed in any series."), beside
    number = said(counted(steps, last), " step" if steps == 1 else " steps", " would have been proposed in ")
    among = said(counted(tally.stepped, last), " of ", counted(tally.series, last), " series")
    still = said("all" if tally.kept == steps > 1 else counted(tally.kept, last) if tally.kept else "none")
    seen = said(f"; {when(last)}, ", still, " of them ", "is" if tally.kept <= 1 else "are", " still seen.")
    late = counted(int(np.median(tally.delays)), last)
    delay = said(
        "Half of them would have been proposed when ", late, f" {noun}s of the new level were known, or fewer."
    )
    return said(opening, number, among, seen), *((delay,) if steps > 1 else ()), beside


def _begin(periods: tuple[Period, ...]) -> str:
    """The period of the first look."""
    return when(periods[first_look(len(periods))]).removeprefix("in ").removeprefix("on ")
