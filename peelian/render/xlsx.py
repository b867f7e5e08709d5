"""Tables of data as an Excel workbook: real tables, frozen headers, no formulas, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from peelian.quantities import decimal_text
from peelian.render.datatable import DataColumn, DataTable, Value
from peelian.render.inert import starts_formula
from peelian.render.office_look import FONT, LINK
from peelian.render.workbook import (
    BACK,
    CONTENTS,
    COVER,
    HEADER_ROW,
    NO_VALUE,
    Sheet,
    Workbook,
    cell_text,
    titles,
    widths,
    workbook,
)

EXACT_DIGITS = 15  # Excel keeps no more digits of a number; a longer whole number is written as text
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts days wrongly
TITLE_HEIGHT = 24  # points
_A4 = 9
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_]")


def render(tables: Sequence[DataTable], title: str, issued: date, notes: Sequence[str], publisher: str = "") -> bytes:
    """The workbook. Raises TooLong for a table of more rows than a sheet has."""
    content = workbook(tables, title, issued, notes, publisher)
    target = BytesIO()
    # Nothing that a cell says is ever made a formula, an address or a number.
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, {**safe, "in_memory": True})
    midnight = datetime(issued.year, issued.month, issued.day)
    book.set_properties({"title": content.title, "author": publisher, "created": midnight})
    book.formats[0].set_font_name(FONT)
    formats = _Formats(book)
    _cover(book.add_worksheet(COVER), content, formats)
    for at, sheet in enumerate(content.sheets, start=1):
        _sheet(book.add_worksheet(sheet.name), sheet, at, formats)
    book.close()
    return target.getvalue()


_BASE = {"font_name": FONT, "font_size": 11, "valign": "top"}
_LOOKS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "text_wrap": True, "valign": "bottom"},
    "number heading": {"bold": True, "text_wrap": True, "valign": "bottom", "align": "right"},
    "text": {"text_wrap": True},
    "line": {},
    "number": {},
    "absent": {"align": "right"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "link": {"font_color": f"#{LINK}", "underline": 1},
}


class _Formats:
    """The few looks of a cell, each also as one whose text stays text when somebody edits the cell."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._plain = {name: book.add_format(_BASE | look) for name, look in _LOOKS.items()}
        self._marked = {name: book.add_format(_BASE | look | {"quote_prefix": True}) for name, look in _LOOKS.items()}

    def of(self, name: str, text: str = "") -> Format:
        """The look of this name for a cell of this text."""
        return (self._marked if starts_formula(text) else self._plain)[name]


def _cover(page: Worksheet, content: Workbook, formats: _Formats) -> None:
    page.set_column(0, 0, 90)
    page.set_row(0, TITLE_HEIGHT)
    for row, line in enumerate(content.cover):
        _write(page, row, 0, line, "text" if row else "title", formats)


def _sheet(page: Worksheet, sheet: Sheet, number: int, formats: _Formats) -> None:
    table = sheet.table
    _write(page, 0, 0, table.title, "title", formats)
    page.set_row(0, TITLE_HEIGHT)
    _write(page, 1, 0, sheet.about, "line", formats)
    page.write_url(2, 0, f"internal:'{CONTENTS}'!A1", formats.of("link"), BACK)
    for at, width in enumerate(widths(table)):
        page.set_column(at, at, width + 2)
    first = HEADER_ROW  # rows count from 0 here, so this is the row below the header
    for row, values in enumerate(table.rows, start=first):
        for at, (value, column) in enumerate(zip(values, table.columns, strict=True)):
            _cell(page, row, at, value, column, formats)
    for row, target in enumerate(sheet.links, start=first):
        page.write_url(row, 0, f"internal:'{target}'!A1", formats.of("link"), target)
    last = max(first, first + len(table.rows) - 1)
    headers = [
        {"header": title, "header_format": formats.of(_HEADINGS[column.datatype], title)}
        for title, column in zip(titles(table), table.columns, strict=True)
    ]
    name = f"T{number}_{_NOT_IN_NAMES.sub('_', sheet.name)}"
    look = {"columns": headers, "name": name, "style": "Table Style Light 1"}
    page.add_table(first - 1, 0, last, len(table.columns) - 1, look)
    page.freeze_panes(first, 0)
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(first - 1)


_HEADINGS = {"string": "heading", "date": "heading", "number": "number heading", "integer": "number heading"}


def _cell(page: Worksheet, row: int, at: int, value: Value, column: DataColumn, formats: _Formats) -> None:
    match value:
        case None if column.datatype == "string":
            pass
        case None:
            page.write_string(row, at, NO_VALUE, formats.of("absent"))
        case str():
            _write(page, row, at, value, "text", formats)
        case Fraction():
            page.write_number(row, at, float(decimal_text(value)), formats.of("number"))
        case date() if value < FIRST_DAY:
            _write(page, row, at, value.isoformat(), "text", formats)
        case date():
            page.write_datetime(row, at, value, formats.of("date"))
        case int() if abs(value) < 10**EXACT_DIGITS:
            page.write_number(row, at, value, formats.of("number"))
        case int():
            page.write_string(row, at, str(value), formats.of("absent"))


def _write(page: Worksheet, row: int, at: int, text: str, look: str, formats: _Formats) -> None:
    text = cell_text(text)
    page.write_string(row, at, text, formats.of(look, text))
