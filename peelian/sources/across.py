"""Sheets with periods side by side, a column each: every cell of theirs becomes a row of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from peelian.sources.cells import Cell


@dataclass(frozen=True)
class Across:
    """Columns whose headings name periods, such as "Apr '02 to Mar '03".

    `period` gives such a heading the text that stands in column `into` of the rows it becomes, and None for any other
    heading; the cell stands in column `value`. Where a period stands again, in a table beside the first, the first
    counts. With `only`, a column and a text, the rows with that text alone are read.
    """

    into: str
    value: str
    period: Callable[[str], str | None]
    only: tuple[str, str] | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns that must be there beside those of the periods."""
        return () if self.only is None else (self.only[0],)

    def is_in(self, names: Sequence[str]) -> bool:
        """Whether a header is of such a sheet, and not of one that has its rows already."""
        return self.value not in names and any(self.period(name) is not None for name in names)

    def header(self, names: Sequence[str]) -> tuple[str, ...]:
        """The names of the columns that the rows have then."""
        return (*(names[at] for at in self._others(names)), self.into, self.value)

    def rows(
        self, names: Sequence[str], rows: Iterable[tuple[int, Sequence[Cell]]]
    ) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Each row below the header, with its number, as many times as there are periods."""
        periods: dict[str, int] = {}
        for at, name in enumerate(names):
            if (period := self.period(name)) is not None:
                periods.setdefault(period, at)
        others = self._others(names)
        of = names.index(self.only[0]) if self.only is not None else 0
        for number, row in rows:
            if self.only is not None and str(row[of]).strip() != self.only[1]:
                continue
            kept = [row[at] for at in others]
            for period, at in periods.items():
                yield number, [*kept, period, row[at]]

    def _others(self, names: Sequence[str]) -> list[int]:
        return [at for at, name in enumerate(names) if self.period(name) is None]
