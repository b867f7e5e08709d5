"""Promise 9: nothing that somebody typed is a formula in any file of data, and negative numbers stay numbers."""

from __future__ import annotations

import csv as reader
import io
import zipfile
from collections.abc import Mapping
from functools import cache

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from peelian.render import csv, ods, xlsx
from peelian.render import inert as inert_module
from tests.promises.formulas import (
    PAYLOADS,
    check,
    csv_formulas,
    ods_formulas,
    read_by_office,
    starts_formula,
    why_no_office,
    xlsx_formulas,
)
from tests.promises.tally import tally
from tests.unit.render.data_sample import ISSUED, figures, hostile


@cache
def files() -> Mapping[str, bytes]:
    """Each payload in every free-text field of each kind of file."""
    made = {}
    for at, payload in enumerate(PAYLOADS):
        table = hostile(payload)
        made[f"{at:02}.csv"] = csv.render(table)
        made[f"{at:02}.xlsx"] = xlsx.render([table], payload, ISSUED, (payload,), payload)
        made[f"{at:02}.ods"] = ods.render([table], payload, ISSUED, (payload,), payload)
    return made


def test_there_are_sixty_payloads_and_they_are_what_they_claim() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) == 60
    live = [payload for payload in PAYLOADS if starts_formula(payload)]
    inside = [payload for payload in PAYLOADS if payload not in live]
    assert len(live) == 55
    assert all("=" in payload for payload in inside)


def test_no_cell_is_a_formula() -> None:
    counted = check(files())
    assert counted.tried == 180
    assert counted.held == 180, counted.details()


def test_negative_numbers_stay_numbers() -> None:
    results = {}
    for name, content in files().items():
        if name.endswith(".csv"):
            rows = list(reader.reader(io.StringIO(content.decode("utf-8"), newline="")))
            found = rows[1][1:]
            results[name] = [] if found == ["-8.5", "-5"] else [f"the numbers are {found}"]
        else:
            book = CalamineWorkbook.from_object(io.BytesIO(content))
            found = book.get_sheet_by_index(4).to_python()[4][1:3]
            results[name] = [] if found == [-8.5, -5.0] else [f"the numbers are {found}"]
    counted = tally("promise 9, negative numbers", results)
    assert counted.held == counted.tried == 180, counted.details()


def test_the_words_are_still_there_for_a_reader() -> None:
    for payload in PAYLOADS:
        said = " ".join(payload.split())
        content = xlsx.render([hostile(payload)], "T", ISSUED, ())
        cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[4]["A5"]
        assert cell.data_type == "s"
        assert " ".join(str(cell.value).replace("\ufffd", "\x00").split()) == said
        if starts_formula(payload):
            assert cell.quotePrefix


@pytest.mark.skipif(why_no_office() is not None, reason=str(why_no_office()))
def test_libreoffice_sees_no_formula() -> None:
    chosen = {name: content for name, content in files().items() if name.endswith(".csv") or name < "12"}
    results = {name: ods_formulas(content) for name, content in read_by_office(chosen).items()}
    counted = tally("promise 9, read by LibreOffice", results)
    assert counted.tried == 84
    assert counted.held == counted.tried, counted.details()


@pytest.mark.skipif(why_no_office() is not None, reason=str(why_no_office()))
def test_libreoffice_would_see_one_in_a_file_without_the_apostrophe() -> None:
    """The control of the test above: the same reading finds formulas where nothing was done about them."""
    seen = read_by_office({"bare.csv": b'a,b\r\n=1+1,"=2+2"\r\n'})
    assert len(ods_formulas(seen["bare.csv"])) == 2


def test_a_csv_file_without_the_apostrophe_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv, "inert", lambda text: text)
    caught = [payload for payload in PAYLOADS if csv_formulas(csv.render(hostile(payload)))]
    assert len(caught) == 54  # all but the one whose NUL has become a sign that shows
    assert inert_module.inert("=1") == "'=1"


def test_a_workbook_of_the_library_as_it_comes_is_caught() -> None:
    """XlsxWriter by default makes formulas and links of what strings say."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet()
    page.write(0, 0, "=1+1")
    page.write(1, 0, "https://evil.test/")
    book.close()
    found = xlsx_formulas(target.getvalue())
    assert any("Sheet1!A1 holds '=1+1'" in fault for fault in found)
    assert any("leads outside to 'https://evil.test/'" in fault for fault in found)


def test_an_opendocument_sheet_with_a_formula_is_caught() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ods.render([figures()], "T", ISSUED, ()))) as source:
        content = source.read("content.xml").replace(
            b'office:value-type="float"', b'table:formula="of:=1+1" office:value-type="float"', 1
        )
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("content.xml", content)
    assert ods_formulas(target.getvalue()) == ["a cell holds the formula 'of:=1+1'"]
