"""How many rows of a CSV file each force or area has in each month: of all rows that may be taken, kept or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peelian.sources.csvfile import CsvFile
from peelian.sources.desk import Desk


@dataclass(frozen=True)
class Tally:
    """`groups` counts rows by the text of the layout's `tally` and the month; `elsewhere` of them are left out. `twice`
    are rows of which an earlier one has the same cells."""

    groups: Mapping[tuple[str, date], int]
    elsewhere: int
    twice: int


def taken(file: CsvFile, desk: Desk) -> Tally:
    """Counts a file whose rows may all be taken, in one question."""
    assert file.layout.tally is not None
    group = f"coalesce(CAST({file.value(file.layout.tally)} AS VARCHAR), '')"
    elsewhere = "count(*) FILTER (WHERE area IS NULL)" if file.leaves_out else "0"
    asked = f"SELECT {group}, {file.month}, count(*), {elsewhere} FROM {file.worked_out(file.source)} GROUP BY ALL"
    found = desk.engine.execute(asked).fetchall()
    groups = {(text, month): int(count) for text, month, count, _ in found}
    asked = f"SELECT sum(times - 1) FROM (SELECT *, count(*) AS times FROM {file.source} GROUP BY ALL)"
    (twice,) = desk.engine.execute(asked).fetchone() or (0,)
    return Tally(groups, sum(int(left) for _, _, _, left in found), int(twice or 0))
