"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

Kind = Literal["csv", "gzip", "zip", "xlsx", "ods", "xls", "encrypted", "old-office", "html", "empty", "broken-zip"]

# The names of what lies in a file of old Office: a workbook, from Excel 97 on, or one that was put under a password.
_PARTS: tuple[tuple[Kind, str], ...] = (("encrypted", "EncryptedPackage"), ("xls", "Workbook"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORDS: dict[Kind, str] = {
    "csv": "plain text",
    "gzip": "a gzip file",
    "zip": "a zip file",
    "xlsx": "an Excel workbook (XLSX)",
    "ods": "an OpenDocument spreadsheet (ODS)",
    "xls": "an old Excel workbook (XLS)",
    "encrypted": "a workbook with a password",
    "old-office": "an old Excel or Word file",
    "html": "a web page",
    "empty": "empty",
    "broken-zip": "a zip or workbook without its end",
}
WORKBOOKS: tuple[Kind, ...] = ("xlsx", "ods", "xls")
SUFFIXES: dict[str, Kind] = {
    ".csv": "csv",
    ".csv.gz": "gzip",
    ".gz": "gzip",
    ".zip": "zip",
    ".xlsx": "xlsx",
    ".ods": "ods",
    ".xls": "xls",
    ".txt": "csv",
    ".tsv": "csv",
}


def kind_by_bytes(path: Path) -> Kind:
    """Reads the first kilobytes; for zips, the list of members as well."""
    with path.open("rb") as file:
        start = file.read(4096)
        if start.startswith(OLE):
            rest = start + file.read(4 << 20)
            return next((kind for kind, name in _PARTS if name.encode("utf-16-le") in rest), "old-office")
    if not start:
        return "empty"
    if start.startswith(b"\x1f\x8b"):
        return "gzip"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    return "csv"


def kind_by_name(name: str) -> Kind | None:
    lower = name.lower()
    return next((kind for suffix, kind in SUFFIXES.items() if lower.endswith(suffix)), None)


def _zipped(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names or "[Content_Types].xml" in names:
                return "xlsx"
            if "mimetype" in names and "content.xml" in names:
                return "ods"
            return "zip"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "broken-zip"
