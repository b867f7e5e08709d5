"""Loads that are killed: a plan folder whose files change, a load of it in a process of its own, and what it left.

Processes are forked from one that has read the code already, so that a kill costs a load and not a start of Python.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from datetime import date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pyarrow import parquet

from peelian import snapshots
from peelian.contracts.load import example
from peelian.sources import lock, register
from peelian.sources.model import Quarantine, Source
from peelian.sources.store import Loaded, load
from peelian.sources.stored import tables
from tests.unit.sources.raw_files import (
    AREAS,
    STREET_HEADER,
    TIDY_HEADER,
    TIDY_ROWS,
    source,
    street_rows,
    street_source,
    text,
)

CALLS = example("calls").decode().splitlines()
FIRST = date(2026, 6, 1)
Change = Callable[[], None]
"""What a process does before it loads: a fault that is planted."""


def files_of(turn: int) -> dict[str, bytes]:
    """The files of a plan folder at a turn: all but the older month change, and one row of the calls breaks a rule."""
    calls = [*CALLS, CALLS[1].replace("999", f"drum {turn}")]
    return {
        "older/2024-03-peelshire-street.csv": text(STREET_HEADER, street_rows("2024-03", 10)),
        "2024-04-peelshire-street.csv": text(STREET_HEADER, street_rows("2024-04", 10 + turn)),
        "counts.csv": text(TIDY_HEADER, [*TIDY_ROWS[:2], *(f"2024-01,Place {n},{n},1,,," for n in range(turn))]),
        "calls.csv": "\n".join([*calls, ""]).encode(),
    }


def sources_of(turn: int) -> dict[str, Source]:
    """How the files are read: those that change are published a day later at each turn."""
    when = {"published": FIRST + timedelta(turn), "received": FIRST + timedelta(turn)}
    more: dict[str, Any] = {"contract": "calls", "table": "calls", "quarantine": Quarantine("20%"), **when}
    return {
        "older": street_source(files=("older/*.csv",)),
        "street": street_source(**when, files=("2024-*.csv",)),
        "counts": source(files=("counts.csv",), **when),
        "calls": source("extract", ("calls.csv",), **more),
    }


def loaded(folder: Path, turn: int) -> Loaded:
    return load(sources_of(turn), folder, folder / "store", AREAS)


def _loads(folder: Path, turn: int, change: Change | None, begun: Connection) -> None:
    if change is not None:
        change()
    begun.send("begins")
    loaded(folder, turn)
    begun.send("has ended")


def started(folder: Path, turn: int, change: Change | None = None) -> tuple[Any, Connection]:
    """A load in a process of its own, and what it says: that it begins, and that it has ended."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "duckdb", "pyarrow.dataset"])
    says, begun = context.Pipe(duplex=False)
    process = context.Process(target=_loads, args=(folder, turn, change, begun))
    process.start()
    begun.close()
    assert says.recv() == "begins"
    return process, says


def kill_at(step: int) -> None:
    """This process ends itself, as kill -9 does, before its `step`-th sync or rename."""
    count = 0

    def ending(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **more)

        return call

    os.fsync, os.replace = ending(os.fsync), ending(os.replace)


def content(store: Path) -> dict[str, str]:
    """Every file of a store by its hash; the lock holds nothing."""
    return {
        path.relative_to(store).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in store.rglob("*")
        if path.is_file() and path.name != lock.NAME
    }


def opened(store: Path) -> dict[str, int] | list[str]:
    """What a reader finds in a store: how many rows by table, or what is wrong with it."""
    try:
        rows = {name: sum(map(_rows, table.paths)) for name, table in tables(store).items()}
        kept = [(one.path, snapshots.verify(store, one)) for one in snapshots.kept(store)]
    except Exception as error:
        return [f"it cannot be read: {error!r}"]
    return [f"{path}: {wrong}" for path, wrong in kept if wrong] or rows


def _rows(path: str) -> int:
    with Path(path).open("rb") as file:
        return int(parquet.read_table(file).num_rows)


def write_in_place() -> None:
    """A load that is no good: it writes the register over the one of before, in two halves."""
    register.write_beside = _halves  # type: ignore[assignment]


def _halves(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        for part in (data[: len(data) // 2], data[len(data) // 2 :]):
            file.write(part)
            file.flush()
            os.fsync(file.fileno())
