"""Tables of data as an OpenDocument spreadsheet, written row by row: the same content as the Excel workbook.

Only strings, numbers and dates are ever written, never a formula; numbers keep all their digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

from peelian.quantities import decimal_text
from peelian.render.datatable import DataTable, Value
from peelian.render.odt_parts import NAMESPACES, VERSION, manifest
from peelian.render.office_look import FONT, INK, LINK, PALE
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
from peelian.render.zipped import entry

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ROWS_AT_ONCE = 1_000
_CHARACTER = 6.2  # points of a character of the type, on average
_NUMBER_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
_CONFIG_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:config:1.0"
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_DECLARED += ' xmlns:ooo="http://openoffice.org/2004/office"'  # names LibreOffice's own settings
_DECLARED += f' xmlns:number="{_NUMBER_NAMESPACE}" xmlns:config="{_CONFIG_NAMESPACE}"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PARTS = ("content.xml", "meta.xml", "settings.xml", "styles.xml")


def render(tables: Sequence[DataTable], title: str, issued: date, notes: Sequence[str], publisher: str = "") -> bytes:
    """The workbook. Raises TooLong for a table of more rows than a sheet has."""
    content = workbook(tables, title, issued, notes, publisher)
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        # The kind of file first and as it is, so that any program can tell (OpenDocument 1.3 part 2, 3.3).
        archive.writestr(entry("mimetype", stored=True), MEDIA_TYPE)
        archive.writestr(entry("META-INF/manifest.xml"), manifest(MEDIA_TYPE, _PARTS))
        with archive.open(entry("content.xml"), "w", force_zip64=True) as stream:
            for piece in _content(content):
                stream.write(piece.encode("utf-8"))
        archive.writestr(entry("meta.xml"), _meta(content.title, issued, publisher))
        archive.writestr(entry("settings.xml"), _settings(content))
        archive.writestr(entry("styles.xml"), _styles())
    return target.getvalue()


def _part(root: str, inside: str) -> str:
    return f'{_DECLARATION}<office:{root} {_DECLARED} office:version="{VERSION}">{inside}</office:{root}>'


def _content(content: Workbook) -> Iterator[str]:
    yield f'{_DECLARATION}<office:document-content {_DECLARED} office:version="{VERSION}">'
    yield f"<office:automatic-styles>{_SHEET}{_column_styles(content)}</office:automatic-styles>"
    yield "<office:body><office:spreadsheet>"
    yield f'<table:table table:name="{COVER}" table:style-name="sheet">'
    yield '<table:table-column table:style-name="cover"/>'
    for at, line in enumerate(content.cover):
        yield f"<table:table-row>{_string(line, 'Text' if at else 'Title')}</table:table-row>"
    yield "</table:table>"
    for at, sheet in enumerate(content.sheets):
        yield from _sheet(sheet, at)
    yield "<table:database-ranges>"
    for at, sheet in enumerate(content.sheets, start=1):
        yield _range(sheet, at)
    yield "</table:database-ranges></office:spreadsheet></office:body></office:document-content>"


def _sheet(sheet: Sheet, at: int) -> Iterator[str]:
    table = sheet.table
    yield f'<table:table table:name={quoteattr(sheet.name)} table:style-name="sheet">'
    yield "".join(f'<table:table-column table:style-name="c{at}.{column}"/>' for column in range(len(table.columns)))
    yield f"<table:table-row>{_string(table.title, 'Title')}</table:table-row>"
    yield f"<table:table-row>{_string(sheet.about, 'Line')}</table:table-row>"
    yield f"<table:table-row>{_link(CONTENTS, BACK)}</table:table-row>"
    heads = zip(titles(table), table.columns, strict=True)
    head = "".join(_string(title, _heading(column.datatype)) for title, column in heads)
    yield f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>"
    absent = _string(NO_VALUE, "Absent")
    blanks = [_BLANK if column.datatype == "string" else absent for column in table.columns]
    for start in range(0, len(table.rows), ROWS_AT_ONCE):
        piece = []
        for row, values in enumerate(table.rows[start : start + ROWS_AT_ONCE], start=start):
            cells = [_cell(value, blank) for value, blank in zip(values, blanks, strict=True)]
            if row < len(sheet.links):
                cells[0] = _link(sheet.links[row], sheet.links[row])
            piece.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
        yield "".join(piece)
    yield "</table:table>"


_BLANK = "<table:table-cell/>"
_DROPPED = re.compile(r"^ +| +$|(?<= ) +")


def _cell(value: Value, blank: str) -> str:
    match value:
        case None:
            return blank
        case str():
            return _string(value, "Text")
        case Fraction():
            return _number(decimal_text(value))
        case date():
            day = value.isoformat()
            return (
                '<table:table-cell table:style-name="Date" office:value-type="date" '
                f'office:date-value="{day}"><text:p>{day}</text:p></table:table-cell>'
            )
        case int():
            return _number(str(value))


def _number(digits: str) -> str:
    return (
        f'<table:table-cell table:style-name="Number" office:value-type="float" office:value="{digits}">'
        f"<text:p>{digits}</text:p></table:table-cell>"
    )


def _string(text: str, style: str) -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"<text:p>{_words(cell_text(text))}</text:p></table:table-cell>"
    )


def _words(text: str) -> str:
    """Escaped; each blank that OpenDocument would drop, at an end or after another, is written out."""
    if "  " not in text and text == text.strip(" "):
        return escape(text)
    return _DROPPED.sub(lambda found: "<text:s/>" * len(found.group()), escape(text))


def _link(sheet: str, words: str) -> str:
    return (
        '<table:table-cell table:style-name="Link" office:value-type="string"><text:p>'
        f'<text:a xlink:type="simple" xlink:href={quoteattr(f"#{sheet}.A1")}>{escape(words)}</text:a>'
        "</text:p></table:table-cell>"
    )


def _heading(datatype: str) -> str:
    return "Number_20_Heading" if datatype in ("number", "integer") else "Heading"


def _range(sheet: Sheet, at: int) -> str:
    """The table as a named range with filter buttons: what this format has for Excel's tables."""
    last_column = _letters(len(sheet.table.columns))
    last_row = HEADER_ROW + max(1, len(sheet.table.rows))
    quoted = f"'{sheet.name}'"
    address = f"{quoted}.A{HEADER_ROW}:{quoted}.{last_column}{last_row}"
    return (
        f'<table:database-range table:name="T{at}" table:target-range-address={quoteattr(address)} '
        'table:display-filter-buttons="true"/>'
    )


def _letters(number: int) -> str:
    """The name of the column of this number, counted from 1: AB for 28."""
    made = ""
    while number:
        number, rest = divmod(number - 1, 26)
        made = chr(ord("A") + rest) + made
    return made


def _column_styles(content: Workbook) -> str:
    styles = [_column("cover", 90)]
    for at, sheet in enumerate(content.sheets):
        styles += [_column(f"c{at}.{column}", width + 2) for column, width in enumerate(widths(sheet.table))]
    return "".join(styles)


_SHEET = '<style:style style:name="sheet" style:family="table" style:master-page-name="Default"/>'


def _column(name: str, characters: int) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{characters * _CHARACTER:.1f}pt"/></style:style>'
    )


_BOLD = 'fo:font-weight="bold"'
_HEAD_CELL = f'fo:wrap-option="wrap" style:vertical-align="bottom" fo:background-color="#{PALE}" '
_HEAD_CELL += f'fo:border-bottom="1pt solid #{INK}"'
_TOP = 'style:vertical-align="top"'
_LEFT, _RIGHT = 'fo:text-align="start"', 'fo:text-align="end"'


def _styles() -> str:
    day = (
        '<number:date-style style:name="day"><number:year number:style="long"/><number:text>-</number:text>'
        '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
        "</number:date-style>"
    )
    # A cell of words is of the format "text": what somebody types into it later stays words.
    words = '<number:text-style style:name="words"><number:text-content/></number:text-style>'
    language = f'fo:language="en" fo:country="GB" style:font-name="{FONT}" fo:font-size="11pt"'
    default = (
        f'<style:default-style style:family="table-cell"><style:text-properties {language}/></style:default-style>'
    )
    cells = (
        _cell_style("Default"),
        _cell_style("Title", cell=_TOP, text=f'{_BOLD} fo:font-size="16pt"', data="words"),
        _cell_style("Line", cell=_TOP, data="words"),
        _cell_style("Heading", cell=_HEAD_CELL, text=_BOLD, data="words"),
        _cell_style("Number_20_Heading", cell=_HEAD_CELL, paragraph=_RIGHT, text=_BOLD, data="words"),
        _cell_style("Text", cell=f'{_TOP} fo:wrap-option="wrap"', data="words"),
        _cell_style("Number", cell=_TOP),
        _cell_style("Absent", cell=_TOP, paragraph=_RIGHT, data="words"),
        _cell_style("Date", cell=_TOP, paragraph=_LEFT, data="day"),
        _cell_style("Link", cell=_TOP, text=f'fo:color="#{LINK}" style:text-underline-style="solid"', data="words"),
    )
    face = f'<style:font-face style:name="{FONT}" svg:font-family="{FONT}" style:font-family-generic="swiss"/>'
    return _part(
        "document-styles",
        f"<office:font-face-decls>{face}</office:font-face-decls>"
        f"<office:styles>{default}{day}{words}{''.join(cells)}</office:styles>{_PAGES}",
    )


# On paper: A4 on its side, as many columns on one page as there are.
_PAGES = (
    '<office:automatic-styles><style:page-layout style:name="Paper"><style:page-layout-properties '
    'fo:page-width="841.9pt" fo:page-height="595.3pt" style:print-orientation="landscape" '
    'style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles>'
    '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="Paper"/>'
    "</office:master-styles>"
)


def _cell_style(name: str, cell: str = "", paragraph: str = "", text: str = "", data: str = "") -> str:
    parent = "" if name == "Default" else ' style:parent-style-name="Default"'
    value = f' style:data-style-name="{data}"' if data else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{parent}{value}>'
        f"<style:table-cell-properties {cell}/><style:paragraph-properties {paragraph}/>"
        f"<style:text-properties {text}/></style:style>"
    )


def _meta(title: str, issued: date, publisher: str) -> str:
    moment = f"{issued.isoformat()}T00:00:00Z"
    return _part(
        "document-meta",
        f"<office:meta><meta:generator>Peelian</meta:generator><dc:title>{escape(title)}</dc:title>"
        f"<meta:initial-creator>{escape(cell_text(publisher))}</meta:initial-creator>"
        f"<meta:creation-date>{moment}</meta:creation-date><dc:date>{moment}</dc:date>"
        "<dc:language>en-GB</dc:language></office:meta>",
    )


def _settings(content: Workbook) -> str:
    """The header of each table stays in sight when its rows are scrolled."""
    views = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>"
        + _item("HorizontalSplitMode", "short", "0")
        + _item("VerticalSplitMode", "short", "2")
        + _item("HorizontalSplitPosition", "int", "0")
        + _item("VerticalSplitPosition", "int", str(HEADER_ROW))
        + _item("PositionTop", "int", "0")
        + _item("PositionBottom", "int", str(HEADER_ROW))
        + _item("ActiveSplitRange", "short", "2")
        + "</config:config-item-map-entry>"
        for sheet in content.sheets
    )
    tables = f'<config:config-item-map-named config:name="Tables">{views}</config:config-item-map-named>'
    view = (
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        + _item("ViewId", "string", "view1")
        + tables
        + _item("ActiveTable", "string", COVER)
        + "</config:config-item-map-entry></config:config-item-map-indexed>"
    )
    return _part(
        "document-settings",
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        f"{view}</config:config-item-set></office:settings>",
    )


def _item(name: str, kind: str, value: str) -> str:
    return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
