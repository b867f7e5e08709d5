"""Made-up series that limits would mislead about: zeros, constants, few events, few points, gaps, odd denominators.

Whatever is asked of them, by every rule set and chart, the answer is one that a program can read (no NaN, no infinity),
nothing stops, and no series is called all special cause. `nhs-r` copies what its package gives, zero-width limits
included; there the doubt must stand beside them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from peelian.periods import month, quarter_ending, shift
from peelian.signals.answer import Answer, answers
from peelian.signals.assessment import assess
from peelian.signals.choose import CHARTS
from peelian.signals.judge import Request, caveats
from peelian.signals.panel import STATUSES, Array, Panel, of_quotients
from peelian.signals.ruleset import load

LENGTHS = (1, 2, 5, 8, 13, 25, 36, 60)
QUARTERS = (5, 13, 25)  # lengths at which the periods are quarters
SEED = 20261126
COPIES = "nhs-r"
NEEDS_PARTS = ("p", "pprime", "u", "uprime", "iprime")

Chance = np.random.Generator
Made = Callable[[Chance, tuple[int, int]], Array]


def seldom(chance: Chance, mean: float, shape: tuple[int, int]) -> Array:
    return chance.poisson(mean, shape).astype(float)


def gappy(chance: Chance, shape: tuple[int, int], share: float) -> Array:
    values = chance.normal(50, 5, shape).round(1)
    values[chance.random(shape) < share] = np.nan
    return values


def begun_late(chance: Chance, shape: tuple[int, int]) -> Array:
    values = chance.poisson(5, shape).astype(float)
    values[np.arange(shape[1]) < chance.integers(0, shape[1] + 1, (shape[0], 1))] = np.nan
    return values


def one_event(chance: Chance, shape: tuple[int, int]) -> Array:
    values = np.zeros(shape)
    values[np.arange(shape[0]), chance.integers(0, shape[1], shape[0])] = 1
    return values


def of_few_values(chance: Chance, shape: tuple[int, int]) -> Array:
    """All the same but for one wild value."""
    values = np.full(shape, 7.5)
    values[np.arange(shape[0]), chance.integers(0, shape[1], shape[0])] = chance.choice([0.0, -7.5, 1e9], shape[0])
    return values


KINDS: Mapping[str, Made] = {
    "zeros": lambda chance, shape: np.zeros(shape),
    "constants": lambda chance, shape: chance.choice([1, 7, -3, 0.1, 1e12, 1e-12], (shape[0], 1)) + np.zeros(shape),
    "nothing known": lambda chance, shape: np.full(shape, np.nan),
    "one value known": lambda chance, shape: (
        np.zeros(shape) + np.where(np.arange(shape[1]) == shape[1] // 2, 4, np.nan)
    ),
    "one event": one_event,
    "Poisson 0.05": lambda chance, shape: seldom(chance, 0.05, shape),
    "Poisson 0.1": lambda chance, shape: seldom(chance, 0.1, shape),
    "Poisson 0.5": lambda chance, shape: seldom(chance, 0.5, shape),
    "Poisson 3": lambda chance, shape: seldom(chance, 3, shape),
    "a tenth missing": lambda chance, shape: gappy(chance, shape, 0.1),
    "most missing": lambda chance, shape: gappy(chance, shape, 0.8),
    "begun late": begun_late,
    "one wild value": of_few_values,
    "two values by turns": lambda chance, shape: np.resize([3.0, 5.0], shape[1]) + np.zeros(shape),
    "very large": lambda chance, shape: chance.normal(1e15, 1e13, shape),
    "very small": lambda chance, shape: chance.normal(0, 1e-13, shape),
    "below zero": lambda chance, shape: chance.normal(-5, 3, shape),
    "gaps": lambda chance, shape: chance.geometric(0.2, shape) - 1.0,
    "times": lambda chance, shape: chance.exponential(9, shape),
    "times, mostly none": lambda chance, shape: seldom(chance, 0.1, shape),
}
STILL = ("zeros", "constants", "nothing known", "one value known")
"""Where there is nothing to signal at all."""
COUNTS = ("one event", "Poisson 0.05", "Poisson 0.1", "Poisson 0.5", "Poisson 3", "begun late")
MADE_FOR: Mapping[str, tuple[str, ...]] = {
    "xmr": tuple(KINDS),  # not shares of denominators that differ a thousandfold
    "c": (*STILL, *COUNTS),
    "g": (*STILL, "gaps"),
    "t": (*STILL, *COUNTS[:4], "gaps", "times", "times, mostly none"),
}
"""What some charts are for when asked by name: on other values their answer must be one, and says what was asked."""
PATTERN = "two values by turns"
"""No chance: a rule set that asks about values that go up and down by turns is right to signal."""


def parts(chance: Chance, shape: tuple[int, int]) -> tuple[Array, Array]:
    """Numerators and denominators of every degenerate sort: none of none, none of many, all, unknown."""
    size = chance.choice([0.0, 1.0, 10.0, 5000.0], shape, p=[0.1, 0.2, 0.3, 0.4])
    share = chance.choice([0.0, 0.001, 0.5, 1.0], (shape[0], 1))
    counted = chance.binomial(size.astype(np.int64), share).astype(float)
    gone = chance.random(shape) < 0.1
    return np.where(gone, np.nan, counted), np.where(chance.random(shape) < 0.05, np.nan, size)


def panels(series: int, lengths: Sequence[int] = LENGTHS) -> Iterator[Panel]:
    """So many series of every kind side by side, of each length; the two latest values are provisional."""
    for length in lengths:
        chance = np.random.default_rng((SEED, length))
        shape = (series, length)
        made = np.concatenate([np.asarray(make(chance, shape), dtype=float) for make in KINDS.values()])
        names = tuple(f"{kind} {row}" for kind in KINDS for row in range(series))
        first, step = (quarter_ending(2010, 3), 3) if length in QUARTERS else (month(2021, 4), 1)
        periods = tuple(shift(first, step * by) for by in range(length))
        yield provisional(Panel(names, periods, made))
        yield provisional(of_quotients(tuple(f"parts {row}" for row in range(series)), periods, *parts(chance, shape)))


def provisional(panel: Panel) -> Panel:
    status = np.zeros(panel.values.shape, dtype=np.int8)
    status[:, -2:] = STATUSES.index("provisional")
    return replace(panel, status=np.where(np.isnan(panel.values), np.int8(STATUSES.index("missing")), status))


def kind_of(name: str) -> str:
    return name.rpartition(" ")[0]


@dataclass(frozen=True)
class Said:
    """What was said of one series: the answer, whether its chart was asked for by name, and the doubts beside it."""

    answer: Answer
    asked: bool
    doubts: tuple[str, ...]


def said(panel: Panel, request: Request) -> Iterator[Said]:
    for assessment in assess(panel, request):
        rows = len(assessment.judged.rows)
        for place, (_, answer) in enumerate(answers(assessment, [""] * rows)):
            json.dumps(answer, allow_nan=False)
            yield Said(answer, request.chart != "auto", caveats(assessment.judged, place))


def faults(kind: str, one: Said) -> list[str]:
    points = [point for point in one.answer["points"] if point["value"] is not None]
    special = [point for point in points if point["meaning"] != "none"]
    if kind == PATTERN or (one.asked and kind not in MADE_FOR.get(one.answer["chart"], (kind,))):
        return []
    if one.answer["rules"] == COPIES:
        lonely = points and len(special) == len(points) and not one.doubts
        return ["all special cause, and no doubt beside it"] if lonely else []
    wrong = []
    if points and len(special) == len(points):
        wrong.append(f"all {len(points)} points special cause")
    if special and kind in STILL:
        wrong.append(f"{len(special)} signals where nothing varies")
    if kind in STILL and one.answer["variation"] in ("improvement", "concern", "special"):
        wrong.append(f"the latest point is called {one.answer['variation']}")
    return wrong


def asked(panel: Panel, rules: str) -> Iterator[tuple[str, list[str]]]:
    """Every series of a panel asked about by a rule set with every chart: its name there, and what is wrong."""
    for chart in ("auto", *CHARTS):
        if chart in NEEDS_PARTS and panel.numerator is None:
            continue
        for one in said(panel, Request(load(rules), chart=chart, better="lower", target=4.0)):
            series = one.answer["series"]
            yield f"{series}, {len(panel.periods)} periods, {chart}", faults(kind_of(series), one)
