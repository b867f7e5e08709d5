"""Assurance: whether the process as it is meets a target whatever chance does.

Making Data Count (NHS England): a target beyond the better limit is failed, one beyond the worse limit is passed, else
the process meets it by chance. A target exactly on a limit is of the last kind.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from peelian.signals.panel import Array, Codes
from peelian.signals.targets.target import Target
from peelian.signals.verdict import NOT_TOLD, held


def assurance(target: Target, lower: Array, upper: Array) -> Codes:
    """As in `verdict.ASSURANCES` [S]: for every kind of target, and for limits that differ by month of the year.

    `lower` and `upper`: limits of the latest segment, [S], or [S, n] for the months of a year with a season, where all
    of them have to pass or fail; in the unit and for the period of the target, NaN where there are none. The side is
    that of the better direction. A band is passed where it holds both limits and failed where they lie outside it.
    Not told without limits or a level, where neither direction is better, and for what is monitored.
    """
    least = lower if lower.ndim == 1 else lower.min(axis=1)
    most = upper if upper.ndim == 1 else upper.max(axis=1)
    if target.kind == "monitor" or (target.kind != "maintain" and target.better == "neither"):
        return np.full(len(target.level), NOT_TOLD, dtype=np.int8)
    sided = target if target.kind == "maintain" else replace(target, kind="better_than")
    return held(*sided.ends(), least, most)
