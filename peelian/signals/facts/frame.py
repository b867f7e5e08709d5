"""What the series of one chart share, for sentences: their periods by name, the rule set, the kind of chart."""

from __future__ import annotations

from dataclasses import dataclass

from peelian.periods import Kind, Period, PeriodError, shift, wave, words
from peelian.signals.doubts import called
from peelian.signals.judge import Judged
from peelian.signals.limits.lines import Chart
from peelian.signals.panel import step_of
from peelian.signals.ruleset import RuleSet
from peelian.signals.season.points import Family

OF_DATES = "at"
AVERAGE, OF_THE_SEASON = "average", "what is expected for the time of year"
CENTRES: dict[Chart, str] = {"run": "median", "g": "median", "t": "typical value"}
A_YEAR: dict[Kind, int] = {"month": 12, "quarter": 4, "year-ending": 1, "calendar-year": 1}


@dataclass(frozen=True)
class Frame:
    """`periods`: those of the panel and, where periods can be stepped, the next after them; `names` of them.

    `noun`, `nouns`: what one of them is called, and several. `a_year`: how many make a year, 0 where none do.
    `centre`: what the centre line is called ("average"), `level`: the same after "above".
    `by_runs`: a completed run has begun a new process, so what it lay above is the average of the one before.
    `bent`: limits follow the time of year. `gaps`: values are gaps between events.
    """

    periods: tuple[Period, ...]
    names: tuple[str, ...]
    noun: str
    nouns: str
    a_year: int
    chart: Chart
    family: Family
    rules: RuleSet
    by_runs: bool
    bent: bool
    gaps: bool
    centre: str
    level: str

    def on(self, column: int) -> str:
        """ "in October 2015", "on 31 March 2016"."""
        return ("on " if self.periods[column].kind == OF_DATES else "in ") + self.names[column]


def frame_of(judged: Judged) -> Frame:
    periods = judged.basis.panel.periods
    kind = periods[0].kind
    periods += following_one(periods)
    nouns = called(periods)
    a_year = A_YEAR.get(kind, 0) if _in_turn(judged.basis.panel.periods) else 0
    centre = CENTRES.get(judged.chart, AVERAGE)
    return Frame(
        periods=periods,
        names=tuple(words(period) for period in periods),
        noun=nouns.removesuffix("s"),
        nouns=nouns,
        a_year=a_year,
        chart=judged.chart,
        family=judged.family,
        rules=judged.rules,
        by_runs=judged.rebase is not None,
        bent=judged.bent,
        gaps=judged.waiting is not None,
        centre=centre,
        level=OF_THE_SEASON if judged.bent else centre if centre == AVERAGE else f"the {centre}",
    )


def following_one(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """The period after these, or none where there is no telling."""
    last = periods[-1]
    step = step_of(periods)
    if last.wave is not None:
        return (wave(last.wave + max(step, 1)),)
    if not step and last.kind not in A_YEAR:
        return ()
    try:
        return (shift(last, step or 12 // A_YEAR[last.kind]),)
    except PeriodError:
        return ()


def _in_turn(periods: tuple[Period, ...]) -> bool:
    """Whether each period begins where the one before ends."""
    length = 12 // A_YEAR.get(periods[0].kind, 12)
    return step_of(periods) in (0, length)
