"""A table as the store hands it over: tidy records in Parquet files, with the months they cover.

Two columns have a meaning of their own. `month` is the first day of the month a row belongs to. `area` is
the id of the smallest area of the plan that the row lies in, or blank where it is not known. A table of
survey answers may have a `wave`, a whole number.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from peelian.series.model import Origin, Status

COLUMN_TYPES: Mapping[str, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(18, 6)",  # exact where a float is not; weights and FTE have fewer decimals
    "date": "DATE",
    "boolean": "BOOLEAN",
    "time": "TIMESTAMP",  # the clock of London
}
"""What a column may hold, and the type it has in the Parquet file. Whole seconds are an `integer`."""

MONTH, AREA, WAVE = "month", "area", "wave"

Grain = Literal["month", "quarter", "financial-year", "calendar-year"]
"""What the rows of a table are of. Those of a quarter or a year stand in its last month and are of no single month."""

MONTHS_OF: Mapping[Grain, tuple[int, int]] = {
    "month": (1, 1),
    "quarter": (3, 3),
    "financial-year": (12, 3),
    "calendar-year": (12, 12),
}
"""How many months each grain has, and a month of the calendar that one ends in."""


def window(last: date, grain: Grain) -> tuple[date, ...]:
    """The first days of the months of the quarter or year that ends in this month."""
    count, _ = MONTHS_OF[grain]
    number = last.year * 12 + last.month - 1
    return tuple(date(n // 12, n % 12 + 1, 1) for n in range(number - count + 1, number + 1))


def stands(month: date, grain: Grain) -> bool:
    """Whether rows of a grain may stand in this month, as it is the last of a quarter or year."""
    count, ends = MONTHS_OF[grain]
    return month.month % count == ends % count


def whole(months: Collection[date], grain: Grain) -> bool:
    """Whether months in a row are nothing but whole quarters or years of a grain."""
    count, _ = MONTHS_OF[grain]
    return bool(months) and len(months) % count == 0 and stands(max(months), grain)


@dataclass(frozen=True)
class Slice:
    """A part of a table as it was delivered: its Parquet files, the months it has rows of, and how many rows.

    `digest` is another one wherever the rows may be others.
    """

    paths: tuple[str, ...]
    months: frozenset[date]
    rows: int
    digest: str


@dataclass(frozen=True)
class TableFiles:
    """The Parquet files of one table and what is known of them without opening one.

    `columns` maps each column to a word of COLUMN_TYPES. `months` holds the first day of every month that the
    table covers: a covered month without rows is a zero, a month that is not covered is missing. `origins` are
    the files as received that the rows came from; `origins_of` says which of them hold a month, where known.
    `statuses` are of months whose rows the publisher calls provisional or revised; other months are final. Where
    the `grain` is larger than a month all months of a quarter or year are covered, and its rows stand in the last.
    `slices` are what the files consist of; none where that is not known, and then a month cannot be read alone.
    """

    name: str
    paths: tuple[str, ...]
    columns: Mapping[str, str]
    months: frozenset[date]
    origins: tuple[Origin, ...] = ()
    origins_of: Mapping[date, tuple[Origin, ...]] = field(default_factory=dict)
    statuses: Mapping[date, Status] = field(default_factory=dict)
    grain: Grain = "month"
    slices: tuple[Slice, ...] = ()

    @property
    def has_waves(self) -> bool:
        """Whether its rows belong to numbered waves. A wave that is a code is a column like any other."""
        return self.columns.get(WAVE) == "integer"
