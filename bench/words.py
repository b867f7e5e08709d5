"""How fast many series are put in words: a sentence and a paragraph each, of made-up monthly series.

    python bench/words.py --series 100000

Assessments are made first and not timed. Prints the best processor time of three, in seconds, beside its bound; exits 1
where a bound is broken.
"""

from __future__ import annotations

import argparse
import sys
import time

import numpy as np

from peelian.periods import month, shift
from peelian.signals.assessment import Assessment, assess
from peelian.signals.judge import Request
from peelian.signals.panel import Panel
from peelian.signals.ruleset import NAMES, load
from peelian.signals.words.pieces import plain
from peelian.signals.words.say import say
from peelian.signals.words.speech import speech_of

MONTHS = tuple(shift(month(2020, 1), n) for n in range(60))
SEED = 20261126
A_SERIES = 0.12 / 1_000  # seconds


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=1_000)
    many = asked.parse_args().series
    random = np.random.default_rng(SEED)
    level = random.uniform(20, 2_000, (many, 1)) * np.where(random.random((many, 60)).cumsum(axis=1) > 30, 1.1, 1)
    panel = Panel(tuple(f"s{n}" for n in range(many)), MONTHS, random.poisson(level).astype(float))
    broken = False
    for name in NAMES:
        best = min(seconds(panel, name) for _ in range(3))
        broken |= best > A_SERIES * many
        print(f"words of {many:,} series ({name}): {best:.3f} s (at most {A_SERIES * many:.3g})")
    return int(broken)


def seconds(panel: Panel, rules: str) -> float:
    """Of all words, with their text."""
    spent = 0.0
    for made in assess(panel, Request(load(rules), better="lower", target=500.0)):
        start = time.process_time()
        for text in texts(made):
            assert text
        spent += time.process_time() - start
    return spent


def texts(made: Assessment) -> list[str]:
    frame = made.frame
    told = []
    for row, facts in enumerate(made.facts):
        words = say(made, row, speech_of(made.judged.basis.panel.names[row], facts, frame))
        told.append(" ".join(plain(said) for said in words.paragraph))
    return told


if __name__ == "__main__":
    sys.exit(main())
