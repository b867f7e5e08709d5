"""What is untidy in the files, as it is in real ones, and how much of it: every kind is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from peelian.simulate.crimes import Crimes, outside
from peelian.simulate.frame import Column, Frame, Times, Wholes, Words, blank
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, first_day
from peelian.simulate.sizes import Size

NEW_COLUMN = 5  # the month whose street file has a column that no other has
SECONDS_A_DAY = 24 * 3600
TIMES = ("seconds", "days_to")  # how columns of times begin


def never_published(geography: Geography, size: Size, force: int, month: int) -> bool:
    """Stop and search of one force is missing for a month."""
    return month == size.unpublished and force == min(2, len(geography.forces) - 1)


def with_new_column(frame: Frame) -> Frame:
    """One month of the street file has a column more, which is blank."""
    if frame.table != "street" or frame.month != NEW_COLUMN:
        return frame
    notes = Column(None, "Notes", Words(np.zeros(frame.rows, np.int64), ("",)))
    return replace(frame, columns=(*frame.columns, notes))


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
        if isinstance(data, Wholes) and data.blank is not None and data.star:
            found["numbers held back"] += int(data.blank.sum())
        if isinstance(data, Wholes) and data.blank is not None and (column.name or "").startswith(TIMES):
            found["rows without a time"] += int(data.blank.sum())
        if column.header == "area_code":
            found["rows of extracts without a place"] += int(blank(data, frame.rows).sum())
    return found
