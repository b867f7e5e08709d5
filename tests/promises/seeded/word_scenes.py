"""Scenes with several numbers or a word as their result: multiples, averages, places in an order, and repeats."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from tests.promises.seeded.numbers import WORDS, Input, exact, figure, listed, result, word
from tests.promises.seeded.scenes import Drawn, World, count, counts, shares

MULTIPLES = {2: ("doubled", "twice"), 3: ("trebled", "three times"), 4: ("quadrupled", "four times")}


def times(world: World) -> Drawn:
    """As many times as the words say, within a hundredth; or a number of times with one decimal."""
    random = world.random
    factor, other = random.sample(sorted(MULTIPLES), 2)
    old = max(60, count(random) // 4)
    new = round(old * factor * random.uniform(0.99, 1.01))
    (verb, adverb), (wrong_verb, wrong_adverb) = MULTIPLES[factor], MULTIPLES[other]
    gaps = _about(world, old, new) | {"mult": adverb, "multiplied": verb}
    said = word("times_multiple", adverb, wrong_adverb)
    return Drawn(gaps, {"mult": said, "multiplied": word("times_multiple", verb, wrong_verb)})


def decimal_times(world: World) -> Drawn:
    random = world.random
    old = max(60, count(random) // 4)
    new = round(old * random.uniform(1.3, 4.6))
    said = result(
        "times_multiple", (exact(old), exact(new)), _ratio, Fraction(1, 10), lambda v: f"{figure(v, 1)} times"
    )
    return Drawn(_about(world, old, new) | {"mult": said.text}, {"mult": said})


def _ratio(old: Fraction, new: Fraction) -> Fraction:
    return new / old


def fewfold(world: World) -> Drawn:
    random = world.random
    old = max(200, count(random))
    gaps = _about(world, old, round(old * random.uniform(0.495, 0.505))) | {"halved": "halved"}
    wrong = figure(Fraction(round(old * random.choice((0.31, 0.7, 0.78)))))
    return Drawn(gaps, {"halved": word("times_multiple", "halved", "")}, {}, {"new": wrong})


def _about(world: World, old: int, new: int) -> dict[str, str]:
    now, then = world.random.choice(world.field["periods"])
    gaps = {"things": world.subject(), "old": figure(Fraction(old)), "new": figure(Fraction(new))}
    return gaps | {"now": now, "then": then, "area": world.random.choice(world.places)}


def average(world: World) -> Drawn:
    random = world.random
    many = random.choice((3, 3, 4, 5, 6))
    middle = count(random)
    values = [max(3, round(middle * random.uniform(0.7, 1.3))) for _ in range(many)]
    digits = 0 if sum(values) % many == 0 or middle > 300 else 1
    inputs = [exact(v) for v in values]

    def mean(*said: Fraction) -> Fraction:
        return sum(said, Fraction(0)) / many

    found = result("average_of_rows", inputs, mean, Fraction(1, 10**digits), lambda v: figure(v, digits))
    gaps = {"things": world.subject(), "k": WORDS[many], "mean": found.text}
    said = [i.text for i in inputs]
    return Drawn(gaps | {"values_and": listed(said), "values_list": ", ".join(said)}, {"mean": found})


def rank(world: World) -> Drawn:
    """Four places in the order of their numbers; the slip gives the first the last one's number."""
    random = world.random
    values = [0, 0]
    while any(a == b for a, b in pairwise(values)):
        values = sorted((count(random) for _ in range(4)), reverse=True)
    now, then = random.choice(world.field["periods"])
    gaps = dict(zip(("top", "second", "third", "fourth"), random.sample(world.places, 4), strict=True))
    gaps |= {f"v{n}": figure(Fraction(v)) for n, v in enumerate(values, 1)}
    gaps |= {"things": world.subject(), "now": now, "then": then}
    results = {"top": word("rank_or_extreme", gaps["top"], "")}
    return Drawn(gaps, results, {}, {"v1": gaps["v4"], "v4": gaps["v1"]})


def repeat_count(world: World) -> Drawn:
    drawn = counts(world)
    while drawn.gaps["new"].isalpha():
        drawn = counts(world)
    value = exact(int(drawn.gaps["new"].replace(",", "")))
    said = result("cross_reference", (value,), lambda v: v, Fraction(1), figure)
    return Drawn(drawn.gaps | {"again": said.text}, {"again": said})


def repeat_share(world: World) -> Drawn:
    drawn = shares(world)
    text = drawn.gaps["s_new"]
    number = text.removesuffix(world.style.percent)
    digits = len(number.partition(".")[2])
    value = Fraction(number)
    said = result(
        "cross_reference",
        (Input(value, text, value, value),),
        lambda v: v,
        Fraction(1, 10**digits),
        lambda v: world.style.percentage(v, digits),
    )
    share = drawn.gaps["share"].partition(" in ")[0]
    return Drawn(drawn.gaps | {"share": share, "s_again": said.text}, {"s_again": said})
