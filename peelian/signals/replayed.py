"""The history of the series of an assessment: which steps would have been proposed at the time, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from peelian.signals.assessment import GAP_CHARTS, STEP_FAMILIES, Assessment
from peelian.signals.panel import Ints, Panel
from peelian.signals.steps.family import FamilyName
from peelian.signals.steps.model import joined, taken
from peelian.signals.steps.of_panel import replay_of_panel
from peelian.signals.steps.replay import Replay

TOGETHER = 200  # series that are looked at together, so that a bar of progress moves


def replayed(one: Assessment, done: Callable[[int], None] = lambda _: None) -> Replay:
    """The replay of an assessment's series, `series` counted within its rows: of their own values without those that
    were excluded, by the family they were assessed by, with nothing known of what came later, and of no re-basing.

    `done` is told how many more series are looked at.
    """
    panel, family = _looked_at(one)
    parts = []
    for first in range(0, len(panel.names), TOGETHER):
        rows = slice(first, first + TOGETHER)
        found = replay_of_panel(panel.rows(rows), family)
        parts.append(replace(found, steps=replace(found.steps, series=found.steps.series + first)))
        done(len(panel.names[rows]))
    return Replay(
        joined([part.steps for part in parts]),
        np.concatenate([part.seen for part in parts]),
        np.concatenate([part.kept for part in parts]),
    )


def by_series(found: Replay, series: int) -> Iterator[Replay]:
    """The replay of each of so many series by itself."""
    bounds: Ints = np.searchsorted(found.steps.series, np.arange(series + 1))
    for low, high in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        which = np.arange(low, high)
        yield Replay(taken(found.steps, which), found.seen[which], found.kept[which])


def _looked_at(one: Assessment) -> tuple[Panel, FamilyName]:
    judged = one.judged
    panel, out = judged.raw.panel, judged.raw.excluded
    if out is not None:
        numerator = None if panel.numerator is None else np.where(out, np.nan, panel.numerator)
        panel = replace(panel, values=np.where(out, np.nan, panel.values), numerator=numerator)
    between = judged.chart in GAP_CHARTS and judged.waiting is None  # the file's own values lie between events
    return panel, "between" if between else STEP_FAMILIES[judged.family]
