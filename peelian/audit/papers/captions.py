"""Captions of tables that documents print as paragraphs."""

from __future__ import annotations

from dataclasses import replace

from peelian.audit.papers.labels import is_title
from peelian.audit.papers.paper import Passage, Table


def stands_above(passage: Passage) -> bool:
    """Whether a passage just above a table is its caption."""
    plain = passage.kind == "paragraph" and passage.number is None
    return passage.kind == "caption" or (plain and is_title(passage.text))


def with_captions_below(blocks: tuple[Passage | Table, ...]) -> tuple[Passage | Table, ...]:
    """Captions of tables that stand below them, as part of the table; "Figure 2" below is a picture's."""
    made: list[Passage | Table] = []
    for at, block in enumerate(blocks):
        last = made[-1] if made else None
        above_the_next = at + 1 < len(blocks) and isinstance(blocks[at + 1], Table)
        own = isinstance(block, Passage) and block.kind == "caption" and block.text.startswith("Table")
        if own and isinstance(block, Passage) and isinstance(last, Table) and not last.caption and not above_the_next:
            made[-1] = replace(last, caption=block.text)
        else:
            made.append(block)
    return tuple(made)
