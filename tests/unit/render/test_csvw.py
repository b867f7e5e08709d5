"""The metadata beside a CSV file says what is in it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from peelian.render import csv as ours
from peelian.render import csvw
from peelian.render.datatable import DataTable
from tests.unit.render.data_sample import figures, hostile

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def metadata(table: DataTable, licence: str = LICENCE) -> dict:
    written = csvw.render(table, "figures.csv", licence, "The paper", date(2026, 5, 14), "The office")
    return json.loads(written)


def test_it_names_the_file_its_licence_date_and_publisher() -> None:
    said = metadata(figures())
    assert said["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert said["url"] == "figures.csv"
    assert said["dc:license"] == {"@id": LICENCE}
    assert said["dc:issued"] == {"@value": "2026-05-14", "@type": "xsd:date"}
    assert said["dc:publisher"] == "The office"
    assert said["dialect"]["lineTerminators"] == ["\r\n"]


def test_a_licence_that_is_no_address_is_given_in_words() -> None:
    said = metadata(figures(), "javascript:alert(1)")
    assert "dc:license" not in said
    assert said["dc:rights"] == "javascript:alert(1)"


def test_columns_have_kinds_and_what_is_rounded_is_said() -> None:
    columns = {column["name"]: column for column in metadata(figures())["tableSchema"]["columns"]}
    kinds = {name: column["datatype"] for name, column in columns.items()}
    assert kinds == {
        "figure": "string",
        "value": "decimal",
        "count": "integer",
        "period_end": "date",
        "printed": "string",
    }
    assert columns["value"]["dc:description"].endswith("given to 12 significant digits.")


def test_titles_are_the_first_line_of_the_file_even_of_hostile_columns() -> None:
    for table in (figures(), hostile("=1+1"), hostile('a "b", c')):
        first = next(csv.reader(io.StringIO(ours.render(table).decode("utf-8"), newline="")))
        assert [column["titles"][0] for column in metadata(table)["tableSchema"]["columns"]] == first
