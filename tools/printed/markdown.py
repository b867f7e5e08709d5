"""The little Markdown that the reference pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

SPECIAL = {ord(c): f"\\{c}" for c in "|<*`["}


def page(title: str, made_from: str, parts: Iterable[str]) -> str:
    """A page with its note that it is printed, so that nobody mends it by hand."""
    note = f"Printed from {made_from} by `make docs`; change it there."
    return "\n\n".join([f"# {title}", note, *(part for part in parts if part)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def code(text: str) -> str:
    """Text as code that may stand in a table's cell; empty for empty."""
    if not text:
        return ""
    text = text.replace("|", "\\|").replace("\n", " ")
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def plain(text: str) -> str:
    """Text on one line with nothing that Markdown takes for a mark of its own; `code` in it stays code."""
    outside_and_inside = " ".join(text.split()).split("`")
    for index, piece in enumerate(outside_and_inside):
        inside = index % 2 == 1 and index < len(outside_and_inside) - 1
        outside_and_inside[index] = f"`{piece.replace('|', chr(92) + '|')}`" if inside else piece.translate(SPECIAL)
    return "".join(outside_and_inside)
