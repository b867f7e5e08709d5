"""Ratios of rates: "The rate for one group was 1.9 times that for the reference group, for another 3.5 times …".

"Times the rate" and never "times more likely": a ratio of rates is no personal probability."""

from __future__ import annotations

from peelian.assess.kpi import Assessment
from peelian.periods import Period
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import lowered


def compose(desk: Desk, say: Say) -> Inlines:
    """One sentence for the ratios of one rate, area and period; a KPI for each group, its title naming the group."""
    assessments = [a for a in (desk.assessment(kpi) for kpi in say.kpis) if a is not None]
    alike: dict[tuple[Period, str, str], list[Assessment]] = {}
    for assessment in assessments:
        rate = (assessment.measure.words.also or assessment.measure.words.subject) + phrases.where(desk, assessment)
        alike.setdefault((assessment.period, rate, phrases.reference(assessment)), []).append(assessment)
    told = [_together(desk, rate, reference, group) for (_, rate, reference), group in alike.items()]
    return phrases.spaced(*told, phrases.against_target(desk, assessments), phrases.without_figures(desk, say.kpis))


def _together(desk: Desk, rate: str, reference: str, group: list[Assessment]) -> Inlines:
    """The group compared with is named once."""
    against = f" that for {reference}"
    items = []
    for assessment in group:
        value = phrases.bare(desk, assessment, assessment.current)
        was = " was" if assessment is group[0] else ""
        said = value
        if assessment.current.value is not None:
            said = join(value, f" times{against}", _interval(desk, assessment))
            against = ""
        named = join(f"for {lowered(assessment.kpi.title)}{was} ", said)
        items.append((named, phrases.mark(assessment, assessment.current)))
    return sentence(f"{desk.opening(group[0].period)}{rate} ", phrases.all_marked(items))


def _interval(desk: Desk, assessment: Assessment) -> Inlines:
    low, high = (desk.figures.find(assessment.current.id.of(statistic)) for statistic in ("low", "high"))
    if low.value is None or high.value is None:
        return ()
    return join(" (95% interval ", desk.level(assessment, low), " to ", desk.level(assessment, high), ")")
