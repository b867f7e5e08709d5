"""How fast many series are judged: limits, rules, verdicts and warnings of made-up monthly series.

    python bench/signals.py --series 100000

Prints the best processor time of three, in seconds, beside its bound; exits 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable

import numpy as np

from peelian.periods import month, shift
from peelian.signals.judge import BLOCK, Request, judge
from peelian.signals.limits import limits
from peelian.signals.panel import Array, Panel, of_quotients
from peelian.signals.rules import signals
from peelian.signals.ruleset import DEFAULT, NAMES, load
from peelian.signals.segments import basis

MONTHS = tuple(shift(month(2020, 1), n) for n in range(60))
SEED = 20261101
LIMITS_AND_RULES = 0.3  # seconds for 100,000 series: limits, outside and runs
THOUSAND = 0.3  # seconds for 1,000 series, steps and words of the whole assessment included
MOST_MEMORY = 2_048  # MB


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=100_000)
    many = asked.parse_args().series
    values = np.random.default_rng(SEED).normal(100, 10, (many, len(MONTHS)))
    broken = told(
        f"limits, outside and runs of {many:,} series (wmp-2015)",
        best(lambda: limits_and_rules("wmp-2015", values)),
        LIMITS_AND_RULES * many / 100_000,
    )
    for name in NAMES:
        told(f"limits and rules of {many:,} series ({name})", best(lambda n=name: limits_and_rules(n, values)))  # type: ignore[misc]
    few = values[:1_000]
    for name in NAMES:
        seconds = best(lambda n=name: judged(n, few))  # type: ignore[misc]
        broken |= told(f"1,000 series judged ({name})", seconds, THOUSAND)
    broken |= told("1,000 series of shares judged, charts chosen", best(shares), THOUSAND)
    told(f"{many:,} series judged ({DEFAULT})", best(lambda: judged(DEFAULT, values)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory {memory:,} MB (at most {MOST_MEMORY:,})")
    return int(broken or memory > MOST_MEMORY)


def panel_of(values: Array) -> Panel:
    return Panel(tuple(map(str, range(len(values)))), MONTHS, values)


def limits_and_rules(name: str, values: Array) -> None:
    rules = load(name)
    for first in range(0, len(values), BLOCK):
        made = basis(panel_of(values[first : first + BLOCK]))
        signals(limits("xmr", made, rules.constants()), made, rules)


def judged(name: str, values: Array) -> None:
    for _ in judge(panel_of(values), Request(load(name), chart="xmr", better="lower", target=90.0)):
        pass


def shares() -> None:
    random = np.random.default_rng(SEED)
    denominators = random.poisson(5_000, (1_000, len(MONTHS))).astype(float)
    numerators = np.floor(denominators * random.beta(95, 5, denominators.shape))
    panel = of_quotients(tuple(map(str, range(1_000))), MONTHS, numerators, denominators)
    for _ in judge(panel, Request(load(DEFAULT), better="higher", target=0.95)):
        pass


def best(work: Callable[[], None]) -> float:
    found = []
    for _ in range(3):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def told(what: str, seconds: float, bound: float | None = None) -> bool:
    """Prints one line; whether the bound is broken."""
    print(f"{what}: {seconds:.3f} s" + ("" if bound is None else f" (at most {bound:.3g})"))
    return bound is not None and seconds > bound


if __name__ == "__main__":
    sys.exit(main())
