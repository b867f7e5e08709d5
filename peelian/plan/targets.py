"""A target as it is written: the one side it names, and the level of it."""

from __future__ import annotations

from typing import Literal

from peelian.plan.model import Target

Side = Literal["at_least", "at_most", "over", "under"]


def sides(target: Target) -> dict[Side, str]:
    """Every side that is written, with its level; a sound target has exactly one."""
    written: dict[Side, str | None] = {
        "at_least": target.at_least,
        "at_most": target.at_most,
        "over": target.over,
        "under": target.under,
    }
    return {side: level for side, level in written.items() if level is not None}


def side(target: Target) -> tuple[Side, str]:
    """The side and level of a sound target: ("at_most", "130")."""
    return next(iter(sides(target).items()))
