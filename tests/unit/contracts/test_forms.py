"""Forms of extracts: each is sound, its example is in it, its schemas agree with it, and a faulty form is told."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import jsonschema
import pytest

from peelian.contracts.load import NAMES, example, form, forms, parse
from peelian.contracts.private import personal
from peelian.errors import Unusable
from peelian.measures.model import Cohort, Count, Distinct, WeightedSum
from peelian.plan.load import shared_measures
from peelian.sources.model import Quarantine
from tests.unit.sources.raw_files import load_one, put, rows_of, source, xlsx

ROOT = Path(__file__).resolve().parents[3]
RECEIVED = date(2026, 6, 30)
REFERENCE = ROOT / "docs" / "reference" / "extracts"


def example_rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(example(name).decode().splitlines()))


@pytest.mark.parametrize("name", NAMES)
def test_the_example_is_ten_rows_of_which_every_one_is_loaded(name: str, tmp_path: Path) -> None:
    folder = put(tmp_path, {"sent.csv": example(name)})
    one = source("extract", contract=name, table="records", quarantine=Quarantine("0%"), received=RECEIVED)
    loaded = load_one(folder, one)
    assert [finding.line() for finding in loaded.findings if finding.severity != "note"] == []
    assert rows_of(loaded, "records", "count(*)") == [(10,)]
    assert loaded.left_out == ()


_BY_TYPE: dict[str, Callable[[str], object]] = {
    "time": datetime.fromisoformat,
    "date": datetime.fromisoformat,  # at midnight, as a spreadsheet has it
    "month": lambda text: date.fromisoformat(f"{text}-01"),
    "boolean": lambda text: text == "yes",
    "integer": int,
    "seconds": int,
    "number": float,
}


def typed_cell(kind: str, text: str) -> object:
    """The cell as a spreadsheet keeps it: its own numbers, dates, times and truths."""
    if text.isdigit() and text == str(int(text)):
        return int(text)
    return _BY_TYPE.get(kind, str)(text) if text else None


@pytest.mark.parametrize("name", NAMES)
def test_the_example_as_typed_cells_of_a_workbook_gives_the_same_rows(name: str, tmp_path: Path) -> None:
    rows, kinds = example_rows(name), {column: one.type for column, one in form(name).columns.items()}
    cells = [[typed_cell(kinds[column], cell) for column, cell in row.items()] for row in rows]
    book = xlsx([list(rows[0]), *cells], format="dd/mm/yyyy hh:mm:ss")
    got = []
    for own, data in {"sent.xlsx": book, "sent.csv": example(name)}.items():
        one = source("extract", (own,), contract=name, table="records", received=RECEIVED)
        loaded = load_one(put(tmp_path / own, {own: data}), one)
        assert [finding.line() for finding in loaded.findings if finding.severity != "note"] == []
        got.append(rows_of(loaded, "records", ", ".join(sorted(loaded.tables["records"].columns))))
    assert len(got[0]) == 10
    assert got[0] == got[1]


@pytest.mark.parametrize("name", NAMES)
def test_the_example_has_every_column_and_says_that_it_is_made_up(name: str) -> None:
    rows = example_rows(name)
    assert list(rows[0]) == list(form(name).columns)
    key = form(name).key
    assert len({tuple(row[column] for column in key) for row in rows}) == 10
    assert all(any(cell.startswith("MADE-UP") for cell in row.values()) for row in rows)
    for column, one in form(name).columns.items():
        assert any(row[column] for row in rows), f"{column} is blank in all ten rows"
        if one.private:
            assert {row[column][:7] for row in rows} <= {"MADE-UP", ""}, column


@pytest.mark.parametrize("name", NAMES)
def test_rows_of_the_example_are_valid_by_the_printed_schema(name: str) -> None:
    schema = json.loads((REFERENCE / f"{name}.schema.json").read_text(encoding="utf-8"))
    rows = example_rows(name)
    assert len(rows) >= 10
    for row in rows:
        jsonschema.Draft202012Validator(schema).validate(_typed(name, row))


def _typed(name: str, row: dict[str, str]) -> dict[str, object]:
    kinds = {column: one.type for column, one in form(name).columns.items()}
    numbers = {"integer": int, "seconds": int, "number": float}
    return {column: numbers.get(kinds[column], str)(cell) for column, cell in row.items() if cell}


@pytest.mark.parametrize("name", NAMES)
def test_a_row_with_another_word_is_not_valid_by_the_printed_schema(name: str) -> None:
    schema = json.loads((REFERENCE / f"{name}.schema.json").read_text(encoding="utf-8"))
    row = _typed(name, example_rows(name)[0])
    spoilt = next(column for column, one in form(name).columns.items() if one.values or one.type == "boolean")
    assert not jsonschema.Draft202012Validator(schema).is_valid({**row, spoilt: "no such word"})
    assert not jsonschema.Draft202012Validator(schema).is_valid({**row, "surname": "x"})


def test_the_table_schema_names_columns_and_key() -> None:
    table = json.loads((REFERENCE / "calls.table.json").read_text(encoding="utf-8"))
    assert [field["name"] for field in table["fields"]] == list(form("calls").columns)
    assert table["primaryKey"] == ["call_id"]


def test_a_form_has_no_column_that_no_extract_may_have() -> None:
    for name, one in forms().items():
        assert personal(one.columns, one.never) == (), name


@pytest.mark.parametrize("name", [name for name, one in forms().items() if one.flags])
def test_each_flag_is_counted_by_a_shared_measure_that_the_page_names(name: str) -> None:
    text = (REFERENCE / f"{name}.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (`extract-[^|]+) \|$", text, re.MULTILINE))
    assert list(rows) == list(form(name).flags)
    measures = shared_measures([])
    for flag, named in rows.items():
        for id in re.findall("`([^`]+)`", named):
            compute = measures[id].compute
            assert isinstance(compute, Count | Cohort | Distinct | WeightedSum), id
            assert flag in {*compute.where, *measures[id].breakdowns.values()}, (flag, id)


def test_a_form_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(Unusable, match="there is no form 'cals'; there are: calls, incidents"):
        form("cals")


OF_PEOPLE = """
Surname; victim_name; DateOfBirth; DOB; D.O.B.; E-mail; Home Address; Notes; VRM; Name; Name_1; Surname1; CALLERNAME
callername; Station officer name; Call notes; Caller; Caller 2; Caller name; Name of the caller; VRN; Vehicle Reg
Reg No; RegNo; Incident description; Incident notes; Officer comments; Tel No; TelNo; UPRN; Address1; Location address
Latitude; Longitude; MO; Modus Operandi; Narrative text; Remarks; NINO; PNC No; PNCNo; Nominal; What3Words
what 3 words; Crime summary; postcode; Post-Code; Ward name and caller name; Street name; Suspect_Description
"""
OF_NOBODY = """
Ward name; Area name; clinic; aliasing; Received; Force name; Division name; Station name; Name of the ward; WARDNAME
LSOA21 name; Ward name 2021; Response time; Offence description; Crime type; Crime type description; Call Ref
Caller type; Victim age; Registered; Month; Text messages; Summary offence; Outcome desc; 999 calls; 2021
"""


def headings(listed: str) -> list[str]:
    return [heading.strip() for heading in listed.strip().replace("\n", ";").split(";")]


@pytest.mark.parametrize("heading", headings(OF_PEOPLE))
def test_headings_that_tell_of_people_are_seen_however_they_are_written(heading: str) -> None:
    assert personal(["call_id", heading]) == (heading,)


@pytest.mark.parametrize("heading", headings(OF_NOBODY))
def test_headings_that_tell_of_nobody_are_left(heading: str) -> None:
    assert personal([heading]) == ()


SMALL = """
title: Small
row: One.
used_for: [Nothing]
month: day
key: [id]
columns:
  id: {type: id, about: A number., required: true}
  day: {type: date, about: A day., required: true}
  n: {type: integer, about: How many., unit: things}
  word: {type: code, about: A word., values: {a: b}}
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("month: day", "month: n", "month: 'n' is no required column"),
        ("month: day", "month: id", "month: 'id' is no time, date or month"),
        ("key: [id]", "key: [word]", "key: 'word' is no required column"),
        (", unit: things", "", "n: a number has a unit"),
        (", values: {a: b}", "", "word: a code has values, and nothing else has"),
        ("  n:", "  N:", "N: the name has other letters"),
        ("A number.,", "A number., least: 1,", "id: least and most are for numbers"),
        ("A number.,", "A number., pattern: x,", "id: a pattern is for texts"),
        ("columns:", "rules: [{id: r, says: s, needs: [x]}]\ncolumns:", "rule 'r': no column 'x'"),
        ("columns:", "rules: [{id: r, says: s}]\ncolumns:", "rule 'r': one of order"),
        ("columns:", "rules: [{id: r, says: s, order: [day, n]}]\ncolumns:", "rule 'r': order is of columns of one"),
        ("columns:", "rules: [{id: n, says: s, needs: [n]}]\ncolumns:", "have one name"),
        (
            "columns:",
            "rules: [{id: r, says: s, when: {word: [z]}, needs: [n]}]\ncolumns:",
            "rule 'r': when: 'word' can be: a",
        ),
        ("columns:", "flags: [day]\ncolumns:", "flags: 'day' is no column of yes and no, or of words"),
        ("columns:", "flags: [nowhere]\ncolumns:", "flags: 'nowhere' is no column of yes and no"),
        ("columns:", "elapsed: {n: {from: day, to: day, about: x}}\ncolumns:", "elapsed: 'n' is a column"),
        ("columns:", "elapsed: {t: {from: day, to: n, about: x}}\ncolumns:", "are not both columns of times"),
        (
            "columns:",
            "elapsed: {t: {from: at, to: at, working: true, about: x}}\ncolumns:\n  at: {type: time, about: A time.}",
            "elapsed: t: working days lie between two columns of dates",
        ),
    ],
)
def test_what_is_wrong_with_a_form_is_told(old: str, new: str, says: str) -> None:
    assert parse(SMALL.encode(), "small.yaml").title == "Small"
    with pytest.raises(Unusable) as told:
        parse(SMALL.replace(old, new).encode(), "small.yaml")
    assert says in str(told.value)
