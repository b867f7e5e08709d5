"""Signals on provisional values: told apart from those that hold without them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from peelian.signals.judge import Judged, Request, judge
from peelian.signals.panel import STATUSES, Array
from peelian.signals.ruleset import NAMES, load
from tests.signal_series import panel_of

PROVISIONAL = STATUSES.index("provisional")
QUIET = [10.0, 12.0, 9.0, 11.0, 10.5, 8.5, 11.5, 9.5] * 2


def judged_with(values: list[float] | Array, provisional: int, rules: str = "wmp-2015", chart: str = "xmr") -> Judged:
    """The latest so many values being provisional."""
    panel = panel_of(np.array([values]))
    status = np.zeros(panel.values.shape, dtype=np.int8)
    status[:, status.shape[1] - provisional :] = PROVISIONAL
    (answer,) = judge(replace(panel, status=status), Request(load(rules), chart=chart))  # type: ignore[arg-type]
    return answer


def test_a_provisional_point_outside_its_limits_is_unsettled() -> None:
    assert judged_with([*QUIET, 40.0], 1).unsettled[0].nonzero()[0].tolist() == [16]
    assert not judged_with([40.0, *QUIET], 1).unsettled.any()


def test_a_run_is_settled_as_far_as_it_needs_no_provisional_value() -> None:
    """Nine above the centre: seven make the run, so two provisional ones leave it standing, unsure themselves."""
    run = [*QUIET, *[13.0] * 9]
    two = judged_with(run, 2, "nhs-2023")
    assert two.labels.rule[0, 16:].tolist() == [two.signals.rules.index("shift")] * 9
    assert two.unsettled[0].nonzero()[0].tolist() == [23, 24]
    assert judged_with(run, 3, "nhs-2023").unsettled[0].nonzero()[0].tolist() == list(range(16, 25))


def test_a_run_that_began_a_process_rests_on_each_of_its_points() -> None:
    run = [*QUIET, *[13.0, 13.2] * 5]
    for provisional, unsettled in ((2, []), (3, list(range(16, 24))), (10, list(range(16, 24)))):
        answer = judged_with(run, provisional)
        assert answer.labels.rule[0, 16:24].tolist() == [answer.signals.rules.index("shift")] * 8
        assert answer.unsettled[0].nonzero()[0].tolist() == unsettled


@pytest.mark.parametrize("rules", NAMES)
@pytest.mark.parametrize("chart", ["xmr", "run", "c", "g"])
def test_without_provisional_values_nothing_is_unsettled(rules: str, chart: str) -> None:
    values = np.random.default_rng(1).poisson(4, 40).astype(float)
    values[30:] += 6
    none = judged_with(values, 0, rules, chart)
    assert not none.unsettled.any()
    some = judged_with(values, 3, rules, chart)
    assert (some.labels.rule == none.labels.rule).all()
    marked = some.labels.rule >= 0
    assert not (some.unsettled & ~marked).any()
    assert some.unsettled[:, -3:][marked[:, -3:]].all(), "what is provisional itself is never settled"
