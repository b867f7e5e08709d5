"""A field: one column of a tidy table as the readers need it, written in sources.yaml or shipped here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from peelian.series.tables import COLUMN_TYPES
from peelian.sources.model import Column, ColumnKind

Kind = ColumnKind | Literal["coordinate", "utc-month", "utc-date", "financial-year", "financial-quarter"]

STORED_AS: Mapping[Kind, str] = {
    "text": "text",
    "integer": "integer",
    "seconds": "integer",
    "number": "decimal",
    "coordinate": "decimal",
    "date": "date",
    "month": "date",
    "utc-month": "date",
    "utc-date": "date",
    "financial-year": "date",
    "financial-quarter": "date",
    "boolean": "boolean",
}
"""The word of COLUMN_TYPES that each kind is kept as."""

EARLIEST = date(1900, 1, 1)  # no record of a police force in use today is older; an earlier year is a slip
DATE_KINDS = ("date", "month", "utc-month", "utc-date", "financial-year", "financial-quarter")
MONTH_KINDS = ("month", "utc-month", "financial-year", "financial-quarter")


@dataclass(frozen=True)
class Field:
    """`name` is the table's column, `header` the publisher's. `latest` is the last day that may stand in it.

    `only` is the one month that may stand in it; `words` must all occur in it, whatever the case. Where one column
    does not say it all, `beside` is a second whose text is put behind the first ("2018/19" and "1" are "2018/19 1"),
    and `after` a text that is put behind every cell that is not blank. `fixed` stands for the cell of every row.
    """

    name: str
    header: str
    kind: Kind = "text"
    required: bool = False
    date_format: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False
    negative: bool = False
    latest: date | None = None
    only: date | None = None
    words: tuple[str, ...] = ()
    beside: str | None = None
    after: str = ""
    fixed: str | None = None

    @property
    def headers(self) -> tuple[str, ...]:
        """The publisher's columns that it is read from, the one that findings name first."""
        if self.fixed is not None:
            return ()
        return (self.header,) if self.beside is None else (self.header, self.beside)

    @property
    def sql_type(self) -> str:
        return COLUMN_TYPES[STORED_AS[self.kind]]


def from_column(name: str, column: Column, latest: date) -> Field:
    """The field that a column of sources.yaml describes."""
    required = column.blank == "refuse" if column.blank else column.as_ != "text"
    negative = column.negative == "keep" if column.negative else column.as_ == "number"
    return Field(
        name,
        column.from_,
        column.as_,
        required=required,
        date_format=column.date_format,
        values=column.values,
        closed=column.others == "refuse",
        negative=negative,
        latest=latest,
    )
