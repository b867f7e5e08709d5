"""A sheet as it comes from the engine, as groups of rows by number: of month, place and key, for each question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from peelian.measures.breakdowns import slug
from peelian.measures.shapes import Question
from peelian.measures.spread import Groups
from peelian.series.engine import Row, Value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from peelian.measures.grids import Whole

    Flags = NDArray[np.bool_]

EPOCH = date(1970, 1, 1)
Told = tuple[tuple[str, str], ...]
"""Pairs of a column and a value's slug: a breakdown."""


@dataclass(frozen=True, eq=False)
class Axis:
    """The months across, in order, and the places that rows may name, by number."""

    months: tuple[date, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Sheet:
    """Arrays of one length: the month and the place of each row by number, -1 where the axis lacks it; codes of each
    column told apart, with the values they stand for. `columns` are the sums of each question, in its columns' order.
    """

    axis: Axis
    month: Whole
    place: Whole
    codes: dict[str, tuple[Whole, list[Value]]]
    named: Flags  # whether the row names an area of the tree, or one that is nobody's
    arrow: Any

    def months_where(self, rows: Flags) -> Flags:
        """The months of the axis in which any of these rows is."""
        import numpy as np

        found = np.zeros(len(self.axis.months), bool)
        found[self.month[rows & (self.month >= 0)]] = True
        return found

    def has(self, told: Told) -> list[Flags]:
        """For each column of a breakdown the rows that hold its value."""
        import numpy as np

        found = []
        for column, wanted in told:
            codes, values = self.codes[column]
            fits = np.array([slug(value) == wanted for value in values] or [False])
            found.append(fits[codes] if len(codes) else np.zeros(0, bool))
        return found

    def groups(self, number: int, question: Question, told: Told, scale: int) -> Groups:
        """The rows that a question finds in a breakdown; `number` is the question's place in the sheet."""
        import numpy as np

        counted = self._column(f"r{number}")
        there = (self.month >= 0) & (self.place >= 0) & (counted > 0)
        for fits in self.has(told):
            there &= fits
        key, keys = self._keys(question.by, there)
        totals = question.total is not None
        nothing = np.zeros(int(there.sum()), np.int64)
        return Groups(
            self.place[there],
            self.month[there],
            key,
            keys,
            counted[there],
            self._column(f"t{number}")[there] if totals else nothing,
            self._column(f"b{number}")[there] if totals else nothing,
            scale,
        )

    def present(self) -> Flags:
        """Which places have any row in which months."""
        import numpy as np

        found = np.zeros((len(self.axis.places), len(self.axis.months)), bool)
        there = (self.month >= 0) & (self.place >= 0)
        found[self.place[there], self.month[there]] = True
        return found

    def _keys(self, by: Sequence[str], there: Flags) -> tuple[Whole, tuple[Row, ...]]:
        import numpy as np

        if not by:
            return np.zeros(int(there.sum()), np.int64), ((),)
        mixed = np.zeros(int(there.sum()), np.int64)
        for column in by:
            codes, values = self.codes[column]
            mixed = mixed * max(len(values), 1) + codes[there]
        distinct, key = np.unique(mixed, return_inverse=True)
        keys = []
        for code in distinct.tolist():
            row: list[Value] = []
            for column in reversed(by):
                values = self.codes[column][1]
                code, place = divmod(code, max(len(values), 1))
                row.append(values[place])
            keys.append(tuple(reversed(row)))
        return key, tuple(keys)

    def _column(self, name: str) -> Any:
        """The sums of a column. An engine adds whole numbers up in a wider type, of which most have no need."""
        import numpy as np
        import pyarrow as pa

        column = self.arrow.column(name)
        try:
            return column.cast(pa.int64()).to_numpy()
        except pa.ArrowInvalid:
            return np.array([int(number) for number in column.to_pylist()], object)


def sheet_of(arrow: Any, axis: Axis, by: Sequence[str], nobodys: frozenset[str]) -> Sheet:
    """An Arrow table of `sheets.sheet` on an axis. `nobodys` are areas that are no part of the tree."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    area = arrow.column("area").combine_chunks()
    place = pc.fill_null(pc.index_in(area, pa.array(axis.places, pa.string())), -1).to_numpy(zero_copy_only=False)
    others = pc.is_in(area, pa.array(["", *nobodys], pa.string())).to_numpy(zero_copy_only=False)
    codes = {}
    for number, column in enumerate(by):
        told = arrow.column(f"k{number}").combine_chunks().dictionary_encode(null_encoding="encode")
        codes[column] = (told.indices.to_numpy(zero_copy_only=False).astype(np.int64), told.dictionary.to_pylist())
    month = month_numbers(arrow.column("month"), axis.months)
    return Sheet(axis, month, place.astype(np.int64), codes, ~others, arrow)


def months_in(arrow: Any) -> set[date]:
    """The months that any row of an Arrow table of a sheet is of."""
    return {month for month in arrow.column("month").unique().to_pylist() if month is not None}


def month_numbers(column: Any, months: Sequence[date]) -> Whole:
    """The place of each month in order, -1 for one that is not there."""
    import numpy as np

    if not months:
        return np.full(len(column), -1, np.int64)
    days = column.cast("int32").fill_null(-(10**6)).to_numpy()
    known = np.array([(month - EPOCH) // timedelta(days=1) for month in months])
    # A place for each day, with one before and one behind them all: quicker than a search.
    before, behind = known[0] - 1, known[-1] + 1
    number = np.full(behind - before + 1, -1, np.int64)
    number[known - before] = np.arange(len(known))
    found: Whole = number[np.clip(days, before, behind) - before]
    return found
