"""Tables that turn the page and print their head again there: found by the head, and read as one.

Part of such a table may be a single row, in which no columns could be seen; all its rows together show them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from peelian.audit.papers.pdf.gutters import LEAD, Column, Segment, columns_of, is_number, row_of, segments_of, together
from peelian.audit.papers.pdf.lines import Line
from peelian.audit.papers.pdf.pieces import Draft, DraftCell, DraftPage, DraftTable
from peelian.audit.papers.pdf.rules import Rules
from peelian.audit.papers.pdf.stacks import CELL_APART, LEADERS, ROW_APART, apart, placed, rows_below

MOST_LINES = 8  # of a head
SAME_PLACE = 1.0  # points between words of a head on two pages
FIRST_APART = 3.5  # of the size of the font: the most between a head that is printed again and the rows below it
SHORT_RULE = 0.4  # of the width of a page: the rule over its notes is not longer


class Part(NamedTuple):
    """The lines of a table on one page: its head, and the rows that may follow it."""

    page: DraftPage
    head: list[Line]
    body: list[Line]


def carry(pages: Sequence[tuple[DraftPage, Rules]]) -> dict[int, list[DraftTable]]:
    """The tables whose head is printed again on the next page, by the page they begin on.

    Takes their lines out of the pages. Pages are in order; those that were read by their structure are left out.
    """
    found: dict[int, list[DraftTable]] = {}
    parts: list[Part] = []
    for (before, rules), (page, _) in pairwise(pages):
        pair = _pair(before, rules, page) if page.number == before.number + 1 else None
        if pair is not None and parts and parts[-1].page is before and parts[-1].head[0] is pair[0].head[0]:
            parts.append(pair[1])
            continue
        _finish(parts, found)
        parts = list(pair or ())
    _finish(parts, found)
    return found


def put_in(page: DraftPage, table: DraftTable) -> None:
    """Puts a table among the blocks of the page on which it begins: before what begins below its head."""
    below = (at for at, block in enumerate(page.blocks) if _first(block) > table.line)
    page.blocks.insert(next(below, len(page.blocks)), table)


def _first(block: Draft | DraftTable) -> int:
    return block.line if isinstance(block, DraftTable) else block.lines[0].number


def _pair(before: DraftPage, rules: Rules, page: DraftPage) -> tuple[Part, Part] | None:
    """The part at the foot of a page and that at the top of the next; None where no head is printed on both."""
    for start in range(len(before.lines) - 1, -1, -1):
        tall = _same(before.lines[start:], page.lines)
        if not tall:
            continue
        head, again = before.lines[start : start + tall], page.lines[:tall]
        above, below = _following(before.lines[start + tall :], head), _following(page.lines[tall:], again)
        if not above or not below or not _is_head(again, [*above, *below]):
            continue
        if _at_the_foot(before, rules, above[-1]) and not _framed(rules, head[0], above):
            return Part(before, head, above), Part(page, again, below)
    return None


def _same(lines: Sequence[Line], others: Sequence[Line]) -> int:
    """How many lines at the beginning say the same at the same places from left to right, at the same distances."""
    count = 0
    for line, other in zip(lines[:MOST_LINES], others, strict=False):
        if len(line.words) != len(other.words) or abs(_drop(lines, count) - _drop(others, count)) > SAME_PLACE:
            break
        if not all(
            a.text == b.text and abs(a.x0 - b.x0) <= SAME_PLACE for a, b in zip(line.words, other.words, strict=True)
        ):
            break
        count += 1
    return count


def _drop(lines: Sequence[Line], at: int) -> float:
    return lines[at].base - lines[0].base


def _is_head(head: Sequence[Line], body: Sequence[Line]) -> bool:
    """Whether lines are no rows and stand over numbers: names of several columns."""
    if len(_names(head)) < 2 or any(is_number(s.text) for line in head for s in segments_of(line)):
        return False
    return any(is_number(s.text) for line in body for s in segments_of(line)[1:])


def _names(head: Sequence[Line]) -> list[Segment]:
    """The line of a head that names most columns."""
    return max(map(segments_of, head), key=len)


def _following(lines: Sequence[Line], head: Sequence[Line]) -> list[Line]:
    """What may be rows below a head: lines in several pieces, and what is left of a long cell under one of them."""
    names = _names(head)
    taken: list[Line] = []
    last = head[-1]
    for line in lines:
        pieces = segments_of(line)
        down = (line.base - last.base) / line.size
        over = sum(name.x0 < pieces[0].x1 and pieces[0].x0 < name.x1 for name in names)
        rest = len(pieces) == 1 and down <= CELL_APART and over <= 1
        if down > (ROW_APART if taken else FIRST_APART) or LEADERS.search(line.text) or not (len(pieces) > 1 or rest):
            break
        taken.append(line)
        last = line
    return taken


def _framed(rules: Rules, head: Line, body: Sequence[Line]) -> bool:
    """Whether rules part the columns or the rows, which then tell cells better than white space does."""
    level = any(body[0].base < rule.at < body[-1].base - body[-1].size for rule in rules.level)
    return level or any(rule.start < body[0].base and rule.end > head.base for rule in rules.upright)


def _at_the_foot(page: DraftPage, rules: Rules, last: Line) -> bool:
    """Whether nothing but notes follows on a page: what begins with a raised mark, or stands below a short rule."""
    rest = [line for line in page.lines if line.base > last.base]
    if not rest or rest[0].words[0].raised:
        return True
    parting = (r for r in rules.level if last.base <= r.at <= rest[0].base)
    return any(rule.end - rule.start <= SHORT_RULE * page.width for rule in parting)


def _finish(parts: Sequence[Part], found: dict[int, list[DraftTable]]) -> None:
    if not parts:
        return
    several = [line for part in parts for line in part.body if len(segments_of(line)) > 1]
    columns = columns_of([segments_of(line) for line in [*parts[0].head, *several]])
    if len(columns) < 2 or not all(apart(part.body[0], columns) for part in parts):
        return
    bodies = [[part.body[0], *rows_below(part.body[1:], part.body[0], columns)] for part in parts]
    if not _at_end(parts, bodies):
        return
    rows = [*_rows_of_head(parts[0].head, columns), *_rows(bodies, columns)]
    first = parts[0]
    found.setdefault(first.page.number, []).append(
        DraftTable(rows, first.page.number, first.head[0].number, len(columns))
    )
    for part, body in zip(parts, bodies, strict=True):
        gone = {line.number for line in (*part.head, *body)}
        part.page.lines = [line for line in part.page.lines if line.number not in gone]


def _at_end(parts: Sequence[Part], bodies: Sequence[Sequence[Line]]) -> bool:
    """Whether every part but the last goes down to its end: what it turns the page with are rows."""
    return all(body[-1] is part.body[-1] for part, body in zip(parts[:-1], bodies, strict=False))


def _rows(bodies: Sequence[Sequence[Line]], columns: Sequence[Column]) -> list[list[DraftCell]]:
    return [row_of(group) for body in bodies for group in together(placed(body, columns))]


def _rows_of_head(head: Sequence[Line], columns: Sequence[Column]) -> Iterator[list[DraftCell]]:
    groups: list[list[Line]] = []
    for line in head:
        if groups and line.base - groups[-1][-1].base <= LEAD * max(line.size, groups[-1][-1].size):
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        row = row_of(placed(group, columns))
        for cell in row:
            cell.header = True
        yield row
