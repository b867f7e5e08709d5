"""The plan's own files on disk: each with its bytes or why it cannot be read, and what is not read at all."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from peelian.errors import Unusable
from peelian.findings import Finding

SINGLE = ("plan.yaml", "sources.yaml", "processes.yaml", "accepted-findings.yaml")
FOLDERS = ("priorities", "measures", "publications")
OTHERS = ("commentary", "figures")
YAML = re.compile(r"\.ya?ml\b", re.IGNORECASE)
MEANT = re.compile(r"\.ya?ml(\.txt)?", re.IGNORECASE)
"""How the name of a file ends that was meant to be read; other ends, such as .yaml.bak, set a file aside."""


def plan_files(folder: Path) -> tuple[dict[str, bytes], list[Finding]]:
    """The plan's YAML files by relative path, in order, and what is wrong with those that cannot be read.

    Raises Unusable where there is no plan.yaml to be read.
    """
    paths = [folder / name for name in SINGLE if name == "plan.yaml" or is_there(folder / name)]
    paths += [path for part in FOLDERS for path in sorted((folder / part).glob("*.yaml")) if not is_hidden(path)]
    files: dict[str, bytes] = {}
    findings = []
    for path in paths:
        name = path.relative_to(folder).as_posix()
        data = read(path, folder)
        if isinstance(data, bytes):
            files[name] = data
        elif name == "plan.yaml":
            raise Unusable(_no_plan(folder, data))
        else:
            findings.append(Finding("unreadable-file", f"{name}:1", data))
    return files, findings


def read(path: Path, folder: Path) -> bytes | str:
    """The bytes of a file of the plan, or why it cannot be read: it is none, leads astray, or may not be read."""
    if not path.exists():
        return "it is a link that leads nowhere; put the file itself here"
    if not path.resolve().is_relative_to(folder.resolve()):
        return "it leads out of the plan folder; put the file itself here"
    if path.is_dir():
        return "it is a folder; a file is needed here"
    if not path.is_file():
        return "it is no plain file; put one here"
    try:
        return path.read_bytes()
    except PermissionError:
        return "it may not be read by you; mend its rights"


def is_there(path: Path) -> bool:
    """Whether something has this name, be it a link that leads nowhere."""
    return path.exists() or path.is_symlink()


def is_hidden(path: Path) -> bool:
    """Files that systems and editors leave beside others: .DS_Store, ._plan.yaml, .#plan.yaml, ~$paper.docx."""
    return path.name.startswith((".", "~")) or path.name.endswith("~")


def _no_plan(folder: Path, why: str) -> str:
    if is_there(folder / "plan.yaml"):
        return f"{folder}/plan.yaml: {why}"
    if folder.is_file() and (folder.parent / "plan.yaml").is_file():
        return f"{folder}: a file of a plan; give its folder: {folder.parent}"
    near = next((name for name in ("plan.yml", "Plan.yaml", "plan.YAML") if (folder / name).is_file()), None)
    hint = f"rename {near} to plan.yaml" if near else f"give a plan folder, or start one with 'peelian new {folder}'"
    return f"{folder}: no plan.yaml here; {hint}"


def not_read(folder: Path) -> Iterator[Finding]:
    """Files and folders that look like the plan's own and are not read, for their name or their place."""
    for part in FOLDERS:
        for path in entries(folder / part):
            where = path.relative_to(folder).as_posix()
            if path.name.endswith(".yaml"):
                continue  # read, or told
            if path.is_dir() and any(YAML.search(inner.name) for inner in entries(path)):
                yield _told(where, f"folders inside {part}/ are not read; put the files in {part}/ itself")
            elif path.is_file() and YAML.search(path.name):
                meant = MEANT.fullmatch("".join(path.suffixes[-2:])) or MEANT.fullmatch(path.suffix)
                says = "it is not read; rename it to end in .yaml"
                yield Finding("not-read", f"{where}:1", says, "error" if meant else "warning")
    for path in entries(folder):
        yield from _beside(path, folder)


def _beside(path: Path, folder: Path) -> Iterator[Finding]:
    """What lies beside plan.yaml under a name that is almost one of the plan's."""
    if path.is_dir() and path.name not in FOLDERS + OTHERS:
        wanted = [name for name in FOLDERS + OTHERS if not (folder / name).exists()]
        if near := difflib.get_close_matches(path.name, wanted, n=1, cutoff=0.7):
            yield _told(path.name, f"this folder is not read; did you mean '{near[0]}'?")
    elif path.is_file() and YAML.search(path.name) and path.name not in SINGLE:
        wanted = [name for name in SINGLE if not is_there(folder / name)]
        near = difflib.get_close_matches(path.name, wanted, n=1, cutoff=0.7)
        if near:
            yield _told(f"{path.name}:1", f"it is not read; did you mean '{near[0]}'?")
        else:
            says = f"it is not read; the plan's files are {', '.join(SINGLE)} and those in {'/, '.join(FOLDERS)}/"
            yield _told(f"{path.name}:1", says)


def entries(folder: Path) -> list[Path]:
    """What lies in a folder, hidden files left out, in order; nothing where it is none."""
    return sorted(path for path in folder.iterdir() if not is_hidden(path)) if folder.is_dir() else []


def _told(where: str, says: str) -> Finding:
    return Finding("not-read", where, says, "warning")
