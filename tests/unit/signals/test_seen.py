"""What rules look at: one-sigma lines that are quantiles of small counts say nothing of points near the centre."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.signals.judge import Judged, Request, judge
from peelian.signals.limits.lines import Chart
from peelian.signals.panel import Array
from peelian.signals.ruleset import load
from tests.signal_series import panel_of

RANDOM = np.random.default_rng(3)


def stratified(chart: Chart, values: Array, sizes: Array | None = None) -> Judged:
    (judged,) = judge(panel_of(values, sizes), Request(load("nelson-8"), chart=chart))
    return judged


def marked(judged: Judged) -> float:
    return float((judged.signals.marked[judged.signals.rules.index("stratified")] != 0).any(axis=1).mean())


@pytest.mark.parametrize("chart", ["c", "g", "u", "p"])
def test_small_counts_are_not_called_too_close_to_their_average(chart: Chart) -> None:
    """Of Poisson counts with a mean of one, 92 in 100 lie between the quantiles that stand for one sigma."""
    values = RANDOM.geometric(1 / 3, (200, 60)) - 1.0 if chart == "g" else RANDOM.poisson(1, (200, 60)).astype(float)
    sizes = np.full(values.shape, 50.0) if chart in ("u", "p") else None
    assert marked(stratified(chart, values, sizes)) == 0


@pytest.mark.parametrize("chart", ["c", "u", "p", "xmr"])
def test_large_counts_that_are_too_even_are(chart: Chart) -> None:
    values = np.resize([99.0, 101.0, 100.0], (1, 40))
    sizes = np.full(values.shape, 1000.0) if chart in ("u", "p") else None
    even = stratified(
        chart,
        np.append(values, [[60.0, 140.0]], axis=1) if chart == "xmr" else values,
        None if sizes is None else sizes,
    )
    assert marked(even) == 1
