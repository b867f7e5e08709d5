"""Violence by ward and month of 16 forces, judged together: public records, where the large files are at hand."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from peelian.periods import month, shift
from peelian.signals.many import Budget, Month, ranked, watch
from peelian.signals.panel import Panel

FILE = "data/police_uk/ward-monthly-violence-2024-02-to-2026-01.csv.gz"
BASELINE = 15  # of the 24 months


@pytest.fixture(scope="module")
def counts(request: pytest.FixtureRequest) -> dict[tuple[str, int], float]:
    """By ward or force and month; a ward without a row in a month is missing there."""
    shared: Path = request.getfixturevalue("shared")
    found: dict[tuple[str, int], float] = {}
    with gzip.open(shared / FILE, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            year, number = map(int, row["month"].split("-"))
            at, value = (year - 2024) * 12 + number - 2, float(row["violence_and_sexual_offences"])
            found[row["WD21CD"], at] = value
            force = row["police_force"]
            found[force, at] = found.get((force, at), 0) + value
    return found


def judged(counts: dict[tuple[str, int], float]) -> tuple[list[str], tuple[Month, ...]]:
    names = sorted({name for name, _ in counts})
    values = np.array([[counts.get((name, at), np.nan) for at in range(24)] for name in names])
    level = np.array([1 if name.startswith(("E0", "W0")) else 0 for name in names])
    panel = Panel(tuple(names), tuple(shift(month(2024, 2), at) for at in range(24)), values)
    base = np.zeros(values.shape, dtype=bool)
    base[:, :BASELINE] = True
    series = tuple(int(number) for number in np.bincount(level))
    return names, watch(panel, "count", base, level, BASELINE, Budget(series, months=9))


def test_nothing_is_named_where_charts_find_what_chance_makes_and_gaps_of_supply_are_found_later(
    counts: dict[tuple[str, int], float],
) -> None:
    names, months = judged(counts)
    assert all(m.tested > 960 for m in months)
    assert sum(m.by_chance for m in months) < 0.2 < 20 < sum(m.found for m in months)
    first_three = months[:3]
    assert [m.found for m in first_three] == [0, 0, 0]
    # Three-sigma limits on each chart: eight marks, where chance alone makes eight.
    assert sum(m.outside_by_chance for m in first_three) == pytest.approx(8.1, abs=0.1)
    assert sum(m.outside for m in first_three) == 8
    # In the last month whole forces fall by a third and more, as they do where a supply is not complete.
    found = ranked(months[-1], np.ones(len(names)))
    assert found[0].direction == -1
    assert not names[found[0].series].startswith("E0")
