"""Stored Parquet files that are gone or damaged: how that is seen, and what is said of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from peelian.errors import Unusable
from peelian.quantities import few
from peelian.series.tables import TableFiles

SIGN = b"PAR1"  # with which a Parquet file begins and ends
LEAST = 12  # bytes of the shortest: both signs, and the length of what describes it
MOST_NAMED = 3  # files in a message where none has to be found by its name; the rest are counted


def whole(path: Path) -> bool:
    """Whether the file is there from its first sign to its last. What lies between is not read."""
    try:
        with path.open("rb") as file:
            if file.seek(0, os.SEEK_END) < LEAST:
                return False
            file.seek(-len(SIGN), os.SEEK_END)
            last = file.read()
            file.seek(0)
            return last == SIGN == file.read(len(SIGN))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def unreadable(tables: Iterable[TableFiles], reads: Callable[[str], bool]) -> Unusable | None:
    """What is said of the first table with files that are gone or damaged; None where there is none.

    `reads` says of a file that is whole whether all its rows can be read.
    """
    for table in tables:
        gone = [path for path in table.paths if not os.path.exists(path)]
        if gone:
            return Unusable(
                f"{_some(gone)}: gone, with rows of table '{table.name}'; run 'peelian load' on the plan: "
                "it reads them again from the file they came from"
            )
        damaged = [path for path in table.paths if not (whole(Path(path)) and reads(path))]
        if damaged:
            named = _by_folder(damaged, table.paths)
            return Unusable(
                f"{', '.join(named)}: damaged, with rows of table '{table.name}'; remove {_it(named)}, then run "
                "'peelian load' on the plan: it reads them again from the file they came from"
            )
    return None


def unfitting(table: TableFiles) -> Unusable:
    """What is said where every file can be read, and together they are not the table."""
    folders = sorted({os.path.dirname(path) for path in table.paths})
    return Unusable(
        f"{', '.join(folders)}: the files there do not have the columns of table '{table.name}'; "
        f"remove {_it(folders)}, then run 'peelian load' on the plan: it reads its rows again from their files"
    )


def _by_folder(damaged: Sequence[str], paths: Iterable[str]) -> list[str]:
    """The damaged files by name, and by its folder alone where all there are."""
    sound = {os.path.dirname(path) for path in set(paths) - set(damaged)}
    held = Counter(os.path.dirname(path) for path in damaged)
    every = {folder for folder, count in held.items() if count > 1 and folder not in sound}
    return list(dict.fromkeys(folder if (folder := os.path.dirname(path)) in every else path for path in damaged))


def _some(paths: list[str]) -> str:
    return few(paths, MOST_NAMED)


def _it(paths: list[str]) -> str:
    return "it" if len(paths) == 1 else "them"
