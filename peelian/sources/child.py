"""A workbook opened in a limited process of its own, so that a hostile one costs no more than that.

Run by workbook.py. What comes out, on standard output, is one line of JSON about the workbook, then a line
for each row of the sheet: texts, and dates as {"d": "2024-03-31"}. Errors of an old XLS come as blank cells.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TextIO

MOST_MEMORY = 1 << 30  # bytes of address space
MOST_SECONDS = 60  # of processor time; the parent waits no longer than that either
MOST_CELLS = 20_000_000


def main(arguments: Sequence[str]) -> int:
    """Arguments: the workbook, the kind of it (xlsx, xls or ods), the sheet or nothing for the only one."""
    _limit()
    path, kind, sheet = Path(arguments[0]), arguments[1], arguments[2]
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    import python_calamine

    try:
        book = python_calamine.load_workbook(str(path))
        names = book.sheet_names
        chosen = sheet or (names[0] if len(names) == 1 else "")
        if chosen not in names:
            _say({"sheets": names, "refused": "sheet"})
            return 0
        table = book.get_sheet_by_name(chosen)
        if table.total_height * table.total_width > MOST_CELLS:
            _say({"sheets": names, "refused": f"the sheet has more than {MOST_CELLS:,} cells"})
            return 0
        rows = table.to_python(skip_empty_area=False)
    except python_calamine.PasswordError:
        _say({"refused": "password"})
        return 0
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        _say({"refused": (str(error).splitlines() or [type(error).__name__])[0][:120]})
        return 0
    from peelian.sources.errorcells import error_cells

    _say({"sheets": names, "sheet": chosen})
    _write(rows, {} if kind == "xls" else error_cells(path, kind, chosen), sys.stdout)
    return 0


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


def _write(rows: list[list[Any]], errors: dict[tuple[int, int], str], out: TextIO) -> None:
    for (row, column), text in errors.items():
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = text
    for cells in rows:
        out.write(json.dumps([_plain(cell) for cell in cells], ensure_ascii=False) + "\n")


def _plain(cell: Any) -> str | dict[str, str]:
    """A cell as text, a date as itself. A number has 15 digits, as in Excel: 190.41999999999996 is 190.42."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return format(cell, ".15g")
    if isinstance(cell, datetime):
        return {"d": cell.date().isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, time):
        return f"{cell.hour}:{cell.minute:02}:{cell.second:02}"
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(cell)
