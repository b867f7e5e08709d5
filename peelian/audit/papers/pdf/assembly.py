"""Drafts of all pages as one paper: broken sentences and tables put together, places given, labels taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from peelian.audit.papers.captions import stands_above, with_captions_below
from peelian.audit.papers.labels import bullet, chapter, is_caption, parted, running
from peelian.audit.papers.paper import Cell, Passage, Place, Table
from peelian.audit.papers.pdf.lines import Line
from peelian.audit.papers.pdf.pieces import Draft, DraftCell, DraftPage, DraftTable, text_of, vocabulary

_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")
_OPEN = re.compile(r"[,\u2013\u2014-]$|\b(?:and|or|of|the|to|in|a|an|by|for|from|with|than|at|on|is|was|were|are)$")
_NOTE = re.compile(r"\[?(\d{1,3}|[*†‡])\]?(?:\.|:)?\s+(?=\S)")
_MARKED = re.compile(r"\W*(\w{1,3}|[*†‡])\W*")
FULL = 0.82  # of the widest line of its page: a line that was broken by the margin


def assembled(pages: Sequence[DraftPage]) -> tuple[Passage | Table, ...]:
    words = vocabulary(line for page in pages for line in page.lines)
    blocks = _over_pages(pages)
    made: list[Passage | Table] = []
    tables = 0
    for block in blocks:
        if isinstance(block, Draft):
            passage = _passage(block, words)
            if passage is not None:
                made.append(passage)
            continue
        tables += 1
        caption = block.caption
        last = made[-1] if made else None
        if not caption and isinstance(last, Passage) and stands_above(last):
            caption = last.text
            made.pop()
        made.append(_table(block, tables, caption, words))
    return with_captions_below(tuple(_numbered(made)))


def _numbered(blocks: list[Passage | Table]) -> Iterator[Passage | Table]:
    free = [
        at
        for at, b in enumerate(blocks)
        if isinstance(b, Passage) and b.number is None and b.kind in ("heading", "paragraph")
    ]
    labels = running([block.text for at in free if isinstance(block := blocks[at], Passage)])
    found = {free[at]: label for at, label in labels.items()}
    for at, block in enumerate(blocks):
        if at in found and isinstance(block, Passage):
            yield _without(block, found[at][0], found[at][1])
        else:
            yield block


def _without(passage: Passage, number: str | None, rest: str) -> Passage:
    """A passage whose first characters, a label, are taken off."""
    cut = len(passage.text) - len(rest)
    lines, pages = (tuple((max(0, at - cut), n) for at, n in marks) for marks in (passage.lines, passage.pages))
    return replace(passage, text=rest, number=number or passage.number, lines=lines, pages=pages)


# --- over pages ---


def _over_pages(pages: Sequence[DraftPage]) -> list[Draft | DraftTable]:
    """Blocks of all pages. The first text of a page that continues the last one of the page before joins it."""
    blocks: list[Draft | DraftTable] = []
    for page in pages:
        for at, block in enumerate(page.blocks):
            if at == 0 and isinstance(block, DraftTable) and _continues(blocks, block):
                continue
            first = isinstance(block, Draft) and all(
                isinstance(b, DraftTable) or b.kind in ("footnote", "caption") for b in page.blocks[:at]
            )
            open_ = _open(blocks, page, pages) if first else None
            if open_ is not None and isinstance(block, Draft) and _joins(open_, block, page):
                open_.lines += block.lines
            else:
                blocks.append(block)
    for block in blocks:
        if isinstance(block, DraftTable):
            mend(block)
    return blocks


def _open(blocks: list[Draft | DraftTable], page: DraftPage, pages: Sequence[DraftPage]) -> Draft | None:
    """The passage before that may go on here: the last of the page before, footnotes and tables passed over."""
    for block in reversed(blocks):
        if isinstance(block, DraftTable) or block.kind in ("footnote", "caption"):
            continue
        if block.kind == "heading" or block.lines[-1].page != page.number - 1:
            return None
        text = block.text
        if _ENDED.search(text):
            return None
        widest = max((line.x1 for line in pages[page.number - 2].lines), default=0.0)
        last = block.lines[-1]
        return block if last.x1 >= FULL * widest or _OPEN.search(text) or last.text.endswith("\u00ad") else None
    return None


def _joins(before: Draft, after: Draft, page: DraftPage) -> bool:
    """Whether a passage continues the one before: no label, no bullet, no heading, letters of the same size."""
    if after.number is not None or after.kind not in ("paragraph", "item") or not after.lines:
        return False
    text = after.text
    if bullet(text)[0] or parted(text)[0] is not None:
        return False
    alike = abs(before.lines[-1].size - after.lines[0].size) <= 0.5
    lower = re.match(r"[a-z(£$€\d%]", text) is not None
    return alike and (lower or after.kind == before.kind)


def _continues(blocks: list[Draft | DraftTable], table: DraftTable) -> bool:
    """Joins a table at the top of a page to the one that ended the page before, if it goes on."""
    last = next((b for b in reversed(blocks) if not (isinstance(b, Draft) and b.kind == "footnote")), None)
    if not isinstance(last, DraftTable) or table.caption or last.columns != table.columns or not table.rows:
        return False
    if max((line.page for row in last.rows for c in row for line in c.lines), default=0) != table.page - 1:
        return False
    head = [_said(row) for row in last.rows if row and all(cell.header for cell in row)]
    rows = list(table.rows)
    while rows and _said(rows[0]) in head:
        rows.pop(0)
    if rows and len(rows) == len(table.rows) and all(cell.header for cell in rows[0]) and table.tagged:
        return False
    for row in rows:
        for cell in row:
            cell.header = cell.header and table.tagged
    last.rows += rows
    return True


def mend(table: DraftTable) -> None:
    """Puts together again each row that a page cut in two."""
    kept: list[list[DraftCell]] = []
    for row in table.rows:
        if kept and _page(row) > _page(kept[-1]) and _goes_on(kept[-1], row):
            more = {cell.column: cell.lines for cell in row}
            for cell in kept[-1]:
                cell.lines += more.get(cell.column, [])
        else:
            kept.append(row)
    table.rows[:] = kept


def _page(row: list[DraftCell]) -> int:
    return max((line.page for cell in row for line in cell.lines), default=0)


def _goes_on(row: list[DraftCell], more: list[DraftCell]) -> bool:
    """Whether the page cut a row in two: its second half has no name, and at most half of its cells have text."""
    filled = {cell.column for cell in more if cell.lines}
    columns = [cell.column for cell in row]
    return 0 < len(filled) <= len(columns) / 2 and columns[0] not in filled and filled <= set(columns)


def _said(row: list[DraftCell]) -> list[str]:
    return [" ".join(line.text for line in cell.lines) for cell in row]


# --- passages and tables ---


def _passage(draft: Draft, words: set[str]) -> Passage | None:
    lines = draft.lines
    number = draft.number
    if draft.kind == "footnote" and number is None and lines[0].words[0].raised:
        number = _bare(lines[0].words[0].text)
    text, begins = text_of(lines, words)
    if not text:
        return None
    first = begins[0][1]
    further = tuple((at, line.number) for at, line in begins[1:])
    turns = [
        (at, line.page) for (at, line), (_, before) in zip(begins[1:], begins, strict=False) if line.page != before.page
    ]
    passage = Passage(text, Place(first.page, first.number), draft.kind, number, further, tuple(turns))
    return _labelled(passage)


def _bare(mark: str) -> str:
    found = _MARKED.fullmatch(mark)
    return found[1] if found else mark


def _labelled(passage: Passage) -> Passage:
    """Takes bullets and labels off the text, where the lines did not have them apart."""
    if passage.kind in ("paragraph", "item"):
        dotted, rest = bullet(passage.text)
        if dotted:
            passage = replace(_without(passage, None, rest), kind="item")
    if passage.kind == "footnote":
        found = _NOTE.match(passage.text)
        return _without(passage, found[1], passage.text[found.end() :]) if found and not passage.number else passage
    if passage.number is None and passage.kind in ("heading", "paragraph", "item"):
        number, rest = (chapter if passage.kind == "heading" else parted)(passage.text)
        if number is not None:
            passage = _without(passage, number, rest)
    if passage.kind in ("paragraph", "heading") and passage.number is None and is_caption(passage.text):
        passage = replace(passage, kind="caption")
    return passage


def _table(draft: DraftTable, number: int, caption: str, words: set[str]) -> Table:
    rows = []
    for at, row in enumerate(draft.rows, start=1):
        cells = []
        usual = _first(row) or (draft.page, draft.line)
        for cell in row:
            text, begins = text_of(cell.lines, words)
            page, line = (begins[0][1].page, begins[0][1].number) if begins else usual
            place = Place(page, line, number, at, cell.column)
            cells.append(Cell(text, place, cell.header, cell.columns, cell.rows))
        rows.append(tuple(_filled_up(cells, draft.columns, usual, number, at)))
    return Table(tuple(rows), Place(draft.page, draft.line, number), caption)


def _first(row: list[DraftCell]) -> tuple[int, int] | None:
    lines: list[Line] = [line for cell in row for line in cell.lines]
    return min(((line.page, line.number) for line in lines), default=None)


def _filled_up(cells: list[Cell], columns: int, usual: tuple[int, int], table: int, row: int) -> Iterator[Cell]:
    """A row with empty cells where nothing is printed, so that each stands in its column."""
    column = 1
    for cell in cells:
        while cell.place.column is not None and column < cell.place.column:
            yield Cell("", Place(*usual, table, row, column))
            column += 1
        yield cell
        column += cell.columns
    for missing in range(column, columns + 1):
        yield Cell("", Place(*usual, table, row, missing))
