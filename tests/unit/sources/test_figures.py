from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from peelian.periods import at, year_ending
from peelian.series.model import Origin
from peelian.snapshots import sha256_of
from peelian.sources.figures import COLUMNS, TypedFigure
from peelian.sources.model import Expect, Rows
from tests.unit.sources.raw_files import PUBLISHED, load_one, put, source, text

HEADER = ",".join(COLUMNS)
ROW = {
    "measure": "offences",
    "area": "peelshire",
    "breakdown": "",
    "period": "ye-2024-03",
    "statistic": "value",
    "value": "300418",
    "unit": "count",
    "printed": "300,418",
    "qualifier": "",
    "status": "",
    "as_at": "2024-05-01",
    "document": "paper-2024",
    "paragraph": "2.5",
}


def line(**changes: str) -> str:
    row = {**ROW, **changes}
    return ",".join(f'"{value}"' if "," in value else value for value in row.values())


def read(folder: Path, *rows: str, header: str = HEADER, **more: Any) -> Any:
    put(folder, {"figures/a.csv": text(header, list(rows))})
    return load_one(folder, source("figures", ("figures/*.csv",), **more))


def test_a_figure_is_read_with_its_place(tmp_path: Path) -> None:
    loaded = read(tmp_path, line(breakdown="sex=female,age=18-24", qualifier="about", printed="about 300,418"))
    assert loaded.findings == ()
    digest = sha256_of(tmp_path / "figures/a.csv")
    assert loaded.figures == (
        TypedFigure(
            measure="offences",
            area="peelshire",
            breakdown=(("age", "18-24"), ("sex", "female")),
            period=year_ending(2024, 3),
            statistic="value",
            value=Fraction(300418),
            unit="count",
            printed="about 300,418",
            qualifier="about",
            status="published",
            as_at=at(date(2024, 5, 1)),
            document="paper-2024",
            paragraph="2.5",
            origin=Origin("figures/a.csv", digest, 2, "paper-2024", "2.5"),
            published=PUBLISHED,
        ),
    )
    assert [snapshot.name for snapshot in loaded.snapshots] == ["a.csv"]


@pytest.mark.parametrize(
    "changes",
    [
        {"value": "3759", "unit": "seconds", "printed": "1 hour, 2 minutes and 39 seconds"},
        {"value": "15.82", "unit": "percent", "printed": "15.8%"},
        {"statistic": "change-percent-from-ye-2023-03", "value": "-29.2", "unit": "percent", "printed": "29.2%"},
        {"statistic": "change-pp-from-ye-2023-03", "value": "-4.1", "unit": "pp", "printed": "4.1 percentage points"},
        {"statistic": "change-pp-from-not-stated", "value": "-4.1", "unit": "pp", "printed": "-4.1pp"},
        {"statistic": "rank", "value": "3", "unit": "rank", "printed": "3"},
        {"value": "40937000", "unit": "count", "printed": "40.9 million"},
        {"value": "43/7", "unit": "ratio", "printed": "6.1"},
        {"value": "2", "unit": "grade", "printed": "Good"},
        {"period": "not-stated", "status": "provisional", "as_at": ""},
        {"as_at": "2024-06"},
    ],
)
def test_a_figure_agrees_with_its_digits(tmp_path: Path, changes: dict[str, str]) -> None:
    loaded = read(tmp_path, line(**changes))
    assert loaded.findings == ()
    assert len(loaded.figures) == 1


@pytest.mark.parametrize(
    ("changes", "column", "code", "words"),
    [
        ({"value": "300419"}, "printed", "source-printed", "'300,418': another number than the value"),
        ({"value": "15.86", "unit": "percent", "printed": "15.8%"}, "printed", "source-printed", "'15.86' percent"),
        ({"value": "-300418"}, "printed", "source-printed", "another number than the value"),
        (
            {"statistic": "change-pp-from-ye-2023-03", "value": "4.1", "unit": "pp", "printed": "-4.1pp"},
            "printed",
            "source-printed",
            "another number",
        ),
        ({"value": "15.8", "unit": "pp", "printed": "15.8%"}, "printed", "source-value", "not a number in this unit"),
        ({"value": "300,418"}, "value", "source-value", "'300,418': not an exact number"),
        ({"value": "3e5"}, "value", "source-value", "write plain digits"),
        ({"value": "1.5/2"}, "value", "source-value", "not an exact number"),
        ({"value": ""}, "value", "source-blank", "'value' is blank"),
        ({"printed": ""}, "printed", "source-blank", "'printed' is blank"),
        ({"paragraph": ""}, "paragraph", "source-blank", "'paragraph' is blank"),
        ({"measure": "Total crime"}, "measure", "source-value", "'Total crime': not an id"),
        ({"breakdown": "sex"}, "breakdown", "source-value", "'sex': not a breakdown"),
        ({"breakdown": "sex=f,sex=m"}, "breakdown", "source-value", "not a breakdown"),
        ({"period": "2024"}, "period", "source-value", "'2024': not a period"),
        ({"statistic": "median"}, "statistic", "source-value", "'median': not a statistic"),
        ({"statistic": "change-from-"}, "statistic", "source-value", "not a statistic"),
        ({"statistic": "change-percent-from-ye-2023-03"}, "statistic", "source-value", "its unit is percent"),
        ({"statistic": "rank"}, "statistic", "source-value", "a rank has the unit rank"),
        ({"unit": "crimes"}, "unit", "source-value", "'crimes': not allowed here"),
        ({"qualifier": "around"}, "qualifier", "source-value", "allowed: about, over, under or blank"),
        ({"status": "final"}, "status", "source-value", "allowed: published, provisional or blank"),
        ({"as_at": "1 May 2024"}, "as_at", "source-value", "not a date"),
        ({"as_at": "2024-07-01"}, "as_at", "source-future", "after 2024-06-30"),
        ({"as_at": "2024-07"}, "as_at", "source-future", "after 2024-06-30"),
        ({"as_at": "ye-2024-03"}, "as_at", "source-value", "as 2026-03 where no day is printed"),
    ],
)
def test_a_slip_of_the_fingers_is_named(
    tmp_path: Path, changes: dict[str, str], column: str, code: str, words: str
) -> None:
    loaded = read(tmp_path, line(), line(**{"area": "elsewhere", **changes}))
    assert [(f.code, f.where) for f in loaded.findings] == [(code, "figures/a.csv:3")]
    assert loaded.findings[0].says.startswith(f"column '{column}'")
    assert words in loaded.findings[0].says
    assert len(loaded.figures) == 1  # the row without a slip


def test_one_figure_with_two_values_is_named(tmp_path: Path) -> None:
    rows = [line(), line(paragraph="Table 1"), line(paragraph="2.9", value="300400", printed="300,400"), line()]
    findings = read(tmp_path, *rows).findings
    assert [(f.code, f.where) for f in findings] == [
        ("source-figure-twice", "figures/a.csv:4"),
        ("source-figure-twice", "figures/a.csv:5"),
    ]
    assert "'300,400' for a figure that line 2 gives as '300,418'" in findings[0].says


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (HEADER.replace("printed", "as_printed"), "column 'printed' is missing, and there is 'as_printed'"),
        (HEADER + ",notes", "unknown column 'notes'; a figures file has measure, area"),
    ],
)
def test_the_columns_are_fixed(tmp_path: Path, header: str, words: str) -> None:
    row = line() + (",x" if header.endswith("notes") else "")
    (finding,) = read(tmp_path, row, header=header).findings
    assert (finding.code, finding.where) == ("source-header", "figures/a.csv:1")
    assert words in finding.says


def test_a_header_that_lacks_columns_is_told_once_and_not_with_every_row(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, *[line()] * 9, header="measur,area").findings
    assert (finding.code, finding.where) == ("source-header", "figures/a.csv:1")
    found = read(tmp_path, line(), '"' + line(), header="measur,area").findings
    assert {one.code for one in found} == {"source-cut", "source-header"}


def test_a_file_typed_without_a_last_line_end_is_read(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": text(HEADER, [line()]).rstrip()})
    assert len(load_one(tmp_path, source("figures")).figures) == 1


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    for data, code, where in (
        (text(HEADER, [line()[:-4]]), "source-ragged", "a.csv:2"),
        (text(HEADER, ['"' + line()]), "source-cut", "a.csv:2"),
        (text(HEADER, [line(document="café")]).decode().encode("cp1252"), "source-encoding", "a.csv:2"),
        (b"", "source-empty", "a.csv"),
        (b"\r\n", "source-empty", "a.csv"),
    ):
        put(tmp_path, {"a.csv": data})
        (finding,) = load_one(tmp_path, source("figures")).findings
        assert (finding.code, finding.where) == (code, where)


def test_too_few_figures_are_a_finding(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, line(), expect=Expect(Rows(2, 4))).findings
    assert finding.says.startswith("1 figure; the source must have between 2 and 4")


def test_exactly_so_many_figures_is_said_so(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, line(), expect=Expect(Rows(2, 2))).findings
    assert finding.says.startswith("1 figure; the source must have exactly 2;")


def test_rows_that_a_spreadsheet_left_empty_are_no_figures(tmp_path: Path) -> None:
    loaded = read(tmp_path, line(), "," * HEADER.count(","), " ," + "," * (HEADER.count(",") - 1))
    assert loaded.findings == ()
    assert len(loaded.figures) == 1


def test_empty_columns_to_the_right_are_told_with_what_to_do(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, f"{line()},,", header=f"{HEADER},,").findings
    assert finding.line() == (
        "figures/a.csv:1: 2 columns at the end without a name; delete what is empty beside the table [source-header]"
    )


def test_semicolons_are_told_once_and_nothing_that_follows_from_them(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, *[line().replace(",", ";")] * 9, header=HEADER.replace(",", ";")).findings
    assert finding.code == "source-separator"
