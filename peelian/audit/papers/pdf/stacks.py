"""Tables with level rules only, or with none: found by columns of white space that several lines share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from peelian.audit.papers.labels import CAPTION
from peelian.audit.papers.pdf.gutters import (
    LEAD,
    Column,
    Placed,
    Segment,
    columns_of,
    is_number,
    row_of,
    segments_of,
    spanned,
    together,
)
from peelian.audit.papers.pdf.lattice import Box
from peelian.audit.papers.pdf.lines import Line
from peelian.audit.papers.pdf.pieces import DraftCell
from peelian.audit.papers.pdf.rules import Rule

SAME_ENDS = 6.0  # points between the ends of rules of one table
FREE_GUTTER = 0.9  # of the size of the font, between columns of a table without rules
LOW = 2.8  # of the size of the font: a row with one line in it
DOUBLE = 8.0  # points between two rules that are drawn as one
ROW_APART, CELL_APART = 2.6, 1.35  # of the size of the font: the most between rows, and between lines of a cell
HEAD_APART = 1.6  # between a head and what stands below it
LEAST_WORDS = 6  # of a line that is a sentence between two tables
LEADERS = re.compile(r"\.{4,}|(?:\. ){3,}|…{2,}")
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})[.)]?|[•◦▪‣–—\-*o\uf0b7\uf0a7]|\[\d{1,3}\]")


class Found(NamedTuple):
    """A table on a page: its rows, how many columns it has, and the lines or pieces of lines that are its text."""

    rows: list[list[DraftCell]]
    columns: int
    box: Box


def stacks_of(rules: Sequence[Rule], lines: Sequence[Line]) -> list[Found]:
    """Tables between level rules of one width. Those whose rules are nearest come first: wider frames may hold them."""
    found: list[Found] = []
    left = list(lines)
    for chain in sorted(_chains(rules), key=lambda rules: median(b.at - a.at for a, b in pairwise(rules))):
        for part in _parts(chain, left):
            table = _ruled(part, left)
            if table is not None and _enough(table.rows):
                found.append(table)
                left = outside(left, [table.box])
    return found


def _enough(rows: Sequence[Sequence[DraftCell]]) -> bool:
    """Whether there are rows and columns, and numbers where there are few."""
    full = [row for row in rows if sum(bool(cell.lines) for cell in row) >= 2]
    numbers = sum(is_number(line.text) for row in full for cell in row[1:] for line in cell.lines)
    return len(full) >= 3 or (len(full) >= 2 and numbers > 0)


def in_box(line: Line, at: int, box: Box) -> bool:
    return box.holds(line.words[at].middle, line.base - 0.3 * line.size)


def outside(lines: Iterable[Line], boxes: Sequence[Box]) -> list[Line]:
    """What of the lines stands in none of the boxes."""
    if not boxes:
        return list(lines)
    left = []
    for line in lines:
        words = [word for at, word in enumerate(line.words) if not any(in_box(line, at, box) for box in boxes)]
        if words:
            left.append(line.with_words(words))
    return left


def _parts(chain: list[Rule], lines: Sequence[Line]) -> list[list[Rule]]:
    """Where text stands between two rules of a table, a table ends: frames of the same width around it are none.

    One such line between rows is a heading inside the table.
    """
    x0, x1 = _ends(chain)
    inside = [(piece, line) for line in lines if (piece := _within(line, x0, x1))]
    tabular, within = [], []
    for above, below in pairwise(chain):
        those = [pair for pair in inside if above.at <= pair[0].base - 0.3 * pair[0].size < below.at]
        band = [piece for piece, _ in those]
        parted = any(_parts_tables(whole) for _, whole in those[1:-1])
        tabular.append(_tabular(band) and not parted if band else below.at - above.at < DOUBLE)
        low = bool(band) and below.at - above.at <= LOW * band[0].size
        within.append(len(band) == 1 and low and CAPTION.match(band[0].text) is None)
    parts: list[list[Rule]] = []
    current: list[int] = []
    for at, good in enumerate(tabular):
        inner = bool(current) and at < len(tabular) - 1 and within[at] and tabular[at - 1] and tabular[at + 1]
        if good or inner:
            current.append(at)
        elif current:
            parts.append(chain[current[0] : current[-1] + 2])
            current = []
    return [*parts, chain[current[0] : current[-1] + 2]] if current else parts


def _parts_tables(line: Line) -> bool:
    """Whether a line stands between two tables: a caption, or a whole sentence."""
    if CAPTION.match(line.text):
        return True
    sentence = len(line.words) >= LEAST_WORDS and line.text.endswith((".", ":"))
    return sentence and len(segments_of(line)) == 1


def _tabular(band: Sequence[Line]) -> bool:
    """Whether lines between two rules stand in cells: most in several, or in three columns that hold all others."""
    cut = sum(map(_cut, band))
    if cut >= 0.5 * len(band) or (cut and len(band) <= 2):
        return True
    columns = columns_of([segments_of(line) for line in band])
    whole = [segment for line in band if not _cut(line) for segment in segments_of(line)]
    return cut > 0 and len(columns) > 2 and all(spanned(segment, columns)[1] == 1 for segment in whole)


def _cut(line: Line) -> bool:
    """Whether a line stands in several cells; a label before text is none."""
    segments = segments_of(line)
    if CAPTION.match(line.text):
        return False
    return len(segments) > 2 or (len(segments) == 2 and not _LABEL.fullmatch(segments[0].text))


def _ends(chain: Sequence[Rule]) -> tuple[float, float]:
    return min(r.start for r in chain) - SAME_ENDS, max(r.end for r in chain) + SAME_ENDS


def _chains(rules: Sequence[Rule]) -> list[list[Rule]]:
    chains: list[list[Rule]] = []
    for rule in sorted(rules):
        for chain in chains:
            if abs(chain[-1].start - rule.start) <= SAME_ENDS and abs(chain[-1].end - rule.end) <= SAME_ENDS:
                chain.append(rule)
                break
        else:
            chains.append([rule])
    return [chain for chain in chains if len(chain) >= 2]


def _ruled(chain: list[Rule], lines: Sequence[Line]) -> Found | None:
    x0, x1 = _ends(chain)
    edges = [rule.at for rule in chain]
    inside = [piece for line in lines if (piece := _within(line, x0, x1))]
    bands: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
    for line in inside:
        place = line.base - 0.3 * line.size
        bands[sum(edge <= place for edge in edges)].append(line)
    middle = [band for band in bands[1:-1] if band]
    if not middle:
        return None
    pieces = [segments_of(line) for band in middle for line in band]
    columns = columns_of(pieces)
    if len(columns) < 2 or not _is_table(middle, columns):
        return None
    above, below = _above(bands[0], edges[0], columns, ruled=True), rows_below(bands[-1], middle[-1][-1], columns)
    if _only_heads(middle, below, lines, (x0, x1)):
        return None
    every = [band for band in (above, *middle, below) if band]
    columns = columns_of([segments_of(line) for band in every for line in band])
    rows = [row_of(group) for band in every for group in together(placed(band, columns), ruled=True)]
    top = min([edges[0], *(line.base - line.size for line in above)])
    bottom = max([edges[-1], *(line.base + 0.3 * line.size for line in below)])
    return Found(rows, len(columns), Box(x0, top, x1, bottom))


def _only_heads(
    middle: Sequence[Sequence[Line]], below: Sequence[Line], lines: Sequence[Line], ends: tuple[float, float]
) -> bool:
    """Whether the rules part heads over some columns only of a table: the rows below go on beyond their ends."""
    if any(is_number(segment.text) for band in middle for line in band for segment in segments_of(line)):
        return False
    whole = {line.number: line for line in lines}
    rows = [whole[line.number] for line in below]
    wider = [row for row in rows if row.x0 < ends[0] and len(segments_of(row)) > 2]
    return len(wider) >= 1 and 2 * len(wider) >= len(rows)


def _within(line: Line, x0: float, x1: float) -> Line | None:
    words = [word for word in line.words if x0 <= word.middle <= x1]
    return line.with_words(words) if words else None


def placed(lines: Sequence[Line], columns: Sequence[Column]) -> list[Placed]:
    return [[(spanned(segment, columns), segment) for segment in segments_of(line)] for line in lines]


def _is_table(bands: Sequence[Sequence[Line]], columns: Sequence[Column]) -> bool:
    """Whether most of what stands between rules fills several columns, and is no text with numbers before it."""
    several = 0
    labels = True
    for band in bands:
        held: dict[int, list[str]] = {}
        for line in band:
            for (first, _), segment in placed([line], columns)[0]:
                held.setdefault(first, []).append(segment.text)
        several += len(held) >= 2
        labels = labels and len(columns) == 2 and all(_LABEL.fullmatch(text) for text in held.get(1, ()))
    long = any(s.x1 - s.x0 > 250 for band in bands for line in band for s in segments_of(line))
    return several >= 0.6 * len(bands) and not (labels and long)


def _above(lines: Sequence[Line], edge: float, columns: Sequence[Column], ruled: bool = False) -> list[Line]:
    """Lines just above the first rule or row that stand in the table's columns: its head."""
    taken: list[Line] = []
    edge_below = None if ruled else edge
    for line in reversed(lines):
        if edge - line.base > HEAD_APART * line.size or not apart(line, columns) or CAPTION.match(line.text):
            break
        taken.append(line)
        edge = line.base
    while taken and len(segments_of(taken[-1])) < 2 and not _top_of_a_head(taken, edge_below, columns):
        taken.pop()
    return taken[::-1]


def _top_of_a_head(taken: Sequence[Line], below: float | None, columns: Sequence[Column]) -> bool:
    """Whether the uppermost line is the first of a head of several lines: as near as those, and not over the names.

    `below` is the base of the line under the lowest of them; None where that is a rule.
    """
    next_ = taken[-2].base if len(taken) > 1 else below
    if next_ is None or next_ - taken[-1].base > LEAD * taken[-1].size:
        return False
    return spanned(segments_of(taken[-1])[0], columns)[0] > 1


def apart(line: Line, columns: Sequence[Column]) -> bool:
    """Whether each segment of a line stands in a column of its own."""
    over = [spanned(segment, columns) for segment in segments_of(line)]
    return len({first for first, _ in over}) == len(over) and all(count == 1 for _, count in over)


def free_of(lines: Sequence[Line]) -> list[Found]:
    """Tables without rules: at least three lines that stand in the same columns, with numbers in one of them."""
    found = []
    taken = 0  # number of the last line that is part of a table
    for group in _groups(lines):
        if group[0].number <= taken:
            continue
        cut = [segments_of(line) for line in group]
        columns = columns_of(cut)
        if len(columns) < 2 or not _regular(cut, columns):
            continue
        before = [line for line in lines if taken < line.number < group[0].number]
        after = [line for line in lines if line.number > group[-1].number]
        group = [*_above(before, group[0].base, columns), *group]
        group += rows_below(after, group[-1], columns)
        taken = group[-1].number
        columns = columns_of([segments_of(line) for line in group])
        rows = [row_of(r) for r in together(placed(group, columns))]
        box = Box(
            min(c.x0 for c in columns) - 1,
            group[0].base - group[0].size,
            max(c.x1 for c in columns) + 1,
            group[-1].base + 0.3 * group[-1].size,
        )
        found.append(Found(rows, len(columns), box))
    return found


def rows_below(lines: Sequence[Line], last: Line, columns: Sequence[Column]) -> list[Line]:
    """Lines below that stand in the columns too: further rows, and what is left of long cells."""
    taken: list[Line] = []
    for line in lines:
        over = [spanned(segment, columns) for segment in segments_of(line)]
        near = line.base - last.base <= (ROW_APART if len(over) > 1 else CELL_APART) * line.size
        if not (near and apart(line, columns)) or CAPTION.match(line.text) or (over == [(1, 1)] and not taken):
            break
        taken.append(line)
        last = line
    return taken


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Neighbouring lines of several segments each; one of a single segment may stand between two of them."""
    groups: list[list[Line]] = []
    current: list[Line] = []
    for before, line in pairwise([None, *lines]):
        assert line is not None
        far = before is not None and line.base - before.base > ROW_APART * line.size
        several = _several(line)
        if current and (far or _parts_tables(line) or (not several and not _several(current[-1]))):
            groups.append(current)
            current = []
        if several or (current and not _parts_tables(line)):
            current.append(line)
    groups.append(current)
    kept = []
    for group in groups:
        while group and not _several(group[-1]):
            group.pop()
        if sum(map(_several, group)) >= 3:
            kept.append(group)
    return kept


def _several(line: Line) -> bool:
    segments = segments_of(line, FREE_GUTTER)
    if len(segments) < 2 or LEADERS.search(line.text):
        return False
    return not (len(segments) == 2 and _LABEL.fullmatch(segments[0].text))


def _regular(lines: Sequence[Sequence[Segment]], columns: Sequence[Column]) -> bool:
    """Whether numbers stand below each other in a column that is not the first."""
    numbers: dict[int, int] = {}
    filled = 0
    for line in lines:
        places = {spanned(segment, columns): segment for segment in line}
        filled += len(places) >= 2
        for (first, count), segment in places.items():
            if first > 1 and count == 1 and is_number(segment.text):
                numbers[first] = numbers.get(first, 0) + 1
    return filled >= 3 and max(numbers.values(), default=0) >= 2
