"""CSV as RFC 4180 has it."""

from __future__ import annotations

import csv
import io

from peelian.render import csv as ours
from peelian.render.datatable import DataColumn, DataTable
from tests.unit.render.data_sample import figures


def test_the_file_is_what_a_person_would_expect() -> None:
    assert ours.render(figures()).decode("utf-8") == (
        "figure,value,count,period_end,printed\r\n"
        'thefts/peelshire/ye-2026-03/value,9134,9134,2026-03-31,"9,134"\r\n'
        "thefts/peelshire/ye-2026-03/change,-8.5,-848,2026-03-31,-8.5%\r\n"
        '"share of £, “quoted”; <b> & so on",0.333333333333,,,\r\n'
        '"  two blanks  inside and at both ends  ",,1000000000000000000,1899-12-31,\'=1+1\r\n'
    )


def test_the_standard_library_reads_it_back() -> None:
    awkward = ('say "yes"', "a;b", "c\td", " lead", "trail ", "x,y")
    columns = tuple(DataColumn(f"c{at}", "C") for at in range(len(awkward)))
    written = ours.render(DataTable("t", "T", columns, (awkward, awkward)))
    rows = list(csv.reader(io.StringIO(written.decode("utf-8"), newline="")))
    assert rows[1] == [text.replace("\t", " ") for text in awkward]
    assert len(rows) == 3


def test_there_is_no_byte_order_mark_and_every_line_ends_in_crlf() -> None:
    written = ours.render(figures())
    assert not written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\r\n") == written.count(b"\n") == written.count(b"\r") == 5
