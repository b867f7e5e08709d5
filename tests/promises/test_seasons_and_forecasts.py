"""Seasons are not made of chance, limits with a season keep their promise, forecasts cover what they say, chances are
better than a straight line's. Simulated and on real series, in `make soak` only.

The whole tables: python -m bench.long.season, bench.long.forecast, bench.long.targets.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from bench.long import forecast, season, targets
from peelian.periods import month
from tests.promises.tally import tally

SERIES = 10_000  # of a season; the standard error of a false rate of 2% is 0.14 points
FEWER = 1_500

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("PEELIAN_SOAK"), reason="a simulation of minutes; make soak runs it"),
]

# What is not independent has no promise, and is printed all the same.
NOT_PROMISED = {"autocorrelation 0.6"}
# A level that wanders off has no forecast whose intervals could be known from a few years.
WANDERS = {name for name in forecast.KINDS if "wanders" in name or "0.9" in name}


@pytest.mark.parametrize("count", season.LENGTHS)
def test_chance_is_called_a_season_at_most_one_time_in_twenty(count: int) -> None:
    error = np.sqrt(0.05 * 0.95 / SERIES)
    shares = {
        name: season.called_a_season(family, values)
        for name, (family, values) in season.independent(SERIES, count).items()
    }
    faults = {
        name: [f"{share:.1%} called a season"] if share > 0.05 + 2 * error and name not in NOT_PROMISED else []
        for name, share in shares.items()
    }
    found = tally(f"no season in {count} months of chance", faults)
    assert found.held == found.tried, found.details()


@pytest.mark.parametrize("family", ["measurement", "count"])
@pytest.mark.parametrize("count", [48, 60])
def test_the_latest_month_with_a_season_signals_as_without(family: season.Family, count: int) -> None:
    none = season.latest_month(SERIES, count, 0, family)
    faults: dict[str, list[str]] = {}
    for sigmas in (1, 2):
        one = season.latest_month(SERIES, count, sigmas, family)
        error = np.sqrt((one.false + 1.2**2 * none.plain) / SERIES)  # of the difference, once
        over = one.false > 1.2 * none.plain + error
        wrong = [f"false {one.false:.2%}, {none.plain:.2%} without"] if over else []
        for after, power, without in zip(season.AFTER, one.power, none.power, strict=True):
            if power < 0.9 * without:
                wrong.append(f"{after} months after a step {power:.1%}, {without:.1%} without")
        faults[f"{sigmas} sigma"] = wrong
    found = tally(f"latest of {count} months of a {family} with a season", faults)
    assert found.held == found.tried, found.details()


def test_intervals_hold_what_they_say() -> None:
    """Counts hold more than they say where few values are likely: their ends are whole numbers."""
    faults: dict[str, list[str]] = {}
    for name in forecast.KINDS:
        found = forecast.simulated(name, FEWER, 60)
        least_80, least_95 = (0.70, 0.86) if name in WANDERS else (0.77, 0.93)
        faults[name] = [
            f"{eighty:.1%} in 80%, {ninety_five:.1%} in 95%"
            for eighty, ninety_five in zip(found.of_80, found.of_95, strict=True)
            if eighty < least_80 or ninety_five < least_95
        ]
    found_all = tally("forecasts of simulated series", faults)
    assert found_all.held == found_all.tried, found_all.details()


def test_real_series_are_forecast_better_than_by_plain_methods(shared: Path) -> None:
    faults: dict[str, list[str]] = {}
    for title, values, first, count in (
        ("New South Wales, 60 months", forecast.nsw(shared), month(1995, 1), 60),
        ("New South Wales, 120 months", forecast.nsw(shared), month(1995, 1), 120),
        ("violence by ward, 12 months", forecast.wards(shared), month(2024, 2), 12),
        ("Northumbria, 18 months", forecast.northumbria(shared), month(2020, 5), 18),
    ):
        of = forecast.real(values, first, count)
        ours = of["Peelian"]
        wrong = [] if 0.76 <= ours[0] <= 0.92 and 0.91 <= ours[1] <= 0.99 else [f"covers {ours[0]:.1%}, {ours[1]:.1%}"]
        for name in forecast.PLAIN:
            wrong += [
                f"{score} {mine:.3f}, {name} {theirs:.3f}"
                for score, mine, theirs in zip(forecast.SCORES[2:], ours[2:], of[name][2:], strict=True)
                if mine > theirs
            ]
        faults[title] = wrong
    found = tally("forecasts of real series", faults)
    assert found.held == found.tried, found.details()


def test_chances_of_targets_beat_a_straight_line() -> None:
    """Except where nobody was told of a step in the very months the line is drawn through."""
    faults: dict[str, list[str]] = {}
    for name in targets.PROCESSES:
        if name == targets.STEP_NOT_TOLD:
            continue
        for question, (ours, line, verdict, _) in targets.scored(name, FEWER).items():
            worse = ours > line + 0.003 or ours > verdict
            faults[f"{name}, {question}"] = [f"{ours:.3f}, line {line:.3f}, yes or no {verdict:.3f}"] if worse else []
    found = tally("chances of targets", faults)
    assert found.held == found.tried, found.details()
    told = [name for name in targets.PROCESSES if name != targets.STEP_NOT_TOLD]
    off = [row for row in targets.reliability(FEWER, told) if abs(row[3] - row[2]) > 0.1]
    assert off == []
