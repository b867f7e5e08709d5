"""What one series says, as data: a series in, the very sentences out."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import yaml

from peelian.periods import Period, parse, shift, wave
from peelian.signals.assessment import Assessment, assess
from peelian.signals.judge import Request
from peelian.signals.panel import STATUSES, Panel, of_quotients
from peelian.signals.ruleset import load
from peelian.signals.words.pieces import plain
from peelian.signals.words.say import Words, say
from peelian.signals.words.speech import Speech, is_plural, speech_of
from tests.spec.cases import SPECS

PAGES = (
    "latest",
    "signals",
    "stable",
    "sides",
    "warning",
    "steps",
    "improvement",
    "season",
    "target",
    "cautions",
    "no-range",
    "rare-events",
    "run-chart",
)
RUN_HERE = {f"words-{page}" for page in PAGES}
LOADED = {
    page: yaml.load((SPECS / "assess" / f"words-{page}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    for page in PAGES
}
ALL = [
    pytest.param(page.get("series", {}), case, id=f"{name}: {case['says']}")
    for name, page in LOADED.items()
    for case in page["cases"]
]
STEPS = {"month": 1, "quarter": 3, "year-ending": 12, "at": 12}


def values_of(text: str, series: dict[str, str]) -> list[str]:
    """The values as they are written: a word stands for the series of the page, "3*(5 6)" for "5 6 5 6 5 6"."""
    text = re.sub(r"[a-z]+", lambda found: series[found[0]], text)
    return re.sub(r"([0-9]+)\*\(([^)]*)\)", lambda found: " ".join([found[2]] * int(found[1])), text).split()


def periods_of(first: str, count: int, step: int = 0) -> tuple[Period, ...]:
    start = parse(first)
    if start.wave is not None:
        return tuple(wave(start.wave + by) for by in range(count))
    return tuple(shift(start, (step or STEPS[start.kind]) * by) for by in range(count))


def panel_of(series: dict[str, str], case: dict[str, Any]) -> Panel:
    written = values_of(case["values"], series)
    periods = periods_of(case.get("first", "2013-01"), len(written), int(case.get("step", "0")))
    parts = [
        [np.nan if word == "." else float(word.split("/")[n]) for word in written]
        for n in range(2 if "/" in written[-1] else 1)
    ]
    status = np.array([[STATUSES.index("missing" if word == "." else "final") for word in written]], dtype=np.int8)
    for name in ("provisional", "suppressed"):
        for place in case.get(name, "").split():
            status[0, int(place) - 1] = STATUSES.index(name)
    if len(parts) == 2:
        return of_quotients(
            (case.get("subject", "business crime"),), periods, *(np.array([part]) for part in parts), status
        )
    return Panel((case.get("subject", "business crime"),), periods, np.array(parts), status=status)


def assessed(series: dict[str, str], case: dict[str, Any]) -> Assessment:
    panel = panel_of(series, case)
    request = Request(
        load(case.get("rules", "nhs-2023")),
        chart=case.get("chart", "auto"),
        better=case.get("better", "neither"),
        season=case.get("season", "auto"),
        target=float(case["target"]) if "target" in case else None,
        starts=[panel.periods[int(place) - 1] for place in case.get("rebase", "").split()],
    )
    (one,) = assess(panel, request)
    return one


def speech(case: dict[str, Any], one: Assessment) -> Speech:
    subject = case.get("subject", "business crime")
    if "unit" not in case and "event" not in case:
        return speech_of(subject, one.facts[0], one.frame)
    decimals = int(case["decimals"]) if "decimals" in case else None
    times = Fraction(case.get("times", "1"))
    return Speech(
        subject, case.get("unit", "count"), decimals, times, plural=is_plural(subject), event=case.get("event", "event")
    )


def words_of(series: dict[str, str], case: dict[str, Any]) -> Words:
    one = assessed(series, case)
    return say(one, 0, speech(case, one), ahead=case.get("ahead") == "yes")


@pytest.mark.parametrize(("series", "case"), ALL)
def test_the_words(series: dict[str, str], case: dict[str, Any]) -> None:
    words = words_of(series, case)
    paragraph = [plain(said) for said in words.paragraph]
    assert paragraph[0] == plain(words.sentence)
    if "verdict" in case:
        assert paragraph[0] == case["verdict"]
    assert [said for said in paragraph if said in case.get("then", [])] == case.get("then", [])
    for never in case.get("never", []):
        assert never not in " ".join(paragraph)
