"""Series and groups of the cases about words: values written short, made into panels, assessments and members."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np

from peelian.periods import Period, parse, shift
from peelian.signals.assessment import Assessment, assess
from peelian.signals.judge import Request
from peelian.signals.panel import STATUSES, Array, Panel, of_quotients
from peelian.signals.ruleset import load

LAST = "2026-03"


def words_of(text: str) -> list[str]:
    """ "20 22 - x * 3; 31": 20, 22, a missing value and one that is not given out three times over, then 31."""
    words: list[str] = []
    for part in text.split(";"):
        listed, _, times = part.partition("*")
        words += listed.split() * int(times or 1)
    return words


def values_of(words: list[str]) -> list[float]:
    return [np.nan if word in ("-", "x") else float(word) for word in words]


def months_to(last: str, number: int) -> tuple[Period, ...]:
    return tuple(shift(parse(last), by) for by in range(1 - number, 1))


def panel_of(series: dict[str, str], last: str = LAST, size: str | None = None, provisional: str = "") -> Panel:
    """Counts, or with `size` shares of so many each month; the last value of the series named may be provisional."""
    words = [words_of(text) for text in series.values()]
    longest = max(map(len, words))
    words = [["-"] * (longest - len(row)) + row for row in words]
    rows: Array = np.array([values_of(row) for row in words])
    periods = months_to(last, longest)
    status = np.where(np.array(words) == "x", STATUSES.index("suppressed"), 0).astype(np.int8)
    for name in re.findall(r"\w+", provisional):
        status[list(series).index(name), -1] = STATUSES.index("provisional")
    if size is not None:
        return of_quotients(tuple(series), periods, rows, np.full_like(rows, float(size)), status)
    return Panel(tuple(series), periods, rows, status=status)


def assessed(panel: Panel, case: dict[str, Any]) -> list[Assessment]:
    request = Request(load(case.get("rules", "wmp-2015")), better=case.get("better", "lower"))
    if "confirmed" in case:
        marks = np.zeros(panel.values.shape, dtype=bool)
        for name, period in case["confirmed"].items():
            marks[panel.names.index(name), panel.periods.index(parse(period))] = True
        request = replace(request, starts=marks)
    return list(assess(panel, request))
