"""The manifest of an edition: inputs and their hashes, files, every figure with its trace, findings.

It is a function of plan, data and software alone: relative paths, no clock, keys in a fixed order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from peelian.editions.shape import InputEntry
from peelian.figures.book import Figures
from peelian.figures.model import Figure
from peelian.findings import Finding
from peelian.measures.formula import formula
from peelian.measures.model import Measure
from peelian.publications.citing import Cited
from peelian.quantities import NoValue, Quantity, decimal_text, terminates
from peelian.series.model import Origin

NAME = "manifest.json"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def plan_hash(files: Mapping[str, bytes]) -> str:
    """One hash over the plan's own files: their paths and bytes, in order."""
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(f"{path}\n{len(files[path])}\n".encode())
        whole.update(files[path])
    return whole.hexdigest()


def compose(
    *,
    plan: str,
    publication: str,
    edition: str,
    issued: date,
    epoch: int | None,
    software: str,
    plan_files: Mapping[str, bytes],
    inputs: Iterable[InputEntry],
    files: Mapping[str, bytes],
    cited: Cited,
    figures: Figures,
    findings: Iterable[Finding],
) -> bytes:
    """The manifest as JSON bytes. `plan` is the plan's id; `figures` are all printed ones and what they came from."""
    body: dict[str, Any] = {
        "plan": plan,
        "publication": publication,
        "edition": edition,
        "issued": issued.isoformat(),
        **({"source_date_epoch": epoch} if epoch is not None else {}),
        "software": software,
        "plan_hash": plan_hash(plan_files),
        "inputs": sorted(inputs, key=lambda input: (input["path"], input["sha256"])),
        "files": [{"path": path, "sha256": sha256(files[path])} for path in sorted(files)],
        "figures": [_figure(f, cited, figures) for f in with_inputs(cited, figures)],
        "findings": [_finding(f) for f in findings],
    }
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def with_inputs(cited: Cited, figures: Figures) -> list[Figure]:
    """The printed figures and, below them, everything they were computed from; by id."""
    return below(cited.figures.values(), figures)


def below(those: Iterable[Figure], figures: Figures) -> list[Figure]:
    """Figures and everything they were computed from, each once; by id."""
    found: dict[str, Figure] = {}
    waiting = list(those)
    while waiting:
        figure = waiting.pop()
        if str(figure.id) not in found:
            found[str(figure.id)] = figure
            waiting += [figures.find(id) for id in figure.inputs]
    return [found[id] for id in sorted(found)]


def _figure(figure: Figure, cited: Cited, figures: Figures) -> dict[str, Any]:
    id = str(figure.id)
    ways = cited.printed.get(id, [])
    known = figure.quantity if isinstance(figure.quantity, Quantity) else None
    return {
        "id": id,
        "value": decimal_text(known.value) if known else None,
        "unit": known.unit if known else None,
        "period": figure.id.period.id,
        "status": figure.status if known or figure.status != "final" else "missing",
        "printed": ways[0] if ways else None,
        **({"also_printed": ways[1:]} if ways[1:] else {}),
        "trace": _trace(figure, figures),
    }


def _trace(figure: Figure, figures: Figures) -> dict[str, Any]:
    measure = figures.plan.measures[figure.id.measure]
    rule = formula(measure)
    kind = "published" if figure.published else "computed"
    return {
        "kind": kind,
        **({"sum": figure.sum} if figure.sum else {}),
        **({"reason": figure.quantity.reason} if isinstance(figure.quantity, NoValue) else {}),
        **({"exact": str(figure.value)} if figure.value is not None and not terminates(figure.value) else {}),
        "measure": {
            "id": measure.id,
            "title": measure.title,
            "kind": measure.kind,
            "version": measure.version.number,
            "definition": measure.definition,
            **({"formula": rule} if rule is not None else {}),
            "names": _names(measure),
        },
        **({"inputs": [str(i) for i in figure.inputs]} if figure.inputs else {}),
        **({"origins": [_origin(o) for o in figure.origins]} if figure.origins else {}),
        **({"document_prints": figure.printed} if figure.printed else {}),
        **({"qualifier": figure.qualifier} if figure.qualifier else {}),
        **({"as_at": figure.as_at.id.removeprefix("at-")} if figure.as_at else {}),
    }


def _names(measure: Measure) -> list[str]:
    """What sentences call it, so that a paper's numbers can be held against its figures (against.py)."""
    words = measure.words
    counted = f"{words.noun} {words.verb}" if words.noun else None
    return [name for name in (words.subject, words.also, counted) if name]


def _origin(origin: Origin) -> dict[str, Any]:
    return {name: value for name, value in vars(origin).items() if value is not None}


def _finding(finding: Finding) -> dict[str, Any]:
    kept = {name: value for name, value in vars(finding).items() if value not in (None, ())}
    return kept | ({"figures": list(finding.figures)} if finding.figures else {})
