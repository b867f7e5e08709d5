"""A workbook opened in a limited process of its own, so that a hostile one costs no more than that.

Run by workbook.py. What comes out, on standard output, is one line of JSON about the workbook, then for each chosen
sheet a line with its name and a line for each of its rows: texts, and dates as {"d": "2024-03-31"}, with the time of
day where the cell has one other than midnight: {"d": "2024-03-31 09:30:00"}. Errors of an old XLS come as blank cells.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TextIO

MOST_MEMORY = 1 << 30  # bytes of address space
MOST_SECONDS = 120  # of processor time; a year of crime outcomes, 8 million cells, takes a third of it
MOST_WAIT = 400  # seconds that the parent waits, since other work may share the processor
MOST_CELLS = 20_000_000


def main(arguments: Sequence[str]) -> int:
    """Arguments: the workbook, the kind of it (xlsx, xls or ods), and the sheet, or the pattern of several.

    Without a sheet those are chosen whose names fit the pattern; where there is neither, the only one.
    """
    _limit()
    path, kind, sheet, pattern = Path(arguments[0]), arguments[1], arguments[2], arguments[3]
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    import python_calamine

    from peelian.sources import farcells

    try:
        book = python_calamine.load_workbook(str(path))
        names = book.sheet_names
        chosen = _chosen(names, sheet, pattern)
        if not chosen:
            _say({"sheets": names, "refused": "sheet"})
            return 0
        _say({"sheets": names, "chosen": chosen})
        left = MOST_CELLS
        for name in chosen:
            if kind == "xlsx" and math.prod(farcells.reach(path, name)) > left:
                _say({"sheets": names, "refused": "far", "cells": farcells.farthest(path, name)})
                return 0
            table = book.get_sheet_by_name(name)
            left -= table.total_height * table.total_width
            if left < 0:
                last = farcells.name((table.total_height, table.total_width))
                _say({"sheets": names, "refused": "far", "cells": [last]})
                return 0
            _say({"sheet": name})
            _write(_rows(table), {} if kind == "xls" else _errors(path, kind, name), sys.stdout)
    except python_calamine.PasswordError:
        _say({"refused": "password"})
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        _say({"refused": (str(error).splitlines() or [type(error).__name__])[0][:120]})
    return 0


def _chosen(names: Sequence[str], sheet: str, pattern: str) -> list[str]:
    if sheet:
        return [name for name in names if name == sheet]
    fit = [name for name in names if pattern and re.fullmatch(pattern, name)]
    return fit or (list(names) if len(names) == 1 else [])


def _rows(table: Any) -> Iterator[list[Any]]:
    """The rows one by one, from the first of the sheet; a sheet of millions of cells is never whole in memory twice."""
    indent = [""] * (table.start[1] if table.start else 0)
    for row in table.iter_rows():
        yield indent + list(row)


def _errors(path: Path, kind: str, sheet: str) -> dict[tuple[int, int], str]:
    from peelian.sources.errorcells import error_cells

    return error_cells(path, kind, sheet)


def _limit() -> None:
    """Memory, time and open files, where the system has such limits; elsewhere the parent's clock alone."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def _say(what: dict[str, Any]) -> None:
    print(json.dumps(what, ensure_ascii=False), flush=True)


def _write(rows: Iterable[list[Any]], errors: dict[tuple[int, int], str], out: TextIO) -> None:
    """The rows as lines; the reader of workbooks leaves the cells of errors blank, and below the last row out."""
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in errors.items():
        by_row.setdefault(row, []).append((column, text))
    number = -1
    for number, cells in enumerate(rows):
        out.write(_line(cells, by_row.get(number, ())))
    for below in range(number + 1, max(by_row, default=-1) + 1):
        out.write(_line([], by_row.get(below, ())))


def _line(cells: list[Any], errors: Iterable[tuple[int, str]]) -> str:
    for column, text in errors:
        cells += [""] * (column + 1 - len(cells))
        cells[column] = text
    return json.dumps([_plain(cell) for cell in cells], ensure_ascii=False) + "\n"


def _plain(cell: Any) -> str | dict[str, str]:
    """A cell as text, a date as itself. A number has 15 digits, as in Excel: 190.41999999999996 is 190.42."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return format(cell, ".15g")
    if isinstance(cell, datetime):
        at = cell.replace(tzinfo=None)
        return {"d": str(at if at.time() != time() else at.date())}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, time):
        return f"{cell.hour}:{cell.minute:02}:{cell.second:02}"
    if isinstance(cell, timedelta):
        seconds = round(abs(cell.total_seconds()))
        sign = "-" if cell < timedelta() else ""
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(cell)
