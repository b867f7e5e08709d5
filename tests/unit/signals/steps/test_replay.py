"""Month by month: nothing known of what came later."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.signals.steps.propose import propose
from peelian.signals.steps.replay import replay
from peelian.signals.steps.scan import MONTH_BY_MONTH

RANDOM = np.random.default_rng(2015)
VALUES = RANDOM.normal(size=(6, 54)) + 4.0 * (np.arange(54) >= 30)


def test_a_step_is_seen_some_months_after() -> None:
    found = replay("measurement", VALUES)
    assert found.steps.series.tolist() == sorted(found.steps.series.tolist())
    true = np.abs(found.steps.first - 30) <= 2
    assert set(found.steps.series[true]) == set(range(6))
    delay = found.seen[true] - 30 + 1  # months of the new level that were known
    assert delay.min() >= 3
    assert np.median(delay) <= 5
    assert found.kept[true].all()


def test_what_comes_later_changes_nothing_that_was_seen() -> None:
    whole, part = replay("measurement", VALUES), replay("measurement", VALUES[:, :40])
    early = whole.seen < 40
    assert whole.seen[early].tolist() == part.seen.tolist()
    assert whole.steps.first[early].tolist() == part.steps.first.tolist()
    assert whole.steps.gain[early] == pytest.approx(part.steps.gain)


def test_a_step_is_announced_once() -> None:
    found = replay("measurement", np.array([[0.0, 1] * 15 + [9.0, 10] * 12]))
    assert found.steps.first.tolist() == [30]
    assert found.seen.tolist() == [32]
    assert found.steps.known_after.tolist() == [3]


def test_a_step_that_later_months_take_back_is_not_kept() -> None:
    found = replay("measurement", np.array([[0.0, 1] * 15 + [9.0, 10, 9] + [0.0, 1] * 12]))
    assert found.seen[0] == 32
    assert not found.kept[0]


def test_the_first_look_is_as_of_the_history_asked_for() -> None:
    values = np.array([[0.0, 1] * 6 + [9.0, 10] * 10])
    assert replay("measurement", values).seen.tolist() == [23]
    assert replay("measurement", values, history=12).seen.tolist() == [14]
    first = propose("measurement", values[:, :15], scan=MONTH_BY_MONTH).steps
    assert first.first.tolist() == [12]


def test_weights_are_replayed_with_their_values() -> None:
    days = np.resize([31.0, 28, 31, 30], 48)
    counted = np.round(np.where(np.arange(48) < 24, 2.0, 5.0) * days)[None]
    found = replay("count", counted, days)
    assert found.steps.first.tolist() == [24]
    assert replay("count", counted, days[None]).seen.tolist() == found.seen.tolist()


@pytest.mark.parametrize("periods", [0, 5, 11])
def test_too_short_to_look_at(periods: int) -> None:
    assert len(replay("measurement", np.zeros((2, periods))).seen) == 0
