"""The steps of areas in words: those of the whole's own date, or each area's latest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from peelian.periods import Period, words
from peelian.signals.steps.dating import NEAREST
from peelian.signals.words.named import Named
from peelian.signals.words.phrases import SMALLEST_BASE, Called, counted, listed, meant, said, stretch, unsigned
from peelian.signals.words.pieces import Amount, Said


@dataclass(frozen=True)
class Step:
    """A step of one series, from `before` to `after` in its unit; its first period lies from `earliest` to `latest`.

    `since`: a period of the level before. `confirmed`: a person began a new process there.
    """

    of: Named
    first: int
    earliest: int
    latest: int
    since: Period
    before: Fraction
    after: Fraction
    confirmed: bool
    drift: bool = False

    @property
    def rises(self) -> bool:
        return self.after > self.before

    @property
    def change(self) -> Fraction | None:
        """By how much of the level before it moved; None where that is none."""
        return (self.after - self.before) / self.before if self.before > 0 else None


def steps_of_areas(of: Sequence[Named], called: Called, whole: Named | None) -> list[Said]:
    """Which areas have a step, largest change first: the whole's own, or where no whole is given each one's latest."""
    if whole is None:
        latest = [steps[-1] for one in of if (steps := steps_of(one, called))]
        return [
            told
            for confirmed in (True, False)
            for rises in (False, True)
            for told in _told([s for s in latest if s.confirmed == confirmed and s.rises == rises], of, called, "")
        ]
    mine = steps_of(whole, called)
    if not mine:
        return []
    own = mine[-1]
    same = [step for one in of if (step := _same(own, steps_of(one, called))) is not None]
    about = f" at about the same time as in {whole.name} ({_date(own)})"
    if not _known(of):
        return []
    if not same:
        way = "up" if own.rises else "down"
        no_step = f" step {way}{about}."
        if len(_known(of)) == 1:
            return [said(f"{_known(of)[0].name} has no{no_step}")]
        return [said("None of the ", _looked_at(of, called), f" has a{no_step}")]
    return [
        told
        for confirmed in (True, False)
        for told in _told([s for s in same if s.confirmed == confirmed], of, called, about)
    ]


def _told(steps: Sequence[Step], of: Sequence[Named], called: Called, about: str) -> list[Said]:
    """One sentence about steps of one way that are all confirmed, or all proposed; each with its date if not `about`
    the whole's."""
    if not steps:
        return []
    last, head = of[0].periods[-1], steps[0]
    known = "was confirmed" if head.confirmed else "is proposed, not confirmed,"
    start = f"A step {'up' if head.rises else 'down'} {known} in "
    clauses = listed([said(step.of.name, " (", _clause(step, called, dated=not about), ")") for step in _sorted(steps)])
    if len(of) == 1:
        return [said(start, clauses, about, ".")]
    among = said(counted(len(steps), last), " of the ", _looked_at(of, called))
    if len(_known(of)) == 1:
        among = said(f"the only {called.one} with enough points")
    return [said(start, among, about, ": ", clauses, ".")]


def _known(of: Sequence[Named]) -> list[Named]:
    """Those with enough values for a step to be looked for, or to have been confirmed."""
    return [one for one in of if one.assessment.looked_at[one.row] or one.judged.raw.segment[one.row, -1] > 0]


def _looked_at(of: Sequence[Named], called: Called) -> Said:
    """ "ten areas", "eight areas with enough points"."""
    known = _known(of)
    enough = " with enough points" if len(known) < len(of) else ""
    return said(counted(len(known), of[0].periods[-1]), f" {called.many}{enough}")


def _sorted(steps: Sequence[Step]) -> list[Step]:
    """The largest change first, by its part of the level before; those from nothing first, ties in their order."""
    return sorted(steps, key=lambda s: (s.change is not None, -abs(s.change or 0)))


def _clause(step: Step, called: Called, dated: bool) -> Said:
    """ "down 25%, from 120 to 90 a month"; without a percentage where the level before is below 100."""
    last, name = step.of.periods[-1], step.of.name
    amounts = [
        Amount(value, called.unit, "average", at, of=name, decimals=called.places(step.before, step.after))
        for value, at in ((step.before, step.since), (step.after, last))
    ]
    a_period = f" a {stretch(last)}" if called.unit == "count" else ""
    parts = [said("from ", amounts[0], " to ", amounts[1], a_period)]
    change = step.after - step.before
    if called.of_change == "pp":
        moved = Amount(change, "pp", "average-change", last, step.since, name, called.decimals, unsigned=True)
        parts.insert(0, said("up " if step.rises else "down ", moved))
    elif step.change is not None and (called.unit != "count" or step.before >= SMALLEST_BASE):
        percent = Amount(step.change * 100, "percent", "average-change-percent", last, step.since, name, 0)
        parts.insert(0, said("up " if step.rises else "down ", unsigned(percent)))
    if dated:
        parts.append(said(_date(step)))
    if step.drift:
        parts.append(said("which may be a steady drift instead"))
    return listed(parts, last=", ")


def _date(step: Step) -> str:
    periods = step.of.periods
    if step.confirmed or step.earliest == step.latest:
        return f"from {words(periods[step.first])}"
    return f"about {words(periods[step.first])}"


def _same(own: Step, steps: Sequence[Step]) -> Step | None:
    """The latest of the steps that went the same way, their dates not being told apart."""
    near = [s for s in steps if s.rises == own.rises and s.earliest <= own.latest and own.earliest <= s.latest]
    return near[-1] if near else None


def steps_of(one: Named, called: Called) -> list[Step]:
    """Its steps in order of time: those confirmed, with the averages of the processes, and those proposed."""
    found = [*_confirmed(one, called), *_proposed(one, called)]
    return sorted((s for s in found if s.before != s.after), key=lambda s: s.first)


def _proposed(one: Named, called: Called) -> list[Step]:
    steps = one.assessment.steps
    return [
        Step(
            of=one,
            first=int(steps.first[i]),
            earliest=int(steps.earliest[i]),
            latest=int(steps.latest[i]),
            since=one.periods[int(steps.since[i])],
            before=called.scaled(steps.before[i], one.quotient),
            after=called.scaled(steps.after[i], one.quotient),
            confirmed=False,
            drift=bool(steps.drift[i]),
        )
        for i in np.flatnonzero(steps.series == one.row)
    ]


def _confirmed(one: Named, called: Called) -> list[Step]:
    """One at each new segment that both sides of have values; the date a person gave stands for those near it."""
    raw, row = one.judged.raw, one.row
    segment = raw.segment[row]
    starts = [0, *(int(i) for i in np.flatnonzero(segment[1:] != segment[:-1]) + 1), len(segment)]
    levels = [_average(one, first, end, called) for first, end in pairwise(starts)]
    found = []
    for place in range(1, len(levels)):
        before, after = levels[place - 1], levels[place]
        if before is not None and after is not None:
            first = starts[place]
            since = one.periods[starts[place - 1]]
            found.append(Step(one, first, first - NEAREST, first + NEAREST, since, before, after, True))
    return found


def _average(one: Named, first: int, end: int, called: Called) -> Fraction | None:
    """The plain average of a stretch: of shares and rates the numerators by the denominators."""
    panel, row = one.judged.raw.panel, one.row
    out = one.judged.raw.excluded
    columns = [i for i in range(first, end) if not np.isnan(panel.values[row, i]) and (out is None or not out[row, i])]
    if not columns:
        return None
    if panel.numerator is None or panel.denominator is None:
        return sum((meant(panel.values[row, i]) for i in columns), Fraction()) / len(columns)
    above = sum((meant(panel.numerator[row, i]) for i in columns), Fraction())
    below = sum((meant(panel.denominator[row, i]) for i in columns), Fraction())
    return called.scaled(1.0, True) * above / below
