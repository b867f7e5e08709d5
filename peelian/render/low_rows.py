"""Widths of columns that make the rows of a table low: the longest cells decide, no longest word is cut."""

from __future__ import annotations

from collections.abc import Sequence


def lowest(lengths: Sequence[Sequence[int]], least: Sequence[float], room: float) -> list[float]:
    """The width of each column, in characters; together they are `room`, which the least widths leave something of.

    `lengths` are those of each column's cells. A cell of n characters in a width w takes about n / w lines. The sum of
    the cubes of all cells' lines, cubes because the highest cell of a row decides, is least where each width goes with
    the fourth root of its column's sum of n cubed. No column gets less than its least, and what such a column takes
    more the others lack.
    """
    pull = [float(sum(length**3 for length in column) or 1) ** 0.25 for column in lengths]
    held: set[int] = set()
    while True:
        free = [at for at in range(len(least)) if at not in held]
        left = room - sum(least[at] for at in held)
        scale = left / sum(pull[at] for at in free) if free else 0.0
        short = {at for at in free if pull[at] * scale < least[at]}
        if not short:
            return [float(least[at]) if at in held else pull[at] * scale for at in range(len(least))]
        held |= short
