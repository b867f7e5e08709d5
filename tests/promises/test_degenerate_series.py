"""Degenerate series mislead nobody, whatever is asked of them; the series are those of bench/long/degenerate.py."""

from __future__ import annotations

import os

import pytest

from bench.long.degenerate import LENGTHS, STILL, asked, kind_of, panels
from peelian.signals.ruleset import NAMES
from peelian.signals.watching.watch import WATCHED, in_words, watch_panel
from tests.promises.tally import tally

SOAK = bool(os.environ.get("PEELIAN_SOAK"))
SERIES = 30 if SOAK else 2
"""Of each kind and length; every one is asked about by each rule set and chart."""
ASKED = LENGTHS if SOAK else (1, 8, 25, 60)


@pytest.mark.parametrize("rules", NAMES)
def test_degenerate_series_mislead_nobody(rules: str) -> None:
    results = {name: wrong for panel in panels(SERIES, ASKED) for name, wrong in asked(panel, rules)}
    tallied = tally(f"degenerate series, {rules}", results)
    assert tallied.held == tallied.tried, tallied.details()


def test_the_watch_of_degenerate_series_gives_no_alarm_that_is_none() -> None:
    results: dict[str, list[str]] = {}
    for panel in panels(SERIES, ASKED):
        found = watch_panel(panel)
        for row, name in enumerate(panel.names):
            once_in, known = found.once_in[row], found.without[row] == WATCHED
            words = in_words(found, row, panel.periods[0].kind)
            wrong = ["a number without being watched"] if known != (2 <= once_in <= 10_000) else []
            if found.alarm[row] and (not known or kind_of(name) in STILL):
                wrong.append("an alarm where there is nothing to watch")
            if "nan" in words or bool(words) != found.alarm[row]:
                wrong.append(f"says '{words}'")
            results[f"{name}, {len(panel.periods)} periods"] = wrong
    tallied = tally("degenerate series, the watch", results)
    assert tallied.held == tallied.tried, tallied.details()
