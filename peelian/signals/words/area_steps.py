"""The steps of areas in words: those of the whole's own date, or each area's latest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal, get_args

import numpy as np

from peelian.periods import words
from peelian.signals.marks import HIGH
from peelian.signals.rebase import length_of
from peelian.signals.steps.dating import NEAREST
from peelian.signals.words.named import Named
from peelian.signals.words.phrases import SMALLEST_BASE, Called, counted, listed, meant, said, stretch, stretches
from peelian.signals.words.pieces import Amount, Said

How = Literal["by start", "at run", "proposed"]
"""What is known of a step: lines were made anew there, by hand or as was asked; a run of the rule set's length began a
new process; or it is proposed only."""


@dataclass(frozen=True)
class Step:
    """A step of one series, from `before` to `after` in its unit; its first period lies from `earliest` to `latest`.

    The average before is that of the columns from `since`, the one after of those up to `until`. `rises`: which way the
    level went, the time of year and wild values taken out, where the averages may go another.
    """

    of: Named
    first: int
    earliest: int
    latest: int
    since: int
    until: int
    before: Fraction
    after: Fraction
    rises: bool
    how: How
    drift: bool = False

    @property
    def plain(self) -> bool:
        """Whether the averages went the way that the level did."""
        return (self.after > self.before) == self.rises and self.after != self.before

    @property
    def change(self) -> Fraction | None:
        """By how much of the level before it moved; None where that is none."""
        return (self.after - self.before) / self.before if self.before > 0 else None


def steps_of_areas(of: Sequence[Named], called: Called, whole: Named | None) -> list[Said]:
    """Which areas have a step, largest change first: the whole's own, or where no whole is given each one's latest.

    Of an area with values that are not given out none is told: its averages would be those of the larger ones.
    """
    if whole is None:
        latest = [steps[-1] for one in of if not one.held_back and (steps := steps_of(one, called))]
        return [
            told
            for how in get_args(How)
            for rises in (False, True)
            for told in _told([s for s in latest if s.how == how and s.rises == rises], of, called, "")
        ]
    mine = steps_of(whole, called) if not whole.held_back else []
    if not mine:
        return []
    own = mine[-1]
    same = [step for one in of if not one.held_back and (step := _same(own, steps_of(one, called))) is not None]
    about = f" at about the same time as in {whole.name} ({_date(own)})"
    if not _known(of):
        return []
    if not same:
        way = "up" if own.rises else "down"
        no_step = f" step {way}{about}."
        if len(_known(of)) == 1:
            return [said(f"{_known(of)[0].name} has no{no_step}")]
        return [said("None of the ", _looked_at(of, called), f" has a{no_step}")]
    return [told for how in get_args(How) for told in _told([s for s in same if s.how == how], of, called, about)]


def _told(steps: Sequence[Step], of: Sequence[Named], called: Called, about: str) -> list[Said]:
    """One sentence about steps of one way that are all confirmed, or all proposed; each with its date if not `about`
    the whole's."""
    if not steps:
        return []
    last, head = of[0].periods[-1], steps[0]
    way = "up" if head.rises else "down"
    start = said(_START[head.how].format(way=way))
    if head.how == "at run":
        run = stretches(length_of(head.of.judged.rules), last, statistic="asked")
        start = said("A run of ", run, f" brought a step {way} in ")
    clauses = listed([said(step.of.name, " (", _clause(step, called, dated=not about), ")") for step in _sorted(steps)])
    if len(of) == 1:
        return [said(start, clauses, about, ".")]
    among = said(counted(len(steps), last), " of the ", _looked_at(of, called))
    if len(steps) == len(_known(of)):
        among = said("both ", _many(of, called)) if len(steps) == 2 else said("all ", _looked_at(of, called))
    if len(_known(of)) == 1:
        among = said(f"the only {called.one} with enough points")
    return [said(start, among, about, ": ", clauses, ".")]


_START: dict[How, str] = {
    "by start": "Averages and limits begin anew at a step {way} in ",
    "at run": "",
    "proposed": "A step {way} is proposed, not confirmed, in ",
}


def _known(of: Sequence[Named]) -> list[Named]:
    """Those with enough values for a step to be looked for, or to have been confirmed."""
    told = [one for one in of if not one.held_back]
    return [one for one in told if one.assessment.looked_at[one.row] or one.judged.raw.segment[one.row, -1] > 0]


def _looked_at(of: Sequence[Named], called: Called) -> Said:
    """ "ten areas", "eight areas with enough points"."""
    return said(counted(len(_known(of)), of[0].periods[-1]), f" {_many(of, called)}")


def _many(of: Sequence[Named], called: Called) -> str:
    return f"{called.many} with enough points" if len(_known(of)) < len(of) else called.many


def _sorted(steps: Sequence[Step]) -> list[Step]:
    """The largest change first, by its part of the level before; those from nothing first, ties in their order."""
    return sorted(steps, key=lambda s: (s.change is not None, -abs(s.change or 0)))


def _clause(step: Step, called: Called, dated: bool) -> Said:
    """ "down 25%, from 120 to 90 a month"; without a percentage where the level before is below 100."""
    parts = _averages(step, called) if step.plain else [said("once the time of year and wild values are taken out")]
    if dated:
        parts.append(said(_date(step)))
    if step.drift:
        parts.append(said("which may be a steady drift instead"))
    return listed(parts, last=", ")


def _averages(step: Step, called: Called) -> list[Said]:
    periods, name = step.of.periods, step.of.name
    last, since, places = periods[step.until], periods[step.since], called.places(step.before, step.after)
    before = Amount(step.before, called.unit, "mean", periods[step.first - 1], since, name, places)
    after = Amount(step.after, called.unit, "mean", last, periods[step.first], name, places)
    a_period = f" a {stretch(last)}" if called.unit == "count" else ""
    parts = [said("from ", before, " to ", after, a_period)]
    way = "up " if step.rises else "down "
    if called.of_change == "pp":
        change = step.after - step.before
        points = Amount(change, "pp", "average-change", last, since, name, called.decimals, unsigned=True)
        return [said(way, points), *parts]
    if step.change is None or (called.unit == "count" and step.before < SMALLEST_BASE):
        return parts
    percent = Amount(step.change * 100, "percent", "average-change-percent", last, since, name, 0, unsigned=True)
    return [said(way, percent), *parts]


def _date(step: Step) -> str:
    periods = step.of.periods
    if step.how != "proposed" or step.earliest == step.latest:
        return f"from {words(periods[step.first])}"
    return f"about {words(periods[step.first])}"


def _same(own: Step, steps: Sequence[Step]) -> Step | None:
    """The latest of the steps that went the same way, their dates not being told apart."""
    near = [s for s in steps if s.rises == own.rises and s.earliest <= own.latest and own.earliest <= s.latest]
    return near[-1] if near else None


def steps_of(one: Named, called: Called) -> list[Step]:
    """Its steps in order of time: where lines begin anew, with the averages of the processes, and those proposed."""
    return sorted([*_anew(one, called), *_proposed(one, called)], key=lambda step: step.first)


def _proposed(one: Named, called: Called) -> list[Step]:
    return [
        Step(
            of=one,
            first=step.first,
            earliest=step.earliest,
            latest=step.latest,
            since=step.since,
            until=step.until,
            before=called.scaled(step.before, one.quotient),
            after=called.scaled(step.after, one.quotient),
            rises=step.way == HIGH,
            how="proposed",
            drift=step.drift,
        )
        for step in one.facts.steps
    ]


def _anew(one: Named, called: Called) -> list[Step]:
    """One at each new segment whose average differs; steps near its date are not told apart from it."""
    raw, row = one.judged.raw, one.row
    segment = raw.segment[row]
    starts = [0, *(int(i) for i in np.flatnonzero(segment[1:] != segment[:-1]) + 1), len(segment)]
    levels = [_average(one, first, end, called) for first, end in pairwise(starts)]
    found = []
    for place in range(1, len(levels)):
        before, after, first = levels[place - 1], levels[place], starts[place]
        if before is None or after is None or before == after:
            continue
        at_run = one.judged.rebase is not None and one.judged.rebase.marked[row, first] != 0
        found.append(
            Step(
                of=one,
                first=first,
                earliest=first - NEAREST,
                latest=first + NEAREST,
                since=starts[place - 1],
                until=starts[place + 1] - 1,
                before=before,
                after=after,
                rises=after > before,
                how="at run" if at_run else "by start",
            )
        )
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
