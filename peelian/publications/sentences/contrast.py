"""Two measures side by side: the second opens with "In contrast" only where it moved the other way or the other
meaning; else with "Similarly"."""

from __future__ import annotations

from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join
from peelian.publications.sentences import level_and_change
from peelian.publications.sentences.desk import Desk


def compose(desk: Desk, say: Say) -> Inlines:
    first, second = (desk.assessment(kpi) for kpi in say.kpis[:2])
    opposite = first is not None and second is not None and first.direction != second.direction
    run = level_and_change.one(desk, say.kpis[0])
    return join(run, " ", level_and_change.one(desk, say.kpis[1], "in contrast, " if opposite else "similarly, "))
