"""The arrows that say which way a number went: +1, -1 or 0 for each."""

from __future__ import annotations

SYMBOLS = {
    **dict.fromkeys("▲△⬆↑⇑⇧🔺⊕⏶➚↗⬈", 1),
    **dict.fromkeys("▼▽⬇↓⇓⇩🔻⊖⏷➘↘⬊", -1),
    **dict.fromkeys("►◄▶◀⬌↔⇔→⊜➡", 0),
}


def symbol_of(text: str) -> tuple[str, int] | None:
    """The arrow that a cell holds and nothing else, with the way it points; None where it holds anything else."""
    mark = text.strip().rstrip("\ufe0f")
    return (mark, SYMBOLS[mark]) if mark in SYMBOLS else None
