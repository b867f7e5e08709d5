"""What a scorecard says of each KPI: assessment, process, verdicts; or why an area has no figure of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from peelian.assess.kpi import Assessment
from peelian.assess.process import KpiProcess
from peelian.charts.icons import Assurance, Variation
from peelian.figures.process import FEWEST, WITHOUT_AVERAGE, held_out
from peelian.plan.model import Group, Kpi, Priority, all_kpis, area_named, force_area
from peelian.publications import framework_cells
from peelian.publications.blocks import Inlines
from peelian.publications.citing import because, sentence
from peelian.publications.sentences.amounts import inlines
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.process import said_of
from peelian.publications.series import months_are_held_back, months_of
from peelian.quantities import NoValue, in_words

NO_AREAS, NOT_PRINTED = "is not told apart by area", "the document does not print it"  # reasons of figures
VARIATIONS: dict[tuple[str, str | None], Variation] = {
    ("none", None): "common",
    ("improvement", "high"): "improvement-high",
    ("improvement", "low"): "improvement-low",
    ("concern", "high"): "concern-high",
    ("concern", "low"): "concern-low",
    ("special", "high"): "special-high",
    ("special", "low"): "special-low",
    ("special", None): "special",
}
ASSURANCES: dict[str | None, Assurance] = {
    "passes": "passes",
    "fails": "fails",
    "hit-and-miss": "hit-and-miss",
    None: "none",
}
WITHOUT_MONTHS = {
    "year-ending": "its figures are for years, not months",
    "calendar-year": "its figures are for years, not months",
    "at": "its figures are of single dates, not months",
    "wave": "its figures are of waves of a survey, not months",
}
"""Why a KPI whose figure is of such a period, and that has no months, has no chart."""


@dataclass(frozen=True)
class Score:
    """One KPI of a scorecard. `group` is the path of the groups it stands in, empty where it stands in none.

    `why`: why there is no chart; empty where there is one. `away`: why the area has no figure of it at all, so that it
    is listed and not shown; None where it is shown. `words`: what its months say in one sentence, else why they do not.
    """

    priority: Priority
    group: str
    kpi: Kpi
    assessment: Assessment | None
    process: KpiProcess | None
    why: str
    away: str | None
    words: Inlines = ()

    @cached_property
    def variation(self) -> Variation | None:
        """What the latest month says; None without a chart."""
        if self.process is None:
            return None
        side = self.process.side if self.process.variation != "none" else None
        return VARIATIONS[self.process.variation, side] if self.process.is_judged else "none"

    @cached_property
    def assurance(self) -> Assurance | None:
        """Whether the process meets the target of a month; None without a chart."""
        return None if self.process is None else ASSURANCES[self.process.assurance]


def scores(desk: Desk, priority: Priority) -> tuple[Score, ...]:
    """Every KPI of the priority, in the plan's order. The desk's plan is that of the publication's area."""
    return tuple(_score(desk, priority, group, kpi) for group, kpi in _placed(priority, ()))


def _placed(part: Priority | Group, above: tuple[str, ...]) -> Iterator[tuple[str, Kpi]]:
    """The KPIs of a priority or group, each with the path of its groups: those of its own, then of the groups in it."""
    yield from ((": ".join(above), kpi) for kpi in part.kpis)
    for group in part.groups:
        yield from _placed(group, (*above, group.title))


def _score(desk: Desk, priority: Priority, group: str, kpi: Kpi) -> Score:
    def away(reason: str) -> Score:
        return Score(priority, group, kpi, None, None, "", reason, sentence(because(reason)))

    elsewhere = _of_elsewhere(desk, kpi)
    if elsewhere is not None:
        return away(elsewhere)
    assessment = desk.assessment(kpi.id)
    found = NoValue("") if assessment is None else desk.process(kpi.id)
    if isinstance(found, KpiProcess):
        words = inlines(desk, found, said_of(desk, found).sentence)
        return Score(priority, group, kpi, assessment, found, "", None, words)
    if desk.publication.area is not None and not _has_figure(assessment):
        return away(_unavailable(desk, kpi, assessment))
    if assessment is None:
        why = _no_figure(desk, kpi)
        return Score(priority, group, kpi, None, None, why, None, sentence(why))
    why = _why_no_chart(desk, kpi, assessment, found)
    return Score(priority, group, kpi, assessment, None, why, None, sentence("no chart: ", because(why)))


def _of_elsewhere(desk: Desk, kpi: Kpi) -> str | None:
    """Why a KPI is not one of the publication's area; None where it is one, or the publication is of no area."""
    area = desk.publication.area
    if area is None or kpi.area == area:
        return None
    if kpi.area not in (None, force_area(desk.plan).id):
        return f"it is a KPI of {area_named(desk.plan, kpi.area or '').name}"
    return f"{area_named(desk.plan, area).name} has a KPI of its own for these figures"


def _has_figure(assessment: Assessment | None) -> bool:
    if assessment is None:
        return False
    change = assessment.change
    known = assessment.current.value is not None or (change is not None and change.value is not None)
    return known or assessment.current.status == "suppressed"


def _unavailable(desk: Desk, kpi: Kpi, assessment: Assessment | None) -> str:
    """Why the area has no figure: what the KPI is, whether the whole force has one, and what the data lack."""
    if assessment is None:
        return _no_figure(desk, kpi)
    id, whole = assessment.current.id, force_area(desk.plan)
    name = area_named(desk.plan, id.area).name
    reason = assessment.current.quantity.reason if isinstance(assessment.current.quantity, NoValue) else "not known"
    if NO_AREAS in reason:
        reason = "its data do not tell areas apart"
    elif reason == NOT_PRINTED:
        reason = f"not published for {name}"
    reason = reason.replace(f"'{id.area}'", name)
    of_whole = desk.figures.find(replace(id, area=whole.id))
    return f"known for {whole.name} as a whole; {reason}" if of_whole.value is not None else reason


def _no_figure(desk: Desk, kpi: Kpi) -> str:
    """Why a KPI has no figure anywhere: it is in development, or done or not done."""
    if kpi.kind == "in-development":
        return "in development" + (f"; it awaits {kpi.awaits}" if kpi.awaits else "")
    if any(other.parent == kpi.id for other in desk.kpis.values()):
        return framework_cells.BY_PARTS
    return "done or not done" if kpi.kind == "deliverable" else "no measure is named"


def _why_no_chart(desk: Desk, kpi: Kpi, assessment: Assessment, found: NoValue) -> str:
    if assessment.measure.unit in WITHOUT_AVERAGE:
        return found.reason
    figures = months_of(desk, kpi.id)
    known = sum(figure.value is not None for figure in figures)
    if known >= FEWEST or held_out(figures):
        return found.reason
    if assessment.current.value is not None and months_are_held_back(desk, assessment):
        return "its months are not given out, to protect small numbers"
    if known:
        there = f"{in_words(known)} months have" if known > 1 else "one month has"
        return f"only {there} a value; a chart needs {in_words(FEWEST)}"
    quantity = assessment.current.quantity
    if isinstance(quantity, NoValue) and not _has_figure(assessment):
        return "its figure is not published" if quantity.reason == NOT_PRINTED else quantity.reason
    if assessment.current.value is None and assessment.current.status != "suppressed":
        return "only the change is published"
    return WITHOUT_MONTHS.get(assessment.period.kind, "it has no figures by the month")


def plan_kpi(desk: Desk, kpi: Kpi) -> Kpi:
    """The KPI as the plan itself has it, before it was asked of an area."""
    return all_kpis(desk.figures.plan)[kpi.id]
