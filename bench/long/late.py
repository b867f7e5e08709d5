"""Signals that revisions withdraw: made-up late data, and the two vintages of a real yearly series.

    python -m bench.long.late --series 2000 --shared FOLDER

Simulated, and said to be so: counts of 36 to 47 months with a mean of 30, of which a part is not yet recorded when a
month is first published (say 8%, 3% a month later, 1% after two), so that the latest months of each vintage are low and
rise with the next. In every fourth series a true step of half the mean comes with month 40. "All at once" is the same
without anything late, so that nothing may be withdrawn. Each of twelve vintages is judged as it was published, its last
three months provisional; what it said of its latest month is held against the last vintage's figures for the same
month. The watch of single series is asked the same.
Real: the Crime Severity Score of police force areas, years to March 2003 to 2022, as published in 2022 and in 2023.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from peelian.periods import month, shift, year_ending
from peelian.signals.judge import Request
from peelian.signals.panel import STATUSES, Array, Panel
from peelian.signals.ruleset import load
from peelian.signals.vintages import Vintages, vintages
from peelian.signals.watching.watch import watch_panel

SEED = 20261126
FIRST, LAST = 36, 48  # months in the first and in the last vintage
MEAN, STEP_AT, STEP = 30.0, 40, 1.5
RULES = ("nhs-2023", "wmp-2015", "western-electric")
MISSING_YET: Mapping[str, tuple[float, ...]] = {
    "all at once": (0.0,),
    "8% late": (0.08, 0.03, 0.01),
    "20% late": (0.20, 0.08, 0.03),
    "40% late": (0.40, 0.15, 0.05),
}
"""The part of a month that is not yet recorded when it is the latest, the one before it, and so on."""
PROVISIONAL = 3  # months


def simulated(late: Sequence[float], series: int, seed: int) -> list[Panel]:
    """Every vintage, the oldest first; the last of them holds final figures only."""
    chance = np.random.default_rng(seed)
    level = np.full((series, LAST), MEAN)
    level[: series // 4, STEP_AT:] *= STEP
    waits = chance.random((series, LAST, int(level.max() * 4)))
    total = chance.poisson(level)
    names = tuple(f"s{row}" for row in range(series))
    periods = tuple(shift(month(2022, 1), by) for by in range(LAST))
    made = []
    for end in range(FIRST, LAST):
        values = total[:, :end].astype(float)
        status = np.zeros((series, end), dtype=np.int8)
        for age, part in enumerate(late):
            column = end - 1 - age
            known = (waits[:, column] >= part) & (np.arange(waits.shape[2]) < total[:, column, None])
            values[:, column] = known.sum(axis=1)
        status[:, end - PROVISIONAL :] = STATUSES.index("provisional")
        made.append(Panel(names, periods[:end], values, status=status))
    return [*made, Panel(names, periods, total.astype(float))]


def watched(panels: Sequence[Panel]) -> tuple[int, int]:
    """Alarms of the watch at the latest month of each vintage, and how many the final figures do not give."""
    last, alarms, gone = panels[-1], 0, 0
    for panel in panels[:-1]:
        seen, end = watch_panel(panel), len(panel.periods)
        final = watch_panel(replace(last, periods=last.periods[:end], values=last.values[:, :end]))
        alarms += int(seen.alarm.sum())
        gone += int((seen.alarm & ~(final.alarm & (final.direction == seen.direction))).sum())
    return alarms, gone


def line(name: str, found: Vintages) -> str:
    share = "-" if found.share is None else f"{found.share:.1%}"
    return (
        f"{name:38}{found.looked_at:9,}{len(found.withdrawn):9,}{share:>11}{found.missed:9,}"
        f"{int(found.unsettled.sum()):11,}"
    )


def severity(shared: Path) -> list[Panel]:
    """The two vintages, areas as rows, years to March as columns; what one vintage lacks is left out."""
    folder = shared / "data" / "ons"
    with gzip.open(
        folder / "crime-severity-score-by-force-offence-group-2003-2022.csv.gz", "rt", encoding="utf-8"
    ) as file:
        older = {
            (row["code"], date.fromisoformat(row["year_ending"]).year): _number(row["severity_score"])
            for row in csv.DictReader(file)
            if row["offence_group"] == "Total recorded crime"
        }
    with (folder / "crime-severity-score-total-by-force-2003-2023.csv").open(encoding="utf-8-sig", newline="") as file:
        newer = {(row["code"], int(row["year"])): _number(row["score"]) for row in csv.DictReader(file)}
    areas = tuple(sorted({code for code, _ in older} & {code for code, _ in newer}))
    return [_yearly(older, areas, 2022), _yearly(newer, areas, 2023)]


def _yearly(scores: Mapping[tuple[str, int], float], areas: tuple[str, ...], last: int) -> Panel:
    years = range(2003, last + 1)
    values: Array = np.array([[scores.get((area, year), np.nan) for year in years] for area in areas])
    return Panel(areas, tuple(year_ending(year, 3) for year in years), values)


def _number(text: str) -> float:
    return np.nan if text in ("", ":", "NA") else float(text)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=1_000)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--shared", type=Path, help="the folder of real files; without it only simulated series")
    given = asked.parse_args()
    print(f"seed {given.seed}, {given.series:,} series, {LAST - FIRST} vintages of each")
    print(f"{'':38}{'months':>9}{'signals':>9}{'withdrawn':>11}{'missed':>9}{'unsettled':>11}")
    for name, late in MISSING_YET.items():
        panels = simulated(late, given.series, given.seed)
        for rules in RULES:
            print(line(f"{name}, {rules}", vintages(panels, Request(load(rules), chart="xmr"))))
        alarms, gone = watched(panels)
        share = f"{gone / alarms:.1%}" if alarms else "-"
        print(f"{f'{name}, the watch':38}{given.series * (LAST - FIRST):9,}{alarms:9,}{share:>11}")
        sys.stdout.flush()
    if given.shared:
        panels = severity(given.shared)
        same = panels[0].values == panels[1].values[:, :-1]
        known = ~np.isnan(panels[0].values) & ~np.isnan(panels[1].values[:, :-1])
        differ, held = int((known & ~same).sum()), int(known.sum())
        print(
            f"\nCrime Severity Score, {len(panels[0].names)} areas: {differ} of {held} scores differ between vintages"
        )
        for latest in (1, 5):
            for rules in RULES:
                found = vintages(panels, Request(load(rules), chart="xmr"), latest=latest)
                print(line(f"latest {latest}, {rules}", found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
