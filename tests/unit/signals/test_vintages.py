"""Vintages: signals withdrawn by revision, and only by revision."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.errors import Unusable
from peelian.signals.judge import Request
from peelian.signals.panel import STATUSES, Array, Panel, of_quotients
from peelian.signals.ruleset import load
from peelian.signals.vintages import vintages
from tests.signal_series import months, panel_of

WMP = Request(load("wmp-2015"), chart="xmr")
QUIET = [10.0, 12.0, 9.0, 11.0, 10.5, 8.5, 11.5, 9.5] * 2


def test_a_signal_that_a_revision_takes_away_is_withdrawn() -> None:
    first = panel_of(np.array([[*QUIET, 40.0], [*QUIET, 40.0], [*QUIET, 10.0]]))
    last = panel_of(np.array([[*QUIET, 12.0, 11.0], [*QUIET, 38.0, 11.0], [*QUIET, 40.0, 11.0]]))
    found = vintages([first, last], WMP)
    assert found.series.tolist() == [0, 1]
    assert found.period.tolist() == [16, 16]
    assert found.direction.tolist() == [1, 1]
    assert found.withdrawn.tolist() == [True, False]
    assert (found.share, found.missed, found.looked_at) == (0.5, 1, 3)


def test_what_comes_later_takes_no_signal_away() -> None:
    """Twenty more months as high as the last would move the limits; the values of the month have not changed."""
    first = panel_of(np.array([[*QUIET, 40.0]]))
    later = panel_of(np.array([[*QUIET, 40.0, *[40.0, 41.0] * 10]]))
    assert vintages([first, later], WMP).withdrawn.tolist() == [False]


def test_signals_that_rested_on_provisional_values_are_told() -> None:
    first = panel_of(np.array([[*QUIET, 40.0]]))
    status = np.zeros(first.values.shape, dtype=np.int8)
    status[:, -1] = STATUSES.index("provisional")
    assert vintages([replace(first, status=status), first], WMP).unsettled.tolist() == [True]
    assert vintages([first, first], WMP).unsettled.tolist() == [False]


def test_series_go_by_their_names_and_those_that_ended_are_left_out() -> None:
    first = panel_of(np.array([[*QUIET, 40.0], [*QUIET, 10.0], [*QUIET, 40.0]]))
    last = replace(panel_of(np.array([[*QUIET, 10.0], [*QUIET, 40.0]])), names=("s1", "s0"))
    found = vintages([first, last], WMP)
    assert (found.series.tolist(), found.withdrawn.tolist(), found.looked_at) == ([1], [False], 2)
    gone = replace(last, values=np.where(np.arange(17) == 16, np.nan, last.values))
    assert vintages([first, gone], WMP).looked_at == 0
    assert vintages([first, gone], WMP).share is None


def test_a_vintage_may_begin_later_than_the_last() -> None:
    whole = panel_of(np.array([[1.0, 2.0, 1.0, *QUIET, 40.0]]))
    part = replace(panel_of(np.array([[*QUIET, 40.0]])), periods=whole.periods[3:])
    found = vintages([part, whole], WMP)
    assert (found.period.tolist(), found.withdrawn.tolist()) == ([19], [False])


def test_shares_keep_their_numerators() -> None:
    tries, counts = np.full((1, 20), 100.0), np.full((1, 20), 50.0) + np.resize([-4.0, 3.0, 0.0, 2.0], 20)
    counts[0, -1] = 95
    panel = of_quotients(("s",), months(20), counts, tries)
    lower = of_quotients(("s",), months(20), np.where(np.arange(20) == 19, 51.0, counts), tries)
    assert vintages([panel, lower], Request(load("nhs-2023"))).withdrawn.tolist() == [True]


@pytest.mark.parametrize(
    ("panels", "words"),
    [
        ([panel_of(np.ones((1, 12)))], "1 vintages tell nothing of revisions; give two at least"),
        ([panel_of(np.ones((1, 13))), panel_of(np.ones((1, 12)))], "the last one must have them all"),
        ([replace(panel_of(np.ones((2, 12))), names=("a", "a")), panel_of(np.ones((1, 12)))], "a stands twice"),
    ],
)
def test_wrong_use_says_what_to_do(panels: list[Panel], words: str) -> None:
    with pytest.raises(Unusable, match=words):
        vintages(panels, WMP)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 6))
def test_without_revisions_nothing_is_withdrawn_or_missed(seed: int, latest: int) -> None:
    values: Array = np.random.default_rng(seed).normal(size=(5, 40)).cumsum(axis=1)
    panels = [panel_of(values[:, :end]) for end in (30, 33, 40)]
    found = vintages(panels, WMP, latest=latest)
    assert not found.withdrawn.any()
    assert (found.missed, found.looked_at) == (0, 2 * 5 * latest)
