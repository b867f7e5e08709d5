"""Small raw files as publishers give them, and the sources that read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from peelian.sources.model import AreaCodes, Column, Source
from peelian.sources.police_uk_outcomes import COLUMNS as OUTCOMES
from peelian.sources.police_uk_stop_and_search import COLUMNS as STOPS
from peelian.sources.police_uk_street import COLUMNS as STREET
from peelian.sources.store import Loaded, load

RECEIVED = date(2024, 6, 30)
PUBLISHED = date(2024, 6, 1)
AREAS = {"north": "north", "E1": "north", "south": "south", "E2": "south", "whole": "whole"}

STREET_HEADER = ",".join(column.header for column in STREET)
OUTCOMES_HEADER = ",".join(column.header for column in OUTCOMES)
STOPS_HEADER = ",".join(dict.fromkeys(column.header for column in STOPS))

TIDY_HEADER = "Month,Place,Count,Share,Day,Took,Done"
TIDY_COLUMNS = {
    "month": Column("Month", "month"),
    "place": Column("Place"),
    "count": Column("Count", "integer"),
    "share": Column("Share", "number", blank="keep"),
    "day": Column("Day", "date", date_format="%d/%m/%Y", blank="keep"),
    "took": Column("Took", "seconds", blank="keep"),
    "done": Column("Done", "boolean", blank="keep"),
}
TIDY_ROWS = (
    "2024-01,North,12,1.5,03/01/2024,0:10:00,yes",
    "2024-01,South,7,,,,",
    "2024-02,North,9,-2.25,5/2/2024,99,no",
    '2024-02,"South, old",0,0,29/02/2024,1:02:39,',
    "2024-03,North,11,3,31/03/2024,5,true",
    "2024-03,South,8,1,01/03/2024,6,false",
    "2024-04,North,10,1,01/04/2024,7,1",
    "2024-04,South,6,1,30/04/2024,8,0",
    "2024-05,North,13,1,01/05/2024,9,yes",
    "2024-05,South,5,1,31/05/2024,10,no",
)


def street_row(
    month: str = "2024-03",
    kind: str = "Vehicle crime",
    lsoa: str = "E1",
    force: str = "Peelshire Police",
    id: str = "ab12",
) -> str:
    blank = kind == "Anti-social behaviour"
    outcome = "" if blank else "Under investigation"
    place = f"-1.502711,52.427387,On or near ,{lsoa},Old Town 001A"
    return f"{'' if blank else id},{month},{force},{force},{place},{kind},{outcome},"


def street_rows(month: str = "2024-03", count: int = 10, force: str = "Peelshire Police") -> list[str]:
    """Rows of one month: every third is anti-social behaviour, every fifth has no neighbourhood."""
    rows = []
    for n in range(count):
        kind = "Anti-social behaviour" if n % 3 == 0 else "Vehicle crime" if n % 2 else "Burglary"
        lsoa = "" if n % 5 == 4 else "E1" if n % 2 else "E2"
        rows.append(street_row(month, kind, lsoa, force, f"id{n}"))
    return rows


def stop_row(at: str = "2024-06-03T10:00:00+00:00", kind: str = "Person search") -> str:
    return (
        f"{kind},{at},False,,52.477277,-1.911175,Male,18-24,White - Any other White background,White,"
        "Misuse of Drugs Act 1971 (section 23),Controlled drugs,A no further action disposal,,False"
    )


def text(header: str, rows: list[str] | tuple[str, ...], end: str = "\r\n") -> bytes:
    return (end.join([header, *rows]) + end).encode()


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A plan folder with these files."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def source(format: str = "tidy", files: tuple[str, ...] = ("*.csv",), **more: Any) -> Source:
    """A source with everything that a source must say."""
    fields: dict[str, Any] = {
        "title": "A source",
        "publisher": "A publisher",
        "origin": "https://example.org/data",
        "licence": "OGL v3.0",
        "received": RECEIVED,
        "published": PUBLISHED,
        "table": None if format == "figures" else "counts",
    }
    if format == "tidy":
        fields["columns"] = TIDY_COLUMNS
    return Source(format=format, files=files, **{**fields, **more})  # type: ignore[arg-type]


def street_source(**more: Any) -> Source:
    fields = {"files": ("*.csv",), "table": "street", "areas": AreaCodes("LSOA code"), **more}
    return source("police-uk-street", **fields)


def load_one(folder: Path, one: Source, store: Path | None = None) -> Loaded:
    """Loads a single source, called `one`."""
    return load({"one": one}, folder, store or folder / "store", AREAS)


def rows_of(loaded: Loaded, table: str, columns: str, order: str = "ALL") -> list[tuple[Any, ...]]:
    """What a table holds, asked of its Parquet files."""
    import duckdb

    files = list(loaded.tables[table].paths)
    asked = f"SELECT {columns} FROM read_parquet(?, union_by_name = true) ORDER BY {order}"
    with duckdb.connect() as connection:
        return connection.execute(asked, [files]).fetchall()


def xlsx(
    rows: Sequence[Sequence[Any]], sheet: str = "Data", more: Sequence[str] = (), format: str | None = None
) -> bytes:
    """A workbook with one sheet of these rows; a text such as #REF! becomes a real error cell.

    `format` is how dates and times are shown.
    """
    import openpyxl

    book = openpyxl.Workbook()
    table = book.active
    table.title = sheet
    for row in rows:
        table.append(list(row))
    for line in table.iter_rows():
        for cell in line:
            if isinstance(cell.value, str) and cell.value.startswith("#"):
                cell.data_type = "e"
            if format and isinstance(cell.value, date):
                cell.number_format = format
    for name in more:
        book.create_sheet(name).append(["notes"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_SPACES = " ".join(
    f'xmlns:{short}="urn:{long}"'
    for short, long in {
        "office": "oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "oasis:names:tc:opendocument:xmlns:text:1.0",
        "calcext": "org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }.items()
)


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, time):
        return f'<table:table-cell office:value-type="time" office:time-value="PT{value:%HH%MM%SS}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    shown = f"<text:p>{escape(value)}</text:p>"
    if value.startswith("#"):
        kind = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
        return f"<table:table-cell {kind}>{shown}</table:table-cell>"
    return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'


def ods(rows: Sequence[Sequence[Any]], sheet: str = "Data", more: Sequence[str] = ()) -> bytes:
    """An OpenDocument spreadsheet with one sheet of these rows."""
    return ods_of({sheet: rows}, more)


def ods_of(sheets: Mapping[str, Sequence[Sequence[Any]]], more: Sequence[str] = ()) -> bytes:
    """An OpenDocument spreadsheet with these sheets, and `more` that are blank."""
    tables = ""
    for sheet, rows in sheets.items():
        lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        tables += f'<table:table table:name="{escape(sheet)}">{lines}</table:table>'
    tables += "".join(f'<table:table table:name="{name}"><table:table-row/></table:table>' for name in more)
    content = f"<office:document-content {_SPACES}><office:body><office:spreadsheet>{tables}"
    content += "</office:spreadsheet></office:body></office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(dated("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(dated("content.xml"), content, zipfile.ZIP_DEFLATED)
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr(dated("META-INF/manifest.xml"), manifest)
    return out.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(dated(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def dated(name: str) -> zipfile.ZipInfo:
    """A member with a date of its own and no clock: the bytes stand in the names of tests."""
    return zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
