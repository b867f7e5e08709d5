"""A level alone: "In the year ending March 2026, the share in the north was 66.5%." """

from __future__ import annotations

from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.lacking import not_available


def compose(desk: Desk, say: Say) -> Inlines:
    """One sentence for each KPI named."""
    return phrases.spaced(*(_one(desk, kpi) for kpi in say.kpis))


def _one(desk: Desk, kpi: str) -> Inlines:
    assessment = desk.assessment(kpi)
    if assessment is None:
        return sentence(desk.kpis[kpi].title, " has no figure yet")
    if assessment.current.value is None:
        return sentence(not_available(desk, assessment))
    opening = desk.opening(assessment.period)
    clause = phrases.level_clause(desk, assessment, opened=bool(opening))
    return phrases.spaced(sentence(opening, clause), phrases.against_target(desk, [assessment], named=False))
