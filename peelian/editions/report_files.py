"""Writes one document to files that a person named, one a format: all of them, or none where one cannot be made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from peelian.errors import Unusable
from peelian.publications.blocks import Document
from peelian.render.formats import DOCUMENTS
from peelian.snapshots import write_beside


def check_places(places: Mapping[str, Path], inputs: Iterable[Path]) -> None:
    """Raises Unusable for a place that is a folder, lies in none, is named twice, or is one of the inputs."""
    taken = {path.resolve() for path in inputs if path.exists()}
    for format, path in places.items():
        whole = path.resolve()
        if path.is_dir():
            raise Unusable(f"--{format} {path}: there is a folder of that name; name a file, such as audit.{format}")
        if not path.parent.is_dir():
            raise Unusable(f"--{format} {path}: there is no folder {path.parent}; make it first")
        if whole in taken:
            raise Unusable(f"--{format} {path}: is a file that is read or written already; name another")
        taken.add(whole)


def write_document(document: Document, places: Mapping[str, Path]) -> None:
    """Renders every format before the first is written; each file is whole or as it was before."""
    made = {path: DOCUMENTS[format](document) for format, path in places.items()}
    for path, content in made.items():
        write_beside(path, content)
