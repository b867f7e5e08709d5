"""What a CSV file holds, for programs: metadata in the W3C's "CSV on the Web" vocabulary.

https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date

from peelian.render.csv import LINE_END
from peelian.render.datatable import DataTable, Datatype, clean, described
from peelian.render.inert import inert
from peelian.render.links import allowed

_DATATYPES: Mapping[Datatype, str] = {
    "string": "string",
    "number": "decimal",
    "integer": "integer",
    "date": "date",
}
_APOSTROPHE = (
    "An apostrophe stands before words that a spreadsheet program would take for a formula; it is no part of them."
)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.]")


def render(table: DataTable, csv_name: str, licence: str, title: str, issued: date, publisher: str) -> bytes:
    """The metadata of `csv_name`, JSON in UTF-8. `licence` is an address or the licence's name."""
    address = allowed(licence)
    metadata = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": csv_name,
        "dc:title": clean(title),
        "dc:description": [clean(table.title), *(clean(note) for note in table.notes), _APOSTROPHE],
        "dc:publisher": clean(publisher),
        "dc:issued": {"@value": issued.isoformat(), "@type": "xsd:date"},
        **({"dc:license": {"@id": address}} if address else {"dc:rights": clean(licence)}),
        "dialect": {"encoding": "utf-8", "lineTerminators": [LINE_END], "header": True},
        "tableSchema": {
            "columns": [
                {
                    "name": _NOT_IN_NAMES.sub("_", column.name),
                    "titles": [inert(clean(column.name))],
                    "rdfs:label": clean(column.title),
                    **({"dc:description": description} if description else {}),
                    "datatype": _DATATYPES[column.datatype],
                    "required": False,
                }
                for column, description in zip(table.columns, described(table), strict=True)
            ]
        },
    }
    return (json.dumps(metadata, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
