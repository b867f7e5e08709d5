"""How fast a file of series is summed up: what comes on top of assessing them.

    python bench/overview.py --series 100000

Made-up monthly counts of five years, a third of them with a season. Prints the processor time of the overview and its
sentences, of the thread that does the work, in seconds, beside its bound; the assessments are made on the way and not
counted. Exits 1 where the bound is broken.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator

import numpy as np

from peelian.periods import month, shift
from peelian.signals.assessment import Assessment, assess
from peelian.signals.judge import Request
from peelian.signals.overview import overview
from peelian.signals.panel import Panel
from peelian.signals.ruleset import load
from peelian.signals.words.overview import overview_in_words

MONTHS = tuple(shift(month(2021, 4), by) for by in range(60))
SEED = 20261126
BOUND = 10.0  # seconds for 100,000 series, each judged in twelve periods


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=100_000)
    series = asked.parse_args().series
    panel, assessing = made_up(series), [0.0]
    start = time.thread_time()
    overview_in_words(panel, overview(panel, timed(panel, assessing)))
    took, bound = time.thread_time() - start - assessing[0], BOUND * max(series, 1_000) / 100_000
    print(f"overview of {series:,} series: {took:.2f} s (at most {bound:.2f}), after {assessing[0]:.1f} s of assessing")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB")
    return int(took > bound)


def made_up(series: int) -> Panel:
    """Counts with means around 5, more spread than chance."""
    random = np.random.default_rng(SEED)
    wave = 0.3 * np.sin(2 * np.pi * np.arange(60) / 12) * (random.random((series, 1)) < 1 / 3)
    mean = np.exp(random.normal(np.log(5), 1.3, (series, 1))) * np.exp(0.15 * random.normal(size=(series, 60)))
    return Panel(tuple(f"series {n}" for n in range(series)), MONTHS, random.poisson(mean * (1 + wave)).astype(float))


def timed(panel: Panel, spent: list[float]) -> Iterator[Assessment]:
    """The assessments, with the time that they take put aside."""
    found = assess(panel, Request(load("nhs-2023"), better="lower"))
    while True:
        start = time.thread_time()
        one = next(found, None)
        spent[0] += time.thread_time() - start
        if one is None:
            return
        yield one


if __name__ == "__main__":
    sys.exit(main())
