"""Promise 11: a paper four times as long takes about four times as long to check, whatever it is full of.

Each case once made, or could make, a check look at everything for each thing it looks at. Times are of the processor,
in ratios, so that a slow machine does not lie; sixteen would be a check that grows with the square. Sizes are in full
in CI and `make soak`, a quarter of that elsewhere.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from random import Random

import pytest

from peelian.audit.audit import checked
from peelian.audit.kinds import direction_word
from peelian.audit.papers.plaintext import parse_text
from tests.promises.hostile_papers import PHRASES

MOST = 9.0  # times as long, for four times as much
LONGEST = 60.0  # seconds of the processor for the largest
PART = 1 if os.environ.get("CI") or os.environ.get("PEELIAN_SOAK") else 4
THINGS = "calls visits repairs homes letters parcels bicycles wardens inspections journeys lessons meals".split()


def paragraphs(n: int) -> str:
    r = Random(1)
    return "\n\n".join(
        f"1.{i}. In the year ending March 2026, {r.choice(THINGS)} rose from {r.randint(100, 9999):,} to "
        f"{r.randint(100, 9999):,}, an increase of {r.randint(1, 99)}%. Of the {r.randint(100, 9999):,} "
        f"{r.choice(THINGS)}, {r.randint(1, 99)} were late ({r.randint(1, 99)}%), {r.randint(1, 9)} fewer than in June "
        f"2025. There were {r.randint(2, 9)} {r.choice(THINGS)} in {r.randint(2, 30)} places."
        for i in range(n)
    )


def rows(n: int) -> str:
    r = Random(2)
    said = ["| Place | 2024 | 2025 | Change | % change |", "|---|---|---|---|---|"]
    for at in range(n):
        a, b = r.randint(100, 9999), r.randint(100, 9999)
        said.append(f"| Place {at} | {a} | {b} | {b - a:+} | {(b - a) / a * 100:.1f}% |")
    return "\n".join(said)


def jumble(n: int) -> str:
    r = Random(3)
    return " ".join(r.choice(PHRASES).replace("{}", r.choice(("1", "12", "1,204", "3.75", "2026"))) for _ in range(n))


GROWING: dict[str, tuple[int, Callable[[int], str]]] = {
    "2,000 paragraphs with 22,000 numbers": (500, paragraphs),
    "a table of 10,000 rows": (2_500, rows),
    "a sentence of 100,000 characters": (
        960,
        lambda n: "There were 12 calls " + "and a few more of the same " * n + "in 2026, up from 10.",
    ),
    "a sentence of 20,000 numbers": (
        2_500,
        lambda n: "In 2026 " + " and ".join(f"{i % 900} calls rose by {i % 99}%" for i in range(n)) + ".",
    ),
    "10,000 repeats of one measure": (
        2_500,
        lambda n: "\n\n".join(
            f"In the year ending March 2026, the workshop repaired 1,{i % 900 + 100} bicycles for pupils."
            for i in range(n)
        ),
    ),
    "one passage of years that may be numbers": (
        1_000,
        lambda n: " ".join(f"We recorded 20{i % 30:02} calls in 2025." for i in range(n)),
    ),
    "one passage of changes": (1_500, lambda n: "It fell by 12%. " * n),
    "a list of 10,000 items": (
        2_500,
        lambda n: "There were 60 calls:\n\n" + "\n".join(f"- {i % 97 + 3} calls in the north" for i in range(n)),
    ),
    "a list of items that each begin a list": (
        600,  # a quarter of it is more than the most items of one list: below that, lists themselves get longer
        lambda n: "\n".join(f"- {i % 97 + 3} calls were made in 3 ways:" for i in range(n)),
    ),
    "prose about the rows of 400 tables": (
        100,
        lambda n: "\n\n".join(f"Women wardens fell by {i % 9}.2%.\n\n{rows(6)}" for i in range(n)),
    ),
    "phrases in no order": (1_000, jumble),
}


def spent(text: str) -> float:
    start = time.process_time()
    checked(parse_text(text, "paper.txt", ""))
    return time.process_time() - start


def growth(make: Callable[[int], str], size: int) -> tuple[float, float]:
    """How many times as long four times as much takes, the better of two tries, and how long that is."""
    tries = []
    for _ in range(2):
        least = max(spent(make(size)), 0.02)
        most = spent(make(4 * size))
        tries.append((most / least, most))
        if tries[-1][0] <= MOST:
            break
    return min(tries)


@pytest.mark.parametrize("case", GROWING)
def test_time_grows_with_length_alone(case: str) -> None:
    size, make = GROWING[case]
    ratio, most = growth(make, size // PART)
    print(f"promise 11, {case}: {ratio:.1f} times as long for four times as much, {most:.1f} s")
    assert ratio <= MOST
    assert most <= LONGEST


def test_a_check_that_looks_at_everything_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a word that is looked for in all that stands before each other word."""

    class Slow:
        def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
            return direction_word_denied.search(text[:end])

    direction_word_denied = direction_word._DENIED
    monkeypatch.setattr(direction_word, "_DENIED", Slow())
    make = GROWING["a sentence of 100,000 characters"][1]
    # Long enough that what grows with the square is nearly all of it. A busy machine makes a try short or long, and
    # one that shows the growth is enough.
    assert any(spent(make(4 * 800)) > MOST * spent(make(800)) for _ in range(2))
