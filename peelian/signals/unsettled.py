"""Signals that rest on provisional values: without those they would not be there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from peelian.signals.limits.lines import Limits
from peelian.signals.marks import Signals
from peelian.signals.panel import STATUSES, Codes, Flags
from peelian.signals.rebase import Rebase
from peelian.signals.rules import signals
from peelian.signals.ruleset import RuleSet
from peelian.signals.segments import Basis

PROVISIONAL = STATUSES.index("provisional")


def unsettled(
    lines: Limits, basis: Basis, rules: RuleSet, found: Signals, status: Codes | None, rebase: Rebase | None = None
) -> tuple[Flags, ...]:
    """For each rule the marked points [S, T] that it would not mark if provisional values were missing.

    The lines stay as they are: what is asked is whether the pattern itself needs a provisional value. A run of nine of
    which the last two are provisional holds without them where seven are enough. Without any status nothing rests on
    one. `rebase`: as in `rules.signals`; a run that began a process rests on each of its points.
    """
    provisional = np.zeros(lines.values.shape, dtype=bool) if status is None else status == PROVISIONAL
    if not provisional.any():
        return tuple(np.zeros(lines.values.shape, dtype=bool) for _ in found.rules)
    rows = np.flatnonzero(provisional.any(axis=1))
    settled = signals(_rows(lines, rows, provisional[rows]), basis.rows(rows), rules)
    answer = []
    for rule, marked, without in zip(found.rules, found.marked, settled.marked, strict=True):
        flags = np.zeros(marked.shape, dtype=bool)
        if rule == "shift" and rebase is not None:
            flags[rows] = _runs_with(marked[rows], provisional[rows])
        else:
            flags[rows] = (marked[rows] != 0) & (marked[rows] != without)
        answer.append(flags)
    return tuple(answer)


def _runs_with(marked: Codes, provisional: Flags) -> Flags:
    """The points [S, T] of marked runs of which some point is provisional."""
    flags: Flags = (marked != 0) & provisional
    for t in range(1, marked.shape[1]):
        flags[:, t] |= flags[:, t - 1] & (marked[:, t] == marked[:, t - 1]) & (marked[:, t] != 0)
    for t in range(marked.shape[1] - 2, -1, -1):
        flags[:, t] |= flags[:, t + 1] & (marked[:, t] == marked[:, t + 1]) & (marked[:, t] != 0)
    return flags


def of_labels(by_rule: tuple[Flags, ...], rule: Codes) -> Flags:
    """Whether the signal that is each point's label [S, T] is one of those."""
    flags = np.zeros(rule.shape, dtype=bool)
    for place, here in enumerate(by_rule):
        flags |= here & (rule == place)
    return flags


def _rows(lines: Limits, rows: NDArray[np.intp], missing: Flags) -> Limits:
    """The lines of these series, their values without those that are to be missing."""
    inner = lines.inner
    if inner is not None:
        inner = (inner[0][rows], inner[1][rows], inner[2][rows], inner[3][rows])
    return replace(
        lines,
        values=np.where(missing, np.nan, lines.values[rows]),
        centre=lines.centre[rows],
        lower=lines.lower[rows],
        upper=lines.upper[rows],
        sigma=lines.sigma[rows],
        inner=inner,
    )
