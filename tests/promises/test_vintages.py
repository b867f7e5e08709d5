"""Revisions alone withdraw signals; made-up late data and two vintages of a real series: bench/long/late.py."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.long.late import FIRST, LAST, MISSING_YET, SEED, severity, simulated, watched
from peelian.signals.judge import Request
from peelian.signals.ruleset import NAMES, load
from peelian.signals.vintages import vintages
from tests.promises.tally import tally

SERIES = 2_000 if os.environ.get("PEELIAN_SOAK") else 100


@pytest.mark.parametrize("rules", NAMES)
def test_nothing_is_withdrawn_where_nothing_was_late(rules: str) -> None:
    found = vintages(simulated(MISSING_YET["all at once"], SERIES, SEED), Request(load(rules), chart="xmr"))
    results = {
        f"series {row}, vintage {number}": ["withdrawn"] if gone else []
        for row, number, gone in zip(found.series, found.vintage, found.withdrawn, strict=True)
    }
    tallied = tally(f"signals of the latest month, nothing late, {rules}", results)
    assert tallied.held == tallied.tried > 0, tallied.details()
    assert (found.missed, found.looked_at) == (0, SERIES * (LAST - FIRST))
    assert found.unsettled.all(), "the latest month of every vintage was provisional"


def test_the_later_the_data_the_more_is_withdrawn() -> None:
    shares, alarms = [], []
    for late in MISSING_YET.values():
        panels = simulated(late, SERIES, SEED)
        shares.append(vintages(panels, Request(load("nhs-2023"), chart="xmr")).share or 0.0)
        given, gone = watched(panels)
        alarms.append(gone / given)
    print(f"withdrawn, {', '.join(MISSING_YET)}: {shares} of signals, {alarms} of alarms")
    assert shares == sorted(shares)
    assert alarms == sorted(alarms)
    assert shares[0] == alarms[0] == 0
    assert shares[-1] > 0.5 < alarms[-1]


def test_two_vintages_of_a_real_series(shared: Path) -> None:
    """Years to March 2018 to 2022 of 42 areas, as published in 2022 and a year later."""
    panels = severity(shared)
    assert [len(panel.names) for panel in panels] == [43, 43]
    found = vintages(panels, Request(load("nhs-2023"), chart="xmr"), latest=5)
    assert (found.looked_at, len(found.withdrawn), int(found.withdrawn.sum()), found.missed) == (210, 163, 0, 1)
