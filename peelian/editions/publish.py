"""Puts an edition in its place: written beside, synced to disk, then renamed. Never half there.

A folder `.NAME.staged` is what a stopped build leaves; the next build removes it. Replacing an edition swaps the two
folders in one step where the system can (Linux), else in two renames that the next build mends.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from peelian.editions.signing import SIGNATURE
from peelian.errors import MachineFault, Unusable, naming, remedy
from peelian.sources.lock import locked

LOCK = ".publish.lock"

_RENAME_EXCHANGE = 2  # linux/fs.h
_AT_FDCWD = -100


class Overtaken(Exception):
    """Something that the edition was made beside has changed since; nothing was written."""


def publish(
    out: Path, name: str, files: Mapping[str, bytes], *, replace: bool, still: Callable[[], bool] = lambda: True
) -> Path:
    """The edition's folder, holding exactly these files. An equal edition that is there already is left alone.

    `still` is asked when no other edition can be published any more; where it says no, Overtaken is raised. Raises
    Unusable where another edition of that name is there and `replace` is not set; MachineFault where the files cannot
    be written, and then what was there before is still there.
    """
    target, staged, old = out / name, out / f".{name}.staged", out / f".{name}.replaced"
    if out.is_symlink() and not out.exists():
        raise Unusable(f"{out}: a link that leads nowhere; mend it, or give another folder with --out")
    for place in (out, *out.parents):
        if place.exists() and not place.is_dir():
            raise Unusable(f"{place}: a file, where a folder for editions is wanted; give another with --out")
    if target.exists() and not target.is_dir():
        raise Unusable(f"{target}: there is a file of that name; move it away, or give another name with --edition")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _alone(out):
            if not still():
                raise Overtaken
            _mend(target, staged, old)
            _place(target, staged, old, files, replace=replace)
    except OSError as error:
        shutil.rmtree(staged, ignore_errors=True)
        raise MachineFault(
            f"{error.filename or out}: {error.strerror or error}; the edition was not written and what was there before"
            f" still stands. {remedy(error).capitalize()}, then build again"
        ) from error
    return target


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """One publish at a time in a folder; another waits. The system lets go of the lock if the process dies."""
    try:
        import fcntl
    except ImportError:  # Windows locks no folder: a file in it that holds nothing
        with locked(out, LOCK):
            yield
        return
    handle = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _place(target: Path, staged: Path, old: Path, files: Mapping[str, bytes], *, replace: bool) -> None:
    if target.exists():
        if _holds(target, files):
            _sign(target, files)
            return
        if not replace:
            raise Unusable(
                f"{target}: an edition of that name is there and differs; editions do not change. Give another"
                " name with --edition, or replace it with --replace"
            )
    if target.is_symlink():
        raise Unusable(f"{target}: a link, which no edition takes the place of; build where it leads, or take it away")
    _write(staged, files, target)
    if target.exists():
        _swap(target, staged, old)
    else:
        os.rename(staged, target)
        _sync(target.parent)


def _sign(target: Path, files: Mapping[str, bytes]) -> None:
    """An edition that stands may be signed afterwards: the signature lies outside what is compared."""
    signature = files.get(SIGNATURE)
    place = target / SIGNATURE
    if signature is None or (place.is_file() and place.read_bytes() == signature):
        return
    beside = target.parent / f".{target.name}.{SIGNATURE}"
    with beside.open("wb") as file:
        file.write(signature)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, place)


def _holds(target: Path, files: Mapping[str, bytes]) -> bool:
    found = {p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()}
    compared = {path: data for path, data in files.items() if path != SIGNATURE}
    return found - {SIGNATURE} == compared.keys() and all(
        (target / path).read_bytes() == data for path, data in compared.items()
    )


def _mend(target: Path, staged: Path, old: Path) -> None:
    """Clears what a stopped build left: its staged folder, or an edition it had set aside."""
    shutil.rmtree(staged, ignore_errors=True)
    if old.exists():
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            os.rename(old, target)


def _write(staged: Path, files: Mapping[str, bytes], target: Path) -> None:
    """Writes the files where they are staged. Where there is no room for one, its place in the edition is named."""
    folders = {staged}
    for path, data in files.items():
        place = staged / path
        place.parent.mkdir(parents=True, exist_ok=True)
        folders.add(place.parent)
        with naming(target / path), place.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    for folder in folders:
        _sync(folder)


def _sync(folder: Path) -> None:
    """A folder's own entries on disk; Windows keeps them without being asked."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swap(target: Path, staged: Path, old: Path) -> None:
    """The new edition in the old one's place. The old one goes only when the new one is safe on the disk."""
    if _exchange(staged, target):
        try:
            _sync(target.parent)
        except OSError:
            _exchange(staged, target)  # what was there before stands again
            raise
        shutil.rmtree(staged, ignore_errors=True)
        return
    os.rename(target, old)
    try:
        os.rename(staged, target)
        _sync(target.parent)
    except OSError:
        if not target.exists():
            os.rename(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Two folders swapped in one step, so that a reader sees the one or the other; False where it cannot be done."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0
