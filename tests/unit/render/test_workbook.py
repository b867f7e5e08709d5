"""What a workbook holds before it is XLSX or ODS."""

from __future__ import annotations

import pytest

from peelian.render import workbook as module
from peelian.render.datatable import DataColumn, DataTable
from peelian.render.workbook import TooLong, cell_text, titles, workbook
from tests.unit.render.data_sample import ISSUED, figures


def book(*tables: DataTable) -> module.Workbook:
    return workbook(tables, "The paper", ISSUED, ("All counts are provisional.",), "The office")


def test_cover_contents_notes_and_columns_come_before_the_data() -> None:
    made = book(figures())
    assert made.cover == (
        "The paper",
        "Edition issued 14 May 2026",
        "The office",
        "All counts are provisional.",
        "The worksheets of this workbook are listed on the worksheet Contents.",
    )
    assert [sheet.name for sheet in made.sheets] == ["Contents", "Notes", "Columns", "figures"]
    contents, notes, columns, data = (sheet.table for sheet in made.sheets)
    assert contents.rows == (
        ("Notes", "Notes on the data", 4),
        ("Columns", "What the columns hold", 5),
        ("figures", "Figures of the paper", 4),
    )
    assert notes.rows[2:] == (
        ("All", "All counts are provisional."),
        ("figures", "Counts are of offences, not of offenders."),
    )
    assert columns.rows[1] == (
        "figures",
        "Value",
        "value",
        "number",
        "The exact value. Values without a last decimal are given to 12 significant digits.",
    )
    assert data == figures()


def test_sheet_names_are_short_unique_and_free_of_what_programs_refuse() -> None:
    def named(name: str) -> DataTable:
        return DataTable(name, name, (DataColumn("a", "A"),), ())

    made = book(named("a/b[c]:d*?"), named("CONTENTS"), named("x" * 50), named("x" * 60), named(""), named("'q'"))
    names = [sheet.name for sheet in made.sheets[3:]]
    assert names == ["a_b_c__d__", "CONTENTS_2", "x" * 31, "x" * 29 + "_2", "Table", "_q_"]


def test_column_titles_are_told_apart() -> None:
    columns = (DataColumn("a", "Change"), DataColumn("b", "change"), DataColumn("c", ""), DataColumn("", ""))
    assert titles(DataTable("t", "T", columns, ())) == ["Change", "change (2)", "c", "Column"]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    cut = cell_text("x" * 40_000)
    assert len(cut) == 32_767
    assert cut.endswith("[cut here; the CSV file has it whole]")


def test_a_table_longer_than_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LAST_ROW", 7)
    with pytest.raises(TooLong, match="Figures of the paper: 4 rows; a sheet holds 3"):
        book(figures())
