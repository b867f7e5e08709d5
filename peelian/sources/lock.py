"""One load at a time: a lock on a file of the store, let go of by the system if the process dies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from peelian.errors import Unusable

NAME = ".load.lock"
Waiting = Callable[[Path], None]
"""Is told a folder that another process has, before this one waits."""


def silent(folder: Path) -> None:
    """Says nothing of waiting."""


@contextmanager
def locked(store: Path, name: str = NAME, waiting: Waiting = silent) -> Iterator[None]:
    """Holds a lock of a folder; waits while another process has it. The lock's file stays: it holds nothing.

    `waiting` is told the folder once, where another process has it.
    """
    store.mkdir(parents=True, exist_ok=True)
    with (store / name).open("a+b") as file:
        _take(file, store, waiting)
        yield


def _take(file: IO[bytes], store: Path, waiting: Waiting) -> None:
    try:
        import fcntl
    except ImportError:
        _take_on_windows(file, store, waiting)
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting(store)
        fcntl.flock(file, fcntl.LOCK_EX)


def _take_on_windows(file: IO[bytes], store: Path, waiting: Waiting) -> None:
    import msvcrt

    file.seek(0)
    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        waiting(store)
    else:
        return
    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]  # waits 10 s
    except OSError:
        raise Unusable(f"{store}: another load is running; run this again when it has ended") from None
