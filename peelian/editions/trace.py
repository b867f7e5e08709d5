"""From a printed number back to its origin: figure -> sum -> definition -> file -> publisher."""

from __future__ import annotations

import difflib
from typing import Any

from peelian.editions.reading import Edition
from peelian.editions.shape import InputEntry, OriginEntry
from peelian.errors import Unusable

Facts = dict[tuple[str, str], InputEntry]
"""The inputs of an edition by path and hash: two files of one name, received one after the other, are two inputs."""


def trace(edition: Edition, figure: str) -> dict[str, Any]:
    """The trace as nested values: the figure, its inputs with theirs, and the facts of each origin's file."""
    if figure not in edition.figures:
        near = difflib.get_close_matches(figure, edition.figures, n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise Unusable(f"{edition.folder}: no figure '{figure}' in this edition{hint}")
    return _below(edition, figure, {(input["path"], input["sha256"]): input for input in edition.manifest["inputs"]})


def _below(edition: Edition, id: str, facts: Facts) -> dict[str, Any]:
    entry = edition.figures[id]
    told = entry["trace"]
    inputs = [_below(edition, input, facts) for input in told.get("inputs", [])]
    origins = [_with_facts(origin, facts) for origin in told.get("origins", [])]
    return {
        "id": id,
        "value": entry["value"],
        "unit": entry["unit"],
        "period": entry["period"],
        "status": entry["status"],
        "printed": entry["printed"],
        "trace": {**told, "inputs": inputs, "origins": origins},
    }


def _with_facts(origin: OriginEntry, facts: Facts) -> dict[str, Any]:
    file = facts[origin["path"], origin["sha256"]]
    return {**origin, "from": file["origin"], "licence": file["licence"], "received": file["received"]}


def lines(traced: dict[str, Any], depth: int = 0) -> list[str]:
    """The trace as a person reads it, one fact a line, inputs further in."""
    told, pad = traced["trace"], "    " * depth
    value = f"{traced['value']} {traced['unit'] or ''}".strip() if traced["value"] is not None else "no value"
    printed = f", printed as {traced['printed']}" if traced["printed"] else ""
    out = [f"{pad}{traced['id']}", f"{pad}  {value}{printed} ({traced['status']})"]
    if "reason" in told:
        out.append(f"{pad}  because {told['reason']}")
    if "sum" in told:
        out.append(f"{pad}  sum: {told['sum']}")
    measure = told["measure"]
    out.append(f"{pad}  measure: {measure['title']}, version {measure['version']}: {measure['definition']}")
    if "formula" in measure:
        out.append(f"{pad}  worked out from: {measure['formula']}")
    for origin in told["origins"]:
        line = f", line {origin['line']}" if "line" in origin else ""
        out.append(f"{pad}  file: {origin['path']}{line} (sha256 {origin['sha256'][:16]}…)")
        if "document" in origin:
            place = ", ".join(origin[name] for name in ("document", "paragraph") if name in origin)
            prints = f"; prints {told['document_prints']}" if "document_prints" in told else ""
            out.append(f"{pad}  document: {place}{prints}")
        received = f", received {origin['received']}" if origin["received"] else ""
        out.append(f"{pad}  from: {origin['from']}, licence {origin['licence']}{received}")
    for inner in told["inputs"]:
        out += lines(inner, depth + 1)
    return out
