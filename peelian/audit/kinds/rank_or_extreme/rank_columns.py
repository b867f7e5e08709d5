"""A column of places ("Rank", "Position") against the column it puts in order.

Which column that is, and whether the highest or the lowest stands first, is what most of its rows bear out; the other
rows are then wrong. Numbers that print the same may have any of their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from peelian.audit.claims.model import Claim, Stated
from peelian.audit.claims.sums import shown
from peelian.audit.claims.verdicts import plain_reason
from peelian.audit.kinds.rank_or_extreme.superlatives import KIND
from peelian.audit.material import Material
from peelian.audit.tables.columns import numeric
from peelian.audit.tables.grid import Grid
from peelian.quantities import Printed

LEAST_ROWS = 5  # of places: in fewer, one wrong number moves too many of them
_RANK = re.compile(r"^\W*(?:national\s+|overall\s+|group\s+)?(?:rank(?:ing)?|position|place)\W*$", re.I)
_PLACE = re.compile(r"\W*(\d{1,3})(?:st|nd|rd|th)?(?:\s*=)?\W*")


@dataclass(frozen=True)
class Placed:
    """A row with its printed place, its number, and the places that number may have, 1 being the first."""

    row: int
    printed: str
    place: int
    number: Printed
    first: int
    last: int

    @property
    def fits(self) -> bool:
        return self.first <= self.place <= self.last


def of_columns(material: Material) -> Iterator[Claim]:
    """The claims of every column of places whose numbers stand in the table."""
    for grid in material.reading.grids:
        for at, header in enumerate(grid.headers):
            if _RANK.match(header):
                yield from _of_column(grid, at)


def _of_column(grid: Grid, at: int) -> Iterator[Claim]:
    printed = {row: texts[at].strip() for row, texts in enumerate(grid.texts) if at < len(texts)}
    places = {row: int(match[1]) for row, text in printed.items() if (match := _PLACE.fullmatch(text))}
    if len(places) < LEAST_ROWS or min(places.values()) != 1 or max(places.values()) > len(places):
        return  # the places are among others than these
    choices = [
        (column, high, placed)
        for column in numeric(grid)
        if column != at
        for high in (True, False)
        if len(placed := _placed(grid, column, places, printed, high)) == len(places)
    ]
    if not choices:
        return
    column, high, best = max(choices, key=lambda choice: sum(one.fits for one in choice[2]))
    if sum(one.fits for one in best) * 5 >= len(best) * 3 and len({one.number.value for one in best}) > 1:
        yield from (_claim(grid, column, high, one, best) for one in best)


def _placed(grid: Grid, column: int, places: dict[int, int], printed: dict[int, str], high: bool) -> list[Placed]:
    numbers = {row: value.number for row in places if (value := grid.cell(row, column)) is not None}
    found = []
    for row, number in numbers.items():
        others = [other for key, other in numbers.items() if key != row]
        before = sum(_ahead(other, number, high) > 0 for other in others)
        level = sum(_ahead(other, number, high) == 0 for other in others)
        found.append(Placed(row, printed[row], places[row], number, before + 1, before + level + 1))
    return found


def _ahead(a: Printed, b: Printed, high: bool) -> int:
    """1 where a stands before b, -1 where after, 0 where they print the same."""
    apart = a.value - b.value if high else b.value - a.value
    return (apart > 0) - (apart < 0)


def _claim(grid: Grid, column: int, high: bool, one: Placed, every: list[Placed]) -> Claim:
    values = sorted((other.number.value for other in every), reverse=high)
    which = "highest" if high else "lowest"
    return Claim(
        KIND,
        grid.spot(one.row),
        Stated(one.printed, None),
        "consistent" if one.fits else "inconsistent",
        plain_reason("consistent")
        if one.fits
        else f"by {grid.headers[column] or 'its number'}, the {which} first, it is {one.first}",
        measure=grid.labels[one.row],
        new=one.number,
        parts=tuple(other.number for other in every),
        recomputed=Fraction(one.first),
        unit="rank",
        severity=None if one.fits else "material",
        sum=f"{shown(one.number.value)} is number {one.first} of {', '.join(shown(v) for v in values[:12])}",
    )
