"""A table of pandoc's tree as rows of cells on a grid, with what spans columns and rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from peelian.audit.papers.tree.inlines import DEEPEST, Node, folded, said

MOST_CELLS = 500_000


@dataclass(frozen=True)
class GridCell:
    text: str
    column: int  # from 1, on the grid
    header: bool
    columns: int
    rows: int


@dataclass
class Grid:
    """Rows of cells. `insides` are the blocks of every cell, `inner` tables inside cells, `notes` their footnotes."""

    rows: list[list[GridCell]] = field(default_factory=list)
    columns: int = 0
    insides: list[list[Node]] = field(default_factory=list)
    inner: list[list[Any]] = field(default_factory=list)
    notes: list[list[Node]] = field(default_factory=list)
    refers: set[str] = field(default_factory=set)


def grid_of(table: list[Any]) -> Grid:
    """From the content of a Table node: attributes, caption, columns, head, bodies, foot."""
    grid = Grid()
    taken: dict[tuple[int, int], bool] = {}
    for at, (row, headed) in enumerate(_rows(table)):
        cells: list[GridCell] = []
        column = 0
        for _, _, rows, columns, blocks in row:
            while taken.get((at, column)):
                column += 1
            columns, rows = max(1, min(columns, 1000)), max(1, min(rows, 10_000))
            if rows * columns + len(taken) > MOST_CELLS:
                rows = columns = 1
            for down in range(rows if rows > 1 else 0):
                taken.update({(at + down, column + across): True for across in range(columns)})
            cells.append(GridCell(_text(blocks, grid), column + 1, column < headed, columns, rows))
            grid.insides.append(blocks)
            column += columns
        grid.columns = max(grid.columns, column)
        if any(cell.text for cell in cells):
            grid.rows.append(cells)
    return grid


def _rows(table: list[Any]) -> Iterator[tuple[list[Any], int]]:
    """Every row with the number of its first columns that are headers: in a head, all."""
    all_of_them = 1_000_000
    for row in table[3][1]:
        yield row[1], all_of_them
    for _, headed, head, body in table[4]:
        for row in head:
            yield row[1], all_of_them
        for row in body:
            yield row[1], headed
    for row in table[5][1]:
        yield row[1], 0


def _text(blocks: list[Node], grid: Grid) -> str:
    return folded(" ".join(_texts(blocks, grid, 0)))


def _texts(blocks: list[Node], grid: Grid, depth: int) -> Iterator[str]:
    """The words of each block of a cell; tables inside it are kept apart."""
    if depth > DEEPEST:
        return
    for block in blocks:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind in ("Para", "Plain", "Header"):
            what = said(content[2] if kind == "Header" else content)
            grid.notes += what.notes
            grid.refers |= what.refers
            yield what.text
        elif kind == "LineBlock":
            for line in content:
                yield said(line).text
        elif kind in ("Div", "BlockQuote", "Figure"):
            inner = {"Div": lambda c: c[1], "BlockQuote": lambda c: c, "Figure": lambda c: c[2]}[kind](content)
            yield from _texts(inner, grid, depth + 1)
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                yield from _texts(item, grid, depth + 1)
        elif kind == "Table":
            grid.inner.append(content)
