"""Tables of data to write: one small of every kind of value, and one of hostile words in every free-text field."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from peelian.render.datatable import DataColumn, DataTable

ISSUED = date(2026, 5, 14)


def figures() -> DataTable:
    return DataTable(
        "figures",
        "Figures of the paper",
        (
            DataColumn("figure", "Figure", "string", "Its stable id."),
            DataColumn("value", "Value", "number", "The exact value."),
            DataColumn("count", "Count", "integer"),
            DataColumn("period_end", "Last day", "date"),
            DataColumn("printed", "As printed"),
        ),
        (
            ("thefts/peelshire/ye-2026-03/value", Fraction(9134), 9134, date(2026, 3, 31), "9,134"),
            ("thefts/peelshire/ye-2026-03/change", Fraction(-17, 2), -848, date(2026, 3, 31), "-8.5%"),
            ("share of \u00a3, \u201cquoted\u201d; <b> & so on", Fraction(1, 3), None, None, None),
            ("  two blanks  inside and at both ends  ", None, 10**18, date(1899, 12, 31), "=1+1"),
        ),
        ("Counts are of offences, not of offenders.",),
    )


def hostile(text: str) -> DataTable:
    """The text wherever words may stand, beside a negative number in each kind of number column."""
    return DataTable(
        text,
        text,
        (
            DataColumn(text, text, "string", text),
            DataColumn("value", text, "number", text),
            DataColumn("count", "Count", "integer"),
        ),
        ((text, Fraction(-17, 2), -5), (text, None, None)),
        (text,),
    )
