"""Icons of variation and assurance: small pictures of what a control chart says, each with its words.

Drawn by us. Each is told from the others by its shape alone, in grey as in colour; the words beside it say the same.
"""

from __future__ import annotations

from typing import Literal
from xml.sax.saxutils import escape

from peelian.charts.frame import Drawing
from peelian.charts.marks import COLOURS, Meaning, mark

Variation = Literal[
    "common",
    "improvement-high",
    "improvement-low",
    "concern-high",
    "concern-low",
    "special-high",
    "special-low",
    "special",
    "none",
]
Assurance = Literal["passes", "fails", "hit-and-miss", "none"]

SIZE = 48
INK, PALE, TARGET = "#1a1a1a", "#eef0f2", "#0b6b3a"

VARIATION_WORDS: dict[Variation, str] = {
    "common": "usual variation",
    "improvement-high": "improvement: significantly higher",
    "improvement-low": "improvement: significantly lower",
    "concern-high": "concern: significantly higher",
    "concern-low": "concern: significantly lower",
    "special-high": "significantly higher, neither better nor worse",
    "special-low": "significantly lower, neither better nor worse",
    "special": "an unusual pattern, neither better nor worse",
    "none": "no usual range to hold it against",
}
ASSURANCE_WORDS: dict[Assurance, str] = {
    "passes": "expected to meet the target each time",
    "fails": "expected to miss the target each time",
    "hit-and-miss": "may meet or miss the target by chance",
    "none": "no target to hold it against",
}

UP = ((8, 38), (16, 33), (24, 36), (36, 13))
DOWN = tuple((x, SIZE - y) for x, y in UP)
WAVE = "M6 24q6 -14 12 0t12 0t12 0"


def variation(kind: Variation) -> Drawing:
    """The icon of what a series does now: its last point is a mark of its meaning, beyond a limit."""
    words = VARIATION_WORDS[kind]
    if kind == "none":
        return _icon(words, '<path d="M14 24h4M22 24h4M30 24h4" stroke-width="3"/>', dashed=True)
    if kind == "common":
        limits = '<path d="M6 12h36M6 36h36" stroke-dasharray="4 3" stroke-width="1.2"/>'
        return _icon(words, f'{limits}<path d="{WAVE}" stroke-width="2.2"/>')
    if kind == "special":
        path = '<path d="M8 30L15 18L22 30L29 18L36 24" stroke-width="2"/>'
        return _icon(words, f"{path}{mark(38, 24, 'special')}", edge=COLOURS["special"])
    name, _, side = kind.partition("-")
    meanings: dict[str, Meaning] = {"improvement": "improvement", "concern": "concern", "special": "special"}
    meaning = meanings[name]
    high = side == "high"
    points = UP if high else DOWN
    limit = 22 if high else SIZE - 22
    path = "L".join(f"{x} {y}" for x, y in points)
    last = mark(*points[-1], meaning)
    across = f'<path d="M6 {limit}h36" stroke-dasharray="4 3" stroke-width="1.2"/>'
    return _icon(words, f'{across}<path d="M{path}" stroke-width="2"/>{last}', edge=COLOURS[meaning])


def assurance(kind: Assurance) -> Drawing:
    """The icon of the target against the limits: a tick beyond it, a cross short of it, a wave across it."""
    words = ASSURANCE_WORDS[kind]
    line = f'<path d="M6 24h36" stroke="{TARGET}" stroke-width="2" stroke-dasharray="2 3"/>'
    match kind:
        case "passes":
            return _icon(words, f'{line}<path d="M15 13l6 6l13 -13" stroke-width="3.2"/>')
        case "fails":
            return _icon(words, f'{line}<path d="M17 30l12 12m0 -12l-12 12" stroke-width="3.2"/>')
        case "hit-and-miss":
            return _icon(words, f'{line}<path d="{WAVE}" stroke-width="2.4"/>')
        case "none":
            return _icon(words, '<path d="M14 24h20" stroke-width="3"/>', dashed=True)


def _icon(words: str, inside: str, *, edge: str = INK, dashed: bool = False) -> Drawing:
    """A rounded square with a picture of lines in it."""
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img">'
        f"<title>{escape(words)}</title>"
        f'<rect x="1.5" y="1.5" width="{SIZE - 3}" height="{SIZE - 3}" rx="8" fill="{PALE}" stroke="{edge}"'
        f' stroke-width="2"{dash}/>'
        f'<g fill="none" stroke="{INK}" stroke-linecap="round" stroke-linejoin="round">{inside}</g></svg>'
    )
    return Drawing(svg, words)
