"""A field: one column of a tidy table as the readers need it, written in sources.yaml or shipped here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from peelian.contracts.model import FormColumn, Type
from peelian.series.tables import COLUMN_TYPES, MONTH
from peelian.sources.model import Column, ColumnKind

Kind = ColumnKind | Literal["coordinate", "utc-month", "utc-date", "financial-year", "financial-quarter", "time"]

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
    "time": "time",
}
"""The word of COLUMN_TYPES that each kind is kept as."""

EARLIEST = date(1900, 1, 1)  # no record of a police force in use today is older; an earlier year is a slip
EARLIEST_TIME = date(1990, 1, 1)  # no record with a time of day is older; clocks that were not set say 1900 or 1970
DATE_KINDS = ("date", "month", "utc-month", "utc-date", "financial-year", "financial-quarter", "time")

WEST, EAST, SOUTH, NORTH = -20, 10, 45, 65
"""The ends of the British Isles in whole degrees, with sea around them: a place beyond is none of their police's."""


@dataclass(frozen=True)
class Field:
    """`name` is the table's column, `header` the publisher's. `latest` is the last day that may stand in it.

    `only` is the one month that may stand in it; `words` must all occur in it, whatever the case. Where one column
    does not say it all, `beside` is a second whose text is put behind the first ("2018/19" and "1" are "2018/19 1"),
    and `after` a text that is put behind every cell that is not blank. `fixed` stands for the cell of every row.
    `allowed` are the words that may stand in it after `values`; `pattern` is the form of a text, and `one_word` says
    that it has no space within; `least` and `most` are the ends of a number, which may be printed "1,051" where
    `commas` says so. A `private` cell is shown in no message. `settled` says who decides what may stand in it, which is
    what can be done about a cell: the plan's sources.yaml, the form of an extract, or the publisher.
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
    allowed: tuple[str, ...] = ()
    pattern: str | None = None
    one_word: bool = False
    least: int | None = None
    most: int | None = None
    commas: bool = False
    private: bool = False
    settled: Literal["plan", "form", "publisher"] = "publisher"

    @property
    def headers(self) -> tuple[str, ...]:
        """The publisher's columns that it is read from, the one that findings name first."""
        if self.fixed is not None:
            return ()
        return (self.header,) if self.beside is None else (self.header, self.beside)

    @property
    def earliest(self) -> date:
        """The first day that may stand in it, where it holds days or times."""
        return EARLIEST_TIME if self.kind == "time" else EARLIEST

    @property
    def trims(self) -> bool:
        """Whether spaces at the ends of a text are no part of it, as of a code or an id."""
        return self.kind != "text" or bool(self.allowed or self.pattern or self.private)

    @property
    def sql_type(self) -> str:
        return COLUMN_TYPES[STORED_AS[self.kind]]


def longitude(header: str, values: Mapping[str, str] | None = None) -> Field:
    """Degrees east of Greenwich, in or near the British Isles."""
    return Field("longitude", header, "coordinate", values=values or {}, least=WEST, most=EAST)


def latitude(header: str, values: Mapping[str, str] | None = None) -> Field:
    """Degrees north of the equator, in or near the British Isles."""
    return Field("latitude", header, "coordinate", values=values or {}, least=SOUTH, most=NORTH)


def of_day(day: date) -> Field:
    """The month of every row of a file that does not say in its rows which day it is of."""
    return Field(MONTH, "", "month", fixed=f"{day:%Y-%m}")


def from_column(name: str, column: Column, latest: date) -> Field:
    """The field that a column of sources.yaml describes."""
    required = column.blank == "refuse" if column.blank else column.as_ != "text"
    negative = column.negative == "keep" if column.negative else column.as_ == "number"
    return Field(
        name,
        column.from_,
        column.as_,
        required=required,
        beside=column.beside,
        date_format=column.date_format,
        values=column.values,
        closed=column.others == "refuse",
        negative=negative,
        latest=latest,
        settled="plan",
    )


KIND_OF_TYPE: Mapping[Type, Kind] = {
    "id": "text",
    "code": "text",
    "text": "text",
    "integer": "integer",
    "number": "number",
    "seconds": "seconds",
    "date": "date",
    "time": "time",
    "month": "month",
    "boolean": "boolean",
}
"""How a form's columns are read."""


def from_form(name: str, given: FormColumn, mapped: Column | None, latest: date) -> Field:
    """The field of a form's column. `mapped` says what the force calls it and its words, where it has its own."""
    kind = KIND_OF_TYPE[given.type]
    return Field(
        name,
        mapped.from_ if mapped else name,
        kind,
        required=given.required,
        date_format=mapped.date_format if mapped else None,
        values=mapped.values if mapped else {},
        negative=given.least is not None and given.least < 0,
        latest=latest,
        allowed=tuple(given.values),
        pattern=given.pattern,
        least=given.least,
        most=given.most,
        private=given.private,
        settled="form",
    )
