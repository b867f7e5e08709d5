"""A sparkline: the run of a series in the height of two lines of text, its last point marked, its limits as a band."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from xml.sax.saxutils import escape

from peelian.charts.frame import INK, Drawing, broken_line
from peelian.charts.marks import Meaning, mark

WIDTH, HEIGHT = 150, 36
EDGE = 7
BAND, CENTRE = "#e3e7ec", "#8a9199"

Limits = tuple[float, float, float]
"""Lower limit, centre, upper limit."""


def draw(
    alt: str,
    values: Sequence[Fraction | float | None],
    last: Meaning = "none",
    limits: Sequence[Limits | None] | None = None,
) -> Drawing:
    """The line of these values, at least one known. `limits` are those of each value, None where it has none."""
    held = limits or [None] * len(values)
    known = [float(value) for value in values if value is not None]
    wide = [*known, *(line for lines in held if lines is not None for line in lines)]
    low, high = min(wide), max(wide)
    span = (high - low) or 1.0
    apart = (WIDTH - 2 * EDGE) / max(1, len(values) - 1)

    def y(value: float) -> float:
        return float(round(HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE), 2))

    def x(index: float) -> float:
        return round(min(max(EDGE + apart * index, EDGE), WIDTH - EDGE), 2)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" fill="{INK}">',
        f"<title>{escape(alt)}</title>",
    ]
    bands, centres = [], []
    for first, end, (lower, centre, upper) in _stretches(held):
        left, right = x(first - 0.5), x(end - 0.5)
        bands.append(f"M{left} {y(upper)}H{right}V{y(lower)}H{left}z")
        centres.append(f"M{left} {y(centre)}H{right}")
    if bands:
        parts.append(
            f'<path d="{"".join(bands)}" fill="{BAND}"/>'
            f'<path d="{"".join(centres)}" stroke="{CENTRE}" stroke-width="1"/>'
        )
    places = [None if value is None else (x(n), y(float(value))) for n, value in enumerate(values)]
    parts.append(
        f'<path d="{broken_line(places)}" fill="none" stroke="{INK}" stroke-width="1.4" stroke-linejoin="round"/>'
    )
    around = [None, *places, None]
    for before, place, after in zip(around, places, around[2:], strict=False):
        if place is not None and before is after is None:  # a value between two gaps would have no line
            parts.append(f'<circle cx="{place[0]}" cy="{place[1]}" r="1.4"/>')
    end_of_line = next(place for place in reversed(places) if place is not None)
    parts.append(f"{mark(*end_of_line, last)}</svg>")
    return Drawing("".join(parts), alt)


def _stretches(limits: Sequence[Limits | None]) -> Iterator[tuple[int, int, Limits]]:
    """Where limits stay as they are: the first place, the one after the last, and the limits."""
    first = 0
    for lines, alike in groupby(limits):
        end = first + len(list(alike))
        if lines is not None:
            yield first, end, lines
        first = end
