"""Why steps take months out by an estimate of their own: the same steps with the season of charts and forecasts.

    python -m bench.long.steps_season --series 4000

The season of charts (`signals/season`) is tested about the level of each segment, since there the steps are known. Here
it is asked before any is: "as one segment" about one level and a slope; "about the year" about the level of the twelve
months around each, which follows steps, as the months of steps are. Printed: any false step, and steps of 1.5 sigma
placed within three months, in percent of series, and seconds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from unittest.mock import patch

import numpy as np

from bench.long.steps import NEAR, PERIODS, SEED, SIZE, STEP, found_by, worlds
from peelian.signals.season import finding
from peelian.signals.season.calendar import Calendar
from peelian.signals.season.points import Family
from peelian.signals.season.points import Points as SeasonPoints
from peelian.signals.steps import months, propose
from peelian.signals.steps.points import Points

NAMES = (
    "independent",
    "autocorrelation 0.3",
    "autocorrelation 0.6",
    "season of 1 sigma",
    "season of 2 sigma",
    "season 1, autocorr. 0.3",
    "every December + 5",
    "Poisson 3",
    "Poisson 20",
    "share 95%, overdispersed",
)


def of_charts(given: Points, cycle: int) -> months.Season:
    """The season as signals/season finds it, as the months of steps are given."""
    periods, series = given.size
    family: Family = "count" if given.family.factors else "share" if given.family.event else "measurement"
    weight = np.broadcast_to(given.weight, given.total.shape).T
    used = weight > 0
    calendar = Calendar(cycle, np.arange(periods) % cycle, np.ones(periods))
    segment = np.zeros((series, periods), dtype=np.int64)
    points = SeasonPoints(family, calendar, given.total.T.copy(), np.where(used, weight, 1.0), used, segment)
    found = finding.find_season(points)
    return months.Season(found.found, found.effect.T)


def about_the_year(given: Points, cycle: int) -> months.Season:
    """The same, of what is left over by the year around each period."""
    level = months.around(given, cycle)
    if given.family.factors:
        flat = replace(given, weight=given.weight * level)
    else:
        mean = given.total.sum(axis=0) / np.maximum(
            np.broadcast_to(given.weight, given.total.shape).sum(axis=0), 1e-300
        )
        total = given.total - given.weight * (level - mean)
        flat = replace(given, total=np.clip(total, 0, given.weight) if given.family.event else total)
    return of_charts(flat, cycle)


WAYS: dict[str, Callable[[Points, int], months.Season]] = {
    "own": months.find_season,
    "as one segment": of_charts,
    "about the year": about_the_year,
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=1_000)
    asked.add_argument("--seed", type=int, default=SEED)
    given = asked.parse_args()
    print(f"seed {given.seed}, {given.series:,} series a world, {PERIODS} months; false / placed, %")
    print(f"{'':28}" + "".join(f"{name:>18}" for name in WAYS))
    quiet = worlds(np.random.default_rng(given.seed), given.series)
    loud = worlds(np.random.default_rng(given.seed + 1), given.series, SIZE)
    seconds = dict.fromkeys(WAYS, 0.0)
    for name in NAMES:
        cells = []
        for way, find in WAYS.items():
            start = time.process_time()
            with patch.object(propose, "find_season", find):
                false, (steps, _) = found_by(quiet[name])[1].mean(), found_by(loud[name])
            seconds[way] += time.process_time() - start
            hit = np.unique(steps.series[np.abs(steps.first - STEP) <= NEAR]).size / given.series
            cells.append(f"{100 * false:.1f} / {100 * hit:.1f}")
        print(f"{name:28}" + "".join(f"{cell:>18}" for cell in cells), flush=True)
    per = 2 * len(NAMES) * given.series / 100_000
    print(f"{'seconds for 100,000 series':28}" + "".join(f"{s / per:18.1f}" for s in seconds.values()))


if __name__ == "__main__":
    main()
