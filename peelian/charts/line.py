"""A line chart of one series as SVG, with its words: one colour, gaps where a value is missing, readable in grey.

The drawing is text made by rule: the same series gives the same bytes, on any machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.sax.saxutils import escape

from peelian.periods import Period, short, words
from peelian.quantities import Quantity, show

WIDTH, HEIGHT = 720, 330
LEFT, RIGHT, TOP, BOTTOM = 70, 18, 18, 62
INK, LINE, GRID = "#1a1a1a", "#1d4f91", "#d0d4d9"
FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
TICKS = 5
CLOCK_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400)  # seconds
FINANCIAL_YEAR_STARTS = 4
LABELS = 8  # at most so many periods named along the foot


@dataclass(frozen=True)
class Point:
    """One period; `value` None is missing and leaves a gap."""

    period: Period
    value: Fraction | None


@dataclass(frozen=True)
class Drawing:
    svg: str
    alt: str


def draw(title: str, unit: str, unit_words: str, points: Sequence[Point], decimals: int | None) -> Drawing:
    """The chart of a series with two known points at least. `unit_words` names the axis: "offences a month"."""
    known = [p.value for p in points if p.value is not None]
    bottom, top, step = _scale(min(known), max(known), unit)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="{FONT}" font-size="13" fill="{INK}">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(_alt(title, unit, points, decimals))}</desc>",
        *_axis(unit, bottom, top, step),
        *_foot(points),
        *_line(points, bottom, top),
        f'<text x="{LEFT - 58}" y="{HEIGHT - 8}" font-size="12">{escape(unit_words)}, by '
        f"{_step_words(points)}; the scale starts at {'zero' if bottom == 0 else 'a value below zero'}</text>",
        "</svg>",
    ]
    return Drawing("".join(parts), _alt(title, unit, points, decimals))


def _step_words(points: Sequence[Point]) -> str:
    return {"month": "month", "quarter": "quarter"}.get(points[0].period.kind, "period")


def _scale(lowest: Fraction, highest: Fraction, unit: str) -> tuple[Fraction, Fraction, Fraction]:
    """Foot, top and a round step of an axis that holds zero and all values, at most about `TICKS` steps long.

    Round is 1, 2 or 5 times a power of ten; for times it is what a clock shows: seconds, minutes, hours.
    """
    foot, head = min(lowest, Fraction(0)), max(highest, Fraction(0))
    if foot == head:
        return Fraction(0), Fraction(1), Fraction(1)
    span = head - foot
    step = next(step for step in _round_steps(span, unit) if step * TICKS >= span)
    return step * (foot // step), step * -(-head // step), step


def _round_steps(span: Fraction, unit: str) -> Iterator[Fraction]:
    if unit == "seconds":
        yield from (Fraction(step) for step in CLOCK_STEPS if step * TICKS >= span)
    power = Fraction(1)
    while power * TICKS > span:
        power /= 10
    while True:
        for factor in (1, 2, 5):
            yield power * factor
        power *= 10


def _x(index: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (index + 0.5) / count


def _y(value: Fraction, bottom: Fraction, top: Fraction) -> float:
    share = (value - bottom) / (top - bottom)
    return round(HEIGHT - BOTTOM - float(share) * (HEIGHT - TOP - BOTTOM), 2)


def _axis(unit: str, bottom: Fraction, top: Fraction, step: Fraction) -> list[str]:
    parts, value = [], bottom
    places = next(places for places in range(20) if (step * 10**places).denominator == 1)
    while value <= top:
        y = _y(value, bottom, top)
        label = show(Quantity(value, unit), None if unit == "seconds" else places, style="table").text
        parts.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="{GRID}" stroke-width="1"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{escape(label)}</text>')
        value += step
    return parts


def _foot(points: Sequence[Point]) -> list[str]:
    """Names of periods so far apart that they never touch: each April, where a financial year starts; the last one."""
    count = len(points)
    parts = []
    for index in _named(points):
        x = round(_x(index, count), 2)
        y = HEIGHT - BOTTOM
        anchor = (
            "end" if x > WIDTH - RIGHT - 28 else "middle"
        )  # the last name ends with the axis, not beyond the drawing
        parts.append(f'<path d="M{x} {y}v6" stroke="{INK}"/>')
        parts.append(
            f'<text x="{x + 6 if anchor == "end" else x}" y="{y + 20}" text-anchor="{anchor}" font-size="12">'
            f"{escape(short(points[index].period))}</text>"
        )
    return parts


def _named(points: Sequence[Point]) -> list[int]:
    """Which points are named, the last always, and none so near to another that they touch."""
    count = len(points)
    apart = -(-count // LABELS)
    starts = [i for i, point in enumerate(points) if point.period.kind == "month" and _is_april(point.period)]
    wanted = starts if len(starts) > 1 else list(range(count - 1 - apart, -1, -apart))
    named = [count - 1]
    for index in sorted(wanted, reverse=True):
        if named[-1] - index >= apart:
            named.append(index)
    return named


def _is_april(period: Period) -> bool:
    return period.first is not None and period.first.month == FINANCIAL_YEAR_STARTS


def _line(points: Sequence[Point], bottom: Fraction, top: Fraction) -> list[str]:
    path, dots, drawing = "", [], False
    for index, point in enumerate(points):
        if point.value is None:
            drawing = False
            continue
        x, y = round(_x(index, len(points)), 2), _y(point.value, bottom, top)
        path += f"{'L' if drawing else 'M'}{x} {y}"
        dots.append(f'<circle cx="{x}" cy="{y}" r="2.6"/>')
        drawing = True
    return [
        f'<path d="{path}" fill="none" stroke="{LINE}" stroke-width="2.2" stroke-linejoin="round"/>',
        f'<g fill="{LINE}">',
        *dots,
        "</g>",
    ]


def _alt(title: str, unit: str, points: Sequence[Point], decimals: int | None) -> str:
    """What the line shows, in words: where it starts, ends, its highest and lowest, and how many are missing."""
    known = [(p.period, p.value) for p in points if p.value is not None]

    def said(value: Fraction) -> str:
        return show(Quantity(value, unit), decimals, style="prose").text

    first, last = known[0], known[-1]
    highest = max(known, key=lambda pair: pair[1])
    lowest = min(known, key=lambda pair: pair[1])
    missing = len(points) - len(known)
    since = f" ({words(first[0])})" if first[0] != points[0].period else ""
    until = f" ({words(last[0])})" if last[0] != points[-1].period else ""
    gap = f" Without a value, and left as a gap: {missing} of {len(points)}." if missing else ""
    return (
        f"Line chart: {title}, {words(points[0].period)} to {words(points[-1].period)}. It starts at"
        f" {said(first[1])}{since} and ends at {said(last[1])}{until}; the highest is {said(highest[1])}"
        f" ({words(highest[0])}), the lowest {said(lowest[1])} ({words(lowest[0])}).{gap}"
    )
