"""Blocks of a paper as lines of JSON and back: what the limited process says to the one that asked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from peelian.audit.papers.paper import Cell, Passage, Place, Table

Block = Passage | Table


def written(block: Block) -> str:
    """One line. Places are lists; what is as by default is left out."""
    if isinstance(block, Passage):
        plain: dict[str, Any] = {"text": block.text, "place": _place(block.place), "kind": block.kind}
        more = {"number": block.number, "lines": block.lines, "pages": block.pages}
        return _line(plain | {key: value for key, value in more.items() if value})
    rows = [[_cell(cell) for cell in row] for row in block.rows]
    return _line({"rows": rows, "place": _place(block.place), "caption": block.caption})


def read(lines: Iterable[str]) -> tuple[Block, ...]:
    return tuple(_block(json.loads(line)) for line in lines)


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _place(place: Place) -> list[int | None]:
    return [place.page, place.line, place.table, place.row, place.column]


def _cell(cell: Cell) -> list[Any]:
    return [cell.text, _place(cell.place), cell.header, cell.columns, cell.rows]


def _block(said: dict[str, Any]) -> Block:
    place = Place(*said["place"])
    if "rows" in said:
        rows = tuple(tuple(Cell(c[0], Place(*c[1]), *c[2:]) for c in row) for row in said["rows"])
        return Table(rows, place, said["caption"])
    lines, pages = (tuple((int(at), int(n)) for at, n in said.get(key, ())) for key in ("lines", "pages"))
    return Passage(said["text"], place, said["kind"], said.get("number"), lines, pages)
