"""Bars across with an interval each: a force among its peers, areas side by side. The one in question stands out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.sax.saxutils import escape

from peelian.charts.frame import GREY, GRID, INK, SMALL, TYPE, WIDTH, Drawing, along, below, frame, opened
from peelian.charts.lettering import width
from peelian.charts.marks import WHITE
from peelian.quantities import Quantity, show

ROW, BAR = 30, 18
HEAD, FEET = 14, 56
NAMES, VALUES = 190, 112  # room for the names to the left and the values to the right, and more where they are long
BOLD = 1.08  # so much wider is a bold text
PLAIN, CHOSEN = "#c9d3df", "#1d4f91"


@dataclass(frozen=True)
class Bar:
    """One bar; `low` and `high` are the ends of its interval, where it has one. `value` None is missing."""

    name: str
    value: Fraction | None
    low: Fraction | None = None
    high: Fraction | None = None
    chosen: bool = False


@dataclass(frozen=True)
class Bars:
    """What is shown, in the order given. `line` is a level drawn across all bars, with its name: a group's mean."""

    title: str
    unit: str
    unit_words: str
    decimals: int | None
    bars: Sequence[Bar]
    line: tuple[str, Fraction] | None = None
    interval: str = ""
    """What the intervals are ("95% interval"), for the words below."""


def draw(chart: Bars) -> Drawing:
    """The drawing of one known bar at least."""
    values = [v for bar in chart.bars for v in (bar.value, bar.low, bar.high) if v is not None]
    sheet = frame([*values, *([chart.line[1]] if chart.line else [])], chart.unit, 1)
    floor = HEAD + ROW * len(chart.bars)
    told, more = below(_words(chart), floor + FEET - 10, GREY)
    alt = said(chart)
    beside = [width(_shown(chart, bar.value), TYPE) * BOLD for bar in chart.bars if bar.value is not None]
    room = WIDTH - NAMES - max(VALUES, math.ceil(max(beside, default=0) + 18))

    def x(value: Fraction) -> float:
        return round(NAMES + float((value - sheet.foot) / (sheet.head - sheet.foot)) * room, 2)

    parts = opened(chart.title, alt, floor + FEET + more)
    for level, label in along(sheet, room):
        colour = GREY if level == 0 else GRID
        parts.append(f'<path d="M{x(level)} {HEAD}V{floor}" stroke="{colour}"/>')
        parts.append(
            f'<text x="{x(level)}" y="{floor + 16}" text-anchor="middle" font-size="{SMALL}">{escape(label)}</text>'
        )
    for n, bar in enumerate(chart.bars):
        parts += _row(chart, bar, HEAD + ROW * n + ROW / 2, x)
    if chart.line:
        at = x(chart.line[1])
        parts.append(f'<path d="M{at} {HEAD - 6}V{floor}" stroke="{INK}" stroke-width="1.6" stroke-dasharray="6 3"/>')
    return Drawing("".join([*parts, *told, "</svg>"]), alt)


def _row(chart: Bars, bar: Bar, middle: float, x: Callable[[Fraction], float]) -> Iterator[str]:
    weight = ' font-weight="bold"' if bar.chosen else ""
    zero = x(Fraction(0))
    yield f'<text x="{NAMES - 8}" y="{middle + 4}" text-anchor="end"{weight}>{escape(_cut(bar.name))}</text>'
    if bar.value is None:
        yield f'<text x="{zero + 4}" y="{middle + 4}">not available</text>'
        return
    end = x(bar.value)
    yield (
        f'<rect x="{min(zero, end)}" y="{middle - BAR / 2}" width="{abs(end - zero):.2f}" height="{BAR}"'
        f' fill="{CHOSEN if bar.chosen else PLAIN}" stroke="{INK}" stroke-width="0.8"/>'
    )
    if bar.low is not None and bar.high is not None:
        low, high = x(bar.low), x(bar.high)
        whisker = f"M{low} {middle}H{high}M{low} {middle - 5}v10M{high} {middle - 5}v10"
        yield f'<path d="{whisker}" stroke="{WHITE}" stroke-width="4"/>'
        yield f'<path d="{whisker}" stroke="{INK}" stroke-width="1.6"/>'
    yield f'<text x="{WIDTH - 6}" y="{middle + 4}" text-anchor="end"{weight}>{_shown(chart, bar.value)}</text>'


def _words(chart: Bars) -> str:
    words = [chart.unit_words]
    if chart.line:
        words.append(f"dashed line: {chart.line[0]}, {_shown(chart, chart.line[1])}")
    if chart.interval and any(bar.low is not None for bar in chart.bars):
        words.append(f"thin line over a bar: {chart.interval}")
    return "; ".join(words)


def _cut(name: str, longest: int = 26) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"


def _shown(chart: Bars, value: Fraction) -> str:
    return show(Quantity(value, chart.unit), chart.decimals, style="table").text


def said(chart: Bars) -> str:
    """Every bar in words, in order; those without a value are said."""
    known = [f"{bar.name} {_shown(chart, bar.value)}" for bar in chart.bars if bar.value is not None]
    gone = [bar.name for bar in chart.bars if bar.value is None]
    line = f" {chart.line[0][0].upper()}{chart.line[0][1:]}: {_shown(chart, chart.line[1])}." if chart.line else ""
    missing = f" Not available: {', '.join(gone)}." if gone else ""
    return f"Bar chart: {chart.title}, {chart.unit_words}. {'; '.join(known)}.{line}{missing}"
