"""What is untidy in the files, as it is in real ones, and how much of it: every kind is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from peelian.simulate.crimes import Crimes, outside
from peelian.simulate.frame import Clock, Column, Frame, Numbered, Times, Wholes, Words
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, first_day
from peelian.simulate.sizes import Size

NEW_COLUMN = 5  # the month whose street file has a column that no other has
SECONDS_A_DAY = 24 * 3600
YEAR = 365 * SECONDS_A_DAY
EVERY = 40  # of so many rows of an extract one is there again, spoilt


def never_published(geography: Geography, size: Size, force: int, month: int) -> bool:
    """Stop and search of one force is missing for a month."""
    return month == size.unpublished and force == min(2, len(geography.forces) - 1)


def with_new_column(frame: Frame) -> Frame:
    """One month of the street file has a column more, which is blank."""
    if frame.table != "street" or frame.month != NEW_COLUMN:
        return frame
    blank = Column(None, "Notes", Words(np.zeros(frame.rows, np.int64), ("",)))
    return replace(frame, columns=(*frame.columns, blank))


def left_out(frame: Frame) -> Frame | None:
    """Rows that stand in an extract besides, and that the rules of its form leave out: calls that are given once more,
    incidents that somebody attended before they were recorded. None where the table has none."""
    if frame.table == "calls":
        return frame.take(np.arange(EVERY - 1, frame.rows, EVERY))
    if frame.table != "incidents":
        return None
    attended = frame.column("attended")
    assert isinstance(attended, Clock)
    spoilt = frame.take(np.flatnonzero(~attended.blank)[EVERY - 1 :: EVERY])
    columns = []
    for column in spoilt.columns:
        data = column.data
        if column.name == "incident_id":
            assert isinstance(data, Numbered)
            data = replace(data, letter=f"X{data.letter}")
        if column.name == "attended":
            assert isinstance(data, Clock)
            data = replace(data, values=data.values - YEAR)
        columns.append(replace(column, data=data))
    return replace(spoilt, columns=tuple(columns))


def of_crimes(crimes: Crimes, geography: Geography) -> Counter[str]:
    incidents = crimes.id[~crimes.crime, 0]
    return Counter(
        {
            "rows without a place": int((crimes.point < 0).sum()),
            "rows outside the force": int(outside(crimes, geography).sum()),
            "incidents that repeat a row": len(incidents) - len(np.unique(incidents)),
        }
    )


def of_frame(frame: Frame) -> Counter[str]:
    found: Counter[str] = Counter()
    for column in frame.columns:
        data = column.data
        if isinstance(data, Times):
            before = data.values // SECONDS_A_DAY < day_number(first_day(frame.month))
            found["searches whose UTC date is in the month before"] += int(before.sum())
        if isinstance(data, Words) and "ethnic" in (column.name or "") and "" in data.vocabulary:
            found["rows without an ethnic group"] += int((data.codes == data.vocabulary.index("")).sum())
        if isinstance(data, Wholes) and data.blank is not None:
            kind = "numbers held back" if data.star else "rows without a time"
            found[kind] += int(data.blank.sum())
    return found
