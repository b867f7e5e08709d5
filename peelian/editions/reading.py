"""Opens an edition that was published: its manifest as values, or an error that says what is wrong with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peelian.editions.manifest import NAME
from peelian.errors import Unusable


@dataclass(frozen=True)
class Edition:
    """A published edition. `figures` are the manifest's, by id."""

    folder: Path
    manifest: dict[str, Any]
    figures: dict[str, dict[str, Any]]


FIELDS = ("publication", "edition", "issued", "software", "plan_hash", "inputs", "files", "figures", "findings")
OF_A_FILE: dict[str, type] = {"path": str, "sha256": str}
OF_A_FIGURE: dict[str, type] = {"id": str, "period": str, "status": str, "trace": dict}


def open_edition(folder: Path) -> Edition:
    """The edition in this folder. Raises Unusable where its manifest is not one, whatever else it is."""
    path = folder / NAME
    if not path.is_file():
        raise Unusable(f"{folder}: no {NAME} here; give the folder of an edition, such as PLAN/editions/NAME")
    try:
        manifest = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise _changed(path, f"not JSON ({error})") from None
    if not isinstance(manifest, dict):
        raise _changed(path, "not the manifest of an edition")
    missing = [field for field in FIELDS if field not in manifest]
    if missing:
        raise _changed(path, f"lacks {', '.join(missing)}")
    shapes: dict[str, dict[str, type]] = {"inputs": OF_A_FILE, "files": OF_A_FILE, "figures": OF_A_FIGURE}
    for part, shape in shapes.items():
        if not _all_are(manifest[part], shape):
            raise _changed(path, f"'{part}' is not a list of entries with {', '.join(shape)}")
    figures = {figure["id"]: figure for figure in manifest["figures"]}
    for figure in manifest["figures"]:
        told = figure["trace"]
        whole = {"kind", "measure"} <= told.keys() and {"value", "unit", "printed"} <= figure.keys()
        if not whole or not all(input in figures for input in told.get("inputs", [])):
            raise _changed(path, f"the figure '{figure['id']}' is not whole")
    return Edition(folder, manifest, figures)


def _all_are(entries: Any, shape: dict[str, type]) -> bool:
    return isinstance(entries, list) and all(
        isinstance(entry, dict) and all(isinstance(entry.get(name), kind) for name, kind in shape.items())
        for entry in entries
    )


def _changed(path: Path, why: str) -> Unusable:
    return Unusable(f"{path}: {why}; it may have been changed. Take the edition from its publisher again")
