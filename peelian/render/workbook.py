"""What a workbook of tables holds, sheet by sheet, before it becomes XLSX or ODS: the same in both.

A cover, contents, notes and columns, then one table a sheet, each with its title in the first cell, as the
Government Analysis Function asks for: https://analysisfunction.civilservice.gov.uk/policy-store/
releasing-statistics-in-spreadsheets/
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from peelian.errors import PeelianError
from peelian.periods import at, words
from peelian.quantities import SIGNIFICANT_DIGITS
from peelian.render.datatable import DataColumn, DataTable, Value, clean, described

NO_VALUE = "[x]"  # the shorthand of the guidance for "not available"
LAST_ROW = 1_048_576  # rows of a sheet in Excel and LibreOffice
LONGEST_TEXT = 32_767  # characters of a cell in Excel
HEADER_ROW = 4  # on every sheet of a table, counted from 1: title, what the sheet holds, way back, header

COVER, CONTENTS, NOTES, COLUMNS = "Cover", "Contents", "Notes", "Columns"
BACK = "Back to the contents"
_FORBIDDEN_IN_SHEETS = re.compile(r"[\[\]:*?/\\'.!]")
_LONGEST_SHEET_NAME = 31
_MEANINGS = (
    f"{NO_VALUE} stands where there is no value; it is never the number 0.",
    "A blank cell in a column of words has nothing to say.",
)
_KINDS = {"string": "words", "number": "number", "integer": "whole number", "date": "date"}


class TooLong(PeelianError):
    """A table with more rows than a spreadsheet program can open."""


@dataclass(frozen=True)
class Sheet:
    """`name` is unique; `links` are the sheets that the cells of the first column lead to, row by row."""

    name: str
    table: DataTable
    about: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """`cover` are the lines of the first sheet, its title first; then the sheets in order."""

    title: str
    cover: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def workbook(tables: Sequence[DataTable], title: str, issued: date, notes: Sequence[str], publisher: str) -> Workbook:
    """The whole content; `notes` stand on the cover too.

    Raises TooLong, with the table's title, for a table that no sheet can hold.
    """
    names = _sheet_names(tables)
    for table in tables:
        if len(table.rows) + HEADER_ROW > LAST_ROW:
            raise TooLong(
                f"{table.title}: {len(table.rows):,} rows; a sheet holds {LAST_ROW - HEADER_ROW:,}. "
                "Use the CSV file, or part the table."
            )
    sheets = (
        _notes(tables, names, notes),
        _columns(tables, names),
        *(Sheet(name, table, _about(table)) for name, table in zip(names, tables, strict=True)),
    )
    lines = (
        f"Edition issued {words(at(issued))}",
        publisher,
        *notes,
        f"The worksheets of this workbook are listed on the worksheet {CONTENTS}.",
    )
    cover = (clean(title), *(clean(line) for line in lines if line))
    return Workbook(clean(title), cover, (_contents(sheets), *sheets))


def _contents(sheets: Sequence[Sheet]) -> Sheet:
    columns = (
        DataColumn("worksheet", "Worksheet"),
        DataColumn("title", "Title"),
        DataColumn("rows", "Rows", "integer"),
    )
    rows = tuple((sheet.name, sheet.table.title, len(sheet.table.rows)) for sheet in sheets)
    links = tuple(sheet.name for sheet in sheets)
    return Sheet(CONTENTS, DataTable(CONTENTS, CONTENTS, columns, rows), "The worksheets of this workbook.", links)


def _notes(tables: Sequence[DataTable], names: Sequence[str], notes: Sequence[str]) -> Sheet:
    rows = tuple(
        (where, note)
        for where, said in (
            ("All", (*_MEANINGS, *notes)),
            *zip(names, (t.notes for t in tables), strict=True),
        )
        for note in said
    )
    columns = (DataColumn("worksheet", "Worksheet"), DataColumn("note", "Note"))
    table = DataTable(NOTES, "Notes on the data", columns, rows)
    return Sheet(NOTES, table, "Read these before using the data.")


def _columns(tables: Sequence[DataTable], names: Sequence[str]) -> Sheet:
    rows = tuple(
        (name, column.title, column.name, _KINDS[column.datatype], description)
        for name, table in zip(names, tables, strict=True)
        for column, description in zip(table.columns, described(table), strict=True)
    )
    columns = (
        DataColumn("worksheet", "Worksheet"),
        DataColumn("column", "Column"),
        DataColumn("name", "Name in the CSV file"),
        DataColumn("kind", "Kind"),
        DataColumn("description", "Description"),
    )
    table = DataTable(COLUMNS, "What the columns hold", columns, rows)
    return Sheet(COLUMNS, table, "What each column of each table of data holds.")


def _about(table: DataTable) -> str:
    rows, columns = len(table.rows), len(table.columns)
    return (
        f"This worksheet holds one table of {rows:,} row{'' if rows == 1 else 's'} "
        f"and {columns} column{'' if columns == 1 else 's'}."
    )


def _sheet_names(tables: Sequence[DataTable]) -> list[str]:
    """Names that both programs accept: at most 31 characters, unique whatever their case."""
    taken = {name.lower() for name in (COVER, CONTENTS, NOTES, COLUMNS, "history")}
    names = []
    for table in tables:
        base = _FORBIDDEN_IN_SHEETS.sub("_", clean(table.name)).strip()[:_LONGEST_SHEET_NAME] or "Table"
        name, count = base, 1
        while name.lower() in taken:
            count += 1
            name = f"{base[: _LONGEST_SHEET_NAME - len(str(count)) - 1]}_{count}"
        taken.add(name.lower())
        names.append(name)
    return names


def titles(table: DataTable) -> list[str]:
    """Column titles, no two alike whatever their case: Excel repairs a table where they are."""
    taken: set[str] = set()
    made = []
    for column in table.columns:
        base = clean(column.title) or clean(column.name) or "Column"
        name, count = base, 1
        while name.lower() in taken:
            count += 1
            name = f"{base} ({count})"
        taken.add(name.lower())
        made.append(name)
    return made


def cell_text(text: str) -> str:
    """A text as a cell may hold it; a longer one is cut and says so."""
    text = clean(text)
    if len(text) <= LONGEST_TEXT:
        return text
    says = " [cut here; the CSV file has it whole]"
    return text[: LONGEST_TEXT - len(says)] + says


def widths(table: DataTable) -> list[int]:
    """Characters of the widest cell of each column among the first thousand rows, between 8 and 60."""
    made = []
    for place, title in enumerate(titles(table)):
        values = (row[place] for row in table.rows[:1000])
        longest = max((_length(value) for value in values if value is not None), default=0)
        word = max((len(word) for word in title.split()), default=0) + 4  # room for the filter's button
        made.append(max(8, min(60, longest), min(30, word)))
    return made


def _length(value: Value) -> int:
    return SIGNIFICANT_DIGITS if isinstance(value, Fraction) else len(str(value))
