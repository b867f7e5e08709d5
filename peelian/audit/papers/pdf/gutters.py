"""Columns and rows of a table by its white space: gutters that no text crosses, and lines that belong together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import NamedTuple

from peelian.audit.papers.pdf.lines import Line, Word
from peelian.audit.papers.pdf.pieces import DraftCell

GUTTER = 0.45  # of the size of the font; blanks between words of a cell have 0.25 to 0.33
NEARER = 0.9  # of the distance to the line above: a line belongs to the one below
LEAD = 1.3  # of the size of the font: the most between lines of one cell in a head
LEAST_BODY = 3  # lines with numbers that say where columns are
_BEFORE = re.compile(r"[£$€(]")  # signs that stand apart from their numbers
_AFTER = re.compile(r"[%)]")
_NUMBER = re.compile(
    r"[(\[]?[<>≤≥~]?\s*[-+\u2212–]?\s*[£$€]?\s*\d[\d,. ]*(?:%|pp|p|k|m|bn)?[)\]*]*|[-–—*]|\.\.|n/a", re.I
)
_TIME = re.compile(r"\d{1,3}:\d\d(?::\d\d)?|(?:\d+ ?(?:h|hrs?|m|mins?|s|secs?)\b ?){1,3}", re.I)
_PAIR = re.compile(rf"(?:{_NUMBER.pattern})\s*\(\s*[-+\u2212–]?[£$€]?\d[\d,.]*\s?(?:%|pp|k|m)?\s*\)", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[/–-]\s*(?:\d\d|20\d\d))?")


class Segment(NamedTuple):
    """Words of a line that stand together, from `x0` to `x1`."""

    words: tuple[Word, ...]
    line: Line
    x0: float
    x1: float

    @classmethod
    def of(cls, words: Sequence[Word], line: Line) -> Segment:
        return cls(tuple(words), line, words[0].x0, max(word.x1 for word in words))

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
    """Whether a cell holds a number, a time or a number with another in brackets, and nothing else.

    A year is a name here.
    """
    if _YEAR.fullmatch(text):
        return False
    return any(pattern.fullmatch(text) for pattern in (_NUMBER, _TIME, _PAIR))


def segments_of(line: Line, gutter: float = GUTTER) -> list[Segment]:
    found: list[Segment] = []
    group = [line.words[0]]
    end = group[0].x1
    for word in line.words[1:]:
        gap = word.x0 - end
        if gap < gutter * word.size or word.raised or gap < gutter * group[-1].size:
            group.append(word)
            if word.x1 > end:
                end = word.x1
        else:
            found.append(Segment(tuple(group), line, group[0].x0, end))
            group, end = [word], word.x1
    return [*found, Segment(tuple(group), line, group[0].x0, end)]


def columns_of(lines: Sequence[Sequence[Segment]]) -> list[Column]:
    """Columns from left to right, as the lines with numbers have them; without such lines, as all have them.

    A segment over several columns spans them and moves none. Heads widen the column they stand over: where there is
    one for each, in their order, since a head on the left may not touch the numbers on the right of its column.
    """
    body = strong([sum(is_number(segment.text) for segment in line[1:]) for line in lines])
    if len(body) < LEAST_BODY:
        return _merged(_built(lines), lines)
    columns = _merged(_built([lines[at] for at in body]), lines[body[0] :])
    columns = _headed(columns, lines[: body[0]], lines[body[0] :])
    for line in lines[: body[0]]:
        if len(line) == len(columns):
            for column, segment, after in zip_longest(columns, line, columns[1:]):
                room = after.x0 if after is not None else segment.x1
                column.x0, column.x1 = min(column.x0, segment.x0), max(column.x1, min(segment.x1, room))
    for line in (*lines[: body[0]], *lines[: body[0]]):
        _widen(columns, line)
    return columns


def _headed(
    columns: list[Column], head: Sequence[Sequence[Segment]], body: Sequence[Sequence[Segment]]
) -> list[Column]:
    """Without columns of words that have no head of their own under a head: text of the column before, set wide."""
    if not any(len(line) >= 3 for line in head):
        return columns
    kept: list[Column] = []
    for column in columns:
        own = any(_over(column, s) and sum(_over(c, s) for c in columns) == 1 for line in head for s in line)
        numbers = any(is_number(s.text) for line in body for s in line if _over(column, s))
        if kept and not own and not numbers:
            kept[-1] = Column(kept[-1].x0, column.x1)
        else:
            kept.append(column)
    return kept


def _built(lines: Sequence[Sequence[Segment]]) -> list[Column]:
    columns: list[Column] = []
    for line in sorted(lines, key=len, reverse=True):
        for segment in line:
            if not any(_over(column, segment) for column in columns):
                columns.append(Column(segment.x0, segment.x1))
        _widen(columns, line)
        columns.sort(key=lambda c: c.x0)
    return columns


def _widen(columns: Sequence[Column], line: Sequence[Segment]) -> None:
    for segment in line:
        over = [column for column in columns if _over(column, segment)]
        if len(over) == 1:
            over[0].x0, over[0].x1 = min(over[0].x0, segment.x0), max(over[0].x1, segment.x1)


def _merged(columns: list[Column], lines: Sequence[Sequence[Segment]]) -> list[Column]:
    at = 0
    while at + 1 < len(columns):
        if _are_one(columns[at], columns[at + 1], lines):
            columns[at : at + 2] = [Column(columns[at].x0, columns[at + 1].x1)]
            at = max(0, at - 1)
        else:
            at += 1
    return columns


def _are_one(one: Column, two: Column, lines: Sequence[Sequence[Segment]]) -> bool:
    """Whether two neighbouring columns are one: signs beside numbers, a head beside them, or text set wide."""
    firsts = [[s for s in line if _over(one, s) and not _over(two, s)] for line in lines]
    seconds = [[s for s in line if _over(two, s) and not _over(one, s)] for line in lines]
    across = sum(any(_over(one, s) and _over(two, s) for s in line) for line in lines)
    both = sum(bool(a) and bool(b) for a, b in zip(firsts, seconds, strict=True))
    if across > both or (across >= 2 and 2 * across > both):
        return True
    signs = [s.text for line in firsts for s in line]
    ends = [s.text for line in seconds for s in line]
    if (signs and all(map(_BEFORE.fullmatch, signs))) or (ends and all(map(_AFTER.fullmatch, ends))):
        return True
    filled = [at for at, line in enumerate(firsts) if line], [at for at, line in enumerate(seconds) if line]
    if all(filled) and min(map(len, filled)) <= across:
        return True
    if across and 4 * across >= both and not any(map(is_number, ends)):
        return True  # no cell runs into the next column
    if len(lines) >= 4 and len(filled[1]) == 1 and filled[1][0] > 0 and not any(map(is_number, ends)):
        return True
    if both or not all(filled):
        return not both and across > 0
    rare = min(map(len, filled)) <= 2
    return rare and (max(filled[0]) < min(filled[1]) or max(filled[1]) < min(filled[0]))


def _over(column: Column, segment: Segment) -> bool:
    return column.x0 < segment.x1 and segment.x0 < column.x1


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
    """The lines that hold numbers alone in their columns, if some column has them in several lines."""
    columns: Counter[int] = Counter()
    counts = []
    for line in lines:
        numbers = [first for (first, count), segment in line if count == 1 and is_number(segment.text)]
        columns.update(numbers)
        counts.append(len(numbers))
    return strong(counts) if any(count >= 2 for count in columns.values()) else []


def strong(counts: Sequence[int]) -> list[int]:
    """Of lines by how many numbers they hold, those of the body: from the first with half of the most on.

    "Quarter / 2" in a head holds one number, where the rows below hold four.
    """
    least = max(1, 0.5 * max(counts, default=0))
    first = next((at for at, count in enumerate(counts) if count >= least), len(counts))
    return [at for at, count in enumerate(counts) if at >= first and count]


def _around(lines: list[Placed], anchors: list[int]) -> list[list[Placed]]:
    """A row for each line that holds numbers. Other lines go with the line above, or that below where it is nearer."""
    bases = [line[0][1].line.base for line in lines]
    owner = [-1] * len(lines)
    for at in range(len(lines)):
        if at in anchors:
            owner[at] = at
        elif at and not (at + 1 < len(lines) and bases[at + 1] - bases[at] < NEARER * (bases[at] - bases[at - 1])):
            owner[at] = owner[at - 1]
        else:
            below = next((a for a in anchors if a > at), None)
            near = below is not None and bases[below] - bases[at] <= LEAD * lines[at][0][1].line.size * (below - at)
            owner[at] = below if below is not None and at and near else owner[at - 1] if at else -1
    head = [line for line, whose in zip(lines, owner, strict=True) if whose == -1]
    rows = _by_lead(head) if head else []
    return rows + [[line for line, whose in zip(lines, owner, strict=True) if whose == anchor] for anchor in anchors]


def _by_lead(lines: list[Placed]) -> list[list[Placed]]:
    """Lines of a head: those as near as the lines of one cell are one row."""
    rows: list[list[Placed]] = [[lines[0]]]
    for before, line in pairwise(lines):
        first, second = before[0][1].line, line[0][1].line
        if second.base - first.base <= LEAD * max(first.size, second.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


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
    extents = [
        [_extent(cell) for row in full for cell in row if cell.column == at and cell.lines]
        for at in range(1, width + 1)
    ]
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
