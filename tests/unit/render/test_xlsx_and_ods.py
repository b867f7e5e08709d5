"""The same workbook in both kinds, read back by other people's code."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from itertools import zip_longest

import openpyxl
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from peelian.render import ods, xlsx
from tests.unit.render.data_sample import ISSUED, figures

FORMATS = {"xlsx": xlsx, "ods": ods}


def written(kind: str) -> bytes:
    return FORMATS[kind].render([figures()], "The paper", ISSUED, ("A note.",), "The office")


def read(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_object(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("kind", FORMATS)
def test_values_come_back_as_they_were(kind: str) -> None:
    rows = read(written(kind))["figures"]
    assert rows[0][0] == "Figures of the paper"
    assert rows[1][0] == "This worksheet holds one table of 4 rows and 5 columns."
    assert rows[3] == ["Figure", "Value", "Count", "Last day", "As printed"]
    assert rows[4] == ["thefts/peelshire/ye-2026-03/value", 9134.0, 9134.0, date(2026, 3, 31), "9,134"]
    assert rows[5][1:] == [-8.5, -848.0, date(2026, 3, 31), "-8.5%"]
    assert rows[6] == ["share of £, “quoted”; <b> & so on", pytest.approx(1 / 3, abs=1e-12), "[x]", "[x]", ""]
    assert rows[7][0] == "  two blanks  inside and at both ends  "
    assert rows[7][1] == "[x]"
    assert rows[7][4] == "=1+1"


def test_both_kinds_hold_the_same_words_and_numbers() -> None:
    one, other = read(written("xlsx")), read(written("ods"))
    assert list(one) == list(other) == ["Cover", "Contents", "Notes", "Columns", "figures"]
    # Excel has too few digits for one of the numbers and too few days for one of the dates: text there.
    apart = {"1000000000000000000": 1e18, "1899-12-31": date(1899, 12, 31)}
    for name in one:
        for ours, theirs in zip_longest(one[name], other[name]):
            assert [apart.get(str(value), value) for value in ours] == theirs, name


def test_excel_sees_real_tables_with_frozen_headers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    sheet = book["figures"]
    assert [table.ref for table in sheet.tables.values()] == ["A4:E8"]
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert book.properties.title == "The paper"
    assert book.properties.creator == "The office"
    assert book.properties.created == datetime(2026, 5, 14)
    assert book["Contents"]["A7"].hyperlink.location == "'figures'!A1"
    assert sheet["E8"].quotePrefix
    assert not sheet["E6"].quotePrefix


def test_the_opendocument_file_is_laid_out_as_the_standard_asks() -> None:
    with zipfile.ZipFile(io.BytesIO(written("ods"))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        roots = {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name != "mimetype"}
    listed = {
        entry.get(entry.prefix and f"{{{entry.nsmap['manifest']}}}full-path")
        for entry in roots.pop("META-INF/manifest.xml")
    }
    assert listed == {"/", *roots}
    content = roots["content.xml"]
    names = content.nsmap
    assert len(content.findall(".//table:table-header-rows", names)) == 4
    ranges = content.findall(".//table:database-range", names)
    address = f"{{{names['table']}}}target-range-address"
    assert [each.get(address) for each in ranges][-1] == "'figures'.A4:'figures'.E8"
    digits = {cell.get(f"{{{names['office']}}}value") for cell in content.iter(f"{{{names['table']}}}table-cell")}
    assert {"-8.5", "0.333333333333", "1000000000000000000"} <= digits


def test_a_table_without_rows_is_still_a_table() -> None:
    empty = type(figures())("none", "None yet", figures().columns, ())
    for module in FORMATS.values():
        rows = read(module.render([empty], "T", ISSUED, ()))["none"]
        assert rows[3] == ["Figure", "Value", "Count", "Last day", "As printed"]
    assert (
        openpyxl.load_workbook(io.BytesIO(xlsx.render([empty], "T", ISSUED, ())))["none"].tables["T4_none"].ref
        == "A4:E5"
    )
