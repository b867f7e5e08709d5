"""Made-up calls of a year in a file for each month, three measures of them, and what all of them come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from peelian.measures.computed import Computed
from peelian.periods import months, parse
from peelian.series.engine import Settings
from peelian.series.model import Observation
from peelian.series.tables import TableFiles
from tests.spec.worlds import measure

SEED = 20260501
AREAS = [f"a{n:02}" for n in range(40)]
KINDS = [f"t{n}" for n in range(12)]
LONGEST = 7_200  # seconds
PERIOD = parse("2024-01..2024-12")
TYPES = {"month": "date", "area": "text", "type": "text", "seconds": "integer"}
COLUMN = {"table": "calls", "column": "seconds"}
MEASURES = {
    each.id: each
    for each in map(
        measure,
        (
            {"id": "calls", "kind": "count", "compute": {"table": "calls"}, "breakdowns": {"type": "type"}},
            {"id": "median", "kind": "duration", "compute": {**COLUMN, "statistic": "median"}},
            {"id": "quick", "kind": "compliance", "compute": {**COLUMN, "within": 900}},
        ),
    )
}
Found = dict[tuple[str, str, date | None, date | None], Observation]


def calls(folder: Path, rows: int) -> TableFiles:
    chance = np.random.default_rng(SEED)
    firsts = [each.first for each in months(PERIOD) if each.first is not None]
    count = rows // len(firsts)
    paths = []
    for first in firsts:
        drawn = {
            "month": pa.array([first], pa.date32()).take(pa.array(np.zeros(count, np.int64))),
            "area": pa.array(AREAS).take(pa.array(chance.integers(0, len(AREAS), count))),
            "type": pa.array(KINDS).take(pa.array(chance.integers(0, len(KINDS), count))),
            "seconds": pa.array(chance.integers(1, LONGEST, count)),
        }
        paths.append(str(folder / f"{first}.parquet"))
        pq.write_table(pa.table(drawn), paths[-1])
    return TableFiles("calls", tuple(paths), TYPES, frozenset(firsts))


def computed(table: TableFiles, settings: Settings | None) -> Computed:
    return Computed(MEASURES, {"calls": table}, lambda area: AREAS if area == "force" else (), "force", {}, settings)


def asked(made: Computed, areas: Sequence[str]) -> Found:
    """Every measure of these areas, for each month and the year."""
    return {
        (name, area, period.first, period.last): made.observe(name, area, (), period)
        for area in areas
        for name in MEASURES
        for period in (*months(PERIOD), PERIOD)
    }
