"""A control chart drawn: points with their meaning, average and limits of each stretch, a target, in words too.

Run charts are the same without limits. The sums are finished before: nothing is decided here but where things stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from xml.sax.saxutils import escape

from peelian.charts.frame import (
    BOTTOM,
    GREY,
    LEFT,
    TOP,
    WIDTH,
    Drawing,
    Frame,
    axis,
    broken_line,
    foot,
    frame,
    opened,
)
from peelian.charts.marks import NAMES, Meaning, mark
from peelian.periods import Period, short, words
from peelian.quantities import Quantity, in_words, show

NAMES_BESIDE = 128  # room to the right, for the names of the lines
LINE_OF_TEXT = 15  # names of lines stand at least so far apart
LEGEND = 24  # more height, for the names of the marks
LIMIT, CENTRE, TARGET = "#5b6168", "#1a1a1a", "#0b6b3a"


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


@dataclass(frozen=True)
class ControlChart:
    """What is shown. `kind` names the chart ("XmR chart", "run chart"), `centre` its middle line ("average").

    `unit_words` names the axis ("offences a month"); `verdict` is the one sentence that sums it up.
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


def draw(chart: ControlChart) -> Drawing:
    """The drawing of a series with one known point at least."""
    known = [point.value for point in chart.points if point.value is not None]
    lines = [line for p in chart.points for line in (p.lower, p.centre, p.upper) if line is not None]
    target = [chart.target] if chart.target is not None else []
    sheet = frame([*known, *lines, *target], chart.unit, len(chart.points), from_zero=False, right=NAMES_BESIDE)
    height = sheet.height + LEGEND
    alt = said(chart)
    periods = [point.period for point in chart.points]
    parts = [
        *opened(chart.title, alt, height),
        *axis(sheet),
        *foot(sheet, periods),
        *_lines(sheet, chart),
        *_starts(sheet, chart.points),
        f'<path d="{broken_line(sheet, [p.value for p in chart.points])}" fill="none" stroke="{GREY}"'
        ' stroke-width="1.4" stroke-linejoin="round"/>',
        *(
            mark(sheet.x(n), sheet.y(point.value), point.meaning, hollow=point.provisional)
            for n, point in enumerate(chart.points)
            if point.value is not None
        ),
        *_names(sheet, chart),
        *_legend(sheet, chart),
        "</svg>",
    ]
    return Drawing("".join(parts), alt)


def _lines(sheet: Frame, chart: ControlChart) -> Iterator[str]:
    for values, look in (
        ([p.upper for p in chart.points], f'stroke="{LIMIT}" stroke-width="1.4" stroke-dasharray="7 4"'),
        ([p.lower for p in chart.points], f'stroke="{LIMIT}" stroke-width="1.4" stroke-dasharray="7 4"'),
        ([p.centre for p in chart.points], f'stroke="{CENTRE}" stroke-width="1.6"'),
    ):
        path = "".join(_level_runs(sheet, values, chart.points))
        if path:
            yield f'<path d="{path}" fill="none" {look}/>'
    if chart.target is not None:
        y = sheet.y(chart.target)
        look = f'stroke="{TARGET}" stroke-width="1.6" stroke-dasharray="2 3"'
        yield f'<path d="M{LEFT} {y}H{WIDTH - sheet.right}" fill="none" {look}/>'


def _level_runs(sheet: Frame, values: Sequence[float | None], points: Sequence[ControlPoint]) -> Iterator[str]:
    """A line that stays level as long as its value does, each period as wide as its place."""
    stretches = [0]
    for point in points[1:]:
        stretches.append(stretches[-1] + point.starts)
    for (value, _), run in groupby(range(len(values)), key=lambda n: (values[n], stretches[n])):
        if value is not None:
            indexes = list(run)
            yield f"M{sheet.x(indexes[0] - 0.5)} {sheet.y(value)}H{sheet.x(indexes[-1] + 0.5)}"


def _starts(sheet: Frame, points: Sequence[ControlPoint]) -> Iterator[str]:
    """A mark at the foot and the head of the sheet where the lines were set anew."""
    for n, point in enumerate(points):
        if point.starts and n:
            x = sheet.x(n - 0.5)
            yield f'<path d="M{x} {TOP}V{sheet.height - BOTTOM}" stroke="{GREY}" stroke-dasharray="1 3"/>'
            name = f"set anew {short(point.period)}"
            anchor, at = ("start", x + 4) if x < WIDTH / 2 else ("end", x - 4)
            yield f'<text x="{at:.2f}" y="{TOP - 5}" font-size="11" text-anchor="{anchor}">{escape(name)}</text>'


def _names(sheet: Frame, chart: ControlChart) -> Iterator[str]:
    """The names and levels of the lines as they are at the last period, beside it; none on top of another."""
    last = chart.points[-1]
    wanted = [
        (value, name)
        for value, name in (
            (last.upper, "upper limit"),
            (last.centre, chart.centre),
            (last.lower, "lower limit"),
            (float(chart.target) if chart.target is not None else None, "target"),
        )
        if value is not None
    ]
    placed: list[tuple[float, str]] = []
    for value, name in sorted(wanted, key=lambda pair: -pair[0]):
        y = sheet.y(value) + 4
        if placed and y - placed[-1][0] < LINE_OF_TEXT:
            y = placed[-1][0] + LINE_OF_TEXT
        placed.append((y, f"{name} {_level(chart, value)}"))
    over = max(0.0, placed[-1][0] - (sheet.height - BOTTOM + 4)) if placed else 0
    for y, text in placed:
        yield f'<text x="{WIDTH - sheet.right + 6}" y="{y - over:.2f}" font-size="12">{escape(text)}</text>'


def _legend(sheet: Frame, chart: ControlChart) -> Iterator[str]:
    """The words below: what is measured; which mark means what, of those that are there."""
    yield (
        f'<text x="{LEFT - 58}" y="{sheet.height - 8}" font-size="12">{escape(chart.unit_words)}; {escape(chart.kind)};'
        f" {sheet.starts}</text>"
    )
    x, y = float(LEFT - 52), sheet.height + LEGEND - 12
    there = {point.meaning for point in chart.points if point.value is not None}
    entries = [(meaning, name, False) for meaning, name in NAMES.items() if meaning in there]
    if any(point.provisional for point in chart.points if point.value is not None):
        entries.append(("none", "hollow: provisional", True))
    for meaning, name, hollow in entries:
        yield mark(x, y, meaning, hollow=hollow)
        yield f'<text x="{x + 9:.0f}" y="{y + 4}" font-size="12">{escape(name)}</text>'
        x += 9 + 6.2 * len(name) + 22


def _level(chart: ControlChart, value: float | Fraction, *, style: str = "table") -> str:
    exact = Fraction(value)
    return show(Quantity(exact, chart.unit), chart.decimals, style="prose" if style == "prose" else "table").text


def said(chart: ControlChart) -> str:
    """What the chart shows in words: its kind and span, where it stands now, its lines, what stands out."""
    known = [point for point in chart.points if point.value is not None]
    latest, first = known[-1], chart.points[0]
    assert latest.value is not None
    parts = [
        f"{chart.kind[0].upper()}{chart.kind[1:]}: {chart.title}, {words(first.period)} to"
        f" {words(chart.points[-1].period)}.",
        f"The latest value is {_level(chart, latest.value, style='prose')} ({words(latest.period)}).",
        *_lines_said(chart),
        *_marks_said(known),
    ]
    missing = len(chart.points) - len(known)
    if missing:
        parts.append(f"Without a value, and left as a gap: {missing} of {len(chart.points)}.")
    return " ".join([*parts, chart.verdict] if chart.verdict else parts)


def _lines_said(chart: ControlChart) -> Iterator[str]:
    last = chart.points[-1]
    if last.centre is not None:
        since = next((p.period for p in reversed(chart.points) if p.starts), None)
        when = f" since {words(since)}" if since is not None and since != chart.points[0].period else ""
        limits = ""
        if last.lower is not None and last.upper is not None:
            limits = f", limits {_level(chart, last.lower)} to {_level(chart, last.upper)}"
        yield f"The {chart.centre}{when} is {_level(chart, last.centre, style='prose')}{limits}."
    if chart.target is not None:
        yield f"The target is {_level(chart, chart.target, style='prose')}."


def _marks_said(known: Sequence[ControlPoint]) -> Iterator[str]:
    counted = {m: sum(p.meaning == m for p in known) for m in NAMES if m != "none"}
    told = [f"{in_words(n)} as {NAMES[meaning]}" for meaning, n in counted.items() if n]
    yield f"Marked: {', '.join(told)}." if told else "No point is marked."
