"""What every chart over time stands in: a sheet, a scale with round steps, names of periods along the foot.

Values become places here, and nowhere else. Text made by rule: the same values give the same bytes on any machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from xml.sax.saxutils import escape

from peelian.charts.lettering import width, wrapped
from peelian.periods import Period, short
from peelian.quantities import UNITS, Quantity, show

WIDTH, HEIGHT = 720, 330
LEFT, RIGHT, TOP, BOTTOM = 70, 18, 18, 62
INK, GRID, GREY = "#1a1a1a", "#d0d4d9", "#5b6168"
FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
TYPE, SMALL = 13, 12  # sizes of type: numbers of the scale; names and words
LINE = 15  # lines of text stand so far apart
MARGIN = 12  # from the edge of the drawing to the words below it
TICKS = 5
WHOLE = 100  # percent
CLOCK_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400)  # seconds
FINANCIAL_YEAR_STARTS = 4
LABELS = 8  # at most so many periods named along the foot
ROOM_FOR_A_NAME = 28  # half the width of "Sept 2024"

Place = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """A chart as SVG, complete and self-contained, and what it shows in words."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Frame:
    """The sheet of one chart: its unit, the ends and the step of its scale, how many periods it is wide.

    `right` is the room kept beside the scale, for the names of lines; `top` that above it.
    """

    unit: str
    foot: Fraction
    head: Fraction
    step: Fraction
    count: int
    right: int = RIGHT
    top: int = TOP
    height: int = HEIGHT

    @cached_property
    def ticks(self) -> tuple[tuple[Fraction, str], ...]:
        """The steps of the scale and their numbers. A unit in words ("per 1,000") is left to the words below."""
        places = next(places for places in range(20) if (self.step * 10**places).denominator == 1)
        decimals = None if self.unit == "seconds" else places
        steps = range(int(self.foot / self.step), int(self.head / self.step) + 1)
        return tuple((value, number(value, self.unit, decimals)) for value in (self.step * n for n in steps))

    @cached_property
    def left(self) -> int:
        """Where the scale begins: beside the widest of its numbers."""
        return max(LEFT, math.ceil(MARGIN + max(width(label, TYPE) for _, label in self.ticks)))

    @cached_property
    def _upright(self) -> tuple[float, float, int, int]:
        """The foot of the scale and its span, in its unit; where the foot stands and how high the scale is."""
        foot, floor = float(self.foot), self.height - BOTTOM
        return foot, float(self.head) - foot, floor, floor - self.top

    def x(self, place: float) -> float:
        """Where the period of this index stands; half an index is the border between two."""
        return round(self.left + (WIDTH - self.left - self.right) * (place + 0.5) / self.count, 2)

    def y(self, value: Fraction | float) -> float:
        """Where this value stands."""
        foot, span, floor, high = self._upright
        return round(floor - (float(value) - foot) / span * high, 2)

    def places(self, values: Sequence[Fraction | float | None]) -> list[Place | None]:
        """Where the values of all periods stand, in order; None where one is missing."""
        return [None if value is None else (self.x(n), self.y(value)) for n, value in enumerate(values)]

    @property
    def starts(self) -> str:
        """Where the scale starts, for the words below a chart."""
        if self.foot == 0:
            return "the scale starts at zero"
        return f"the scale starts {'below' if self.foot < 0 else 'above'} zero"


def number(value: Fraction | float, unit: str, decimals: int | None) -> str:
    """A value as it stands beside a scale: without a unit in words, which is left to the words below the chart."""
    label, suffix = show(Quantity(Fraction(value), unit), decimals, style="table").text, UNITS[unit].suffix
    return label.removesuffix(suffix) if suffix.startswith(" ") else label


def frame(
    values: Iterable[Fraction | float], unit: str, count: int, *, from_zero: bool = True, right: int = RIGHT
) -> Frame:
    """The frame that holds these values, at least one; with `from_zero` it holds zero too.

    Things counted in whole ones have no steps between them, unless all the values are within one.
    """
    known = list(values)
    near = [float(value) for value in known]  # two that are the same here are drawn at the same place
    lowest, highest = (Fraction(known[near.index(end)]) for end in (min(near), max(near)))
    if from_zero:
        lowest, highest = min(lowest, Fraction(0)), max(highest, Fraction(0))
    if lowest == highest == 0:
        return Frame(unit, Fraction(0), Fraction(1), Fraction(1), count, right)
    if lowest == highest:
        lowest, highest = _around(lowest, unit)
    span = highest - lowest
    least = max(span / TICKS, Fraction(UNITS[unit].whole and span >= 1))
    step = next(step for step in _round_steps(least, unit) if step >= least)
    return Frame(unit, step * (lowest // step), step * -(-highest // step), step, count, right)


def _around(value: Fraction, unit: str) -> tuple[Fraction, Fraction]:
    """Ends for a series of equal values, so that it stands amid its sheet; a share of a whole ends with the whole."""
    aside = max(abs(value) / 10, Fraction(UNITS[unit].whole))
    least = Fraction(0) if value > 0 else value - aside
    most = Fraction(WHOLE) if unit == "percent" and value <= WHOLE else value + aside
    return max(value - aside, least), min(value + aside, most)


def _round_steps(least: Fraction, unit: str) -> Iterator[Fraction]:
    """1, 2 and 5 times powers of ten, from about this step on; for times first what a clock shows, from a second on."""
    if unit == "seconds":
        yield from (Fraction(step) for step in CLOCK_STEPS)
    power = Fraction(10) ** math.floor(math.log10(least))
    while True:
        for factor in (1, 2, 5):
            yield power * factor
        power *= 10


def opened(title: str, alt: str, height: int = HEIGHT) -> list[str]:
    """The first lines of a drawing, with its title and its words."""
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="{FONT}" font-size="{TYPE}" fill="{INK}">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(alt)}</desc>",
    ]


def axis(sheet: Frame) -> list[str]:
    """A line across at each step of the scale, and its number."""
    parts = []
    for value, label in sheet.ticks:
        y = sheet.y(value)
        parts.append(f'<path d="M{sheet.left} {y}H{WIDTH - sheet.right}" stroke="{GRID}" stroke-width="1"/>')
        parts.append(f'<text x="{sheet.left - 8}" y="{y + 4}" text-anchor="end">{escape(label)}</text>')
    return parts


def along(sheet: Frame, room: float) -> list[tuple[Fraction, str]]:
    """The steps of a scale that lies along this room; numbers that would touch the one before are left empty."""
    widest = max(width(label, SMALL) for _, label in sheet.ticks) + 8
    every = math.ceil(widest * (len(sheet.ticks) - 1) / room)
    return [(value, label if n % every == 0 else "") for n, (value, label) in enumerate(sheet.ticks)]


def foot(sheet: Frame, periods: Sequence[Period]) -> list[str]:
    """Names of periods so far apart that they never touch: each April, where a financial year starts; the last one."""
    parts = []
    for index in named(periods):
        x, y = sheet.x(index), sheet.height - BOTTOM
        last = x > WIDTH - RIGHT - ROOM_FOR_A_NAME  # the last name ends with the axis, not beyond the drawing
        anchor, at = ("end", x + 6) if last else ("middle", x)
        parts.append(f'<path d="M{x} {y}v6" stroke="{INK}"/>')
        name = escape(short(periods[index]))
        parts.append(f'<text x="{at}" y="{y + 20}" text-anchor="{anchor}" font-size="{SMALL}">{name}</text>')
    return parts


def named(periods: Sequence[Period]) -> list[int]:
    """Which periods are named, the last always, and none so near to another that they touch."""
    count = len(periods)
    apart = -(-count // LABELS)
    starts = [i for i, period in enumerate(periods) if period.kind == "month" and _is_april(period)]
    wanted = starts if len(starts) > 1 else list(range(count - 1 - apart, -1, -apart))
    chosen = [count - 1]
    for index in sorted(wanted, reverse=True):
        if chosen[-1] - index >= apart:
            chosen.append(index)
    return chosen


def _is_april(period: Period) -> bool:
    return period.first is not None and period.first.month == FINANCIAL_YEAR_STARTS


def below(text: str, y: float, colour: str = INK) -> tuple[list[str], int]:
    """The words below a drawing, from this height on, and how much higher they make it: nothing, for one line."""
    lines = wrapped(text, SMALL, WIDTH - 2 * MARGIN)
    fill = "" if colour == INK else f' fill="{colour}"'
    return [
        f'<text x="{MARGIN}" y="{y + LINE * n}" font-size="{SMALL}"{fill}>{escape(line)}</text>'
        for n, line in enumerate(lines)
    ], LINE * (len(lines) - 1)


def broken_line(places: Sequence[Place | None]) -> str:
    """The path through these places, broken where one is missing."""
    path, drawing = [], False
    for place in places:
        if place is not None:
            path.append(f"{'L' if drawing else 'M'}{place[0]} {place[1]}")
        drawing = place is not None
    return "".join(path)
