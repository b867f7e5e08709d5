"""Names in a chart, placed so that none touches another: beside lines, over uprights, and of marks in a legend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from peelian.charts.frame import BOTTOM, GREY, LINE, MARGIN, SMALL, WIDTH, Frame
from peelian.charts.lettering import width
from peelian.charts.marks import WHITE

OVER = 11  # size of type of the names over the sheet
ROW = 13  # these stand so far apart
LEGEND = 24  # the height of one row of a legend, more rows a line of text each
BESIDE_MARK, BETWEEN = 9, 22  # from a mark to its name, from there to the next mark


@dataclass(frozen=True)
class Upright:
    """A line from the foot to the head of the sheet, at this place, with its name over it."""

    place: float
    name: str
    dashes: str = ""


@dataclass(frozen=True)
class Entry:
    """A mark of a legend, drawn about the place it is given, and what it means."""

    drawn: Callable[[float, float], str]
    name: str


def beside(sheet: Frame, lines: Iterable[tuple[float, str]]) -> list[str]:
    """The names of lines, each at its value or as near as there is room, the highest first."""
    ordered = sorted(lines, key=lambda line: -line[0])
    heights: list[float] = []
    for value, _ in ordered:
        y = sheet.y(value) + 4
        heights.append(max(y, heights[-1] + LINE) if heights else y)
    floor = sheet.height - BOTTOM + 4.0
    for n in reversed(range(len(heights))):
        heights[n] = min(heights[n], floor)
        floor = heights[n] - LINE
    x = WIDTH - sheet.right + 6
    return [
        f'<text x="{x}" y="{y:.2f}" font-size="{SMALL}">{escape(name)}</text>'
        for y, (_, name) in zip(heights, ordered, strict=True)
    ]


def over(sheet: Frame, uprights: Sequence[Upright]) -> tuple[Frame, list[str]]:
    """The uprights, and the sheet as high as their names need: those that would touch stand in rows."""
    rows: list[float] = []  # where the leftmost name of each row begins
    placed = []
    for upright in sorted(uprights, key=lambda upright: -upright.place):
        x = sheet.x(upright.place)
        end = x + 4 + width(upright.name, OVER) + 6
        row = next((row for row, begins in enumerate(rows) if end <= begins), len(rows))
        rows[row : row + 1] = [x]
        placed.append((upright, x, row))
    more = ROW * max(0, len(rows) - 1)
    if more:
        sheet = replace(sheet, top=sheet.top + more, height=sheet.height + more)
    lines, names = [], []
    for upright, x, row in placed:
        head = sheet.top - ROW * row
        dashes = f' stroke-dasharray="{upright.dashes}" stroke-width="1.8"' if upright.dashes else ""
        lines.append(f'<path d="M{x} {head - (ROW if row else 0)}V{sheet.height - BOTTOM}" stroke="{GREY}"{dashes}/>')
        names.append(
            f'<text x="{x + 4:.2f}" y="{head - 5}" font-size="{OVER}" stroke="{WHITE}" stroke-width="3"'
            f' paint-order="stroke">{escape(upright.name)}</text>'
        )
    return sheet, lines + names


def legend(entries: Iterable[Entry], y: float) -> tuple[list[str], int]:
    """Marks and their names in a row from this height on, in more rows where they need them; the height of all."""
    start, parts, more = MARGIN + 6.0, [], 0
    x = start
    for entry in entries:
        end = x + BESIDE_MARK + width(entry.name, SMALL)
        if end > WIDTH - MARGIN and x > start:
            end += start - x
            x, more = start, more + LINE
        parts.append(entry.drawn(x, y + more))
        place = f'x="{x + BESIDE_MARK:.0f}" y="{y + more + 4}"'
        parts.append(f'<text {place} font-size="{SMALL}">{escape(entry.name)}</text>')
        x = end + BETWEEN
    return parts, LEGEND + more
