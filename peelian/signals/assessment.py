"""What series say, all of it: charts and verdicts, steps proposed, the season, and what lies ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Literal

import numpy as np

from peelian.signals.facts.finding import facts_of
from peelian.signals.facts.frame import Frame, frame_of
from peelian.signals.facts.model import Facts
from peelian.signals.facts.prospects import AHEAD, Prospects, prospects
from peelian.signals.family import FAMILIES, families
from peelian.signals.forecast.months import Forecast, Months, coming, forecast_months
from peelian.signals.forecast.outlook import Outlook, outlook
from peelian.signals.forecast.totals import Year, year_ahead
from peelian.signals.judge import BLOCK, Judged, Request, judge
from peelian.signals.panel import Codes, Flags, Ints, Panel
from peelian.signals.season.finding import TOO_SHORT, YEARS_FOR_FORECASTS, Season, find_season
from peelian.signals.season.points import Family, Points, points
from peelian.signals.segments import follows
from peelian.signals.steps.dating import NEAREST
from peelian.signals.steps.family import FamilyName
from peelian.signals.steps.model import Proposals, Steps, joined, taken
from peelian.signals.steps.of_panel import steps_of_panel
from peelian.signals.targets.chance import Chance, chance_next, chance_year
from peelian.signals.targets.target import Over, Target
from peelian.signals.watching.watch import Watched, watch

GAP_CHARTS = ("g", "t")  # their values are what lies between events
STEP_FAMILIES: dict[Family, FamilyName] = {
    "count": "count",
    "rate": "rate",
    "share": "share",
    "measurement": "measurement",
}


@dataclass(frozen=True)
class Assessment:
    """What the series of one chart and one family say. `judged.rows` tells which series of the panel they are.

    `steps`: those proposed and not yet confirmed by a start near them, `series` counted within these rows. `looked_at`
    [s]: whether there were enough values to look for any. What lies ahead is worked out when it is first asked for.
    """

    judged: Judged
    steps: Steps
    looked_at: Flags
    year_ends: int = 3

    @cached_property
    def facts(self) -> tuple[Facts, ...]:
        """What is so of each series at its latest value."""
        return facts_of(self.judged, self.steps)

    @cached_property
    def frame(self) -> Frame:
        """What the series share, for sentences."""
        return frame_of(self.judged)

    @cached_property
    def prospects(self) -> Prospects:
        """What lies ahead of each series, as plain numbers."""
        ahead, periods = coming(self.outlook), self.months.periods[:AHEAD]
        return prospects(self.outlook, ahead, periods, self.soon, self.season, self.year, self.chances, self.way)

    @cached_property
    def way(self) -> Codes:
        """Which way is better for the values of each series with a target: 1 higher, -1 lower, 0 neither or none."""
        way = self.judged.way[:, 0] if self.judged.waiting is None else -self.judged.way[:, 0]  # of gaps, the other
        return np.where(np.isnan(self.judged.target), 0, np.broadcast_to(way, self.judged.target.shape)).astype(np.int8)

    @cached_property
    def chances(self) -> dict[int, tuple[Chance, Chance]]:
        """By the ways there are, the chances that the next period, and the year, meets the target of each series."""
        kinds: tuple[tuple[int, Literal["at_least", "at_most"]], ...] = ((1, "at_least"), (-1, "at_most"))
        return {way: (self.chance("period", kind), self.chance("year", kind)) for way, kind in kinds if way in self.way}

    @cached_property
    def points(self) -> Points:
        return points(self.judged.raw, self.judged.family)

    @cached_property
    def season(self) -> Season:
        """The season of each series as forecasts know it: two years of months are enough for them."""
        judged = self.judged.season
        if judged is not None and not (judged.untested == TOO_SHORT).any():
            return judged
        return find_season(self.points, YEARS_FOR_FORECASTS)

    @cached_property
    def watched(self) -> Watched:
        """How seldom chance alone shows as much as the latest values of each series do; their season is allowed for."""
        return watch(self.points, self.season)

    @cached_property
    def outlook(self) -> Outlook:
        return outlook(self.points, self.season, self.judged.raw.panel.periods)

    @cached_property
    def months(self) -> Months:
        """Each of the next twelve months (four quarters); see `outlook.refused` for series without a forecast."""
        return forecast_months(self.outlook, coming(self.outlook), self.judged.raw.panel.periods)

    @cached_property
    def soon(self) -> Forecast:
        """The forecast of the first AHEAD of these months."""
        return self.months.forecast.first(AHEAD)

    @cached_property
    def year(self) -> Year:
        """The year that the next period belongs to."""
        return year_ahead(self.outlook, coming(self.outlook), self.judged.raw.panel, self.year_ends)

    def chance(self, over: Over, kind: Literal["at_least", "at_most"]) -> Chance:
        """The chance that the next period, or the year, meets the target of each series."""
        better: Literal["higher", "lower"] = "higher" if kind == "at_least" else "lower"
        target = Target(kind, better, self.judged.target, over="period")
        return (
            chance_next(target, self.outlook, self.months)
            if over == "period"
            else chance_year(target, self.outlook, self.year)
        )


def assess(panel: Panel, request: Request, *, rebase: Literal["by-hand", "auto"] = "by-hand") -> Iterator[Assessment]:
    """The assessments of all series of a panel, block by block; each series is in one of them.

    `rebase` "auto" makes lines anew at each proposed step, in place of `request.starts`. Raises as `judge` does.
    """
    for first in range(0, len(panel.names), BLOCK):
        block = slice(first, first + BLOCK)
        part = panel.rows(block)
        here = _request_of(request, block, len(part.names))
        looked = proposals(_without(part, here), here.chart in GAP_CHARTS)
        if rebase == "auto":
            marks = np.zeros(part.values.shape, dtype=bool)
            marks[looked.steps.series, looked.steps.first] = True
            here = replace(here, starts=marks)
        for judged in judge(part, here):
            steps = _unconfirmed(of_rows(looked.steps, judged.rows, len(part.names)), ~follows(judged.raw.segment))
            yield Assessment(replace(judged, rows=judged.rows + first), steps, looked.looked_at[judged.rows])


def proposals(panel: Panel, between: bool = False) -> Proposals:
    """The steps proposed in each series, by its own family; `between`: the values lie between rare events."""
    if between:
        return steps_of_panel(panel, "between")
    family = families(panel)
    codes = np.unique(family)
    if len(codes) == 1:
        return steps_of_panel(panel, STEP_FAMILIES[FAMILIES[codes[0]]])
    parts, places = [], []
    for code in codes:
        rows = np.flatnonzero(family == code)
        found = steps_of_panel(panel.rows(rows), STEP_FAMILIES[FAMILIES[code]])
        parts.append(replace(found, steps=replace(found.steps, series=rows[found.steps.series])))
        places.append(rows)
    order = np.argsort(np.concatenate(places), kind="stable")
    by_series = {f.name: np.concatenate([getattr(p, f.name) for p in parts])[order] for f in fields(Proposals)[1:]}
    steps = joined([part.steps for part in parts])
    return Proposals(taken(steps, np.lexsort((steps.first, steps.series))), **by_series)


def of_rows(steps: Steps, rows: Ints, series: int) -> Steps:
    """The steps of these rows of `series`, numbered by their place among them."""
    place = np.full(series, -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    kept = taken(steps, place[steps.series] >= 0)
    return replace(kept, series=place[kept.series])


def _unconfirmed(steps: Steps, starts: Flags) -> Steps:
    """The steps without a start in their interval or near it."""
    before = np.zeros((starts.shape[0], starts.shape[1] + 1), dtype=np.int64)
    np.cumsum(starts[:, 1:], axis=1, out=before[:, 2:])
    low = np.maximum(steps.earliest - NEAREST, 0)
    high = np.minimum(steps.latest + NEAREST + 1, starts.shape[1])
    return taken(steps, before[steps.series, high] == before[steps.series, low])


def _request_of(request: Request, block: slice, series: int) -> Request:
    """The request with what is given series by series cut to a block."""
    better = request.better if isinstance(request.better, str) else request.better[block]
    target = request.target[block] if isinstance(request.target, np.ndarray) and request.target.ndim else request.target
    starts = request.starts[block] if isinstance(request.starts, np.ndarray) else request.starts
    return replace(request, better=better, target=target, starts=starts)


def _without(panel: Panel, request: Request) -> Panel:
    """The panel without the values that were excluded."""
    if not request.excluded:
        return panel
    out = [panel.periods.index(period) for period in request.excluded if period in panel.periods]
    values = panel.values.copy()
    values[:, out] = np.nan
    if panel.numerator is None:
        return replace(panel, values=values)
    numerator = panel.numerator.copy()
    numerator[:, out] = np.nan
    return replace(panel, values=values, numerator=numerator)
