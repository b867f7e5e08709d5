"""A control chart drawn: points with their meaning, average and limits of each stretch, a target, in words too.

Run charts are the same without limits. The sums are finished before: nothing is decided here but where things stand.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from peelian.charts.frame import (
    GREY,
    SMALL,
    WIDTH,
    Drawing,
    Frame,
    axis,
    below,
    broken_line,
    foot,
    frame,
    number,
    opened,
)
from peelian.charts.lettering import width
from peelian.charts.marks import NAMES, Meaning, mark
from peelian.charts.naming import Entry, Upright, beside, legend, over
from peelian.periods import Period, short, words
from peelian.quantities import Quantity, in_words, show

NAMES_BESIDE = 128  # room to the right, for the names of the lines, and more where they are long
LIMIT, CENTRE, TARGET, RANGE = "#5b6168", "#1a1a1a", "#0b6b3a", "#dfe4ea"
DOTS = "1 4"  # an upright that nobody has confirmed


@dataclass(frozen=True)
class ControlPoint:
    """One period. `value` None is missing. The lines are None where there are none (yet) at this point."""

    period: Period
    value: Fraction | None
    centre: float | None
    lower: float | None
    upper: float | None
    meaning: Meaning = "none"
    provisional: bool = False
    starts: bool = False
    """Whether a new stretch starts here: the lines were set anew."""
    proposed: bool = False
    """Whether a new level is proposed from here on that nobody has confirmed: the lines are as if there were none."""


@dataclass(frozen=True)
class Expected:
    """The range in which the value of a period to come is expected, in the unit of the chart."""

    period: Period
    low: float
    high: float


@dataclass(frozen=True)
class ControlChart:
    """What is shown. `kind` names the chart ("XmR chart", "run chart"), `centre` its middle line ("average").

    `unit_words` names the axis ("offences a month"); `verdict` is the one sentence that sums it up. `ahead` are the
    periods that follow the last point, in order. `of_lines`: the decimals of averages and limits, where they are not
    those of the values.
    """

    title: str
    kind: str
    centre: str
    unit: str
    unit_words: str
    decimals: int | None
    points: Sequence[ControlPoint]
    verdict: str
    target: Fraction | None = None
    ahead: Sequence[Expected] = ()
    of_lines: int | None = None

    @property
    def line_decimals(self) -> int | None:
        return self.decimals if self.of_lines is None else self.of_lines


def draw(chart: ControlChart) -> Drawing:
    """The drawing of a series with one known point at least."""
    points = chart.points
    known = [point.value for point in points if point.value is not None]
    lines = [line for p in points for line in (p.lower, p.centre, p.upper) if line is not None]
    ahead = [end for expected in chart.ahead for end in (expected.low, expected.high)]
    target = [chart.target] if chart.target is not None else []
    names = _names(chart)
    right = max(NAMES_BESIDE, math.ceil(12 + max((width(name, SMALL) for _, name in names), default=0)))
    count = len(points) + len(chart.ahead)
    sheet = frame([*known, *lines, *ahead, *target], chart.unit, count, from_zero=False, right=right)
    sheet, uprights = over(sheet, _uprights(points))
    told, more = below(f"{chart.unit_words}; {chart.kind}; {sheet.starts}", sheet.height - 8)
    keys, legend_height = legend(_entries(chart), sheet.height + more + 12)
    places = sheet.places([point.value for point in points])
    alt = said(chart)
    parts = [
        *opened(chart.title, alt, sheet.height + more + legend_height),
        *axis(sheet),
        *foot(sheet, [point.period for point in points]),
        *_ahead(sheet, chart),
        *_lines(sheet, chart),
        *uprights,
        f'<path d="{broken_line(places)}" fill="none" stroke="{GREY}" stroke-width="1.4" stroke-linejoin="round"/>',
        *(
            mark(*place, point.meaning, hollow=point.provisional)
            for place, point in zip(places, points, strict=True)
            if place is not None
        ),
        *beside(sheet, names),
        *told,
        *keys,
        "</svg>",
    ]
    return Drawing("".join(parts), alt)


def _lines(sheet: Frame, chart: ControlChart) -> Iterator[str]:
    border = cache(lambda n: str(sheet.x(n - 0.5)))  # lines that move share theirs
    for values, look in (
        ([p.upper for p in chart.points], f'stroke="{LIMIT}" stroke-width="1.4" stroke-dasharray="7 4"'),
        ([p.lower for p in chart.points], f'stroke="{LIMIT}" stroke-width="1.4" stroke-dasharray="7 4"'),
        ([p.centre for p in chart.points], f'stroke="{CENTRE}" stroke-width="1.6"'),
    ):
        path = _stairs(border, sheet.y, values, chart.points)
        if path:
            yield f'<path d="{path}" fill="none" {look}/>'
    if chart.target is not None:
        y = sheet.y(chart.target)
        look = f'stroke="{TARGET}" stroke-width="1.6" stroke-dasharray="2 3"'
        yield f'<path d="M{sheet.left} {y}H{WIDTH - sheet.right}" fill="none" {look}/>'


def _stairs(
    border: Callable[[int], str],
    y: Callable[[float], float],
    values: Sequence[float | None],
    points: Sequence[ControlPoint],
) -> str:
    """A line that is level over each period and steps up or down between them; broken where a stretch starts."""
    path: list[str] = []
    level: float | None = None
    for n, (value, point) in enumerate(zip(values, points, strict=True)):
        if value == level and not point.starts:
            continue
        if level is not None:
            path.append(f"H{border(n)}")
        if value is not None:
            joined = level is not None and not point.starts
            path.append(f"V{y(value)}" if joined else f"M{border(n)} {y(value)}")
        level = value
    return "".join(path) + (f"H{border(len(points))}" if level is not None else "")


def _ahead(sheet: Frame, chart: ControlChart) -> Iterator[str]:
    """A light bar over each period to come, from the lowest to the highest value that is expected."""
    for n, expected in enumerate(chart.ahead, len(chart.points)):
        left, right, head, floor = sheet.x(n - 0.4), sheet.x(n + 0.4), sheet.y(expected.high), sheet.y(expected.low)
        place = f'x="{left}" y="{head}" width="{right - left:.2f}" height="{floor - head:.2f}"'
        yield f'<rect {place} fill="{RANGE}" stroke="{GREY}" stroke-width="0.8"/>'


def _uprights(points: Sequence[ControlPoint]) -> list[Upright]:
    """Where the lines were set anew, in a line; where a step is proposed that nobody has confirmed, in dots."""
    anew = [Upright(n - 0.5, f"set anew {short(p.period)}") for n, p in enumerate(points) if n and p.starts]
    return anew + [
        Upright(n - 0.5, f"step proposed {short(p.period)}", DOTS) for n, p in enumerate(points) if n and _open(p)
    ]


def _open(point: ControlPoint) -> bool:
    """Whether a step is proposed here; where the lines were set anew it is confirmed."""
    return point.proposed and not point.starts


def _names(chart: ControlChart) -> list[tuple[float, str]]:
    """The lines as they are at the last period: their values, and what they are called."""
    last = chart.points[-1]
    target = float(chart.target) if chart.target is not None else None
    return [
        (value, f"{name} {number(value, chart.unit, decimals)}")
        for value, name, decimals in (
            (last.upper, "upper limit", chart.line_decimals),
            (last.centre, chart.centre, chart.line_decimals),
            (last.lower, "lower limit", chart.line_decimals),
            (target, "target", chart.decimals),
        )
        if value is not None
    ]


def _entries(chart: ControlChart) -> Iterator[Entry]:
    """Which mark means what, of those that are there; what the bars to the right are."""
    known = [point for point in chart.points if point.value is not None]
    there = {point.meaning for point in known}
    for meaning, name in NAMES.items():
        if meaning in there:
            yield Entry(lambda x, y, meaning=meaning: mark(x, y, meaning), name)  # type: ignore[misc]
    if any(point.provisional for point in known):
        yield Entry(lambda x, y: mark(x, y, "none", hollow=True), "hollow: provisional")
    if chart.ahead:
        first, last = short(chart.ahead[0].period), short(chart.ahead[-1].period)
        yield Entry(_key_of_ahead, f"expected range, {first}" + (f" to {last}" if last != first else ""))


def _key_of_ahead(x: float, y: float) -> str:
    return f'<rect x="{x - 4}" y="{y - 5}" width="8" height="10" fill="{RANGE}" stroke="{GREY}" stroke-width="0.8"/>'


def said(chart: ControlChart) -> str:
    """What the chart shows in words: its kind and span, where it stands, its lines, what stands out, what is next."""
    known = [point for point in chart.points if point.value is not None]
    latest, first = known[-1], chart.points[0]
    assert latest.value is not None
    parts = [
        f"{chart.kind[0].upper()}{chart.kind[1:]}: {chart.title}, {words(first.period)} to"
        f" {words(chart.points[-1].period)}.",
        f"The latest value is {_prose(chart, latest.value, chart.decimals)} ({words(latest.period)}).",
        *_lines_said(chart),
        *_marks_said(known),
        *_steps_said(chart.points),
        *_ahead_said(chart),
    ]
    missing = len(chart.points) - len(known)
    if missing:
        parts.append(f"Without a value, and left as a gap: {missing} of {len(chart.points)}.")
    return " ".join([*parts, chart.verdict] if chart.verdict else parts)


def _lines_said(chart: ControlChart) -> Iterator[str]:
    last = chart.points[-1]
    if last.centre is not None:
        begins = next((n for n in reversed(range(len(chart.points))) if chart.points[n].starts), 0)
        when = f" since {words(chart.points[begins].period)}" if begins else ""
        now = f" ({words(last.period)})"
        stretch = chart.points[begins:]
        moving = len({p.centre for p in stretch if p.centre is not None}) > 1
        limits = ""
        if last.upper is not None:
            wobbling = not moving and len({(p.lower, p.upper) for p in stretch if p.upper is not None}) > 1
            known = [end for end in (last.lower, last.upper) if end is not None]
            ends = " to ".join(_brief(chart, end, chart.line_decimals) for end in known)
            limits = f", {'limits' if last.lower is not None else 'upper limit'} {ends}{now if wobbling else ''}"
        centre = _prose(chart, last.centre, chart.line_decimals)
        yield f"The {chart.centre}{when} is {centre}{now if moving else ''}{limits}."
    if chart.target is not None:
        yield f"The target is {_prose(chart, chart.target, chart.decimals)}."


def _marks_said(known: Sequence[ControlPoint]) -> Iterator[str]:
    counted = Counter(point.meaning for point in known)
    told = [f"{in_words(counted[m])} as {name}" for m, name in NAMES.items() if m != "none" and counted[m]]
    yield f"Marked: {', '.join(told)}." if told else "No point is marked."


def _steps_said(points: Sequence[ControlPoint]) -> Iterator[str]:
    steps = [f"a step from {words(point.period)}" for point in points[1:] if _open(point)]
    if steps:
        yield f"Proposed, and confirmed by nobody: {', '.join(steps)}."


def _ahead_said(chart: ControlChart) -> Iterator[str]:
    places = chart.decimals
    ranges = [
        f"{_brief(chart, a.low, places)} to {_brief(chart, a.high, places)} ({words(a.period)})" for a in chart.ahead
    ]
    if ranges:
        yield f"Expected: {', '.join(ranges)}."


def _prose(chart: ControlChart, value: float | Fraction, decimals: int | None) -> str:
    return show(Quantity(Fraction(value), chart.unit), decimals, style="prose").text


def _brief(chart: ControlChart, value: float | Fraction, decimals: int | None) -> str:
    return show(Quantity(Fraction(value), chart.unit), decimals, style="table").text
