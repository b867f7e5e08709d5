"""What a sentence is about: figures drawn by chance, and for each gap of the phrase bank what stands in it.

A scene knows which gaps are inputs and which are worked out from them, and the kind of statement each of those makes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any

from tests.promises.seeded.numbers import (
    WORDS,
    Input,
    Result,
    difference,
    exact,
    figure,
    listed,
    percent_change,
    printed,
    result,
    rounded,
)
from tests.promises.seeded.style import Style, article, direction_words

QUALIFIERS = (
    " at weekends", " in rural areas", " involving people aged under 25", " linked to alcohol", " in town centres",
    " during the evening", " from repeat callers", " across the priority wards", " in the private sector",
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """What the whole report shares: its field, its way of writing, and what it has already written of."""

    random: Random
    field: Mapping[str, Any]
    style: Style
    places: tuple[str, ...]
    used: set[str] = field(default_factory=set)

    def fresh(self, names: list[str]) -> str:
        """One of the names that the report has not written of so far."""
        left = [name for name in names if name not in self.used] or names
        said = self.random.choice(left)
        self.used.add(said)
        return said

    def subject(self, kind: str = "things", qualify: bool = True) -> str:
        """A measure that the report has not written of so far."""
        behind = QUALIFIERS if kind == "things" else tuple(f" in {place}" for place in self.places)
        names = list(self.field[kind])
        return self.fresh(names + [name + more for name in names for more in behind] * (1 if qualify else 0))


@dataclass(frozen=True)
class Drawn:
    """The gaps of one scene. `results` are those worked out, by gap; `turned` are the words of the other direction.

    `swapped` has the gaps of the inputs the wrong way round, where that is a slip of its own.
    """

    gaps: dict[str, str]
    results: dict[str, Result]
    turned: dict[str, str] = field(default_factory=dict)
    swapped: dict[str, str] = field(default_factory=dict)
    label: dict[str, str] = field(default_factory=dict)


def count(random: Random) -> int:
    return round(10 ** random.uniform(1.1, 3.9))


def two_counts(random: Random) -> tuple[int, int]:
    while True:
        old = count(random)
        new = round(old * (1 + random.choice((-1, 1)) * random.uniform(0.025, 0.45)))
        if abs(new - old) >= 2:
            return old, new


def counts(world: World, words: bool = True) -> Drawn:
    random, style = world.random, world.style
    old, new = two_counts(random)
    small = words and random.random() < 0.08
    if small:
        old, new = random.sample(range(3, 10), 2)
    inputs = exact(old, WORDS[old] if small else None), exact(new, WORDS[new] if small else None)
    rise = new > old
    show = (lambda v: WORDS[int(v)] if 0 < v <= 12 else figure(v)) if small else figure
    change = result("absolute_change", inputs, difference, Fraction(1), show)
    percent = percents("percent_change", inputs, random, style)
    bound, floor = bounded(percent.true, random, style)
    gaps = _moved(world, inputs, rise)
    gaps |= {"things": world.subject(), "diff": change.text, "pct": percent.text, "a_pct": article(percent.text)}
    gaps |= {"bound": bound, "pct_floor": floor.text}
    results = {"diff": change, "pct": percent, "a_pct": percent, "pct_floor": floor}
    return Drawn(gaps, results, _turned(world, rise), {"old": gaps["new"], "new": gaps["old"]})


def percents(kind: str, inputs: tuple[Input, Input], random: Random, style: Style) -> Result:
    digits = random.choice((0, 1, 1, 1, 2)) if abs(percent_change(inputs[0].true, inputs[1].true)) > 2 else 1
    return result(kind, inputs, percent_change, Fraction(1, 10**digits), lambda v: style.percentage(v, digits))


def bounded(true: Fraction, random: Random, style: Style) -> tuple[str, Result]:
    """A bound in whole per cent that holds, and what breaks it: "over 18%" of 18.4% is broken by "over 25%"."""
    over = random.random() < 0.6
    word = random.choice(("over", "more than", "just over") if over else ("nearly", "almost", "just under"))
    edge = int(true) if over else int(true) + 1
    low, high = (Fraction(0), true) if over else (true, Fraction(10**6))
    step = Fraction(1)
    shown = Result("percent_change", Fraction(edge), low, high, Fraction(edge), step, lambda v: style.percentage(v, 0))
    return word, shown


def _moved(world: World, inputs: tuple[Input, Input], rise: bool) -> dict[str, str]:
    now, then = world.random.choice(world.field["periods"])
    gaps = direction_words(world.random, rise, world.style)
    gaps |= {"old": inputs[0].text, "new": inputs[1].text, "now": now, "then": then}
    return gaps | {"area": world.random.choice(world.places)}


def _turned(world: World, rise: bool) -> dict[str, str]:
    turned = direction_words(world.random, not rise, world.style)
    del turned["improved"]
    return turned


def money(world: World) -> Drawn:
    random, style = world.random, world.style
    digits = random.choice((1, 1, 2))
    unit = random.choice(("million", "thousand", "pounds"))
    scale = {"million": 1_000_000, "thousand": 1_000, "pounds": 1}[unit]
    behind = {"million": style.million, "thousand": "k", "pounds": ""}[unit]
    digits = digits if unit == "million" else 0
    while True:
        old = round(10 ** random.uniform(6, 7.6) if unit == "million" else 10 ** random.uniform(4.8, 5.9))
        new = round(old * (1 + random.choice((-1, 1)) * random.uniform(0.04, 0.4)))
        if rounded(Fraction(abs(new - old), scale), digits) * 10**digits >= 2:
            break

    def show(said: str) -> str:
        return f"£{said}{behind}"

    inputs = (
        printed(Fraction(old), digits, show, Fraction(scale)),
        printed(Fraction(new), digits, show, Fraction(scale)),
    )
    step = Fraction(scale, 10**digits)
    change = result("absolute_change", inputs, difference, step, lambda v: show(figure(v / scale, digits)))
    percent = percents("percent_change", inputs, random, style)
    rise = new > old
    gaps = _moved(world, inputs, rise)
    gaps |= {"spend": world.subject("spends"), "m_old": inputs[0].text, "m_new": inputs[1].text}
    gaps |= {"m_diff": change.text, "pct": percent.text, "a_pct": article(percent.text)}
    results = {"m_diff": change, "pct": percent, "a_pct": percent}
    return Drawn(gaps, results, _turned(world, rise), {"m_old": gaps["m_new"], "m_new": gaps["m_old"]})


def shares(world: World) -> Drawn:
    random, style = world.random, world.style
    digits = random.choice((0, 1, 1, 1))
    step = Fraction(1, 10**digits)
    while True:
        old = Fraction(random.randint(800, 9_600), 100)
        new = old + random.choice((-1, 1)) * Fraction(random.randint(60, 1_400), 100)
        if 3 < new < 99 and rounded(new, digits) != rounded(old, digits) and rounded(abs(new - old), digits) > 0:
            break
    inputs = (
        printed(old, digits, lambda said: said + style.percent),
        printed(new, digits, lambda said: said + style.percent),
    )
    points = result("point_change", inputs, difference, step, lambda v: style.in_points(v, digits))
    rise = new > old
    gaps = _moved(world, inputs, rise)
    gaps |= {"share": world.subject("shares"), "s_old": inputs[0].text, "s_new": inputs[1].text}
    gaps |= {"pts": points.text, "a_pts": article(points.text.replace("points", "point"))}
    relative = result("percent_change", inputs, percent_change, step, lambda v: style.in_points(v, digits))
    label: dict[str, str] = {}
    if relative.shown + step / 2 < points.low or relative.shown - step / 2 > points.high:
        label = {"pts": relative.text, "a_pts": article(relative.text.replace("points", "point"))}
    swapped = {"s_old": gaps["s_new"], "s_new": gaps["s_old"]}
    return Drawn(gaps, {"pts": points, "a_pts": points}, _turned(world, rise), swapped, label)


def part(world: World) -> Drawn:
    random, style = world.random, world.style
    whole = round(10 ** random.uniform(1.7, 3.9))
    now, then = random.choice(world.field["periods"])
    gaps = {"things": world.subject(), "done": random.choice(world.field["done"]), "now": now, "then": then}
    gaps |= {"whole": figure(Fraction(whole)), "area": random.choice(world.places)}
    piece = max(2, round(whole * random.uniform(0.04, 0.97)))
    digits = random.choice((0, 1, 1))
    inputs = exact(piece), exact(whole)
    share = result(
        "ratio_or_share",
        inputs,
        lambda a, b: a / b * 100,
        Fraction(1, 10**digits),
        lambda v: style.percentage(v, digits),
    )
    gaps |= {"part": inputs[0].text, "pshare": share.text}
    return Drawn(gaps, {"pshare": share})


def parts_of_sum(world: World) -> Drawn:
    random = world.random
    names = list(world.field["split"]["parts"])[: random.choice((3, 3, 4))]
    sizes = [count(random) for _ in names]
    now, then = random.choice(world.field["periods"])
    total = result("sum_of_parts", [exact(n) for n in sizes], lambda *v: sum(v, Fraction(0)), Fraction(1), figure)
    said = [f"{figure(Fraction(n))} {name}" for n, name in zip(sizes, names, strict=True)]
    were = [f"{figure(Fraction(n))} were {name}" for n, name in zip(sizes, names, strict=True)]
    were[-1] = f"the remaining {were[-1]}"
    things = world.fresh([f"{world.field['split']['total']} in {place}" for place in world.places])
    gaps = {"things": things, "total": total.text, "now": now, "then": then}
    gaps |= {"parts_and": listed(said), "parts_remaining": listed(were)}
    return Drawn(gaps, {"total": total})


def rate(world: World) -> Drawn:
    random = world.random
    place = world.places[0]
    things, base, per = random.choice(world.field["rates"])
    things = world.fresh([things, *(things + behind for behind in QUALIFIERS)])
    size = int(per.replace(",", ""))
    people = Random(f"{base} of {world.places}").randint(18_000, 900_000)
    many = max(12, round(people * random.uniform(1.1, 60) / size))
    digits = random.choice((1, 1, 2))
    inputs = exact(many), exact(people)
    found = result("rate", inputs, lambda n, p: n / p * size, Fraction(1, 10**digits), lambda v: figure(v, digits))
    now, then = random.choice(world.field["periods"])
    gaps = {"rate_things": things, "base": base, "per": per, "n": inputs[0].text, "pop": inputs[1].text}
    gaps |= {"rate": found.text, "now": now, "then": then, "area": place}
    return Drawn(gaps, {"rate": found})


def duration(world: World) -> Drawn:
    random, style = world.random, world.style
    named, unit = random.choice(world.field["waits"])
    named = world.fresh([named, *(f"{named} in {place}" for place in world.places)])
    shows: dict[str, tuple[int, int, Callable[[Fraction], str]]] = {
        "seconds": (20, 0, lambda v: f"{figure(v)} second" + ("s" if v != 1 else "")),
        "clock": (400, 0, style.in_clock),
        "days": (25, 1, lambda v: f"{figure(v, 1)} days"),
        "weeks": (19, 0, lambda v: f"{figure(v)} week" + ("s" if v != 1 else "")),
        "minutes": (34, 0, lambda v: f"{figure(v)} minute" + ("s" if v != 1 else "")),
    }
    middle, digits, show = shows[unit]
    step = Fraction(1, 10**digits)
    while True:
        old = Fraction(round(middle * random.uniform(50, 200)), 100)
        new = old * (1 + random.choice((-1, 1)) * Fraction(random.randint(60, 400), 1000))
        if abs(rounded(new, digits) - rounded(old, digits)) >= step * 2:
            break
    if unit != "days":
        old, new = rounded(old, 0), rounded(new, 0)
    half = step / 2
    inputs = tuple(
        Input(v, show(rounded(v, digits)), rounded(v, digits) - half, rounded(v, digits) + half) for v in (old, new)
    )
    change = result("duration_change", inputs, difference, step, show)
    percent = percents("percent_change", inputs, random, style)  # type: ignore[arg-type]
    rise = new > old
    gaps = _moved(world, inputs, rise)  # type: ignore[arg-type]
    gaps |= {
        "wait": named,
        "d_old": inputs[0].text,
        "d_new": inputs[1].text,
        "d_diff": change.text,
        "d_pct": percent.text,
    }
    swapped = {"d_old": gaps["d_new"], "d_new": gaps["d_old"]}
    return Drawn(gaps, {"d_diff": change, "d_pct": percent}, _turned(world, rise), swapped)
