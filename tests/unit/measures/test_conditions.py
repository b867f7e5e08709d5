"""A blank cell, empty or null, meets no condition but that it is blank, even where an empty text is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from peelian import periods
from peelian.measures.computed import Computed
from peelian.measures.model import Condition, Count
from peelian.series.tables import TableFiles
from tests.spec.worlds import measure

JANUARY = date(2024, 1, 1)
OFFENCES = ["Burglary", "", None, "Robbery", "Burglary"]


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        (Condition(is_=("Burglary",)), 2),
        (Condition(is_=("", "Burglary")), 2),  # no plan may say so
        (Condition(is_=("",)), 0),
        (Condition(not_=("Burglary",)), 1),
        (Condition(blank=True), 2),
        (Condition(blank=True, is_=("Burglary",)), 0),
        (Condition(blank=False, is_=("Burglary",)), 2),
    ],
)
def test_blank_cells_meet_nothing_else(condition: Condition, rows: int, tmp_path: Path) -> None:
    path = tmp_path / "offences.parquet"
    pq.write_table(pa.table({"month": pa.array([JANUARY] * 5, pa.date32()), "offence": OFFENCES}), path)
    table = TableFiles("offences", (str(path),), {"month": "date", "offence": "text"}, frozenset([JANUARY]))
    counted = measure({"id": "n", "kind": "count", "compute": {"table": "offences"}})
    counted = replace(counted, compute=Count("offences", {"offence": condition}))
    computed = Computed({"n": counted}, {"offences": table}, lambda _: (), "all")
    assert computed.panel(("all",)).grid("n", (JANUARY,)).at(0, 0) == rows
    assert computed.observe("n", "all", (), periods.month(2024, 1)).value == rows
    computed.close()
