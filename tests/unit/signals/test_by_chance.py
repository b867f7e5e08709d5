"""How often chance alone signals on the latest month: what is printed, against made-up series."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from peelian.signals.by_chance import LATEST
from peelian.signals.judge import Request, judge
from peelian.signals.ruleset import NAMES, load
from tests.signal_series import panel_of

SERIES = 6_000


def test_every_rule_set_has_its_rate() -> None:
    assert set(LATEST) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_stable_series_signal_about_as_often_as_is_said(name: str) -> None:
    made = np.random.default_rng(20261127)
    rules = replace(load(name), rebase="by-hand")
    for values in (made.normal(100, 10, (SERIES, 60)), made.poisson(20, (SERIES, 60))):
        signalled = sum(int((found.variation != 0).sum()) for found in judge(panel_of(values), Request(rules)))
        assert signalled / SERIES == pytest.approx(float(LATEST[name]), rel=0.35)
