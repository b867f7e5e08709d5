"""Columns and rows of a table by its white space: gutters that no text crosses, and lines that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from peelian.audit.pdf.lines import Line, Word
from peelian.audit.pdf.pieces import DraftCell

GUTTER = 0.45  # of the size of the font; blanks between words of a cell have 0.25 to 0.33
SIGNS = re.compile(r"[£$€(]|[%)]")
_NUMBER = re.compile(r"[(\[]?[<>≤≥~]?\s*[-+\u2212–]?\s*[£$€]?\s*\d[\d,. ]*(?:%|pp|p|k|m|bn)?[)\]*]*|[-–—*]|\.\.|n/a", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[/–-]\s*(?:\d\d|20\d\d))?")


@dataclass(frozen=True)
class Segment:
    """Words of a line that stand together."""

    words: tuple[Word, ...]
    line: Line

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words if not word.raised)

    def as_line(self) -> Line:
        return self.line.with_words(list(self.words))


@dataclass
class Column:
    x0: float
    x1: float


def is_number(text: str) -> bool:
    """Whether a cell holds one number and nothing else; a year is a name here."""
    return _NUMBER.fullmatch(text) is not None and _YEAR.fullmatch(text) is None


def segments_of(line: Line, gutter: float = GUTTER) -> list[Segment]:
    groups: list[list[Word]] = []
    for word in line.words:
        last = groups[-1][-1] if groups else None
        if last is not None and (word.raised or word.x0 - max(w.x1 for w in groups[-1]) < gutter * max(last.size, word.size)):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [Segment(tuple(group), line) for group in groups]


def columns_of(lines: Sequence[Sequence[Segment]]) -> list[Column]:
    """Columns from left to right. Lines with the most segments say first where they are.

    A segment over several columns spans them and moves none. A head that touches none of the numbers below it is a
    column of its own at first, and then one with the column that no other line fills beside it.
    """
    columns: list[Column] = []
    for line in sorted(lines, key=len, reverse=True):
        for segment in line:
            over = [c for c in columns if c.x0 < segment.x1 and segment.x0 < c.x1]
            if not over:
                columns.append(Column(segment.x0, segment.x1))
            elif len(over) == 1:
                over[0].x0, over[0].x1 = min(over[0].x0, segment.x0), max(over[0].x1, segment.x1)
        columns.sort(key=lambda c: c.x0)
    return _merged(columns, lines)


def _merged(columns: list[Column], lines: Sequence[Sequence[Segment]]) -> list[Column]:
    at = 0
    while at + 1 < len(columns):
        one, two = columns[at], columns[at + 1]
        filled = [(_fills(one, line), _fills(two, line)) for line in lines]
        apart = not any(a and b for a, b in filled)
        rare = min(sum(a for a, _ in filled), sum(b for _, b in filled)) <= 2
        signs = all(SIGNS.fullmatch(s.text) for c in (one,) for line in lines for s in line if _over(c, s)) or all(
            re.fullmatch(r"[%)]", s.text) for line in lines for s in line if _over(two, s)
        )
        if (apart and rare and _in_the_head(filled)) or signs:
            columns[at : at + 2] = [Column(one.x0, two.x1)]
        else:
            at += 1
    return columns


def _in_the_head(filled: list[tuple[bool, bool]]) -> bool:
    """Whether one of two columns is filled above all lines that fill the other."""
    ones = [at for at, (a, _) in enumerate(filled) if a]
    twos = [at for at, (_, b) in enumerate(filled) if b]
    return bool(ones and twos) and (max(ones) < min(twos) or max(twos) < min(ones))


def _over(column: Column, segment: Segment) -> bool:
    return column.x0 < segment.x1 and segment.x0 < column.x1


def _fills(column: Column, line: Sequence[Segment]) -> bool:
    return any(_over(column, segment) for segment in line)


def spanned(segment: Segment, columns: Sequence[Column]) -> tuple[int, int]:
    """The first column, from 1, that a segment stands in, and how many it stands in."""
    over = [at for at, column in enumerate(columns, start=1) if _over(column, segment)]
    if not over:
        middle = (segment.x0 + segment.x1) / 2
        nearest = min(range(len(columns)), key=lambda at: abs((columns[at].x0 + columns[at].x1) / 2 - middle))
        return nearest + 1, 1
    return over[0], over[-1] - over[0] + 1


def rows_of(lines: Sequence[Line], columns: Sequence[Column], gutter: float = GUTTER) -> list[list[DraftCell]]:
    """Rows of cells; lines of each row in its cells."""
    placed = [[(spanned(s, columns), s) for s in segments_of(line, gutter)] for line in lines]
    return [row_of(group) for group in together(placed)]


Placed = list[tuple[tuple[int, int], Segment]]


def row_of(lines: Iterable[Placed]) -> list[DraftCell]:
    cells: list[DraftCell] = []
    for line in lines:
        for (first, count), segment in line:
            last = first + count - 1
            hit = [c for c in cells if c.column <= last and first <= c.column + c.columns - 1]
            if not hit:
                cells.append(DraftCell([segment.as_line()], first, columns=count))
                continue
            cell = hit[0]
            for other in hit[1:]:
                cell.lines += other.lines
                cells.remove(other)
            ends = [c.column + c.columns - 1 for c in hit] + [last]
            cell.column = min([c.column for c in hit] + [first])
            cell.columns = max(ends) - cell.column + 1
            same = next((line for line in cell.lines if line.number == segment.line.number), None)
            if same is not None:
                same.words += segment.words
            else:
                cell.lines.append(segment.as_line())
    for cell in cells:
        cell.lines.sort(key=lambda line: line.number)
    return sorted(cells, key=lambda cell: cell.column)


def together(lines: list[Placed], ruled: bool = False) -> list[list[Placed]]:
    """Lines that make one row, in groups. `ruled`: a rule is drawn after them, so that they may well be one.

    Where columns hold a number in several lines, each such line is a row, and other lines belong to the row that is
    nearest. Else a new row begins where lines stand further apart, or where the first column is filled again.
    """
    if len(lines) < 2:
        return [lines] if lines else []
    anchors = _anchors(lines)
    if len(anchors) >= 2:
        return _around(lines, anchors)
    if ruled:
        return [lines]
    return _by_space(lines)


def _anchors(lines: list[Placed]) -> list[int]:
    """The lines that hold a number alone in the column where most lines do."""
    by_column: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        for (first, count), segment in line:
            if count == 1 and is_number(segment.text):
                by_column.setdefault(first, []).append(at)
    if not by_column:
        return []
    several = {at for held in by_column.values() if len(held) >= 2 for at in held}
    return sorted(several)


def _around(lines: list[Placed], anchors: list[int]) -> list[list[Placed]]:
    bases = [line[0][1].line.base for line in lines]
    owner = []
    for at in range(len(lines)):
        above = [a for a in anchors if a <= at]
        below = [a for a in anchors if a >= at]
        if not above:
            # A head above the first row of numbers, unless it is as near as lines of one cell are.
            owner.append(-1)
        elif not below or bases[at] - bases[above[-1]] <= bases[below[0]] - bases[at]:
            owner.append(above[-1])
        else:
            owner.append(below[0])
    head = [line for line, whose in zip(lines, owner, strict=True) if whose == -1]
    rows = _by_space(head) if head else []
    return rows + [[line for line, whose in zip(lines, owner, strict=True) if whose == anchor] for anchor in anchors]


def _by_space(lines: list[Placed]) -> list[list[Placed]]:
    bases = [line[0][1].line.base for line in lines]
    gaps = [after - before for before, after in pairwise(bases)]
    if not gaps:
        return [lines]
    wide = 1.25 * min(gaps)
    even = max(gaps) <= wide
    rows: list[list[Placed]] = [[lines[0]]]
    for line, gap in zip(lines[1:], gaps, strict=True):
        first_filled = line[0][0][0] == 1 and len(line) >= 2
        if gap > wide or (even and first_filled):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def place_by_columns(rows: Sequence[list[DraftCell]], width: int) -> None:
    """Moves cells of rows that have too few into the columns below which they stand.

    pdfium leaves out cells of the structure that hold nothing on a page, so those after them would move to the left.
    """
    full = [row for row in rows if len(row) == width and all(cell.columns == cell.rows == 1 for cell in row)]
    extents = [[_extent(cell) for row in full for cell in row if cell.column == at and cell.lines] for at in range(1, width + 1)]
    columns = [(min(a for a, _ in each), max(b for _, b in each)) if each else None for each in extents]
    if not full or any(column is None for column in columns):
        return
    known = [column for column in columns if column is not None]
    for row in rows:
        cells = [cell for cell in row if cell.lines]
        if len(row) >= width or any(cell.columns > 1 or cell.rows > 1 for cell in row) or not cells:
            continue
        row[:] = cells
        free = 1
        for left, cell in zip(range(len(cells) - 1, -1, -1), cells, strict=True):
            choice = range(free, width - left + 1)
            cell.column = min(choice, key=lambda at: _distance(_extent(cell), known[at - 1]))
            free = cell.column + 1


def _extent(cell: DraftCell) -> tuple[float, float]:
    return min(line.x0 for line in cell.lines), max(line.x1 for line in cell.lines)


def _distance(one: tuple[float, float], two: tuple[float, float]) -> tuple[float, float]:
    """How far two extents are apart, then how far their middles are."""
    apart = max(0.0, one[0] - two[1], two[0] - one[1])
    return apart, min(abs(one[0] - two[0]), abs(one[1] - two[1]), abs(sum(one) - sum(two)) / 2)
