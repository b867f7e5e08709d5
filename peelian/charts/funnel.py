"""A funnel plot: areas by how much they have and how high they stand, with the limits chance alone would keep to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.sax.saxutils import escape

from peelian.charts.frame import (
    BOTTOM,
    GREY,
    HEIGHT,
    INK,
    SMALL,
    TOP,
    WIDTH,
    Drawing,
    Frame,
    along,
    axis,
    below,
    frame,
    opened,
)
from peelian.charts.lettering import width
from peelian.charts.marks import Meaning, mark
from peelian.quantities import Quantity, show

EDGE = 40  # room to the right, for the last number of the scale
INNER, OUTER = "95% limits", "99.8% limits"
LINE = 14  # names stand at least so far apart
MOST_NAMED = 8  # points outside the outer limits that are named; the table behind has them all


@dataclass(frozen=True)
class FunnelPoint:
    """One area. `size` is its denominator (people, cases), `value` its rate or share in the chart's unit."""

    name: str
    size: Fraction
    value: Fraction
    meaning: Meaning = "none"


@dataclass(frozen=True)
class Limits:
    """The limits for one size, the outer ones first and last."""

    size: float
    lower_outer: float
    lower: float
    upper: float
    upper_outer: float


@dataclass(frozen=True)
class Funnel:
    """What is shown. `limits` are in order of size; `centre` is the level that the funnel stands on."""

    title: str
    unit: str
    unit_words: str
    size_words: str
    decimals: int | None
    points: Sequence[FunnelPoint]
    limits: Sequence[Limits]
    centre: float
    verdict: str = ""


def draw(chart: Funnel) -> Drawing:
    """The drawing of two areas at least, with limits for two sizes at least."""
    edges = [edge for limit in chart.limits for edge in (limit.lower_outer, limit.upper_outer)]
    sheet = frame([*[p.value for p in chart.points], *edges], chart.unit, 1, from_zero=False, right=EDGE)
    sizes = frame([*[p.size for p in chart.points], *[limit.size for limit in chart.limits]], "count", 1)

    largest, wide = float(sizes.head), WIDTH - sheet.left - EDGE

    def x(size: Fraction | float) -> float:
        return round(sheet.left + float(size) / largest * wide, 2)

    alt = said(chart)
    words = f"{chart.unit_words}, by {chart.size_words}; dotted: {INNER}, dashed: {OUTER}; {sheet.starts}"
    told, more = below(words, HEIGHT - 8)
    parts = [*opened(chart.title, alt, HEIGHT + more), *axis(sheet)]
    for size, label in along(sizes, wide):
        parts.append(f'<path d="M{x(size)} {HEIGHT - BOTTOM}v6" stroke="{INK}"/>')
        parts.append(
            f'<text x="{x(size)}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle" font-size="{SMALL}">{label}</text>'
        )
    along_limits = [x(limit.size) for limit in chart.limits]
    for values, look in (
        ([limit.upper_outer for limit in chart.limits], 'stroke-dasharray="7 4"'),
        ([limit.lower_outer for limit in chart.limits], 'stroke-dasharray="7 4"'),
        ([limit.upper for limit in chart.limits], 'stroke-dasharray="2 3"'),
        ([limit.lower for limit in chart.limits], 'stroke-dasharray="2 3"'),
    ):
        path = "L".join(f"{at} {sheet.y(value)}" for at, value in zip(along_limits, values, strict=True))
        parts.append(f'<path d="M{path}" fill="none" stroke="{GREY}" stroke-width="1.4" {look}/>')
    centre = sheet.y(chart.centre)
    parts.append(f'<path d="M{sheet.left} {centre}H{WIDTH - EDGE}" stroke="{INK}" stroke-width="1.6"/>')
    parts += [mark(x(point.size), sheet.y(point.value), point.meaning) for point in chart.points]
    parts += _names(chart, sheet, {point.name: x(point.size) for point in chart.points})
    return Drawing("".join([*parts, *told, "</svg>"]), alt)


def _names(chart: Funnel, sheet: Frame, places: dict[str, float]) -> Iterator[str]:
    """The names of points beyond the outer limits, furthest from the middle first, none on top of another."""
    outside = sorted(
        (p for p in chart.points if p.meaning != "none"), key=lambda p: -abs(float(p.value) - chart.centre)
    )
    taken: list[tuple[float, float, float]] = []
    for point in outside[:MOST_NAMED]:
        x, wide = places[point.name], width(point.name, SMALL)
        at = x - 8 - wide if x > WIDTH * 0.62 else x + 8
        y = next(
            y
            for y in _heights(sheet, sheet.y(point.value) + 4)
            if not any(abs(y - other) < LINE and at < end and at + wide > start for start, end, other in taken)
        )
        taken.append((at, at + wide, y))
        anchor, edge = ("end", x - 8) if at < x else ("start", at)
        place = f'x="{edge:.2f}" y="{y:.2f}" text-anchor="{anchor}"'
        yield f'<text {place} font-size="{SMALL}">{escape(point.name)}</text>'


def _heights(sheet: Frame, wanted: float) -> Iterator[float]:
    """Heights for a name inside the sheet, the nearest to the one that is wanted first."""
    first = min(max(wanted, TOP), HEIGHT - BOTTOM - 4)
    for away in range(2 * MOST_NAMED):
        for y in (first + LINE * away, first - LINE * away):
            if TOP <= y <= HEIGHT - BOTTOM - 4:
                yield y


def _shown(chart: Funnel, value: Fraction | float) -> str:
    return show(Quantity(Fraction(value), chart.unit), chart.decimals, style="table").text


def said(chart: Funnel) -> str:
    """What the funnel shows in words: its middle, how many stand outside, which."""
    outside = [p for p in chart.points if p.meaning != "none"]
    told = ", ".join(f"{p.name} ({_shown(chart, p.value)})" for p in outside)
    found = f"{len(outside)} of {len(chart.points)} stand outside the {OUTER}: {told}." if outside else ""
    none = "" if outside else f"None of the {len(chart.points)} stands outside the {OUTER}."
    middle = f"The line they stand around is {_shown(chart, chart.centre)}."
    return " ".join(w for w in (f"Funnel plot: {chart.title}.", middle, found or none, chart.verdict) if w)
