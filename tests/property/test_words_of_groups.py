"""What holds of every sentence about several series: its amounts are the numbers they say, and nothing else is one."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.periods import month, shift, words
from peelian.quantities import NoValue
from peelian.signals.assessment import Assessment, assess
from peelian.signals.judge import Request
from peelian.signals.many import judge
from peelian.signals.overview import VERDICTS, overview
from peelian.signals.panel import Panel
from peelian.signals.peers import Member, Standing, stand
from peelian.signals.ruleset import load
from peelian.signals.words.areas import areas
from peelian.signals.words.contributions import Level, contributions
from peelian.signals.words.named import named
from peelian.signals.words.overview import overview_in_words
from peelian.signals.words.peers import Compared, peers
from peelian.signals.words.phrases import Called
from peelian.signals.words.pieces import Amount, Said, plain
from tests.counts import tries

MONTHS = 30
PERIODS = tuple(shift(month(2023, 10), by) for by in range(MONTHS))
NAMES = ("Elm", "Oak", "Ash", "Fir", "Yew")
MISSING = NoValue("not published")
SEEDS = st.integers(0, 10_000)


def sound(sentences: tuple[Said, ...]) -> None:
    for one in sentences:
        text = plain(one)
        assert text[0].isupper(), text
        assert text.endswith("."), text
        assert not re.search(r"\bnan\b|None(?! of)|of the one |  | ,| \.|,,|\.\.|\(\)", text), text
        loose = "".join(piece for piece in one if isinstance(piece, str))
        for period in PERIODS:
            loose = loose.replace(words(period), "")
        assert not re.search(r"\d", loose), text


def amounts(sentences: tuple[Said, ...], *statistics: str) -> list[Amount]:
    pieces = [piece for one in sentences for piece in one]
    return [piece for piece in pieces if isinstance(piece, Amount) and piece.statistic in statistics]


def random_panel(seed: int) -> Panel:
    """Counts with steps, bursts, gaps, small ones and nothing at all, as it falls."""
    chance = np.random.default_rng(seed)
    level = chance.choice([0, 0.3, 5, 60, 900], (len(NAMES), 1)) * np.ones((1, MONTHS))
    level[:, int(chance.integers(8, 22)) :] *= chance.choice([1, 1, 0.5, 1.8], (len(NAMES), 1))
    level[:, -2:] *= chance.choice([1, 1, 1, 3], (len(NAMES), 1))
    values = chance.poisson(level).astype(float)
    values[chance.random(values.shape) < chance.choice([0, 0.05])] = np.nan
    values[0, : int(chance.integers(0, 29))] = np.nan
    return Panel(NAMES, PERIODS, values)


def assessed(panel: Panel, seed: int) -> list[Assessment]:
    rules = ("wmp-2015", "nhs-2023", "western-electric", "nelson-8", "anhoej", "nhs-r")[seed % 6]
    return list(assess(panel, Request(load(rules), better=("lower", "higher", "neither")[seed % 3])))


@settings(max_examples=tries(60, 120), deadline=None)
@given(SEEDS)
def test_areas(seed: int) -> None:
    panel = random_panel(seed)
    series = named(panel.names, assessed(panel, seed))
    said = areas(series[1:], Called(), whole=series[0] if seed % 2 else None)
    sound(said)
    at = {(name, period): panel.values[i, j] for i, name in enumerate(NAMES) for j, period in enumerate(PERIODS)}
    for amount in amounts(said, "value"):
        assert amount.value == at[amount.of or "", amount.period]
    means = amounts(said, "mean")
    for amount in means:
        assert amount.since is not None
        row = panel.values[NAMES.index(amount.of or "")]
        columns = slice(PERIODS.index(amount.since), PERIODS.index(amount.period) + 1)
        assert float(amount.value) == pytest.approx(np.nanmean(row[columns]), rel=1e-12)
    for amount in amounts(said, "average-change-percent"):
        (before,) = (a for a in means if a.of == amount.of and a.since == amount.since)
        (after,) = (a for a in means if a.of == amount.of and a.period == amount.period and a is not before)
        assert amount.value == (after.value - before.value) / before.value * 100
        assert before.value >= 100
    for number in amounts(said, "number"):
        assert 0 <= number.value <= len(NAMES)
    stable = [one.name for one in series[1:] if one.stable]
    for one in series[1:]:
        if one.stable:
            assert one.meaning == "none"
            assert not one.without
    if "stable:" in (text := plain(said[0])) and "Most" in text:
        assert amounts(said, "number")[0].value == len(stable)


numbers = st.one_of(st.just(MISSING), st.fractions(0, 50, max_denominator=7), st.integers(0, 9).map(Fraction))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(numbers, min_size=4, max_size=5), min_size=1, max_size=8), st.booleans(), st.booleans())
def test_peers(rows: list[list[Fraction | NoValue]], included: bool, reach: bool) -> None:
    history: list[tuple[object, Standing | NoValue]] = []
    for period, row in zip(PERIODS[-len(rows) :], rows, strict=True):
        members = [
            Member(name, v, "same", (v - 1, v + 2) if reach and isinstance(v, Fraction) else None)
            for name, v in zip(NAMES, row, strict=False)
        ]
        history.append((period, stand("Elm", members, first="lowest", self_included=included)))
    of = Compared("Elm", "rate", Called("force", "forces", "per 1,000"), "lowest")
    said = peers(history, of, over=6, since=PERIODS[-len(rows)] if len(rows) > 1 else None)  # type: ignore[arg-type]
    sound(said)
    last = history[-1][1]
    if isinstance(last, NoValue):
        return
    known = [v for v in rows[-1] if isinstance(v, Fraction)]
    own, others = known[0], known[1:]
    averaged = [*others, *([own] if included else [])]
    for amount in amounts(said, "group-mean"):
        assert amount.value == sum(averaged) / len(averaged)
    for amount in amounts(said[1:2], "gap"):
        assert amount.value == own - sum(averaged) / len(averaged)
    for amount in amounts(said[:1], "value"):
        assert amount.value == own
    for amount in amounts(said[:1], "rank"):
        ahead, behind = sum(o < own for o in others), sum(o > own for o in others)
        assert amount.value - 1 == (behind if "highest" in plain(said[0]).split("rate")[0] else ahead)
        assert len(others) == len(rows[-1]) - 1, "no rank where a member is missing"


part = st.one_of(st.integers(0, 500).map(Fraction), st.just(MISSING))


@settings(max_examples=150, deadline=None)
@given(
    st.fixed_dictionaries(dict.fromkeys(NAMES, part)),
    st.fixed_dictionaries(dict.fromkeys(NAMES, part)),
    st.integers(1, 5),
)
def test_contributions(now: dict[str, Fraction | NoValue], then: dict[str, Fraction | NoValue], most: int) -> None:
    def level(parts: dict[str, Fraction | NoValue], at: int) -> Level:
        total = sum((v for v in parts.values() if isinstance(v, Fraction)), Fraction())
        return Level(PERIODS[at], total, parts)

    said = contributions("all of it", level(now, -1), Called("part", "parts"), before=level(then, 0), most=most)
    sound(said)
    for amount in amounts(said, "value"):
        assert amount.value == now[amount.of] if amount.of else True
    for amount in amounts(said, "part-change"):
        if amount.of:
            new, old = now[amount.of], then[amount.of]
            assert isinstance(new, Fraction)
            assert isinstance(old, Fraction)
            assert amount.value == new - old
    for amount in amounts(said, "share"):
        assert 0 <= amount.value <= 100
        assert (plain((amount,)) == "100%") == (amount.value == 100)
    before = sum((v for v in then.values() if isinstance(v, Fraction)), Fraction())
    for amount in amounts(said, "change-percent"):
        after = sum((v for v in now.values() if isinstance(v, Fraction)), Fraction())
        assert before >= 100
        assert amount.value == (after - before) / before * 100


@settings(max_examples=tries(25, 60), deadline=None)
@given(SEEDS)
def test_overview(seed: int) -> None:
    panel = random_panel(seed)
    one = overview(panel, assessed(panel, seed))
    said = overview_in_words(panel, one)
    sound(said)
    assert sum(one.number(verdict) for verdict in VERDICTS) == len(NAMES)
    assert one.month.found == len(one.listed)
    for amount in amounts(said, "value"):
        assert amount.value == panel.values[NAMES.index(amount.of or ""), -1]
    after, marked = one.month.budget, one.month.direction
    ((high, low),) = after.marks
    before = (high - int(np.count_nonzero(marked == 1)), low - int(np.count_nonzero(marked == -1)))
    assert sum(before) == sum(each.found for each in one.earlier)
    again = judge(
        one.month.surprise, np.zeros(len(NAMES), dtype=np.int64), replace(after, spent=after.spent - 1, marks=(before,))
    )
    assert np.array_equal(again.direction, one.month.direction)


@pytest.mark.parametrize("seed", [3, 4])
def test_the_order_of_the_assessments_does_not_matter(seed: int) -> None:
    panel = random_panel(seed)
    found = assessed(panel, seed)
    forth, back = overview(panel, found), overview(panel, found[::-1])
    assert overview_in_words(panel, forth) == overview_in_words(panel, back)
