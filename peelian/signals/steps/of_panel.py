"""Steps of a panel: what its values are weighed by, and how many of its periods make a year."""

from __future__ import annotations

import numpy as np

from peelian.errors import Unusable
from peelian.periods import Period
from peelian.signals.choose import overlap
from peelian.signals.panel import Array, Panel, step_of
from peelian.signals.steps.family import FAMILIES, FamilyName
from peelian.signals.steps.model import Proposals
from peelian.signals.steps.propose import propose
from peelian.signals.steps.replay import Replay, replay
from peelian.signals.steps.scan import AFTER_THE_FACT, Scan

MONTHS = 12


def steps_of_panel(panel: Panel, family: FamilyName, scan: Scan = AFTER_THE_FACT) -> Proposals:
    """As `propose`: counts by the days of their periods, shares and rates by their denominators.

    A time between events that is below zero is none, as on a t chart: it is taken as missing.

    Raises Unusable where periods share days (a rolling total has a step nowhere), or where a share or rate has no
    denominators.
    """
    values, weight = _weighed(panel, family)
    return propose(family, values, weight, cycle=periods_in_a_year(panel.periods), scan=scan)


def replay_of_panel(panel: Panel, family: FamilyName) -> Replay:
    """As `replay`, of the same values and weights; raises as `steps_of_panel` does."""
    values, weight = _weighed(panel, family)
    return replay(family, values, weight, cycle=periods_in_a_year(panel.periods))


def _weighed(panel: Panel, family: FamilyName) -> tuple[Array, Array | None]:
    """What steps are looked for in [S, T], and by what it is weighed."""
    if reason := overlap(panel):
        raise Unusable(reason)
    if family == "between":
        return np.where(panel.values >= 0, panel.values, np.nan), None
    if not FAMILIES[family].quotient:
        return panel.values, days(panel.periods) if family == "count" else None
    if panel.numerator is None or panel.denominator is None:
        raise Unusable(f"steps of a {family} need numerators and denominators; give both, or call it a measurement")
    return panel.numerator, panel.denominator


def periods_in_a_year(periods: tuple[Period, ...]) -> int:
    """12 for months, 4 for quarters; 1 for years, waves of a survey, and steps that divide no year."""
    step = step_of(periods)
    if not periods or periods[0].wave is not None or step == 0 or MONTHS % step:
        return 1
    return MONTHS // step


def days(periods: tuple[Period, ...]) -> Array | None:
    """How many days each period has [T]; None where periods have none (waves)."""
    counted = [(p.last - p.first).days + 1 for p in periods if p.first is not None and p.last is not None]
    return np.array(counted, dtype=float) if len(counted) == len(periods) else None
