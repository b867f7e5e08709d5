"""What every chart over time stands in: a sheet, a scale with round steps, names of periods along the foot.

Values become places here, and nowhere else. Text made by rule: the same values give the same bytes on any machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.sax.saxutils import escape

from peelian.periods import Period, short
from peelian.quantities import UNITS, Quantity, show

WIDTH, HEIGHT = 720, 330
LEFT, RIGHT, TOP, BOTTOM = 70, 18, 18, 62
INK, GRID, GREY = "#1a1a1a", "#d0d4d9", "#5b6168"
FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
TICKS = 5
CLOCK_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400)  # seconds
FINANCIAL_YEAR_STARTS = 4
LABELS = 8  # at most so many periods named along the foot
ROOM_FOR_A_NAME = 28  # half the width of "Sept 2024"


@dataclass(frozen=True)
class Drawing:
    """A chart as SVG, complete and self-contained, and what it shows in words."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Frame:
    """The sheet of one chart: its unit, the ends and the step of its scale, how many periods it is wide.

    `right` is the room kept beside the scale, for the names of lines.
    """

    unit: str
    foot: Fraction
    head: Fraction
    step: Fraction
    count: int
    right: int = RIGHT
    height: int = HEIGHT

    def x(self, place: float) -> float:
        """Where the period of this index stands; half an index is the border between two."""
        return round(LEFT + (WIDTH - LEFT - self.right) * (place + 0.5) / self.count, 2)

    def y(self, value: Fraction | float) -> float:
        """Where this value stands."""
        share = (float(value) - float(self.foot)) / (float(self.head) - float(self.foot))
        return round(self.height - BOTTOM - share * (self.height - TOP - BOTTOM), 2)

    @property
    def starts(self) -> str:
        """Where the scale starts, for the words below a chart."""
        if self.foot == 0:
            return "the scale starts at zero"
        return f"the scale starts {'below' if self.foot < 0 else 'above'} zero"


def frame(
    values: Iterable[Fraction | float], unit: str, count: int, *, from_zero: bool = True, right: int = RIGHT
) -> Frame:
    """The frame that holds these values, at least one; with `from_zero` it holds zero too."""
    known = [Fraction(value) for value in values]
    lowest, highest = min(known), max(known)
    if from_zero:
        lowest, highest = min(lowest, Fraction(0)), max(highest, Fraction(0))
    if lowest == highest == 0:
        return Frame(unit, Fraction(0), Fraction(1), Fraction(1), count, right)
    if lowest == highest:
        lowest -= abs(lowest) / 10
    step = next(step for step in _round_steps(highest - lowest, unit) if step * TICKS >= highest - lowest)
    return Frame(unit, step * (lowest // step), step * -(-highest // step), step, count, right)


def _round_steps(span: Fraction, unit: str) -> Iterator[Fraction]:
    """1, 2 and 5 times powers of ten; for times what a clock shows: seconds, minutes, hours."""
    if unit == "seconds":
        yield from (Fraction(step) for step in CLOCK_STEPS if step * TICKS >= span)
    power = Fraction(1)
    while power * TICKS > span:
        power /= 10
    while True:
        for factor in (1, 2, 5):
            yield power * factor
        power *= 10


def opened(title: str, alt: str, height: int = HEIGHT) -> list[str]:
    """The first lines of a drawing, with its title and its words."""
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="{FONT}" font-size="13" fill="{INK}">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(alt)}</desc>",
    ]


def axis(sheet: Frame) -> list[str]:
    """A line across at each step of the scale, and its number."""
    parts = []
    for value, label in ticks(sheet):
        y = sheet.y(value)
        parts.append(f'<path d="M{LEFT} {y}H{WIDTH - sheet.right}" stroke="{GRID}" stroke-width="1"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{escape(label)}</text>')
    return parts


def ticks(sheet: Frame) -> Iterator[tuple[Fraction, str]]:
    """The steps of the scale and their numbers. A unit in words ("per 1,000") is left to the words below the chart."""
    places = next(places for places in range(20) if (sheet.step * 10**places).denominator == 1)
    suffix = UNITS[sheet.unit].suffix
    value = sheet.foot
    while value <= sheet.head:
        label = show(Quantity(value, sheet.unit), None if sheet.unit == "seconds" else places, style="table").text
        yield value, label.removesuffix(suffix) if suffix.startswith(" ") else label
        value += sheet.step


def foot(sheet: Frame, periods: Sequence[Period]) -> list[str]:
    """Names of periods so far apart that they never touch: each April, where a financial year starts; the last one."""
    parts = []
    for index in named(periods):
        x, y = sheet.x(index), sheet.height - BOTTOM
        last = x > WIDTH - RIGHT - ROOM_FOR_A_NAME  # the last name ends with the axis, not beyond the drawing
        anchor, at = ("end", x + 6) if last else ("middle", x)
        parts.append(f'<path d="M{x} {y}v6" stroke="{INK}"/>')
        name = escape(short(periods[index]))
        parts.append(f'<text x="{at}" y="{y + 20}" text-anchor="{anchor}" font-size="12">{name}</text>')
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


def below(sheet: Frame, unit_words: str, periods: Sequence[Period]) -> str:
    """The line of words below the foot: what is measured, by which step, where the scale starts."""
    step = {"month": "month", "quarter": "quarter"}.get(periods[0].kind, "period")
    return (
        f'<text x="{LEFT - 58}" y="{sheet.height - 8}" font-size="12">{escape(unit_words)}, by {step};'
        f" {sheet.starts}</text>"
    )


def broken_line(sheet: Frame, values: Sequence[Fraction | float | None]) -> str:
    """The path through the values, broken where one is missing."""
    path, drawing = "", False
    for index, value in enumerate(values):
        if value is None:
            drawing = False
            continue
        path += f"{'L' if drawing else 'M'}{sheet.x(index)} {sheet.y(value)}"
        drawing = True
    return path
