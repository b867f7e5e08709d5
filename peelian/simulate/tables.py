"""Writes frames as tidy tables: a Parquet file a table and month, all forces together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from peelian.simulate.frame import Frame
from peelian.simulate.geography import Geography
from peelian.simulate.months import first_day, label
from peelian.simulate.writing import tidy

ROWS_TOGETHER = 122_880  # as in the files of a store, where groups of so many rows are read side by side


class Tables:
    """Below one folder. Its state is the month's rows that are not written yet."""

    def __init__(self, folder: Path, geography: Geography) -> None:
        self._folder = folder / "tables"
        self._areas = [area.id for area in geography.areas]
        self._held: dict[tuple[str, int], list[Any]] = {}

    def add(self, frame: Frame) -> None:
        if frame.rows:
            rows = tidy(frame, first_day(frame.month), self._areas)
            self._held.setdefault((frame.table, frame.month), []).append(rows)

    def end_month(self) -> None:
        """Every force has been added: the month's files are written."""
        for (table, month), parts in self._held.items():
            folder = self._folder / table
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{label(month)}.parquet"
            rows = pa.concat_tables(parts)
            pq.write_table(rows, path, row_group_size=ROWS_TOGETHER, compression="zstd", compression_level=1)
        self._held.clear()
