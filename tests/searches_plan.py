"""A plan whose searches of people are counted from records, by kind and perhaps by area."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.starter_plan import MEASURES, add, started, write

SOURCE = """searches:
  title: Searches
  publisher: The Force
  format: tidy
  files: [data/searches.csv]
  table: searches
  columns: {month: {from: Month, as: month}, kind: {from: Kind, as: text}}
  origin: An extract of the force
  licence: Open Government Licence v3.0
  published: 2026-05-01
  received: 2026-05-02
"""
AREAS = "  areas: {column: Area, else: force}\n"
MEASURE = (
    "- {id: searches, title: Searches, kind: count, unit: count, definition: Searches of people.,\n"
    "   words: {subject: the number of searches, noun: searches, one: search},\n"
    "   breakdowns: {kind: kind}, compute: {table: searches}}\n"
)


def with_searches(folder: Path, header: str, rows: Iterable[str]) -> Path:
    """The starter plan with these records; no KPI is of them yet. `header` is Month, Kind and perhaps Area."""
    started(folder)
    write(folder, "data/searches.csv", "\n".join([header, *rows]) + "\n")
    add(folder, "sources.yaml", SOURCE + (AREAS if "Area" in header else ""))
    add(folder, MEASURES, MEASURE)
    return folder
