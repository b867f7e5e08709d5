"""What is said of several series as data: series, groups, parts and probabilities in; the very sentences out."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from peelian.periods import Period, parse
from peelian.quantities import NoValue, exact
from peelian.signals.many import Budget, judge, ranked
from peelian.signals.overview import overview
from peelian.signals.panel import Array, Panel
from peelian.signals.peers import Member, Standing, stand
from peelian.signals.surprise import Surprise
from peelian.signals.words.areas import areas
from peelian.signals.words.contributions import Level, contributions
from peelian.signals.words.many import Told, many
from peelian.signals.words.named import named
from peelian.signals.words.overview import overview_in_words
from peelian.signals.words.peers import Compared, peers
from peelian.signals.words.phrases import Called
from peelian.signals.words.pieces import Said, plain
from tests.spec.cases import cases
from tests.spec.group_series import LAST, assessed, months_to, panel_of

RUN_HERE = {"words-areas", "words-peers", "words-contributions", "words-many", "words-overview"}

AT = parse(LAST)
MISSING = NoValue("not published")


def texts(sentences: tuple[Said, ...]) -> list[str]:
    return [plain(one) for one in sentences]


def known(text: str) -> Fraction | NoValue:
    return MISSING if text == "missing" else exact(text)


@pytest.mark.parametrize("case", cases("assess", "words-areas"))
def test_areas(case: dict[str, Any]) -> None:
    panel = panel_of(case["series"], size=case.get("size"), provisional=case.get("provisional", ""))
    series = named(panel.names, assessed(panel, case))
    whole = next((one for one in series if one.name == case.get("whole")), None)
    parts = {name: panel_of(rows) for name, rows in case.get("parts", {}).items()}
    of = [one for one in series if one is not whole]
    assert texts(areas(of, Called(**case.get("called", {})), whole=whole, parts=parts)) == case["sentences"]


def history_of(case: dict[str, Any]) -> list[tuple[Period, Standing | NoValue]]:
    """One month of members, or a gap for each month, the others being at 100."""
    first = case.get("first", "highest")
    if "members" in case:
        reach = exact(case["reach"]) if "reach" in case else None
        members = []
        for name, text in case["members"].items():
            value = known(text)
            interval = None
            if reach is not None and isinstance(value, Fraction):
                interval = (value - reach, value + reach)
            members.append(Member(name, value, case.get("definitions", {}).get(name, "1"), interval))
        included = case.get("self_included") == "yes"
        return [(AT, stand(case["of"], members, first=first, self_included=included))]
    history = []
    for period, text in zip(months_to(LAST, len(case["gaps"])), case["gaps"], strict=True):
        gap = known(text)
        own = gap if isinstance(gap, NoValue) else 100 + gap
        others = "bcd" if "joined" in case and period.id >= case["joined"] else "bc"
        members = [Member("a", own, "1"), *(Member(name, Fraction(100), "1") for name in others)]
        history.append((period, stand("a", members, first=first, self_included=False)))
    return history


@pytest.mark.parametrize("case", cases("assess", "words-peers"))
def test_peers(case: dict[str, Any]) -> None:
    called = Called("force", "forces", case.get("unit", "per 1,000"))
    of = Compared(case["of"], "rate", called, case.get("first", "highest"))
    over = None if "over" not in case else 6 if case["over"] == "6" else 12
    since = parse(case["since"]) if "since" in case else None
    assert texts(peers(history_of(case), of, over=over, since=since)) == case["sentences"]


def level(case: dict[str, Any], period: str) -> Level:
    return Level(parse(period), known(case["whole"]), {name: known(text) for name, text in case["parts"].items()})


@pytest.mark.parametrize("case", cases("assess", "words-contributions"))
def test_contributions(case: dict[str, Any]) -> None:
    before = level(case["before"], "2025-03") if "before" in case else None
    called = Called("offence", "offences")
    said = contributions(
        "all crime", level(case, LAST), called, before=before, rest=case.get("rest"), most=int(case.get("most", 5))
    )
    assert texts(said) == case["sentences"]


@pytest.mark.parametrize("case", cases("assess", "words-many"))
def test_many(case: dict[str, Any]) -> None:
    def numbers(texts_: list[str]) -> Array:
        return np.array([np.nan if text == "missing" else float(text) for text in texts_])

    high = numbers(case["high"])
    size = len(high)
    low = numbers(case["low"]) if "low" in case else 1 - high
    value, expected = numbers(case.get("value", ["9"] * size)), numbers(case.get("expected", ["5"] * size))
    names = tuple("abcdefgh"[:size])
    found = Surprise(value, expected, high, low, ("",) * size)
    month = judge(found, np.zeros(size, dtype=np.int64), Budget((size,), float(case["rate"]), months=1))
    part_of = [[names.index(whole) for whole in case.get("part_of", {}).get(name, [])] for name in names]
    listed = ranked(month, numbers(case.get("weight", ["0"] * size)), part_of)
    panel = Panel(names, (AT,), value[:, None])
    told = Told(most=int(case.get("most", 10)), harm=case.get("harm"))
    assert texts(many(panel, month, listed, AT, told)) == case["sentences"]


@pytest.mark.parametrize("case", cases("assess", "words-overview"))
def test_overview(case: dict[str, Any]) -> None:
    panel = panel_of(case["series"], size=case.get("size"))
    part_of = [[panel.names.index(whole) for whole in case.get("part_of", {}).get(name, [])] for name in panel.names]
    harm = np.array([float(case["harm"][name]) for name in panel.names]) if "harm" in case else None
    seen = overview(panel, assessed(panel, case), weight=harm, part_of=part_of if "part_of" in case else ())
    told = Told(harm="in harm" if harm is not None else None)
    assert texts(overview_in_words(panel, seen, told)) == case["sentences"]
