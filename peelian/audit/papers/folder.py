"""The papers among files and folders that were named, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from peelian.audit.papers.filetypes import SUFFIXES, WANTED
from peelian.errors import Unusable
from peelian.findings import Finding

MOST_FILES = 100_000  # in one folder with those below it; more is a wrong folder


def papers_in(paths: Iterable[Path]) -> Iterator[Path | Finding]:
    """Files as they are named, folders with all below them sorted by name; a finding for each file that is no paper.

    A file that is named by itself is given whatever it is called. Hidden files, and those that office programs leave
    beside an open document ("~$…"), are passed over. The same file is given once. A folder without a paper has a
    finding that says so. Raises Unusable where a path is neither, or where a folder holds no end of files.
    """
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            yield from _below(path, seen)
        elif path.exists():
            if _new(path, seen):
                yield path
        else:
            raise Unusable(f"{path} does not exist; name papers ({WANTED}) or folders of them")


def _below(folder: Path, seen: set[Path]) -> Iterator[Path | Finding]:
    papers = 0
    for count, path in enumerate(_sorted(folder)):
        if count >= MOST_FILES:
            raise Unusable(f"{folder} holds more than {MOST_FILES:,} files; name the folder of the papers alone")
        is_paper = path.suffix.lower() in SUFFIXES
        papers += is_paper
        if not _new(path, seen):
            continue
        if is_paper:
            yield path
        else:
            where = path.relative_to(folder).as_posix()
            yield Finding("audit-not-a-paper", where, f"is passed over: papers are {WANTED}", "note")
    if not papers:
        says = f"is a folder without papers; papers are {WANTED}"
        yield Finding("audit-not-a-paper", folder.name or str(folder), says, "warning")


def _sorted(folder: Path) -> Iterator[Path]:
    """Every file below, folder by folder; links to folders are not followed, so none is met twice."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise Unusable(f"{folder} cannot be listed: {error.strerror or error}") from error
    for path in entries:
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _sorted(path)
        elif path.is_file():
            yield path


def _new(path: Path, seen: set[Path]) -> bool:
    real = path.resolve()
    if real in seen:
        return False
    seen.add(real)
    return True
