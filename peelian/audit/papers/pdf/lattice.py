"""Tables drawn with rules in both directions: each cell has its own frame."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from peelian.audit.papers.pdf.gutters import Segment, together
from peelian.audit.papers.pdf.lines import Line, Word
from peelian.audit.papers.pdf.pieces import DraftCell
from peelian.audit.papers.pdf.rules import TOUCH, Rule, Rules

NEAR = 4.0  # points between two lines that are drawn as one
COVERED = 0.6  # of the side of a cell, which is then closed
MOST_RULES = 2_000  # of a page; more are a drawing
MOST_CELLS = 20_000


class Box(NamedTuple):
    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


class Lattice(NamedTuple):
    """A frame with its lines: `xs` of uprights and `ys` of level ones, with the rules themselves."""

    xs: list[float]
    ys: list[float]
    rules: Rules

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def lattices_of(rules: Rules) -> list[Lattice]:
    """Groups of lines that touch, with at least two level and two upright ones."""
    if len(rules.level) + len(rules.upright) > MOST_RULES:
        return []
    found = []
    for group in _touching(rules):
        xs = _clustered([r.at for r in group.upright], [e for r in group.level for e in (r.start, r.end)])
        ys = _clustered([r.at for r in group.level], [e for r in group.upright for e in (r.start, r.end)])
        if len(group.upright) >= 1 and len(group.level) >= 2 and len(xs) >= 3 and len(ys) >= 2:
            found.append(Lattice(xs, ys, group))
    return found


def _touching(rules: Rules) -> list[Rules]:
    level, upright = rules.level, rules.upright
    parent = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, flat in enumerate(level):
        for j, tall in enumerate(upright):
            meets = (
                flat.start - TOUCH <= tall.at <= flat.end + TOUCH and tall.start - TOUCH <= flat.at <= tall.end + TOUCH
            )
            if meets:
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, Rules] = {}
    for at, rule in enumerate([*level, *upright]):
        group = groups.setdefault(root(at), Rules([], []))
        (group.level if at < len(level) else group.upright).append(rule)
    return [group for group in groups.values() if group.level and group.upright]


def _clustered(places: list[float], ends: list[float]) -> list[float]:
    """Places of lines, near ones as one, and the outermost ends of the lines across where no line closes them."""
    every = sorted([*places, min(ends), max(ends)])
    found = [every[0]]
    for place in every[1:]:
        if place - found[-1] > NEAR:
            found.append(place)
    return found


def cells_of(lattice: Lattice, lines: Sequence[Line]) -> tuple[list[list[DraftCell]], int] | None:
    """Rows of cells and the number of columns; None where it is too large to be a table."""
    wide, tall = len(lattice.xs) - 1, len(lattice.ys) - 1
    if wide * tall > MOST_CELLS:
        return None
    areas = _areas(lattice, wide, tall)
    held: dict[tuple[int, int, int, int], list[Line]] = {area: [] for area in areas.values()}
    for line in lines:
        groups: dict[tuple[int, int, int, int], list[Word]] = {}
        for word in line.words:
            i = _index(lattice.ys, line.base - 0.3 * line.size)
            j = _index(lattice.xs, word.middle)
            if i is not None and j is not None:
                groups.setdefault(areas[i, j], []).append(word)
        for area, words in groups.items():
            held[area].append(line.with_words(words))
    rows: list[list[DraftCell]] = []
    for i in range(tall):
        own = sorted(area for area in held if area[0] == i)
        row = [DraftCell(held[a], a[1] + 1, columns=a[3] - a[1] + 1, rows=a[2] - a[0] + 1) for a in own]
        if any(cell.lines for cell in row) or any(cell.rows > 1 for cell in row):
            rows += _parted(row)
    return rows, wide


def _index(edges: list[float], place: float) -> int | None:
    for at, (start, end) in enumerate(pairwise(edges)):
        if start <= place < end:
            return at
    return None


def _areas(lattice: Lattice, wide: int, tall: int) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """Of each square of the grid: the cell it is part of, as first row and column, last row and column."""
    area = {(i, j): (i, j, i, j) for i in range(tall) for j in range(wide)}
    for i in range(tall):
        j = 0
        while j < wide:
            end = j
            while end + 1 < wide and not _closed(lattice.rules.upright, lattice.xs[end + 1], lattice.ys[i : i + 2]):
                end += 1
            for at in range(j, end + 1):
                area[i, at] = (i, j, i, end)
            j = end + 1
    for i in range(1, tall):
        for j in range(wide):
            above, here = area[i - 1, j], area[i, j]
            if here[0] != i or here[1] != j or (above[1], above[3]) != (here[1], here[3]):
                continue
            if not _closed(lattice.rules.level, lattice.ys[i], [lattice.xs[here[1]], lattice.xs[here[3] + 1]]):
                grown = (above[0], above[1], i, above[3])
                for row in range(above[0], i + 1):
                    for column in range(above[1], above[3] + 1):
                        area[row, column] = grown
    return area


def _closed(rules: Sequence[Rule], at: float, side: Sequence[float]) -> bool:
    covered = sum(
        max(0.0, min(rule.end, side[1]) - max(rule.start, side[0])) for rule in rules if abs(rule.at - at) <= NEAR
    )
    return covered >= COVERED * (side[1] - side[0])


def _parted(row: list[DraftCell]) -> list[list[DraftCell]]:
    """A framed row as the rows that stand in it: those of a table whose rows no rule parts."""
    if any(cell.rows > 1 for cell in row) or len(row) < 2:
        return [row]
    numbers = sorted({line.number for cell in row for line in cell.lines})
    placed = [
        [
            ((cell.column, cell.columns), Segment.of(line.words, line))
            for cell in row
            for line in cell.lines
            if line.number == number
        ]
        for number in numbers
    ]
    groups = together(placed, ruled=True)
    if len(groups) < 2:
        return [row]
    made = []
    for group in groups:
        own = {segment.line.number for line in group for _, segment in line}
        made.append(
            [
                DraftCell([line for line in cell.lines if line.number in own], cell.column, columns=cell.columns)
                for cell in row
            ]
        )
    return made
