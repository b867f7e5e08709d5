"""From a printed number back to its origin: figure -> sum -> definition -> file -> publisher."""

from __future__ import annotations

import difflib
from typing import Any

from peelian.editions.reading import Edition
from peelian.errors import Unusable

DEEPEST = 20


def trace(edition: Edition, figure: str) -> dict[str, Any]:
    """The trace as nested values: the figure, its inputs with theirs, and the file of each origin."""
    if figure not in edition.figures:
        near = difflib.get_close_matches(figure, edition.figures, n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise Unusable(f"{edition.folder.name}: no figure '{figure}' in this edition{hint}")
    files = {item["path"]: item for item in edition.manifest["inputs"]}
    return _below(edition, figure, files, DEEPEST)


def _below(edition: Edition, id: str, files: dict[str, Any], depth: int) -> dict[str, Any]:
    entry = edition.figures[id]
    told = entry["trace"]
    inputs = [_below(edition, i, files, depth - 1) for i in told.get("inputs", []) if depth]
    origins = [o | _file(files.get(o["path"])) for o in told.get("origins", [])]
    return {
        **{name: entry[name] for name in ("id", "value", "unit", "period", "status", "printed")},
        "trace": {**told, "inputs": inputs, "origins": origins},
    }


def _file(item: dict[str, Any] | None) -> dict[str, Any]:
    return {"from": item["origin"], "licence": item["licence"], "received": item["received"]} if item else {}


def lines(traced: dict[str, Any], depth: int = 0) -> list[str]:
    """The trace as a person reads it, one fact a line, inputs further in."""
    told, pad = traced["trace"], "    " * depth
    value = f"{traced['value']} {traced['unit']}" if traced["value"] is not None else "no value"
    printed = f", printed as {traced['printed']}" if traced["printed"] else ""
    out = [f"{pad}{traced['id']}", f"{pad}  {value}{printed} ({traced['status']})"]
    if "reason" in told:
        out.append(f"{pad}  because {told['reason']}")
    if "sum" in told:
        out.append(f"{pad}  sum: {told['sum']}")
    measure = told["measure"]
    out.append(f"{pad}  measure: {measure['title']}, version {measure['version']}: {measure['definition']}")
    for origin in told["origins"]:
        line = f", line {origin['line']}" if "line" in origin else ""
        out.append(f"{pad}  file: {origin['path']}{line} (sha256 {origin['sha256'][:16]}…)")
        if "document" in origin:
            place = f"{origin['document']}, {origin['paragraph']}"
            out.append(f"{pad}  document: {place}; prints {told.get('document_prints', '')}")
        if "from" in origin:
            out.append(f"{pad}  from: {origin['from']}, licence {origin['licence']}, received {origin['received']}")
    for inner in told["inputs"]:
        out += lines(inner, depth + 1)
    return out
