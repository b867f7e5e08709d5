"""Several levels in one sentence: "In the year ending March 2026, compliance with … was 80.4%, with … 91.0% and …".

The period is that of the first; any other is named beside its level. Provisional is said once if all are."""

from __future__ import annotations

from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk, preposed
from peelian.publications.sentences.labels import label


def compose(desk: Desk, say: Say) -> Inlines:
    assessments = [a for a in (desk.assessment(kpi) for kpi in say.kpis) if a is not None]
    if not assessments:
        return phrases.without_figures(desk, say.kpis)
    period = assessments[0].period
    opening = desk.opening(period)
    items = []
    for index, assessment in enumerate(assessments):
        other = "" if assessment.period == period else f" {preposed(assessment.period)}"
        value = phrases.bare(desk, assessment, assessment.current)
        was = f" {phrases.be(assessment)} " if index == 0 else " "
        name = label(desk, assessment) + phrases.where(desk, assessment)
        items.append((join(f"{name}{was}", value, other), phrases.mark(assessment, assessment.current)))
    told = sentence(opening, phrases.all_marked(items))
    return phrases.spaced(told, phrases.against_target(desk, assessments), phrases.without_figures(desk, say.kpis))
