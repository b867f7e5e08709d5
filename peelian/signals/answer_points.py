"""The points of answers: as values, and as the text that `json.dumps` makes of them.

Points are nearly all of an answer, and most of what they hold repeats along a series: lines, signals, meanings. Text is
put together from such pieces, which takes a tenth of the time.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from peelian.signals.assessment import Assessment
from peelian.signals.panel import STATUSES, Array, Ints
from peelian.signals.verdict import MEANINGS

LINES = ("value", "centre", "lower", "upper")
KEYS = ("period", *LINES, "signals", "label", "meaning", "status", "unsettled")
MISSING = STATUSES.index("missing")


@dataclass(frozen=True)
class ToldPoints:
    """The points of s series over T periods.

    `periods` [T]: ids. `lines`: value, centre, lower, upper, each [s, T]; NaN where there is none. `mark` [s, T]: which
    of `marks` each point has: the keys after the lines.
    """

    periods: list[str]
    lines: tuple[Array, ...]
    mark: Ints
    marks: list[dict[str, Any]]

    def values(self, place: int) -> list[dict[str, Any]]:
        """The points of one series, None where there is no number."""
        columns = zip(*(numbers(line[place]) for line in self.lines), strict=True)
        marks = (self.marks[mark] for mark in self.mark[place].tolist())
        return [
            {"period": period, **dict(zip(LINES, told, strict=True)), **mark}
            for period, told, mark in zip(self.periods, columns, marks, strict=True)
        ]

    def texts(self) -> Callable[[int], str]:
        """For one series: its points as JSON, without the brackets round them. Raises ValueError for infinity."""
        if any(np.isinf(line).any() for line in self.lines):
            raise ValueError("an infinite number is no JSON")
        opening = [f'{{"period":{dumped(period)},"value":' for period in self.periods]
        closing = ["," + dumped(mark)[1:] for mark in self.marks]

        def text(place: int) -> str:
            value, *lines = (line[place].tolist() for line in self.lines)
            known: dict[tuple[float, ...], str] = {}  # of one series, since NaN is never found again
            middle = []
            for line in zip(*lines, strict=True):
                if line not in known:
                    told = zip(LINES[1:], map(number_text, line), strict=True)
                    known[line] = "".join(f',"{key}":{number}' for key, number in told)
                middle.append(known[line])
            marks = [closing[mark] for mark in self.mark[place].tolist()]
            parts = zip(opening, map(number_text, value), middle, marks, strict=True)
            return ",".join(map("".join, parts))

        return text


def dumped(value: object) -> str:
    """The value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def number_text(number: float) -> str:
    return repr(number) if number == number else "null"


def numbers(row: Array) -> list[float | None]:
    """Numbers, None in the place of NaN."""
    return [None if value != value else value for value in row.tolist()]


def told_points(assessment: Assessment) -> ToldPoints:
    """The points of the series of an assessment, in its order."""
    judged = assessment.judged
    limits, found, panel = judged.limits, judged.signals, judged.raw.panel
    status = np.where(np.isnan(panel.values), MISSING, -1) if panel.status is None else panel.status.astype(np.int64)
    signals = np.zeros(limits.values.shape, dtype=np.int64)
    for bit, marked in enumerate(found.marked):
        signals |= np.not_equal(marked, 0).astype(np.int64) << bit
    # One number for what a point carries; each part has its own range.
    code = signals * (len(found.rules) + 1) + judged.labels.rule + 1
    code = (code * len(MEANINGS) + judged.labels.meaning + 1) * (len(STATUSES) + 1) + status + 1
    code = code * 2 + judged.unsettled
    _, first, mark = np.unique(code, return_index=True, return_inverse=True)
    parts = (signals, judged.labels.rule, judged.labels.meaning, status, judged.unsettled)
    marks = []
    for bits, label, meaning, state, unsure in zip(*(part.ravel()[first].tolist() for part in parts), strict=True):
        names = [rule for bit, rule in enumerate(found.rules) if bits >> bit & 1]
        told = (names, "none" if label < 0 else found.rules[label], MEANINGS[meaning], _state(state), unsure)
        marks.append(dict(zip(KEYS[len(LINES) + 1 :], told, strict=True)))
    lines = (limits.values, limits.centre, limits.lower, limits.upper)
    ids = [period.id for period in panel.periods]
    return ToldPoints(ids, lines, mark.reshape(code.shape), marks)


def _state(place: int) -> str | None:
    return None if place < 0 else STATUSES[place]
