"""What stands on top of everything that is published from a plan."""

from __future__ import annotations

from peelian.plan.model import Plan

SIMULATED = "Simulated data: the force, its figures and its areas are made up."


def notices(plan: Plan) -> tuple[str, ...]:
    """The plan's own, and that its figures are made up where they are."""
    return plan.file.notices + ((SIMULATED,) if plan.file.simulated else ())
