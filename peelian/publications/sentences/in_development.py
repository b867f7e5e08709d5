"""A KPI without a figure yet: what it is and what is awaited."""

from __future__ import annotations

from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk


def compose(desk: Desk, say: Say) -> Inlines:
    """One sentence for each KPI named."""
    kpis = [desk.kpis[id] for id in say.kpis]
    awaited = [f" and awaits {kpi.awaits}" if kpi.awaits else "" for kpi in kpis]
    told = [f"{kpi.title} is in development{what}" for kpi, what in zip(kpis, awaited, strict=True)]
    return phrases.spaced(*(sentence(one) for one in told))
