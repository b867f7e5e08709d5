"""Writes frames of all months as one workbook a table, with numbers as numbers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import xlsxwriter

from peelian.simulate.frame import Column, Frame, Hundredths, Wholes

SHEETS = {"workforce": "Workforce", "victim_survey": "Answers"}
"""The sheet of each table that is given as a workbook."""

DATED = datetime(1980, 1, 1)  # of every workbook
HUNDREDTHS = 100


class Workbooks:
    """In one folder. Its state is the rows that are not written yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: dict[str, list[list[object]]] = {}

    def add(self, frame: Frame) -> None:
        shown = [column for column in frame.columns if column.header]
        rows = self._rows.setdefault(frame.table, [[column.header for column in shown]])
        rows += map(list, zip(*map(_cells, shown), strict=True))

    def close(self) -> None:
        """Every row has been added: the files are written."""
        for table, rows in self._rows.items():
            path = self._folder / f"{table.replace('_', '-')}.xlsx"
            book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
            book.set_properties({"title": SHEETS[table], "created": DATED})
            page = book.add_worksheet(SHEETS[table])
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
            book.close()


def _cells(column: Column) -> list[object]:
    data = column.data
    if isinstance(data, Wholes):
        assert data.blank is None
        return list(data.values.tolist())
    if isinstance(data, Hundredths):
        return [value / HUNDREDTHS for value in data.values.tolist()]
    return list(data.text().to_pylist())
