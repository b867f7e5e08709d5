"""Which columns are counted together: of each table one cube of what most measures need, and one more for each column
whose values hardly repeat.

Times and ids are told apart nearly row by row. In one cube with all else they would make it as long as its table, and
every question as slow as that; so a question that needs one is asked of a cube that has it and what else is asked of
it, and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peelian.series.tables import AREA, MONTH, WAVE

Columns = tuple[str, ...]


@dataclass(frozen=True)
class Together:
    """Columns that are asked of a table together, and which of them is one of times or ids."""

    table: str
    columns: Columns
    histogram: str | None = None


class Needed:
    """The columns of the cubes of each table that answer all of these, month, wave and area apart."""

    def __init__(self, asked: Iterable[Together]) -> None:
        asked = tuple(asked)
        apart: dict[str, set[str | None]] = {}
        for one in asked:
            apart.setdefault(one.table, set()).add(one.histogram)
        gathered: dict[str, dict[frozenset[str], dict[str, None]]] = {}
        for one in asked:
            own = gathered.setdefault(one.table, {}).setdefault(frozenset(one.columns) & apart[one.table], {})
            own.update(dict.fromkeys(one.columns))
        self._cubes: Mapping[str, tuple[Columns, ...]] = {
            table: tuple(tuple(cubes[key]) for key in sorted(cubes, key=lambda key: (len(key), sorted(key))))
            for table, cubes in gathered.items()
        }

    def of(self, table: str, columns: Iterable[str]) -> Columns:
        """The columns of the smallest cube of a table that has all of these; of none that is needed, no column."""
        wanted = frozenset(columns) - {MONTH, AREA, WAVE}
        for cube in self._cubes.get(table, ((),)):
            if wanted <= frozenset(cube):
                return cube
        raise KeyError(f"{sorted(wanted)} of {table}")
