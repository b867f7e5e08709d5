"""The periods of a file as the columns of a panel: one kind, even steps, and every period between two of them.

Periods that never share days step by the largest step that leads to each of them. Others step as most of them do: a
quarter that ends a month after the last is a slip among quarters, and none among rolling ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd

import numpy as np
from numpy.typing import NDArray

from peelian.findings import Finding
from peelian.periods import Period, shift, wave, year_to_date
from peelian.periods import months as months_in
from peelian.quantities import counted
from peelian.sources.panels.rows import Numbered, Opened
from peelian.sources.panels.spotted import Seen, Spotted
from peelian.sources.problems import SAMPLES, also, shown

MOST_PERIODS = 20_000
_CALLED = {
    "month": "a month",
    "quarter": "a quarter",
    "year-ending": "a year ending",
    "calendar-year": "a calendar year",
    "at": "a day",
    "year-to-date": "a year to date",
    "wave": "a wave",
}
_LENGTH = {"month": 1, "quarter": 3, "year-ending": 12, "calendar-year": 12, "wave": 1}


@dataclass(frozen=True)
class Grid:
    """`periods` follow each other by `step` months, or waves; `columns` [codes] is where each code of the file stands.

    A code whose text is no period, and BLANK, stand nowhere: -1.
    """

    periods: tuple[Period, ...]
    columns: NDArray[np.int32]
    step: int

    def every(self, times: int = 1) -> str:
        """How often there is a period, or one of so many: "every month", "every 3 months"."""
        unit = "wave" if self.periods[0].kind == "wave" else "month"
        step = self.step * times
        return f"every {unit}" if step == 1 else f"every {step} {unit}s"


@dataclass(frozen=True)
class Held:
    """The periods that a file holds: `of` is the period of each code, None where its text is none; `codes` [rows]."""

    file: Opened
    of: Sequence[Period | None]
    codes: NDArray[np.int32]

    def rows(self, codes: Sequence[int]) -> Numbered:
        """The rows with any of these codes, first to last."""
        wanted = np.zeros(len(self.of) + 1, dtype=bool)  # the last place is that of BLANK
        wanted[list(codes)] = True
        return np.flatnonzero(wanted[self.codes])

    @property
    def column(self) -> str:
        return shown(self.file.layout.called["period"])


def grid_of(held: Held) -> tuple[Grid | None, list[Spotted]]:
    """The grid of the periods of a file, at least one, with a note where it is wide; or why there is none."""
    periods = {code: period for code, period in enumerate(held.of) if period is not None}
    if faults := _kinds(held, periods):
        return None, faults
    by_place: dict[int, int] = {}
    for code, period in periods.items():
        other = by_place.setdefault(_place(period), code)
        if periods[other] != period:
            return None, [_one_month(held, other, code)]
    places = sorted(by_place)
    start = periods[by_place[places[0]]]
    step, odd = _step(places, start)
    if odd:
        return None, [_odd(held, [by_place[at] for at in odd], step)]
    count = (places[-1] - places[0]) // step + 1
    if count > MOST_PERIODS:
        return None, [_too_many(held, by_place[places[0]], by_place[places[-1]], count)]
    columns = np.full(len(held.of) + 1, -1, dtype=np.int32)
    columns[list(periods)] = [(_place(period) - places[0]) // step for period in periods.values()]
    there = {int(columns[code]): period for code, period in periods.items()}
    grid = Grid(tuple(there.get(n) or _after(start, n * step) for n in range(count)), columns, step)
    natural = _natural(start)
    return grid, [_wide(held, grid)] if count > 1 and natural and step > natural else []


def _kinds(held: Held, periods: dict[int, Period]) -> list[Spotted]:
    """A finding for each kind of period beside the one that most of them have."""
    kinds: dict[str, list[int]] = {}
    for code, period in periods.items():
        kinds.setdefault(_kind(period), []).append(code)
    main = max(kinds, key=lambda kind: len(kinds[kind]))  # the first of those that are as many
    return [_mixed(held, main, kinds[main], kind, codes) for kind, codes in kinds.items() if kind != main]


def _mixed(held: Held, main: str, usual: Sequence[int], kind: str, codes: Sequence[int]) -> Spotted:
    rows = held.rows(codes)

    def finding(seen: Sequence[Seen]) -> Finding:
        other, first, *more = seen
        says = (
            f"column {held.column} holds {shown(first.cells['period'])}, {kind}, and in line {other.line} "
            f"{shown(other.cells['period'])}, {main}; a file has periods of one kind: split it"
        )
        says += also(len(rows), [(one.line, one.cells["period"]) for one in more])
        return held.file.place.finding("series-mixed", says, first.line)

    return Spotted([int(held.rows(usual)[0]), *rows[:SAMPLES].tolist()], finding)


def _one_month(held: Held, first: int, second: int) -> Spotted:
    def finding(seen: Sequence[Seen]) -> Finding:
        earlier, later = sorted(seen, key=lambda one: one.line)
        says = (
            f"column {held.column} holds {shown(later.cells['period'])}, and in line {earlier.line} "
            f"{shown(earlier.cells['period'])}, days of the same month; a month has one: keep one"
        )
        return held.file.place.finding("series-mixed", says, later.line)

    return Spotted([int(held.rows([code])[0]) for code in (first, second)], finding)


def _odd(held: Held, codes: Sequence[int], step: int) -> Spotted:
    rows = held.rows(codes)

    def finding(seen: Sequence[Seen]) -> Finding:
        first, *more = seen
        says = (
            f"column {held.column} holds {shown(first.cells['period'])}, which does not fit between the others, "
            f"{counted(step, 'month')} apart; mend it, or split the file"
        )
        says += also(len(rows), [(one.line, one.cells["period"]) for one in more])
        return held.file.place.finding("series-mixed", says, first.line)

    return Spotted(rows[:SAMPLES].tolist(), finding)


def _too_many(held: Held, first: int, last: int, count: int) -> Spotted:
    def finding(seen: Sequence[Seen]) -> Finding:
        begins, ends = seen
        says = (
            f"column {held.column} holds {shown(begins.cells['period'])} and in line {ends.line} "
            f"{shown(ends.cells['period'])}, {count:,} periods, more than the {MOST_PERIODS:,} that are read; "
            f"mend whichever is wrong, or split the file"
        )
        return held.file.place.finding("series-size", says, begins.line)

    return Spotted([int(held.rows([code])[0]) for code in (first, last)], finding)


def _wide(held: Held, grid: Grid) -> Spotted:
    def finding(_: Sequence[Seen]) -> Finding:
        first, last = grid.periods[0], grid.periods[-1]
        unit = "waves" if first.wave is not None else "months"
        says = (
            f"the periods stand {grid.step} {unit} apart, {first.id} to {last.id}, and each is {_kind(first)}; where a "
            f"value covers all that time, name its period so, as q-2026-03 or ye-2026-03"
        )
        return held.file.place.finding("series-step", says, severity="note")

    return Spotted((), finding)


def _kind(period: Period) -> str:
    return _CALLED.get(period.kind) or f"a range of {counted(len(months_in(period)), 'month')}"


def _place(period: Period) -> int:
    if period.wave is not None:
        return period.wave
    assert period.last is not None
    return period.last.year * 12 + period.last.month


def _natural(period: Period) -> int | None:
    """How far apart periods of this kind are that follow each other; None for days and years to date."""
    return _LENGTH.get(period.kind) or (len(months_in(period)) if period.kind == "range" else None)


def _step(places: Sequence[int], period: Period) -> tuple[int, list[int]]:
    """How far apart the places are, and those that do not fit; 1 for a single place."""
    steps = Counter(b - a for a, b in pairwise(places))
    if not steps:
        return 1, []
    natural, common = _natural(period), gcd(*steps)
    if natural and common % natural == 0:
        return common, []
    usual = min(steps, key=lambda step: (-steps[step], step))
    phases = Counter(at % usual for at in places)
    phase = max(phases, key=lambda one: phases[one])
    return usual, [at for at in places if at % usual != phase]


def _after(start: Period, by: int) -> Period:
    if start.wave is not None:
        return wave(start.wave + by)
    if start.kind == "year-to-date" and start.last is not None:
        years, zero_based = divmod(start.last.year * 12 + start.last.month - 1 + by, 12)
        return year_to_date(years, zero_based + 1)
    return shift(start, by)
