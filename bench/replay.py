"""How fast series are looked at month by month: made-up counts of ten years, 97 looks at each.

    python bench/replay.py --series 1000

Prints the processor time in seconds beside its bound, and how many times that of one look at the whole it is; exits 1
where the bound is broken.
"""

from __future__ import annotations

import argparse
import sys
import time

import numpy as np

from peelian.periods import month, shift
from peelian.signals.panel import Panel
from peelian.signals.steps.of_panel import replay_of_panel, steps_of_panel
from peelian.signals.steps.scan import MONTH_BY_MONTH

MONTHS = tuple(shift(month(2015, 1), n) for n in range(120))
SEED = 20261126
BOUND = 30.0  # seconds for 1,000 series


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=200)
    series = asked.parse_args().series
    random = np.random.default_rng(SEED)
    after = random.choice([1, 1.3], (series, 1))
    level = np.exp(random.normal(3, 1, (series, 1))) * np.where(np.arange(120) < 70, 1, after)
    panel = Panel(tuple(f"s{n}" for n in range(series)), MONTHS, random.poisson(level).astype(float))
    start = time.process_time()
    steps_of_panel(panel, "count", MONTH_BY_MONTH)
    one = time.process_time() - start
    start = time.process_time()
    found = replay_of_panel(panel, "count")
    took, bound = time.process_time() - start, BOUND * max(series, 100) / 1_000
    print(
        f"{series:,} series of 120 months, month by month: {took:.1f} s (at most {bound:.1f}), {took / one:.0f} times"
    )
    print(f"one look; {len(found.seen):,} steps, {int(found.kept.sum()):,} of them kept")
    return int(took > bound)


if __name__ == "__main__":
    sys.exit(main())
