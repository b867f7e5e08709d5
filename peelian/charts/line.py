"""A line chart of one series, with its words: one colour, gaps where a value is missing, readable in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from peelian.charts.frame import Drawing, Frame, axis, below, broken_line, foot, frame, opened
from peelian.periods import Period, words
from peelian.quantities import Quantity, show

LINE = "#1d4f91"


@dataclass(frozen=True)
class Point:
    """One period; `value` None is missing and leaves a gap."""

    period: Period
    value: Fraction | None


def draw(title: str, unit: str, unit_words: str, points: Sequence[Point], decimals: int | None) -> Drawing:
    """The chart of a series with two known points at least. `unit_words` names the axis: "offences a month"."""
    periods = [point.period for point in points]
    sheet = frame([p.value for p in points if p.value is not None], unit, len(points))
    alt = _alt(title, unit, points, decimals)
    step = {"month": "month", "quarter": "quarter"}.get(periods[0].kind, "period")
    told, more = below(f"{unit_words}, by {step}; {sheet.starts}", sheet.height - 8)
    parts = [
        *opened(title, alt, sheet.height + more),
        *axis(sheet),
        *foot(sheet, periods),
        *_line(sheet, points),
        *told,
        "</svg>",
    ]
    return Drawing("".join(parts), alt)


def _line(sheet: Frame, points: Sequence[Point]) -> list[str]:
    places = sheet.places([point.value for point in points])
    return [
        f'<path d="{broken_line(places)}" fill="none" stroke="{LINE}" stroke-width="2.2" stroke-linejoin="round"/>',
        f'<g fill="{LINE}">',
        *(f'<circle cx="{place[0]}" cy="{place[1]}" r="2.6"/>' for place in places if place is not None),
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
