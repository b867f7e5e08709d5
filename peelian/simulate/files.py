"""Writes frames as the publishers' files: zips of data.police.uk and extracts by financial year.

The zips of a country hold a month each, those of one force a year: there the month that was never published leaves no
zip empty.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from peelian.simulate.frame import Frame
from peelian.simulate.months import financial_year, label
from peelian.simulate.writing import header_line, lines

POLICE_UK = {"street": "street", "outcomes": "outcomes", "stop_and_search": "stop-and-search"}
OF_ALL_TIME = {"population", "inspection_grades"}
WEIGHTS = ("harm_weights", "weights_")  # how the names of tables of weights begin, which are of all time too
WITH_A_MARK = "people_hurt"  # whose files begin with a byte order mark, as spreadsheets write one
DATED = (1980, 1, 1, 0, 0, 0)  # of every member of a zip


class Files:
    """Below one folder. Its state is the zip that is open; extracts are written on at their end.

    `short` makes one file of an extract's years, and packs zips as small as can be.
    """

    def __init__(self, folder: Path, one_force: bool, short: bool = False) -> None:
        self._one_force, self._short = one_force, short
        self._pressed = 9 if short else 1
        self._data = folder / "data"
        self._data.mkdir(parents=True)
        self._zip: zipfile.ZipFile | None = None
        self._named = ""

    def write(self, frame: Frame, force: str) -> None:
        """`force` is the force's name as it stands in file names. A frame without headings is in another's file."""
        if not any(column.header for column in frame.columns):
            return
        if frame.table in POLICE_UK:
            name = f"{label(frame.month)}/{label(frame.month)}-{force}-{POLICE_UK[frame.table]}.csv"
            member = zipfile.ZipInfo(name, DATED)
            text = header_line(frame) + lines(frame)
            self._opened(frame.month).writestr(member, text, zipfile.ZIP_DEFLATED, self._pressed)
            return
        stem = frame.table.replace("_", "-")
        of_all_time = self._short or frame.table in OF_ALL_TIME or frame.table.startswith(WEIGHTS)
        name = stem if of_all_time else f"{stem}-{financial_year(frame.month)}"
        path = self._data / f"{name}.csv"
        mark = b"\xef\xbb\xbf" if frame.table == WITH_A_MARK else b""
        start = b"" if path.exists() else mark + header_line(frame)
        with path.open("ab") as file:
            file.write(start + lines(frame))

    def close(self) -> None:
        """Everything is written."""
        if self._zip is not None:
            self._zip.close()
            self._zip = None

    def _opened(self, month: int) -> zipfile.ZipFile:
        """The zip that the month belongs in."""
        name = f"police-uk-{financial_year(month) if self._one_force else label(month)}.zip"
        if self._zip is None or name != self._named:
            self.close()
            self._zip = zipfile.ZipFile(self._data / name, "x", zipfile.ZIP_DEFLATED, compresslevel=1)
            self._named = name
        return self._zip
