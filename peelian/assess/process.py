"""The process behind a KPI: its months as a control chart sees them, beside what the KPI says of its own period."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from peelian.assess.kpi import Assessment
from peelian.figures.book import Figures
from peelian.figures.process import SIGNED, Process, Series
from peelian.periods import words
from peelian.plan.processes import ConfirmedStep
from peelian.quantities import NoValue
from peelian.signals.marks import HIGH, LOW
from peelian.signals.verdict import ASSURANCES, MEANINGS
from peelian.signals.words.speech import Speech


@dataclass(frozen=True)
class KpiProcess:
    """One KPI with its process. `process.signals` holds the panel, lines and signals of this series, in row 0."""

    assessment: Assessment
    process: Process

    @property
    def series(self) -> Series:
        id = self.assessment.current.id
        return id.measure, id.area, id.breakdown

    @property
    def steps(self) -> tuple[ConfirmedStep, ...]:
        """The steps that move the lines: confirmed by a person, with the day and the reason."""
        return self.process.decided.steps

    @property
    def variation(self) -> str:
        """What the latest month says: "improvement", "concern", "special" where neither way is better, or "none"."""
        return MEANINGS[int(self.process.signals.judged.variation[0])]

    @property
    def side(self) -> str | None:
        """On which side of the usual the latest month signals, "high" or "low"; None without a signal or a side.

        Where the chart is one of gaps between events, of the events: longer gaps are fewer of them.
        """
        judged = self.process.signals.judged
        side = int(judged.labels.direction[0, int(judged.at[0])])
        return {HIGH: "high", LOW: "low"}.get(-side if judged.waiting is not None and side in (HIGH, LOW) else side)

    @property
    def is_judged(self) -> bool:
        """Whether there are lines to judge the latest month by: limits, or the middle line of a run chart."""
        return is_judged(self.process)

    @property
    def assurance(self) -> str | None:
        """Whether the process as it is "passes" or "fails" the target each time, or is "hit-and-miss"; None untold."""
        return ASSURANCES[int(self.process.signals.judged.assurance[0])]


def is_judged(process: Process) -> bool:
    """Whether a series has lines to judge its latest value by: limits, or the middle line of a run chart."""
    judged = process.signals.judged
    line = judged.limits.centre if judged.chart == "run" else judged.limits.upper
    return not isnan(float(line[0, int(judged.at[0])]))


def speech_of(process: Process, subject: str) -> Speech:
    """How sentences of signals call a series, and in what they print its numbers: its measure's, and its KPI's."""
    measure, kpi = process.measure, process.kpi
    decimals = kpi.decimals if kpi is not None and kpi.decimals is not None else measure.decimals
    plural, event = measure.words.plural, measure.words.one or "event"
    positive = measure.unit not in SIGNED
    return Speech(subject, measure.unit, decimals, process.scale, plural=plural, event=event, positive=positive)


def process_of(assessment: Assessment, figures: Figures) -> KpiProcess | NoValue:
    """The process of a KPI; the reason where there is none: fewer than eight months, or values without an average.

    Also where another KPI of the same figures goes further: a paper has one process of a series, up to its latest.
    """
    id = assessment.current.id
    series = (id.measure, id.area, id.breakdown)
    latest, own = figures.horizon.of(series), assessment.period
    if latest is not None and own.last is not None and own.last < latest:
        return NoValue(f"another KPI of the same figures goes beyond {words(own)}, and the chart stands there")
    found = figures.process(series, assessment.kpi)
    return found if isinstance(found, NoValue) else KpiProcess(assessment, found)
