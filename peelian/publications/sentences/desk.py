"""What a sentence is written with: the plan, the publication, the figures, and the register of what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from peelian.assess.kpi import Assessment, assess
from peelian.assess.process import KpiProcess, is_judged, process_of
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.figures.process import Process, Series, only_of
from peelian.findings import Finding
from peelian.measures.model import Measure
from peelian.periods import Period, months, words
from peelian.plan.model import Kpi, NamedList, Names, Plan, all_kpis, names_of
from peelian.plan.processes import Entry, entries
from peelian.plan.publication import Publication
from peelian.publications.blocks import Number, Table, Text
from peelian.publications.citing import Cited
from peelian.quantities import NoValue, in_words


def preposed(period: Period) -> str:
    """The period with its preposition: "in the year ending March 2026", "at 31 March 2026".

    A stretch of months is said by its length, "in the twelve months to July 2025", so that two can stand in a sentence.
    """
    if period.kind == "at":
        return f"at {words(period)}"
    if period.kind == "range" and period.last is not None:
        count = len(months(period))
        if count > 1:
            return f"in the {in_words(count)} months to {period.last:%B %Y}"
    if period.kind in ("range", "year-to-date"):
        return f"from {words(period)}"
    return f"in {words(period)}"


@dataclass(frozen=True)
class Desk:
    """One publication being written. Its state is the register of printed figures and the findings on the way.

    `paragraphs` are the printed numbers of those begun, by the place of their words. `charted` are the processes that a
    chart or a sentence showed, by KPI; `judged` those of areas that a sentence told side by side. `lines` are tables of
    lines that differ from month to month, for an appendix.
    """

    plan: Plan
    publication: Publication
    figures: Figures
    cited: Cited = field(default_factory=Cited)
    findings: list[Finding] = field(default_factory=list)
    paragraphs: dict[str, str] = field(default_factory=dict)
    charted: dict[str, KpiProcess] = field(default_factory=dict)
    lines: list[Table] = field(default_factory=list)
    judged: dict[Series, Process] = field(default_factory=dict)
    _lists: list[NamedList] = field(default_factory=list)
    _spoken_of: list[Period] = field(default_factory=list)
    _last_said: list[str] = field(default_factory=list)
    _processes: dict[str, KpiProcess | NoValue] = field(default_factory=dict)

    def begin_paragraph(self, place: str, number: str) -> None:
        """A new paragraph names its period again. `place` is where its words stand, `number` its own in the paper."""
        self._spoken_of.clear()
        self._last_said.clear()
        self.paragraphs[place] = number

    @property
    def place(self) -> str | None:
        """Where the words of the paragraph stand that is being written: `commentary/EDITION/CHAPTER.md#PARAGRAPH`."""
        return next(reversed(self.paragraphs), None)

    def opening(self, period: Period) -> str:
        """The period that opens a sentence, "in the year ending March 2026, "; nothing if it was just named."""
        if self._spoken_of[-1:] == [period]:
            return ""
        self._spoken_of.append(period)
        return f"{preposed(period)}, " if period.kind != "not-stated" else ""

    def speak_of(self, period: Period) -> None:
        """A sentence that named this period itself."""
        self._spoken_of.append(period)

    def said(self, kpis: tuple[str, ...]) -> None:
        """A sentence of the paragraph told the levels of these KPIs."""
        self._last_said[:] = kpis

    def just_said(self, kpi: str | None) -> bool:
        """Whether the sentence before spoke of this KPI and no other, so that "of these" can only mean it."""
        return self._last_said == [kpi]

    def first_of(self, listed: NamedList) -> bool:
        """Whether this is the first time that the paper speaks of a list; it is noted."""
        first = listed not in self._lists
        if first:
            self._lists.append(listed)
        return first

    @cached_property
    def names(self) -> Names:
        return names_of(self.plan)

    @cached_property
    def kpis(self) -> dict[str, Kpi]:
        return all_kpis(self.plan)

    @cached_property
    def _assessed(self) -> dict[str, Assessment | None]:
        return {id: assess(kpi, self.plan, self.publication, self.figures) for id, kpi in self.kpis.items()}

    def assessment(self, kpi: str) -> Assessment | None:
        return self._assessed[kpi]

    def process(self, kpi: str) -> KpiProcess | NoValue:
        """The process behind a KPI, which is noted as shown; the reason where there is none.

        An entry of processes.yaml that names what the series does not have is a finding.
        """
        assessment = self.assessment(kpi)
        if assessment is None:
            return NoValue("it has no figure yet")
        found = self._processes.setdefault(kpi, process_of(assessment, self.figures))
        if isinstance(found, KpiProcess) and kpi not in self.charted:
            self.charted[kpi] = found
            self.cited.chosen_by(found.process.figures)
            self._tell_strays(found.process.decided.strays)
        return found

    def processes(self, kpi: Kpi, series: Sequence[Series], whole: Series) -> Mapping[Series, Process] | NoValue:
        """The processes of areas and of their whole as the KPI judges them, over the same periods.

        Areas that have lines to be judged by are noted. The reason where there are none. An entry of processes.yaml for
        one area alone that names what it does not have is a finding.
        """
        found = self.figures.together((*series, whole), kpi)
        if not isinstance(found, NoValue):
            for process in found.values():
                self.cited.chosen_by(process.figures)
            for one in series:
                self._tell_strays(only_of(found[one].decided, one[1]).strays)
                if is_judged(found[one]):
                    self.judged[one] = found[one]
        return found

    def _tell_strays(self, strays: Iterable[tuple[Entry, str]]) -> None:
        for entry, says in strays:
            where = next(self.plan.lines[key] for key, one in entries(self.plan.processes) if one is entry)
            finding = Finding("period-of-no-series", where, says)
            if finding not in self.findings:
                self.findings.append(finding)

    def measure(self, figure: FigureId) -> Measure:
        return self.plan.measures[figure.measure]

    def level(self, assessment: Assessment, figure: Figure) -> Number | Text:
        """A level of the KPI, in its own decimals."""
        return self.cited.number(figure, assessment.measure, assessment.kpi.decimals)

    def size(self, assessment: Assessment) -> Number | Text:
        """The size of the KPI's change; its direction is said by the words beside it. One that is called stable is
        never printed as large as the band that it is inside of."""
        assert assessment.change is not None
        decimals, below = assessment.kpi.decimals, assessment.below
        return self.cited.number(assessment.change, assessment.measure, decimals, unsigned=True, below=below)

    def signed(self, assessment: Assessment) -> Number | Text:
        """The KPI's change with its sign, as a table has it."""
        assert assessment.change is not None
        of, decimals, below = assessment.measure, assessment.kpi.decimals, assessment.below
        return self.cited.number(assessment.change, of, decimals, style="table", signed=True, below=below)
