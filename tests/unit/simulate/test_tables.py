"""The tidy tables of a simulated force, as files."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow.parquet as pq

from peelian.simulate.frame import Column, Frame, Wholes
from peelian.simulate.geography import Geography
from peelian.simulate.tables import Tables

ROWS = 123_000


def groups(path: Path) -> list[int]:
    told = pq.read_metadata(path)
    return [told.row_group(at).num_rows for at in range(told.num_row_groups)]


def test_a_month_is_cut_into_groups_of_rows_as_a_store_cuts_it(tmp_path: Path) -> None:
    none = np.zeros(0, np.int64)
    tables = Tables(tmp_path, Geography((), (), none, none, none, none, none, ()))
    tables.add(Frame("street", 1, ROWS, None, (Column("n", "n", Wholes(np.arange(ROWS))),)))
    tables.end_month()
    [simulated] = (tmp_path / "tables" / "street").iterdir()
    stored = tmp_path / "stored.parquet"
    duckdb.connect().execute(f"COPY (FROM range({ROWS})) TO '{stored}' (FORMAT parquet)")
    assert groups(simulated) == groups(stored)
