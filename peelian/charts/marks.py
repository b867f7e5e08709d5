"""Marks of points: each meaning has its own shape, colour and name, so that colour is never the only sign."""

from __future__ import annotations

from typing import Literal

Meaning = Literal["none", "improvement", "concern", "special"]

NAMES: dict[Meaning, str] = {
    "none": "usual variation",
    "improvement": "improvement",
    "concern": "concern",
    "special": "special cause",
}
COLOURS: dict[Meaning, str] = {"none": "#5b6168", "improvement": "#1d4f91", "concern": "#b3470b", "special": "#5a2d82"}
SIZE = 4.2  # half the width of a mark that stands out
PLAIN = 2.6  # the radius of one that does not
WHITE = "#ffffff"


def mark(x: float, y: float, meaning: Meaning, *, hollow: bool = False) -> str:
    """One point: a dot, a square (improvement), a triangle (concern) or a diamond (special); hollow: provisional."""
    colour = COLOURS[meaning]
    fill = WHITE if hollow else colour
    look = f'fill="{fill}" stroke="{colour}"'
    s = SIZE
    match meaning:
        case "none":
            return f'<circle cx="{x}" cy="{y}" r="{PLAIN}" {look}/>'
        case "improvement":
            return f'<path d="M{x - s:.2f} {y - s:.2f}h{2 * s}v{2 * s}h{-2 * s}z" {look}/>'
        case "concern":
            return f'<path d="M{x - s - 0.6:.2f} {y + s:.2f}h{2 * s + 1.2:.1f}L{x} {y - s - 0.8:.2f}z" {look}/>'
        case "special":
            r = s + 1.4
            return f'<path d="M{x - r:.2f} {y}L{x} {y - r:.2f}L{x + r:.2f} {y}L{x} {y + r:.2f}z" {look}/>'
