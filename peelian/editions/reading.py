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


FIELDS = (
    "publication",
    "edition",
    "issued",
    "software",
    "plan_hash",
    "inputs",
    "files",
    "figures",
    "findings",
)


def open_edition(folder: Path) -> Edition:
    """The edition in this folder."""
    path = folder / NAME
    if not path.is_file():
        raise Unusable(f"{folder}: no {NAME} here; give the folder of an edition, such as PLAN/editions/NAME")
    try:
        manifest = json.loads(path.read_bytes())
        missing = [field for field in FIELDS if field not in manifest]
        figures = {figure["id"]: figure for figure in manifest["figures"]} if not missing else {}
    except (ValueError, TypeError, KeyError) as error:
        raise Unusable(f"{path}: not a manifest of an edition ({error}); it may have been changed") from error
    if missing:
        raise Unusable(f"{path}: lacks {', '.join(missing)}; it may have been changed")
    return Edition(folder, manifest, figures)
