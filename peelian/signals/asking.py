"""What a person asks of a file of series, in words, made a request: every word that cannot be used is told at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from peelian.errors import Unusable
from peelian.periods import Period, PeriodError, parse
from peelian.quantities import QuantityError, decimal_text, exact
from peelian.signals.family import SHARE, families
from peelian.signals.judge import Request
from peelian.signals.limits.lines import Chart
from peelian.signals.panel import Panel
from peelian.signals.ruleset import DEFAULT, load
from peelian.signals.verdict import Better

AUTO = "auto"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Question:
    """The options of `peelian signals` as they are typed; empty where they are left out."""

    rules: str = DEFAULT
    chart: Chart | Literal["auto"] = "auto"
    better: Better = "neither"
    season: Literal["auto", "on", "off"] = "auto"
    screen: Literal["on", "off"] | None = None
    exclude: str = ""
    rebase: str = ""
    baseline: str = ""
    target: str = ""

    @property
    def rebased(self) -> Literal["by-hand", "auto"]:
        return "auto" if self.rebase.strip() == AUTO else "by-hand"


def request_of(question: Question, panel: Panel) -> Request:
    """The request for this panel. Raises Unusable that names every option that cannot be used, and what is allowed."""
    wrong: list[str] = []

    def tried(make: Callable[[], Made], otherwise: Made) -> Made:
        try:
            return make()
        except Unusable as error:
            wrong.append(str(error))
            return otherwise

    rules = tried(lambda: load(question.rules), load(DEFAULT))
    none: tuple[Period, ...] = ()
    starts = none if question.rebased == AUTO else tried(lambda: _listed("--rebase", question.rebase, panel), none)
    excluded = tried(lambda: _listed("--exclude", question.exclude, panel), none)
    baseline = tried(lambda: _ends(question.baseline, panel), None)
    target = tried(lambda: _target(question.target, panel), None)
    if question.chart in ("p", "u", "pprime", "uprime", "iprime") and panel.numerator is None:
        wrong.append(
            f"--chart {question.chart} needs the columns numerator and denominator; the file has values alone: choose "
            "xmr, c or run, or give both columns"
        )
    if wrong:
        raise Unusable("\n".join(wrong))
    screen = None if question.screen is None else question.screen == "on"
    return Request(
        rules=rules,
        chart=question.chart,
        better=question.better,
        starts=starts,
        baseline=baseline,
        excluded=excluded,
        screen=screen,
        target=target,
        season=question.season,
    )


def _listed(option: str, text: str, panel: Panel) -> tuple[Period, ...]:
    return _periods(option, [word for word in text.split(",") if word.strip()], panel)


def _ends(text: str, panel: Panel) -> tuple[Period, Period] | None:
    if not text.strip():
        return None
    words = text.split(":")
    if len(words) != 2:
        raise Unusable(f"--baseline '{text}' is not FIRST:LAST; write two periods, such as 2023-04:2024-03")
    first, last = _periods("--baseline", words, panel)
    if panel.periods.index(first) > panel.periods.index(last):
        raise Unusable(f"--baseline ends ({last.id}) before it begins ({first.id}); swap the two")
    return first, last


def _periods(option: str, words: list[str], panel: Panel) -> tuple[Period, ...]:
    """The periods of the panel that the words name. Raises Unusable with a line for each that names none."""
    found, wrong = [], []
    for word in words:
        try:
            found.append(_period(option, word.strip(), panel))
        except Unusable as error:
            wrong.append(str(error))
    if wrong:
        raise Unusable("\n".join(wrong))
    return tuple(found)


def _period(option: str, word: str, panel: Panel) -> Period:
    """The period of the panel that a word names: its id, or the day on which it begins."""
    held = f"the file has {panel.periods[0].id} to {panel.periods[-1].id}"
    if DAY.fullmatch(word):
        begins = [period for period in panel.periods if period.first is not None and period.first.isoformat() == word]
        if not begins:
            raise Unusable(f"{option} '{word}' is no period: none of the file begins on that day; {held}")
        return begins[0]
    try:
        period = parse(word)
    except PeriodError as error:
        raise Unusable(f"{option} '{word}' is no period: {error}; {held}") from None
    if period not in panel.periods:
        raise Unusable(f"{option} {period.id} is not in the file, which has {held[13:]}; name one of its periods")
    return period


def _target(text: str, panel: Panel) -> float | None:
    if not text.strip():
        return None
    try:
        target = exact(text.strip().removesuffix("%"))
    except QuantityError as error:
        raise Unusable(f"--target: {error}") from None
    if text.strip().endswith("%"):
        share, percent = decimal_text(target / 100), decimal_text(target)
        does = f"write {share} for a share, {percent} for a percentage"
        raise Unusable(f"--target '{text}' has a percent sign; {does}")
    shares = panel.numerator is not None and (families(panel) == SHARE).all()
    if shares and not 0 <= target <= 1:
        raise Unusable(f"--target {text} is beyond what a share can be; write it as a part of one, such as 0.9 for 90%")
    return float(target)
