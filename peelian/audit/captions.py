"""Captions of tables that documents print as paragraphs."""

from __future__ import annotations

from peelian.audit.labels import is_title
from peelian.audit.paper import Passage


def stands_above(passage: Passage) -> bool:
    """Whether a passage just above a table is its caption."""
    plain = passage.kind == "paragraph" and passage.number is None
    return passage.kind == "caption" or (plain and is_title(passage.text))
