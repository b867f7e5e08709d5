"""Frames as the publishers' files: CSV, OpenDocument and Excel workbooks. The same frames, the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from xlsxwriter import Workbook

from peelian.render.zipped import pack
from peelian.simulate.decimals import Decimals
from peelian.simulate.frame import Frame, Wholes, Words
from peelian.simulate.writing import lines

Cell = str | int | float
Rows = Iterable[Sequence[Cell]]

SIMULATED = "Simulated by peelian simulate: none of this exists, and nobody has published it."
MARK = b"\xef\xbb\xbf"
END = "\r\n"
_MADE = datetime(2020, 1, 1)
_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"'
)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def headings(frame: Frame) -> list[str]:
    return [column.header for column in frame.columns if column.header]


def csv(frames: Sequence[Frame]) -> bytes:
    """One header and the rows of all; texts that need quotes have them."""
    return _line(headings(frames[0])) + b"".join(lines(_quoted(frame)) for frame in frames)


def csv_of(rows: Rows) -> bytes:
    return b"".join(_line(map(str, row)) for row in rows)


def cells(frames: Sequence[Frame]) -> Rows:
    """The same as rows of cells, in which numbers are numbers."""
    return chain([headings(frames[0])], *(_cells(frame) for frame in frames))


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """An OpenDocument spreadsheet."""
    content = BytesIO()
    content.write(f"<office:document-content {_SPACES}><office:body><office:spreadsheet>".encode())
    for name, rows in sheets.items():
        content.write(f"<table:table table:name={quoteattr(name)}>".encode())
        for row in rows:
            content.write(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>".encode())
        content.write(b"</table:table>")
    content.write(b"</office:spreadsheet></office:body></office:document-content>")
    parts = {"mimetype": _ODS.encode(), "content.xml": content.getvalue(), "META-INF/manifest.xml": _MANIFEST.encode()}
    return pack(parts, frozenset({"mimetype"}))


def xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """An Excel workbook."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}) as book:
        book.set_properties({"created": _MADE, "comments": SIMULATED})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return target.getvalue()


def cover(title: str, *notes: str) -> Rows:
    """A sheet of words before the tables."""
    return [[title], [SIMULATED], *([note] for note in notes)]


def _ods_cell(cell: Cell) -> str:
    if cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    )


def _cells(frame: Frame) -> Iterable[Sequence[Cell]]:
    columns = [
        [_number(text) for text in column.data.text().to_pylist()]
        if isinstance(column.data, Wholes | Decimals)
        else column.data.text().to_pylist()
        for column in frame.columns
        if column.header
    ]
    return zip(*columns, strict=True)


def _number(text: str) -> Cell:
    """A publisher's word in the place of a number is a text."""
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def _quoted(frame: Frame) -> Frame:
    columns = tuple(
        replace(column, data=replace(column.data, vocabulary=tuple(map(_quote, column.data.vocabulary))))
        if isinstance(column.data, Words)
        else column
        for column in frame.columns
    )
    return replace(frame, columns=columns)


def _line(texts: Iterable[str]) -> bytes:
    return (",".join(map(_quote, texts)) + END).encode()


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(letter in text for letter in ',"\n') else text


def grouped(frames: Iterable[Frame], key: Any) -> dict[str, list[Frame]]:
    """Frames by a text, in the order that the texts come in."""
    found: dict[str, list[Frame]] = {}
    for frame in frames:
        found.setdefault(key(frame), []).append(frame)
    return found
