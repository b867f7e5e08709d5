"""All series of a file at a glance: their verdicts, the steps proposed, and what stands out among all of them.

The verdicts are those of the rule set, chart by chart. How many of them chance alone makes is not known exactly, since
limits are estimates. So the last period is judged a second time, all series together, by probabilities that were
calibrated (`surprise`) and under one promise about false names (`many`). For that, the points of each series' current
process are its baseline; a season that was found, and the length of months, are taken into account as they are for its
limits: in what a count or rate is expected to be, and out of a share or measurement.

The promise is about twelve periods. So those before the last are judged too, in turn, as far as the file goes back: a
period by the points before it of the process it belongs to, with what the periods before left of the budget. Where a
process begins, and what the season is, are known from the whole file; the baseline of a period is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from peelian.errors import Unusable
from peelian.periods import Period
from peelian.signals import many
from peelian.signals.assessment import Assessment
from peelian.signals.family import FAMILIES
from peelian.signals.hierarchy import levels
from peelian.signals.judge import Judged
from peelian.signals.limits.lines import NONE
from peelian.signals.many import Budget, Found, Month
from peelian.signals.panel import Array, Codes, Flags, Ints, Panel
from peelian.signals.season.finding import Season, find_season
from peelian.signals.season.points import Family, Points, points
from peelian.signals.surprise import FEWEST, Kind, Surprise, surprise
from peelian.signals.verdict import MEANINGS, at_columns

Verdict = Literal["improvement", "concern", "special", "none", "no limits", "no value"]
VERDICTS: tuple[Verdict, ...] = ("improvement", "concern", "special", "none", "no limits", "no value")
NO_LIMITS, NO_VALUE = VERDICTS.index("no limits"), VERDICTS.index("no value")

KINDS: dict[Family, Kind] = {"count": "rate", "rate": "rate", "share": "share", "measurement": "value"}
"""What the probability of each family is worked out as; a count is one of the days, and the season, it has."""


CARRIED = 12  # periods that one promise is about
WORTH_A_LOOK = 2.0  # standard deviations; what lies nearer is no mark that is worth carrying over


@dataclass(frozen=True)
class Earlier:
    """A period before the last, judged like it: how many series were judged, and how many stood out."""

    period: Period
    tested: int
    found: int


@dataclass(frozen=True)
class Overview:
    """S series over one panel, in its last period.

    `verdict` [S]: places in VERDICTS; "no limits" is told of a series whose limits are withheld or not to be relied on,
    "no value" of one without a value in the last period. `family` [S]: places in FAMILIES. `provisional`: how many of
    the series with a verdict have limits that rest on few points. `steps` [S]: how many are proposed in each, not
    confirmed. `month`: all series judged together; `listed` what stands out of it, by surprise and harm; `weighed`:
    whether harm was given. `earlier`: the periods before that the same budget was spent on, in their order.
    """

    period: Period
    verdict: Codes
    family: Codes
    provisional: int
    steps: Ints
    month: Month
    listed: tuple[Found, ...]
    weighed: bool
    earlier: tuple[Earlier, ...] = ()

    def number(self, verdict: Verdict) -> int:
        return int(np.count_nonzero(self.verdict == VERDICTS.index(verdict)))


def overview(
    panel: Panel,
    assessments: Iterable[Assessment],
    *,
    weight: Array | None = None,
    part_of: Sequence[Sequence[int]] = (),
    level: Ints | None = None,
    budget: Budget | None = None,
) -> Overview:
    """The overview of a panel from its assessments, each used once and let go: they may be made as they are asked for.

    `weight` [S]: the harm of one unit of each series, by an index of harm or of severity; without it, what stands out
    is ranked by surprise alone. `part_of`: for each series those that it is a part of, which make the `level` of each
    where that is not given. `budget`: what the last period is judged with; without it up to eleven periods before are
    judged first, and what they marked is carried over. Raises Unusable where the assessments are not of this panel, and
    as `many.judge` and `many.ranked` do.
    """
    series, columns = panel.values.shape
    verdict = np.full(series, -1, dtype=np.int8)
    family = np.zeros(series, dtype=np.int8)
    steps = np.zeros(series, dtype=np.int64)
    baseline = np.zeros(panel.values.shape, dtype=bool)
    segment = np.zeros(panel.values.shape, dtype=np.int16)
    bent = np.ones(panel.values.shape)  # by what the year multiplies counts, or what it adds to other values
    provisional = 0
    for one in assessments:
        judged = one.judged
        if judged.raw.panel.periods != panel.periods or judged.rows.max(initial=-1) >= series:
            raise Unusable("the assessments are not of this panel; give the panel that was assessed")
        rows = judged.rows
        verdict[rows] = _verdict(judged)
        steps[rows] = np.bincount(one.steps.series, minlength=len(rows))
        family[rows] = FAMILIES.index(judged.family)
        baseline[rows], segment[rows] = judged.raw.in_baseline, judged.raw.segment
        bent[rows] = _bent(judged)
        few = at_columns(judged.provisional, judged.at)
        provisional += int(np.count_nonzero(few & (verdict[rows] != NO_LIMITS) & (verdict[rows] != NO_VALUE)))
    if (verdict < 0).any():
        missing = panel.names[int(np.argmax(verdict < 0))]
        raise Unusable(f"{missing} is not assessed; give the assessments of all series of the panel")
    places = level if level is not None else levels(part_of) if part_of else np.zeros(series, dtype=np.int64)
    first = columns - 1
    if budget is None:
        budget = Budget(tuple(np.bincount(places, minlength=1).tolist()), months=CARRIED)
        first = max(columns - CARRIED, min(FEWEST, columns - 1))
    parts = _parts(panel, bent, family)
    earlier = []
    for at in range(first, columns):
        before = baseline[:, :at] & (segment[:, :at] == segment[:, at : at + 1])
        beyond = None if at == columns - 1 else WORTH_A_LOOK
        month = many.judge(_surprises(parts, at, before, beyond), places, budget)
        budget = month.budget
        earlier.append(Earlier(panel.periods[at], month.tested, month.found))
    weighed = np.zeros(series) if weight is None else weight
    listed = many.ranked(month, weighed, part_of)
    return Overview(
        panel.periods[-1], verdict, family, provisional, steps, month, listed, weight is not None, tuple(earlier[:-1])
    )


_OF_MEANING = np.array([VERDICTS.index(MEANINGS[code]) for code in (0, 1, 2, -1)], dtype=np.int8)  # -1 is the last


def _verdict(judged: Judged) -> Codes:
    """Places in VERDICTS [s]."""
    told = _OF_MEANING[judged.variation]
    if judged.limits.doubt is not None:
        told = np.where(at_columns(judged.limits.doubt, judged.at) != NONE, np.int8(NO_LIMITS), told)
    if judged.chart == "run":  # it has no limits by itself; a signal of its runs is one all the same
        told = np.where(judged.variation == 0, np.int8(NO_LIMITS), told)
    return np.where(np.isnan(judged.raw.panel.values[:, -1]), np.int8(NO_VALUE), told).astype(np.int8)


def _bent(judged: Judged) -> Array:
    """What the year does to each point [s, T]: a factor of counts and rates, an addition to other values."""
    seen: Points = points(judged.raw, judged.family)
    season: Season = judged.season if judged.season is not None else find_season(seen)
    effect = season.effect[:, seen.calendar.place]
    if not season.multiplies:
        return effect
    return effect * np.where(season.by_length[:, None], seen.calendar.length, 1.0)


@dataclass(frozen=True)
class _Part:
    """The series of one family: their `rows`, the panel to judge, and what the season adds to what it counts [s, T]."""

    rows: Ints
    kind: Kind
    panel: Panel
    added: Array


def _parts(panel: Panel, bent: Array, family: Codes) -> list[_Part]:
    found = []
    for code in np.unique(family):
        rows = np.flatnonzero(family == code)
        found.append(_Part(rows, KINDS[FAMILIES[code]], *_steady(panel.rows(rows), FAMILIES[code], bent[rows])))
    return found


def _surprises(parts: Sequence[_Part], at: int, baseline: Flags, beyond: float | None) -> Surprise:
    """All series at this period, in the panel's order; `baseline` [S, at]: the points before that it is held against.

    `beyond`: see `surprise`.
    """
    series = len(baseline)
    made = {what: np.full(series, np.nan) for what in ("value", "expected", "high", "low")}
    without = np.full(series, "", dtype=object)
    for part in parts:
        found = surprise(part.panel, at, baseline[part.rows], part.kind, beyond=beyond)
        for what, numbers in made.items():
            numbers[part.rows] = getattr(found, what)
        made["value"][part.rows] += part.added[:, at]
        made["expected"][part.rows] += part.added[:, at]
        without[part.rows] = found.without
    return Surprise(**made, without=tuple(without))


def _steady(panel: Panel, family: Family, bent: Array) -> tuple[Panel, Array]:
    """The panel to judge, and what the season adds to what it counts [s, T]: nothing where it is in the denominator."""
    none = np.zeros_like(bent)
    if family == "count":
        return replace(panel, numerator=panel.values, denominator=bent), none
    if family == "measurement":
        return replace(panel, values=panel.values - bent), bent
    assert panel.numerator is not None
    assert panel.denominator is not None
    if family == "rate":
        return replace(panel, denominator=panel.denominator * bent), none
    steady = np.clip(panel.numerator - bent * panel.denominator, 0.0, panel.denominator)
    return replace(panel, numerator=steady), panel.numerator - steady


FEWEST_POINTS = FEWEST
"""Points of the current process that a series needs before its last one to be judged together with the others."""
