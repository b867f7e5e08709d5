"""What series say, from values to verdicts: the one function that puts charts, rules and verdicts together."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from peelian.errors import Unusable
from peelian.periods import Period
from peelian.signals import choose
from peelian.signals.doubts import called, doubt_in_words, provisional_in_words, screening_in_words
from peelian.signals.family import FAMILIES, families
from peelian.signals.gaps import gaps
from peelian.signals.limits import limits
from peelian.signals.limits.lines import NONE, Chart, Limits
from peelian.signals.limits.sums import along, counts
from peelian.signals.marks import Signals
from peelian.signals.panel import Array, Codes, Flags, Ints, Panel
from peelian.signals.rebase import Rebase, at_run
from peelian.signals.rules import signals
from peelian.signals.ruleset import RuleSet
from peelian.signals.season.calendar import calendar
from peelian.signals.season.finding import Season, find_season
from peelian.signals.season.lines import bend, bend_next, on_raw, steady
from peelian.signals.season.points import Family, points
from peelian.signals.segments import Basis, basis
from peelian.signals.unsettled import of_labels, unsettled
from peelian.signals.verdict import Better, Labels, assurance, at_columns, labels, latest, variation, ways
from peelian.signals.warning import EarlyWarning, warn

BLOCK = 2_000  # series worked on at once: their arrays stay in the processor's cache
FOLLOWING: tuple[Chart, ...] = ("xmr", "c", "u", "uprime", "p", "pprime")  # charts whose limits can follow a season


@dataclass(frozen=True)
class Request:
    """What is asked of a panel.

    `better`, `target`: one for all series, or one each; a target is in the values' own unit, NaN or None for none.
    `starts`, `baseline`, `excluded`: see `segments.basis`; where a baseline is given, no run re-bases. `screen`
    overrides the rule set's screening.
    `season`: "off" for limits that take no notice of the time of year; "on" for limits that follow a season that was
    found, whatever the rule set says; "auto" as the rule set says, and only on a chart that nobody named.
    """

    rules: RuleSet
    chart: Chart | Literal["auto"] = "auto"
    better: Better | tuple[Better, ...] = "neither"
    starts: Collection[Period] | Flags = ()
    baseline: tuple[Period, Period] | None = None
    excluded: Collection[Period] = ()
    screen: bool | None = None
    target: float | Array | None = None
    season: Literal["auto", "on", "off"] = "auto"


@dataclass(frozen=True)
class Judged:
    """The series of a panel that have one chart and one family; arrays are [s, T] for these s series, or [s].

    `rows`: which series of the panel they are. `raw`: what they are, re-based. `basis`: what the chart is drawn of: the
    same, or for `auto` g the gaps. `limits`: on its values; where a season was found they follow it.
    `rebase`: where runs began new processes, None for rule sets that re-base by hand.
    `season`: what was found of one, None where it was not asked about; `bent`: whether the limits follow it.
    `points` [s, T]: how many points the limits of the segment rest on; `provisional`: fewer than the rule set wants.
    `at`: the column of the latest value. `way`: 1 where higher is better, -1 lower, 0 neither; for gaps between events
    the other way round than for the events. `variation`, `assurance`: see `verdict`. `warning`: None where the next
    value is not one of the panel's. `waiting`: for gaps, how many periods have been without an event, else None.
    `unsettled` [s, T]: points whose label rests on provisional values, and may go when those are final.
    """

    rows: NDArray[np.intp]
    chart: Chart
    family: Family
    choice: choose.Choice
    rules: RuleSet
    raw: Basis
    basis: Basis
    limits: Limits
    signals: Signals
    labels: Labels
    points: Ints
    provisional: Flags
    at: Ints
    way: Codes
    target: Array
    variation: Codes
    assurance: Codes
    unsettled: Flags
    season: Season | None = None
    bent: bool = False
    rebase: Rebase | None = None
    warning: EarlyWarning | None = None
    waiting: Array | None = None


def judge(panel: Panel, request: Request) -> Iterator[Judged]:
    """What the series say, block by block, family by family and chart by chart; each series is in one of the answers.

    Raises Unusable for periods that overlap (rolling totals), and for a chart that needs denominators without them.
    """
    reason = choose.overlap(panel)
    if reason:
        raise Unusable(reason)
    series = len(panel.names)
    request = replace(request, target=np.broadcast_to(np.nan if request.target is None else request.target, (series,)))
    for first in range(0, series, BLOCK):
        block = np.arange(first, min(first + BLOCK, series))
        starts = request.starts[block] if isinstance(request.starts, np.ndarray) else request.starts
        part, rebase = panel.rows(slice(first, first + BLOCK)), None
        if request.rules.rebase == "at-run" and request.baseline is None:
            rebase = at_run(part, request.rules, starts, request.excluded, request.chart)
            starts = rebase.starts
        made = basis(part, starts, request.baseline, request.excluded)
        family = families(part)
        for code in np.unique(family):
            rows = np.flatnonzero(family == code)
            whole = len(rows) == len(block)
            here, rebased = (made, rebase) if whole else (made.rows(rows), rebase and rebase.rows(rows))
            yield from _of_family(block[rows], FAMILIES[code], here, rebased, request)


def _of_family(
    rows: NDArray[np.intp], family: Family, made: Basis, rebase: Rebase | None, request: Request
) -> Iterator[Judged]:
    choice = choose.choose(made, request.rules, request.chart)
    season = find_season(points(made, family)) if _wants_season(request) else None
    for chart in np.unique(choice.chart):
        for bent in (False, True):
            follows = season.bent if season is not None else np.zeros(len(rows), dtype=bool)
            follows = follows & (choose.CHARTS[chart] in FOLLOWING)
            one = np.flatnonzero((choice.chart == chart) & (follows == bent))
            if len(one):
                here, seen, rebased = made, season, rebase
                if len(one) < len(rows):
                    here, seen, rebased = made.rows(one), season and season.rows(one), rebase and rebase.rows(one)
                drawn = _Drawn(choose.CHARTS[chart], family, _of(choice, one), here, seen, bent, rebased)
                yield _judged(rows[one], drawn, request)


def _wants_season(request: Request) -> bool:
    """A rule set that re-bases at runs does so about plain averages, so its limits follow no season."""
    if request.rules.rebase == "at-run":
        return False
    if request.season == "auto":
        return request.chart == "auto" and request.rules.season == "tested"
    return request.season == "on"


@dataclass(frozen=True)
class _Drawn:
    """What some series of one family are drawn as."""

    chart: Chart
    family: Family
    choice: choose.Choice
    raw: Basis
    season: Season | None
    bent: bool
    rebase: Rebase | None


def _judged(rows: NDArray[np.intp], one: _Drawn, request: Request) -> Judged:
    rules, chart, made, season, waiting = request.rules, one.chart, one.raw, one.season, None
    better = request.better if isinstance(request.better, str) else [request.better[row] for row in rows]
    way = ways(better, len(rows))
    target = np.asarray(request.target)[rows]
    asked = target
    if chart == "g" and request.chart == "auto":
        made, waiting = gaps(made)
        way, asked = -way, np.full(len(rows), np.nan)
    flat, year = made, None
    if one.bent and season is not None:
        seen = points(made, one.family)
        year = bend(seen, season, chart)
        flat = steady(made, year, chart)
    drawn = limits("u" if year is not None and chart == "c" else chart, flat, rules.constants(request.screen))
    found = signals(drawn, flat, rules, one.rebase)
    told = labels(found, rules, way)
    unsure = of_labels(unsettled(drawn, flat, rules, found, one.raw.panel.status, one.rebase), told.rule)
    at = latest(drawn.values)
    warning = None if chart == "mr" or waiting is not None else warn(drawn, flat, rules, one.rebase)
    if year is not None and season is not None:
        drawn = replace(on_raw(drawn, year, made.panel.values), chart=chart)
        if warning is not None:
            warning = warning.on_raw(bend_next(seen, season, made.panel.periods, at, chart))
    rests_on = along(counts(made.in_baseline, made.segment), made.segment).astype(np.int64)
    return Judged(
        rows=rows,
        chart=chart,
        family=one.family,
        choice=one.choice,
        rules=rules,
        raw=one.raw,
        basis=made,
        limits=drawn,
        signals=found,
        labels=told,
        points=rests_on,
        provisional=rests_on < rules.limits.provisional_below,
        at=at,
        way=way,
        target=target,
        variation=variation(told, found, at),
        assurance=assurance(drawn, at, asked, way, _year_back(made, at) if one.bent else None),
        unsettled=unsure,
        season=season,
        bent=one.bent,
        rebase=one.rebase,
        warning=warning,
        waiting=waiting,
    )


def _year_back(made: Basis, at: Ints) -> Ints:
    """Where the last year of the latest segment begins [S]: limits that follow a season are told by all its months."""
    start = np.argmax(made.segment == at_columns(made.segment, at)[:, None], axis=1)
    since: Ints = np.maximum(start, at - calendar(made.panel.periods).cycle + 1)
    return since


def caveats(judged: Judged, row: int) -> tuple[str, ...]:
    """What must be said beside the latest segment of one series, in sentences: a doubt, screening, few points."""
    at, rules = judged.at[row], judged.rules
    doubt = int(judged.limits.doubt[row, at]) if judged.limits.doubt is not None else NONE
    points = int(judged.points[row, at])
    periods = called(judged.basis.panel.periods)
    drawn = not np.isnan(judged.limits.upper[row, at])
    screened = judged.limits.screened
    said = [doubt_in_words(doubt, points, rules.limits.least, periods, judged.waiting is not None, copied=drawn)]
    if screened is not None and doubt == NONE:
        said.append(screening_in_words(int(screened[row, at])))
    if drawn and judged.provisional[row, at]:
        said.append(provisional_in_words(points, rules.limits.provisional_below))
    return tuple(words for words in said if words)


def _of(choice: choose.Choice, rows: NDArray[np.intp]) -> choose.Choice:
    return replace(choice, chart=choice.chart[rows], why=choice.why[rows], dispersion=choice.dispersion[rows])
