"""A KPI without a figure yet: what it is and what is awaited."""

from __future__ import annotations

from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, sentence
from peelian.publications.sentences.desk import Desk


def compose(desk: Desk, say: Say) -> Inlines:
    run: Inlines = ()
    for id in say.kpis:
        kpi = desk.kpis[id]
        awaited = f"; awaited: {kpi.awaits}" if kpi.awaits else ""
        run = join(run, " " if run else "", sentence(f"{kpi.title} is in development{awaited}"))
    return run
