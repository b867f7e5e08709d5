"""A plan folder to start from: copied from the small plan that ships with Peelian."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib import resources
from importlib.abc import Traversable
from pathlib import Path

from peelian.errors import Unusable


def start(folder: Path) -> tuple[str, ...]:
    """Writes the starter plan; the folder must be new or empty. Returns the paths of its files."""
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Unusable(f"{folder}: there is something here already; give a folder that is new or empty")
    staged = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    files = dict(_files(resources.files("peelian") / "starter", ""))
    files[".gitignore"] = b"# Made by Peelian, and can be made again\neditions/\nstore/\n"
    for path, data in files.items():
        place = staged / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    if not folder.exists():
        os.rename(staged, folder)
        return tuple(sorted(files))
    for entry in sorted(staged.iterdir(), key=lambda entry: entry.name == "plan.yaml"):
        os.rename(entry, folder / entry.name)  # plan.yaml last: until then the folder is no plan
    staged.rmdir()
    return tuple(sorted(files))


def _files(entry: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for inner in sorted(entry.iterdir(), key=lambda e: e.name):
        name = f"{path}{inner.name}"
        if inner.is_dir():
            if inner.name != "__pycache__":
                yield from _files(inner, f"{name}/")
        else:
            yield name, inner.read_bytes()
