"""The process behind a series of figures: its months up to a latest one, the chart that suits them, what they say.

Nothing later than the latest month counts, and no step that nobody had confirmed by the day of issue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

import numpy as np

from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.measures.model import Measure, Rate, Share
from peelian.periods import Period, month, parse, quarter_ending, shift, span, words
from peelian.plan.model import Kpi, Plan
from peelian.plan.processes import ChosenChart, ConfirmedStep, Entry, Exclusion, FixedBaseline, of_series
from peelian.plan.targets import side
from peelian.quantities import NoValue, exact, in_words
from peelian.series.model import Breakdown
from peelian.signals.assessment import Assessment, assess
from peelian.signals.judge import Request
from peelian.signals.panel import STATUSES, Array, Panel, of_quotients
from peelian.signals.ruleset import RuleSet, load
from peelian.signals.season.points import Family

MOST = 60  # months of a chart
FEWEST = 8  # with a value; fewer make no chart
MOST_HELD = Fraction(1, 10)  # of its months; more that are not given out, and what the others say is not so of all
PERIODS_OF = {"month": "months", "quarter": "quarters"}
WITHOUT_AVERAGE = ("grade", "rank")
ADD_UP = ("count", "per 1,000", "per 100,000", "GBP")
"""Units whose year is the sum of its months, so that a year's target is none of a month."""

Series = tuple[str, str, Breakdown]
"""Measure, area and breakdown."""
Find = Callable[[FigureId], Figure]


SIGNED = ("pp", "score", "index", "GBP")
"""Units whose values may lie below zero; of the others no line is drawn there."""


@dataclass(frozen=True)
class Horizon:
    """The last day that counts, by series; `other` for those it does not name, None for all there is.

    An area that it does not name goes as far as the `whole`.
    """

    days: Mapping[Series, date] = field(default_factory=dict)
    other: date | None = None
    whole: str = ""

    def of(self, series: Series) -> date | None:
        measure, _, breakdown = series
        return self.days.get(series) or self.days.get((measure, self.whole, breakdown), self.other)


@dataclass(frozen=True)
class Decided:
    """What people decided about one series, as far as it was confirmed by the day of issue.

    `strays` are entries that name what the series does not have, each with what is wrong.
    """

    steps: tuple[ConfirmedStep, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    baseline: FixedBaseline | None = None
    chart: ChosenChart | None = None
    strays: tuple[tuple[Entry, str], ...] = ()


@dataclass(frozen=True)
class Process:
    """One series of figures as signals see it.

    `figures`: its months (or quarters) in order, gaps kept. `signals`: of this series alone, its row is 0; its panel
    has the same periods, and a figure's value is `scale` times the panel's. `parts`: whether numerators and
    denominators are known. `target`: which side and level of a single month or quarter, in the figures' unit.
    """

    measure: Measure
    figures: tuple[Figure, ...]
    scale: Fraction
    parts: bool
    rules: RuleSet
    signals: Assessment
    decided: Decided
    kpi: Kpi | None = None

    @property
    def periods(self) -> tuple[Period, ...]:
        return self.signals.judged.raw.panel.periods

    @property
    def row(self) -> int:
        return 0

    def column(self, period: Period) -> int | None:
        """Where the period stands among those of the chart."""
        return self.periods.index(period) if period in self.periods else None


def process(find: Find, plan: Plan, series: Series, kpi: Kpi | None, last: date, issued: date) -> Process | NoValue:
    """The process of a series up to this day, as the KPI judges it; the reason where there is none."""
    measure = plan.measures[series[0]]
    if measure.unit in WITHOUT_AVERAGE:
        return NoValue(f"a {measure.unit} has no average")
    figures = history(find, series, last)
    if (held := held_out(figures)) is not None:
        return NoValue(held)
    known = [figure for figure in figures if figure.value is not None]
    if len(known) < FEWEST:
        named = PERIODS_OF[figures[0].id.period.kind] if figures else "months"
        there = f"{in_words(len(known)) if known else 'no'} {named} have a value"
        if len(known) == 1:
            there = f"one {named.removesuffix('s')} has a value"
        return NoValue(f"{there}; a control chart needs at least {in_words(FEWEST)}")
    return judged(find, plan, series, kpi, figures, issued)


def held_out(figures: Sequence[Figure]) -> str | None:
    """Why the months of a series have no process where too many are not given out; None where they may have one.

    Those are mostly the small ones: an average of the others is too high, and what is usual for them too narrow.
    """
    held = sum(figure.status == "suppressed" for figure in figures)
    if held <= MOST_HELD * len(figures):
        return None
    named = PERIODS_OF[figures[0].id.period.kind]
    return f"more than one in ten of its {named} are not given out, and an average of the others would mislead"


def judged(
    find: Find, plan: Plan, series: Series, kpi: Kpi | None, figures: tuple[Figure, ...], issued: date
) -> Process:
    """The process of these figures of a series, however few have a value."""
    measure = plan.measures[series[0]]
    panel, scale, parts = _panel(find, plan, measure, figures)
    decided = _decided(plan, series, panel.periods, issued)
    # Limits of a paper move where a person confirmed it and nowhere else, whatever the rule set does by itself.
    rules = replace(load(plan.file.rules), rebase="by-hand")
    target = target_level(measure, kpi)
    asked = Request(
        rules,
        chart=decided.chart.chart if decided.chart else "auto",
        better=kpi.polarity if kpi else "neither",
        starts=[parse(step.period) for step in decided.steps],
        baseline=_baseline(decided.baseline, panel.periods),
        excluded=_excluded(decided, panel.periods),
        target=None if target is None else float(target / scale),
    )
    (signals,) = assess(panel, asked)
    signals = replace(signals, year_ends=(plan.file.financial_year_starts - 2) % 12 + 1)
    return Process(measure, figures, scale, parts, rules, signals, decided, kpi)


def history(find: Find, series: Series, last: date) -> tuple[Figure, ...]:
    """The monthly figures up to this day, from the first there is to the last, at most 60; gaps are kept.

    Where no month has a value, the quarters. A month that is not given out, since its number is small, is there.
    """
    latest = month(last.year, last.month)
    ends = [[shift(latest, -back) for back in range(MOST - 1, -1, -1)]]
    for late in range(3):
        end = shift(latest, -late)
        assert end.last is not None
        quarter = quarter_ending(end.last.year, end.last.month)
        ends.append([shift(quarter, -3 * back) for back in range(MOST - 1, -1, -1)])
    for periods in ends:
        figures = [find(FigureId(*series, period)) for period in periods]
        if any(figure.value is not None for figure in figures):
            there = [i for i, f in enumerate(figures) if f.value is not None or f.status == "suppressed"]
            return tuple(figures[there[0] : there[-1] + 1])
    return ()


def target_level(measure: Measure, kpi: Kpi | None) -> Fraction | None:
    """The level a single month or quarter is to reach; None where the target is one of a year's sum, or there is none.

    A year's target of a count is not divided by twelve: nobody set that one.
    """
    if kpi is None or kpi.target is None:
        return None
    adds_up = measure.kind != "distinct" and (measure.unit in ADD_UP or measure.kind == "weighted_sum")
    single = kpi.period is not None and parse(kpi.period).kind in PERIODS_OF
    return exact(side(kpi.target)[1]) if single or not adds_up else None


def is_counted(measure: Measure) -> bool:
    """Whether values are counts of what happens; a stock, a time or a sum of weights is measured."""
    return measure.unit == "count" and measure.kind not in ("level", "weighted_sum")


def _panel(find: Find, plan: Plan, measure: Measure, figures: tuple[Figure, ...]) -> tuple[Panel, Fraction, bool]:
    """The panel, what its values are multiplied by to be figures, and whether it is one of parts."""
    periods = tuple(figure.id.period for figure in figures)
    names = (str(figures[0].id),)
    status = np.array([[_status(figure) for figure in figures]], dtype=np.int8)
    if _has_parts(plan, measure):
        tops, bottoms = ([find(f.id.of(part)) for f in figures] for part in ("numerator", "denominator"))
        if all(t.value is not None for f, t in zip(figures, tops, strict=True) if f.value is not None):
            scale = Fraction(measure.compute.per if isinstance(measure.compute, Rate) else 100)
            without = [figure.value is None for figure in figures]
            top, bottom = _floats(tops, without), _floats(bottoms, without)
            quotients = of_quotients(names, periods, top, bottom, status)
            return replace(quotients, family="rate" if measure.kind == "rate" else None), scale, True
    values = _floats(figures, [False] * len(figures))
    family: Family | None = None if is_counted(measure) else "measurement"
    return Panel(names, periods, values, status=status, family=family), Fraction(1), False


def _has_parts(plan: Plan, measure: Measure) -> bool:
    """Whether values are events by what they could befall, or part of a whole; a share of a stock is measured."""
    if isinstance(measure.compute, Share):
        top = plan.measures.get(measure.compute.numerator)
        return top is not None and top.kind != "level"
    return measure.kind in ("compliance", "rate")


def _floats(figures: tuple[Figure, ...] | list[Figure], without: list[bool]) -> Array:
    """The values as one row; missing where the figure has none, or the series has none there."""
    row = [
        np.nan if figure.value is None or out else float(figure.value)
        for figure, out in zip(figures, without, strict=True)
    ]
    return np.array([row])


def _status(figure: Figure) -> int:
    if figure.value is None:
        return STATUSES.index("suppressed" if figure.status == "suppressed" else "missing")
    return STATUSES.index(figure.status) if figure.status in STATUSES else STATUSES.index("final")


def _decided(plan: Plan, series: Series, periods: tuple[Period, ...], issued: date) -> Decided:
    """The entries of processes.yaml about this series; what lies before its first period has no effect any more."""
    held = plan.processes
    steps = [step for step in of_series(held.steps, *series) if step.confirmed <= issued]
    excluded = list(of_series(held.excluded, *series))
    baseline = next(iter(of_series(held.baselines, *series)), None)
    chart = next(iter(of_series(held.charts, *series)), None)
    entries: list[Entry] = [*steps, *excluded, *([baseline] if baseline else [])]
    strays = tuple((entry, says) for entry in entries if (says := _stray(entry, periods)))
    out = [entry for entry, _ in strays]
    return Decided(
        steps=tuple(
            sorted(
                (s for s in steps if s not in out and parse(s.period) in periods[1:]),
                key=lambda s: periods.index(parse(s.period)),
            )
        ),
        excluded=tuple(e for e in excluded if e not in out and any(parse(p) in periods for p in e.periods)),
        baseline=baseline if baseline not in out else None,
        chart=chart,
        strays=strays,
    )


def only_of(decided: Decided, area: str) -> Decided:
    """What was decided about this area alone, and not about every area."""
    return Decided(
        steps=tuple(one for one in decided.steps if one.area == area),
        excluded=tuple(one for one in decided.excluded if one.area == area),
        baseline=decided.baseline if decided.baseline is not None and decided.baseline.area == area else None,
        chart=decided.chart,
        strays=tuple((entry, says) for entry, says in decided.strays if entry.area == area),
    )


def _stray(entry: Entry, periods: tuple[Period, ...]) -> str:
    """What of an entry the series does not have: periods of its kind, up to its latest."""
    named = entry.periods if isinstance(entry, Exclusion) else ()
    named = (entry.period,) if isinstance(entry, ConfirmedStep) else named
    named = (entry.first, entry.last) if isinstance(entry, FixedBaseline) else named
    for text in named:
        period = parse(text)
        if period.kind != periods[0].kind:
            return f"'{text}' is none of the {PERIODS_OF[periods[0].kind]} that '{entry.measure}' has; write those"
        if isinstance(entry, ConfirmedStep) and periods[-1] < period:
            return f"'{text}' is later than the latest figure of '{entry.measure}' ({periods[-1].id}); mend it"
    return ""


def _baseline(fixed: FixedBaseline | None, periods: tuple[Period, ...]) -> tuple[Period, Period] | None:
    """The part of a fixed baseline that the chart shows; None where it shows none of it."""
    if fixed is None:
        return None
    inside = [period for period in periods if parse(fixed.first) <= period <= parse(fixed.last)]
    return (inside[0], inside[-1]) if inside else None


def _excluded(decided: Decided, periods: tuple[Period, ...]) -> tuple[Period, ...]:
    named = {parse(text) for entry in decided.excluded for text in entry.periods}
    return tuple(period for period in periods if period in named)


def is_inside(period: Period, whole: Period) -> bool:
    """Whether all days of a period lie in another."""
    if period.first is None or period.last is None or whole.first is None or whole.last is None:
        return False
    return whole.first <= period.first and period.last <= whole.last


def segment_of(process: Process, period: Period) -> int | None:
    """Which process, counted from 0, the period belongs to."""
    column = process.column(period)
    return None if column is None else int(process.signals.judged.raw.segment[0, column])


def members(process: Process, segment: int) -> list[int]:
    """The columns whose values make the lines of this process."""
    raw = process.signals.judged.raw
    return [int(c) for c in np.flatnonzero((raw.segment[0] == segment) & raw.in_baseline[0])]


def own_id(process: Process, segment: int) -> FigureId:
    """The id that the average of a process goes by: that of its last period."""
    columns = np.flatnonzero(process.signals.judged.raw.segment[0] == segment)
    return process.figures[int(columns[-1])].id.of("average")


def segments(process: Process) -> int:
    """How many processes the series has had."""
    return int(process.signals.judged.raw.segment[0, -1]) + 1


def absent(id: FigureId, reason: str) -> Figure:
    return Figure(id, NoValue(reason), status="missing")


def span_of(figures: Sequence[Figure]) -> str:
    """ "27 months, January 2023 to March 2025", with how many lie between and are left out."""
    first, last = figures[0].id.period, figures[-1].id.period
    named = PERIODS_OF[first.kind]
    if len(figures) == 1:
        return f"1 {named.removesuffix('s')}, {words(first)}"
    return f"{len(figures)} {named}, {words(first)} to {words(last)}"


def about_step(process: Process, since: Period, until: Period) -> tuple[Period, Period] | None:
    """The stretches before and after a step that is proposed between two periods; None where none is."""
    before, after = process.column(since), process.column(until)
    steps, periods = process.signals.steps, process.periods
    if before is None or after is None:
        return None
    for begun, first, ended in zip(steps.since.tolist(), steps.first.tolist(), steps.until.tolist(), strict=True):
        if begun <= before < first <= after <= ended:
            return span(periods[begun], periods[first - 1]), span(periods[first], periods[ended])
    return None
