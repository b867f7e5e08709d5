"""A table of data as CSV: RFC 4180 with its CRLF at the end of every line, UTF-8 without a byte order mark.

The first line holds the columns' names. Words that a spreadsheet would take for a formula get an apostrophe
before them; numbers are numbers, and a value that is not there is an empty field.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from peelian.quantities import decimal_text
from peelian.render.datatable import DataTable, Value, clean
from peelian.render.inert import inert

LINE_END = "\r\n"
# Quoted although RFC 4180 does not ask for it: some programs part fields at these, or drop blanks at an end.
_QUOTED = frozenset('",;\t|\r\n')


def render(table: DataTable) -> bytes:
    """The file. Numbers are exact, or of 12 significant digits where they have no end (see `datatable`)."""
    lines = [",".join(header(table))]
    lines += [",".join([_field(value) for value in row]) for row in table.rows]
    return (LINE_END.join(lines) + LINE_END).encode("utf-8")


def header(table: DataTable) -> list[str]:
    """The first line's fields as they are written."""
    return [_text(column.name) for column in table.columns]


def _field(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return _text(value)
        case Fraction():
            return decimal_text(value)
        case date():
            return value.isoformat()
        case int():
            return str(value)


def _text(text: str) -> str:
    text = inert(clean(text))
    if _QUOTED.isdisjoint(text) and text == text.strip():
        return text
    return '"' + text.replace('"', '""') + '"'
