"""A page without structure as drafts: tables by rules and white space, then the text around them in columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peelian.audit.papers.pdf.gutters import is_number, segments_of
from peelian.audit.papers.pdf.lattice import Box, cells_of, lattices_of
from peelian.audit.papers.pdf.lines import Line, Word
from peelian.audit.papers.pdf.paragraphs import Usual, drafts_of
from peelian.audit.papers.pdf.pieces import Draft, DraftCell, DraftPage, DraftTable
from peelian.audit.papers.pdf.rules import Rules
from peelian.audit.papers.pdf.stacks import Found, free_of, in_box, outside, stacks_of

LEAST_OF_A_COLUMN = 5  # lines on each side of a gutter, for text in columns
BESIDE, ABOVE, BELOW = 50.0, 12.0, 30.0  # points around the lines of a chart, where its axes are labelled
GRID, STEP = 25.0, 80.0  # points: how far ends of lines of a grid are from those of the drawing, and lines apart
COLUMN_GUTTER = 10.0  # points


def read_untagged(page: DraftPage, rules: Rules, usual: Usual) -> None:
    """Adds the page's blocks from the top down."""
    tables = tables_of(rules, page.lines)
    _add_dots(page.lines, rules)
    rest = _undrawn(outside(page.lines, [table.box for table in tables]), _charts(rules))
    places: list[tuple[float, Draft | DraftTable]] = []
    for table in tables:
        first = min((line.number for row in table.rows for cell in row for line in cell.lines), default=1)
        made = DraftTable(_headed(table.rows), page.number, first, table.columns)
        places.append((table.box.y0, made))
    for part in _in_columns(rest, page.width, [table.box for table in tables]):
        for draft in drafts_of(part, page, usual):
            places.append((draft.lines[0].base, draft))
    # Columns follow each other; a table goes where the first text below it begins.
    blocks: list[Draft | DraftTable] = [block for _, block in places if isinstance(block, Draft)]
    for top, made in sorted(((t, b) for t, b in places if isinstance(b, DraftTable)), key=lambda each: each[0]):
        at = next((n for n, b in enumerate(blocks) if _top(b, places) > top), len(blocks))
        blocks.insert(at, made)
    page.blocks += blocks


def _add_dots(lines: Iterable[Line], rules: Rules) -> None:
    """Bullets that are drawn stand before their lines as those that are written."""
    for line in lines:
        first = line.words[0]
        for x, y in rules.dots:
            if first.x0 - 3 * first.size < x < first.x0 and line.base - first.size < y < line.base:
                line.words.insert(0, Word("•", x - 1, x + 1, line.base, first.size, first.bold))
                break


def _charts(rules: Rules) -> list[tuple[float, float, float, float]]:
    """The boxes of drawn lines with the level lines of their grids."""
    grown = []
    for x0, y0, x1, y1 in rules.drawings:
        grid = [r.at for r in rules.level if abs(r.start - x0) <= GRID and abs(r.end - x1) <= GRID]
        changed = True
        while changed:
            near = [at for at in grid if y0 - STEP <= at < y0 or y1 < at <= y1 + STEP]
            changed = bool(near)
            y0, y1 = min([y0, *near]), max([y1, *near])
        grown.append((x0, y0, x1, y1))
    return grown


def _undrawn(lines: Iterable[Line], drawings: Sequence[tuple[float, float, float, float]]) -> list[Line]:
    """Lines without what is written in charts and along their axes."""
    left = []
    for line in lines:
        middle = line.base - 0.3 * line.size
        near = [box for box in drawings if box[1] - ABOVE <= middle <= box[3] + BELOW]
        if not near:
            left.append(line)
            continue
        words = [
            word
            for segment in segments_of(line)
            for word in segment.words
            if not (
                _axis(segment.text) and any(b[0] - BESIDE <= segment.x0 and segment.x1 <= b[2] + BESIDE for b in near)
            )
        ]
        if words:
            left.append(line.with_words(words))
    return left


def _axis(text: str) -> bool:
    """Whether words may stand at an axis or in a legend: few, and no sentence."""
    return len(text.split()) <= 3 and not text.endswith((".", ":"))


def _top(block: Draft | DraftTable, places: Iterable[tuple[float, Draft | DraftTable]]) -> float:
    return next(top for top, one in places if one is block)


def tables_of(rules: Rules, lines: Sequence[Line]) -> list[Found]:
    """Every table of a page: framed ones first, then those between level rules, then those without."""
    found: list[Found] = []
    left = list(lines)
    framed: list[Box] = []
    for lattice in lattices_of(rules):
        inside = [piece for line in left if (piece := _inside(line, lattice.box))]
        made = cells_of(lattice, inside)
        if made is None:
            continue
        rows, columns = made
        if columns >= 2 and len(rows) >= 2 and sum(len(_filled(row)) >= 2 for row in rows) >= 0.5 * len(rows):
            found.append(Found(rows, columns, lattice.box))
            framed.append(lattice.box)
    left = outside(left, framed)
    level = [r for r in rules.level if not any(b.holds((r.start + r.end) / 2, r.at) for b in framed)]
    ruled = [table for table in stacks_of(level, left) if not _overlaps(table.box, [f.box for f in found])]
    found += ruled
    left = outside(left, [table.box for table in ruled])
    found += free_of(left)
    return sorted(found, key=lambda table: table.box.y0)


def _filled(row: Sequence[DraftCell]) -> list[DraftCell]:
    return [cell for cell in row if cell.lines]


def _overlaps(box: Box, others: Iterable[Box]) -> bool:
    return any(b.x0 < box.x1 and box.x0 < b.x1 and b.y0 < box.y1 and box.y0 < b.y1 for b in others)


def _inside(line: Line, box: Box) -> Line | None:
    words = [word for at, word in enumerate(line.words) if in_box(line, at, box)]
    return line.with_words(words) if words else None


def _headed(rows: list[list[DraftCell]]) -> list[list[DraftCell]]:
    """First rows are headers while all their words are bold, or hold no number where the rows below do."""
    for at, row in enumerate(rows[:4]):
        cells = _filled(row)
        bold = all(line.bold for cell in cells for line in cell.lines)
        words = not any(is_number(" ".join(line.text for line in cell.lines)) for cell in cells[1:])
        below = any(is_number(" ".join(line.text for line in c.lines)) for r in rows[at + 1 :] for c in _filled(r))
        all_bold = all(line.bold for r in rows for c in r for line in c.lines)
        if cells and ((bold and not all_bold) or (words and below and at == 0)):
            for cell in row:
                cell.header = True
        else:
            break
    return rows


def _in_columns(lines: list[Line], width: float, boxes: Sequence[Box]) -> list[list[Line]]:
    """Text in reading order: lines side by side in two columns become one column after the other."""
    gutter = _gutter(lines, width)
    if gutter is None:
        return [lines]
    parts: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if any(word.x0 < gutter < word.x1 for word in line.words) or _crosses(line, gutter):
            parts += [part for part in (left, right) if part]
            left, right = [], []
            parts.append([line])
            continue
        before = [word for word in line.words if word.middle < gutter]
        after = [word for word in line.words if word.middle >= gutter]
        if before:
            left.append(line.with_words(before))
        if after:
            right.append(line.with_words(after))
    parts += [part for part in (left, right) if part]
    return _fused(parts)


def _fused(parts: list[list[Line]]) -> list[list[Line]]:
    """Lines over the full width that follow each other are one part again."""
    made: list[list[Line]] = []
    for part in parts:
        if made and len(part) == 1 and made[-1][-1].number < part[0].number and len(made[-1]) >= 1 and _alone(made[-1]):
            made[-1] += part
        else:
            made.append(part)
    return made


def _alone(part: list[Line]) -> bool:
    return all(line.x1 - line.x0 > 0 for line in part) and len({line.number for line in part}) == len(part)


def _crosses(line: Line, gutter: float) -> bool:
    """Whether a blank between two words of one piece of text stands in the gutter."""
    return any(segment.x0 < gutter < segment.x1 for segment in segments_of(line, 0.9))


def _gutter(lines: Sequence[Line], width: float) -> float | None:
    """The middle of the white space between two columns of text, if there are two."""
    pieces = [segment for line in lines for segment in segments_of(line, 0.9)]
    if len(lines) < LEAST_OF_A_COLUMN:
        return None
    best = None
    for share in range(35, 66):
        x = width * share / 100
        left = [p for p in pieces if p.x1 < x - COLUMN_GUTTER / 2]
        right = [p for p in pieces if p.x0 > x + COLUMN_GUTTER / 2]
        across = len(pieces) - len(left) - len(right)
        wide_left = sum(p.x1 - p.x0 > 0.2 * width for p in left)
        wide_right = sum(p.x1 - p.x0 > 0.2 * width for p in right)
        columns = min(wide_left, wide_right) >= LEAST_OF_A_COLUMN and across <= 0.25 * len(pieces)
        if columns and (best is None or across < best[0]):
            best = (across, x)
    return best[1] if best else None
