"""Two measures side by side: the second opens with "In contrast" only where it moved the other way, or the same way
with the other meaning; with "Similarly" where both moved alike; with neither where one of the moves is not known."""

from __future__ import annotations

from peelian.assess.kpi import Assessment
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.sentences import level_and_change, phrases
from peelian.publications.sentences.desk import Desk


def compose(desk: Desk, say: Say) -> Inlines:
    """A sentence for each of the two, the word between them chosen by their changes."""
    one, other = say.kpis[:2]
    joint = _joint(desk.assessment(one), desk.assessment(other))
    return phrases.spaced(level_and_change.one(desk, one), level_and_change.one(desk, other, joint))


def _joint(first: Assessment | None, second: Assessment | None) -> str:
    if first is None or second is None or "unknown" in (first.direction, second.direction):
        return ""
    opposed = {first.meaning, second.meaning} == {"improved", "worsened"}
    return "in contrast, " if opposed or first.direction != second.direction else "similarly, "
