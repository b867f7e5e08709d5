"""How fast many series are judged and told: limits, rules, steps, verdicts, words, answers of made-up monthly series.

    python -m bench.signals --series 100000

Prints the best processor time of three, in seconds, beside its bound (of everything about many series, of one run);
what stands beside no bound is for the reader. Exits 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from peelian.periods import month, shift
from peelian.signals.answer import answer_lines
from peelian.signals.assessment import Assessment, assess
from peelian.signals.judge import BLOCK, Request, judge
from peelian.signals.limits import limits
from peelian.signals.panel import Array, Panel, of_quotients
from peelian.signals.report import paragraphs
from peelian.signals.rules import signals
from peelian.signals.ruleset import DEFAULT, NAMES, load
from peelian.signals.segments import basis
from peelian.signals.watching.watch import watch_panel
from peelian.signals.words.pieces import plain
from peelian.signals.words.say import say
from peelian.signals.words.speech import speech_of

MONTHS = tuple(shift(month(2020, 1), n) for n in range(60))
SEED = 20261101
LIMITS_AND_RULES = 0.3  # seconds for 100,000 series: limits, outside and runs
THOUSAND = 0.3  # seconds for 1,000 series, steps and words of the whole assessment included
HUNDRED_THOUSAND = 20.0  # seconds for as many, the same
WATCHED = 1.0  # seconds for the latest month of 100,000 series
MOST_MEMORY = 2_048  # MB

OTHER_TOOLS = """\
  statprocon 2.0.0 (limits only) 0.6 | pycontrolcharts 0.1.2 2.1 | NHSRplotthedots 0.2.2, one call with facets 6.0
  shewhart 0.1.1 6.9 | runcharter 0.2.0 13.3 | controlchartspy 0.1.3 14.7 | NHSRplotthedots, in a loop 86
  qicharts2 0.8.1, data only 118 | autospc 0.0.0.9051, data only about 555"""
"""Seconds for 1,000 series of 60 points, the whole process, as measured for this project on another machine; none of
them gives steps with a false-alarm rate, seasons, forecasts and words."""


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
    broken |= told(f"{many:,} series watched, latest month", best(lambda: watched(values)), WATCHED * many / 100_000)
    told(f"{many:,} series judged ({DEFAULT})", best(lambda: judged(DEFAULT, values)))
    least = min((whole(mixed(1_000)) for _ in range(3)), key=lambda spent: spent["whole"])
    broken |= told_of_whole("1,000", least, THOUSAND)
    broken |= told_of_whole(f"{many:,}", whole(mixed(many)), HUNDRED_THOUSAND * many / 100_000)
    the_command(mixed(1_000))
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


def mixed(many: int) -> Panel:
    """Counts with means about 60, a third of the series with a season, a third with a step in the fourth year."""
    random = np.random.default_rng(SEED)
    month_of = np.arange(len(MONTHS))
    wave = 0.3 * np.sin(2 * np.pi * month_of / 12) * (random.random((many, 1)) < 1 / 3)
    step = np.where((random.random((many, 1)) < 1 / 3) & (month_of > 37), 1.4, 1.0)
    mean = np.exp(random.normal(np.log(60), 1.0, (many, 1))) * step * (1 + wave)
    return panel_of(random.poisson(mean).astype(float))


def whole(panel: Panel) -> dict[str, float]:
    """Seconds of everything about a panel, the answers as JSON apart."""
    spent = dict.fromkeys(("judged", "words", "whole", "ahead", "JSON"), 0.0)
    found = assess(panel, Request(load(DEFAULT), better="lower", target=80.0))
    while True:
        start = time.process_time()
        one = next(found, None)
        if one is None:
            break
        after = time.process_time()
        for said in sentences(one):
            assert said
        words = time.process_time()
        texts = [" ".join(map(plain, paragraph)) for paragraph in paragraphs(one)]
        ahead = time.process_time()
        for _, line in answer_lines(one, texts):
            assert line
        spent["judged"] += after - start
        spent["words"] += words - after
        spent["ahead"] += ahead - words
        spent["JSON"] += time.process_time() - ahead
    spent["whole"] = spent["judged"] + spent["words"]
    return spent


def sentences(one: Assessment) -> list[str]:
    """The paragraph of each series, as text, without what lies ahead."""
    made = []
    for place, name in enumerate(one.judged.raw.panel.names):
        words = say(one, place, speech_of(name, one.facts[place], one.frame))
        made.append(" ".join(map(plain, words.paragraph)))
    return made


def told_of_whole(many: str, spent: dict[str, float], bound: float) -> bool:
    broken = told(f"{many} series: limits, rules, steps, verdicts, words", spent["whole"], bound)
    print(f"  of that limits, rules, steps and verdicts {spent['judged']:.3f} s, words {spent['words']:.3f} s")
    print(
        f"  apart from it words with forecasts and chances {spent['ahead']:.3f} s, writing JSON {spent['JSON']:.3f} s"
    )
    return broken


def the_command(panel: Panel) -> None:
    """The whole process, from a CSV file to lines of JSON."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "series.csv")
        rows = [
            f"{name},{period.id},{value:.0f}\n"
            for name, values in zip(panel.names, panel.values, strict=True)
            for period, value in zip(panel.periods, values, strict=True)
        ]
        path.write_text("series,period,value\n" + "".join(rows), encoding="utf-8")
        command = [sys.executable, "-m", "peelian.cli", "signals", str(path), "--better", "lower", "--json"]
        took = []
        for _ in range(3):
            before, start = os.times(), time.perf_counter()
            done = subprocess.run(command, capture_output=True, check=True)
            wall, after = time.perf_counter() - start, os.times()
            spent = after.children_user + after.children_system - before.children_user - before.children_system
            took.append((spent, wall, len(done.stdout)))
    spent, wall, size = min(took)
    print(
        f"peelian signals --json of {len(panel.names):,} series, the whole process: {spent:.2f} s of the processor, "
        f"{wall:.2f} s by the clock, {size / 1e6:.0f} MB written; other tools, seconds of the processor:\n{OTHER_TOOLS}"
    )


def watched(values: Array) -> None:
    watch_panel(panel_of(values))


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
