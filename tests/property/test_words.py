"""Words of any series: every number in them is recomputed from the series, nothing stands in them that is no word."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from statistics import fmean

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from peelian.periods import Period, month, parse, shift
from peelian.quantities import from_float
from peelian.signals.assessment import Assessment, assess
from peelian.signals.facts.model import Facts
from peelian.signals.judge import Request
from peelian.signals.panel import STATUSES, Panel, of_quotients
from peelian.signals.ruleset import NAMES, load
from peelian.signals.verdict import BETTER, Better
from peelian.signals.words.pieces import Amount, plain
from peelian.signals.words.say import Words, say
from peelian.signals.words.speech import SHARED, Speech, speech_of

START = month(2015, 4)
MISSING = st.just(math.nan)
PERIODS = tuple(shift(START, by) for by in range(80))


def values(largest: int) -> st.SearchStrategy[list[float]]:
    one = st.integers(0, largest).map(float)
    return st.lists(st.one_of(one, one, one, one, MISSING), min_size=1, max_size=60)


many = st.one_of(values(3), values(30), values(3_000), values(0))
rule_sets = st.sampled_from(NAMES)
ways: st.SearchStrategy[Better] = st.sampled_from(sorted(BETTER))
charts = st.sampled_from(["auto", "auto", "xmr", "c", "mr", "run"])


def panel_of(found: list[float], provisional: int) -> Panel:
    status = np.zeros((1, len(found)), dtype=np.int8)
    status[:, len(found) - provisional :] = STATUSES.index("provisional")
    return Panel(("x",), PERIODS[: len(found)], np.array([found]), status=status)


def said(panel: Panel, request: Request, ahead: bool = False) -> tuple[Assessment, Facts, Speech, Words]:
    (one,) = assess(panel, request)
    how = speech_of("business crime", one.facts[0], one.frame)
    return one, one.facts[0], how, say(one, 0, how, ahead)


@settings(deadline=None)
@given(many, rule_sets, ways, charts, st.integers(0, 3), st.floats(0, 50) | st.none(), st.booleans())
def test_a_paragraph_is_made_of_words(
    found: list[float], rules: str, better: Better, chart: str, unsure: int, target: float | None, ahead: bool
) -> None:
    request = Request(load(rules), chart=chart, better=better, target=target)  # type: ignore[arg-type]
    panel = panel_of(found, min(unsure, len(found)))
    _, _, _, words = said(panel, request, ahead)
    names = {period_name for period in (*PERIODS, parse("2022-01")) for period_name in (_name(period),)}
    assert words.sentence == words.paragraph[0]
    for sentence in words.paragraph:
        text = plain(sentence)
        assert text[0].isupper()
        assert text.endswith(".")
        assert not re.search(r"nan|None|inf\b|  | ,| \.|\.\.|\(\)", text), text
        for piece in sentence:
            if isinstance(piece, str):
                assert not re.search(r"[0-9]", _without(piece, names)), text
    texts = [plain(sentence) for sentence in words.paragraph]
    assert len(set(texts)) == len(texts)


def _name(period: Period) -> str:
    assert period.last is not None
    return period.last.strftime("%B %Y")


def _without(piece: str, names: set[str]) -> str:
    return re.sub(r"(?:[A-Z][a-z]+) [0-9]{4}", lambda one: "" if _known(one[0], names) else one[0], piece)


def _known(name: str, names: set[str]) -> bool:
    return name in names or bool(re.fullmatch(r"[A-Z][a-z]+ 20[12][0-9]", name))


@settings(deadline=None)
@given(many, rule_sets, ways, st.sampled_from(["auto", "xmr", "c"]), st.integers(0, 60), st.floats(0, 50) | st.none())
def test_every_amount_is_recomputed(
    found: list[float], rules: str, better: Better, chart: str, cut: int, target: float | None
) -> None:
    starts = [PERIODS[cut]] if 0 < cut < len(found) else []
    request = Request(load(rules), chart=chart, better=better, target=target, starts=starts)  # type: ignore[arg-type]
    one, facts, how, words = said(panel_of(found, 0), request)
    for amount in (piece for sentence in words.paragraph for piece in sentence if isinstance(piece, Amount)):
        check(amount, one, facts, how, found, target)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(90, 120)), min_size=1, max_size=60), rule_sets, ways)
def test_every_amount_of_a_share_is_recomputed(found: list[tuple[int, int]], rules: str, better: Better) -> None:
    top, bottom = (np.array([[float(pair[n]) for pair in found]]) for n in (0, 1))
    panel = of_quotients(("x",), PERIODS[: len(found)], top, bottom)
    one, facts, how, words = said(panel, Request(load(rules), better=better))
    assert how.times in (SHARED, 1)
    for amount in (piece for sentence in words.paragraph for piece in sentence if isinstance(piece, Amount)):
        if amount.statistic in ("value", "average", "lower-limit", "upper-limit"):
            check(amount, one, facts, how, panel.values[0].tolist(), None)
        if amount.statistic == "mean" and facts.signal.mean is None:
            first, last = (PERIODS.index(period) for period in (amount.since or START, amount.period))
            assert float(amount.value) == pytest.approx(
                float(how.times) * top[0, first : last + 1].sum() / bottom[0, first : last + 1].sum()
            )


def check(amount: Amount, one: Assessment, facts: Facts, how: Speech, found: list[float], target: float | None) -> None:
    """One amount against the series; those of a rule, and how many of something, are checked elsewhere."""
    limits, judged = one.judged.limits, one.judged
    column = PERIODS.index(amount.period)
    lines = {"average": limits.centre, "lower-limit": limits.lower, "upper-limit": limits.upper}
    if amount.statistic == "value":
        assert amount.value == from_float(found[column]) * how.times
    elif amount.statistic in lines:
        assert amount.value == from_float(lines[amount.statistic][0, column]) * how.times
    elif amount.statistic == "mean" and amount.since is not None:
        known = [value for value in found[PERIODS.index(amount.since) : column + 1] if value == value]
        if facts.signal.number and amount.since == PERIODS[facts.signal.first]:
            rule = judged.rules.rules[facts.signal.rule].rule
            marked = judged.signals.marked[facts.signal.rule][0] == facts.signal.direction
            known = [found[c] for c in range(PERIODS.index(amount.since), column + 1) if marked[c]]
            assert rule in ("outside", "two_in_three", "four_in_five")
        assert float(amount.value) == pytest.approx(fmean(known) * float(how.times))
    elif amount.statistic == "target":
        assert target is not None
        assert amount.value == from_float(target) * how.times
        assert facts.way
    elif amount.statistic == "false-alarm":
        assert amount.value in [from_float(step.chance) * 100 for step in facts.steps]
    elif amount.statistic in ("signal-above", "signal-below") and amount.value.denominator == 1:
        check_signals_next(amount, one, found, column)


def check_signals_next(amount: Amount, one: Assessment, found: list[float], column: int) -> None:
    """The number of an early warning passes the line that `warning` gives, and the whole number before it does not."""
    warning = one.judged.warning
    assert warning is not None
    assert column == facts_column(one) + 1
    if amount.statistic == "signal-above" and not math.isnan(warning.above[0]) and amount.unit == "count":
        assert amount.value > warning.above[0] - 1e-6
        assert amount.value - 1 <= warning.above[0] + 1e-6
    if amount.statistic == "signal-below" and not math.isnan(warning.below[0]) and amount.unit == "count":
        assert amount.value < warning.below[0] + 1e-6
        assert amount.value + 1 >= warning.below[0] - 1e-6


def facts_column(one: Assessment) -> int:
    return one.facts[0].latest.column


@settings(deadline=None)
@given(many, st.sampled_from(["nhs-2023", "wmp-2015", "western-electric"]), st.integers(0, 60))
def test_facts_are_those_of_a_plain_count(found: list[float], rules: str, cut: int) -> None:
    """Runs, records and what is known, counted one value at a time."""
    starts = [PERIODS[cut]] if 0 < cut < len(found) else []
    (one,) = assess(panel_of(found, 0), Request(load(rules), chart="xmr", starts=starts, season="off"))
    facts, judged = one.facts[0], one.judged
    known = [c for c, value in enumerate(found) if value == value]
    assert facts.known.number == len(known)
    if not known:
        assert facts.latest.value is None
        return
    at = known[-1]
    value, centre = found[at], judged.limits.centre[0]
    assert (facts.latest.column, facts.latest.value, facts.known.after) == (at, value, len(found) - 1 - at)
    assert facts.known.missing == at - known[0] + 1 - len(known)
    assert facts.known.as_high == max((c for c in known[:-1] if found[c] >= value), default=-1)
    assert facts.known.as_low == max((c for c in known[:-1] if found[c] <= value), default=-1)
    begin = cut if starts and cut <= at else 0
    assert facts.process.known == sum(begin <= c for c in known)
    side = [_side(found[c], float(centre[c])) for c in range(len(found))]
    run = at
    while run > begin and side[run - 1] == side[at]:
        run -= 1
    assert facts.rows.run == (at - run + 1 if side[at] else 0)
    other = run
    while other > begin and side[at] and side[other - 1] == -side[at]:
        other -= 1
    assert facts.rows.other == (run - other if side[at] else 0)


@settings(deadline=None)
@given(st.lists(st.integers(10, 40).map(float), min_size=12, max_size=35), st.integers(3, 15), st.booleans(), ways)
def test_a_step_by_a_run_lies_off_the_average_before(quiet: list[float], by: int, up: bool, better: Better) -> None:
    """Of a rule set whose completed run begins a new process."""
    level = (max(quiet) if up else min(quiet)) + (by if up else -by) / 3
    found = [*quiet, *quiet, 9.0 if up else 41.0, *(round(level) + one % 3 for one in range(8))]
    one, facts, _, words = said(panel_of(found, 0), Request(load("wmp-2015"), chart="xmr", better=better))
    assume("has taken a step" in plain(words.sentence))
    (was,) = [piece for piece in words.sentence if isinstance(piece, Amount) and piece.statistic == "average"]
    number, way = facts.signal.number, facts.signal.direction
    assert number == 8
    assert all((value - float(was.value)) * way > 0 for value in found[-number:])
    assert float(was.value) == pytest.approx(fmean(found[facts.process.was_first : facts.process.was_last + 1]))
    assert one.judged.raw.segment[0, -number] == one.judged.raw.segment[0, -1]


def _side(value: float, centre: float) -> int:
    if value != value or math.isclose(value, centre, rel_tol=1e-12, abs_tol=1e-12):
        return 0
    return 1 if value > centre else -1


def test_a_value_and_a_line_that_differ_print_differently() -> None:
    found = [12.0, 11.0, 12.0, 13.0, 12.0] * 6 + [12.0, 11.0]
    _, facts, _, words = said(panel_of(found, 0), Request(load("nhs-2023"), chart="xmr"))
    printed = [plain((piece,)) for sentence in words.paragraph[:2] for piece in sentence if isinstance(piece, Amount)]
    assert facts.latest.centre is not None
    assert len(set(printed)) == len(printed)
    assert Fraction(12) not in {from_float(facts.latest.centre)}
