"""A sparkline: the run of a series in the height of two lines of text, its last point marked, its limits as a band."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from xml.sax.saxutils import escape

from peelian.charts.frame import INK, Drawing, broken_line
from peelian.charts.marks import Meaning, mark

WIDTH, HEIGHT = 150, 36
EDGE = 7
BAND, CENTRE = "#e3e7ec", "#8a9199"


def draw(
    alt: str,
    values: Sequence[Fraction | float | None],
    last: Meaning = "none",
    limits: tuple[float, float, float] | None = None,
) -> Drawing:
    """The line of these values, at least one known. `limits` are lower, centre and upper as they are now."""
    known = [float(value) for value in values if value is not None]
    wide = [*known, *(limits or ())]
    low, high = min(wide), max(wide)
    span = (high - low) or 1.0

    def y(value: float) -> float:
        return float(round(HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE), 2))

    def x(index: int) -> float:
        return round(EDGE + (WIDTH - 2 * EDGE) * index / max(1, len(values) - 1), 2)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" fill="{INK}">',
        f"<title>{escape(alt)}</title>",
    ]
    if limits is not None:
        lower, centre, upper = (y(value) for value in limits)
        parts.append(
            f'<path d="M{EDGE} {upper}H{WIDTH - EDGE}V{lower}H{EDGE}z" fill="{BAND}"/>'
            f'<path d="M{EDGE} {centre}H{WIDTH - EDGE}" stroke="{CENTRE}" stroke-width="1" stroke-dasharray="3 2"/>'
        )
    places = [None if value is None else (x(n), y(float(value))) for n, value in enumerate(values)]
    parts.append(
        f'<path d="{broken_line(places)}" fill="none" stroke="{INK}" stroke-width="1.4" stroke-linejoin="round"/>'
    )
    around = [None, *places, None]
    for before, place, after in zip(around, places, around[2:], strict=False):
        if place is not None and before is after is None:  # a value between two gaps would have no line
            parts.append(f'<circle cx="{place[0]}" cy="{place[1]}" r="1.4"/>')
    end = next(place for place in reversed(places) if place is not None)
    parts.append(f"{mark(*end, last)}</svg>")
    return Drawing("".join(parts), alt)
