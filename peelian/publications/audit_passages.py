"""Where a claim stands, in words, and its passage quoted with the claim marked."""

from __future__ import annotations

import re

from peelian.audit.claims.audited import Audited
from peelian.audit.claims.model import Spot
from peelian.audit.papers.paper import Paper, Passage, Table
from peelian.audit.tables.grid import grid_of
from peelian.publications.blocks import Inlines, Strong, Text

AROUND = 300  # characters of a passage shown on each side of a claim
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'(])")


def place(one: Audited, spot: Spot, alone: bool = False) -> str:
    """The document and its page, line or table: "board.pdf, page 3". `alone` leaves out the name of the only one."""
    parts = [] if alone and not spot.document else [spot.document or one.paper.name]
    parts.append(f"page {spot.page}" if spot.page is not None else f"line {spot.line}")
    if not spot.document and spot.row is not None:
        block = one.paper.blocks[spot.block]
        if block.place.table is not None:
            parts.append(f"table {block.place.table}")
        parts.append(f"row {spot.row + 1}")
    return ", ".join(parts)


def quoted(paper: Paper, spot: Spot) -> Inlines:
    """The passage with the claim in bold; a row of a table as its headings and cells."""
    block = paper.blocks[spot.block]
    return _row(block, spot) if isinstance(block, Table) else _passage(block, spot)


def _passage(block: Passage, spot: Spot) -> Inlines:
    before, claim, after = block.text[: spot.start], block.text[spot.start : spot.end], block.text[spot.end :]
    number = f"{block.number} " if block.number else ""
    return (Text(f"“{number}{_tail(before)}"), Strong((Text(claim),)), Text(f"{_head(after)}”"))


def _row(table: Table, spot: Spot) -> Inlines:
    assert spot.row is not None
    grid = grid_of(table, spot.block, 0)
    caption = f"{table.caption.rstrip('.')}. " if table.caption else ""
    cells: list[Text | Strong] = [Text(caption)] if caption else []
    for at, text in enumerate(grid.texts[spot.row]):
        header = grid.headers[at] if at < len(grid.headers) else ""
        if not text:
            continue
        if len(cells) > bool(caption):
            cells.append(Text("; "))
        if header and at:
            cells.append(Text(f"{header}: "))
        cells.append(Strong((Text(text.rstrip(".")),)))
    return tuple(cells)


def _tail(text: str) -> str:
    """The end of what stands before: from the start of a sentence, where one begins within reach."""
    if len(text) <= AROUND:
        return text
    starts = [match.end() for match in _SENTENCE.finditer(text) if len(text) - match.end() <= AROUND]
    return f"… {text[starts[0] :]}" if starts else f"…{text[-AROUND:]}"


def _head(text: str) -> str:
    """The beginning of what stands behind: to the end of a sentence, where one ends within reach."""
    if len(text) <= AROUND:
        return text
    ends = [match.start() for match in _SENTENCE.finditer(text) if match.start() <= AROUND]
    return f"{text[: ends[-1]]} …" if ends else f"{text[:AROUND]}…"
