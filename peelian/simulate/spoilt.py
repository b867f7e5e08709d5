"""Rows that stand in an extract besides, and that the rules of its form leave out: some of every table, spoilt.

Each is a sound row once more: with the same key, or under an id of its own with something that cannot be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from peelian.simulate.chance import Yes
from peelian.simulate.frame import Clock, Data, Days, Frame, Hundredths, Numbered, Wholes, Words, blank

EVERY = 25  # of so many rows of an extract one is there again, spoilt
SECONDS_A_DAY, YEAR = 24 * 3600, 365  # days
Change = Callable[[Any], Data]


def left_out(frame: Frame) -> Frame | None:
    """The spoilt rows of a table; None where it has none."""
    if frame.table not in SPOILT:
        return None
    filled, changes = SPOILT[frame.table]
    sound = np.ones(frame.rows, bool)
    for name in filled:
        sound &= ~_blank(frame, name)
    rows = frame.take(np.flatnonzero(sound)[EVERY - 1 :: EVERY])
    changed = [replace(column, data=changes.get(column.name or "", _same)(column.data)) for column in rows.columns]
    return replace(rows, columns=tuple(changed))


def _blank(frame: Frame, name: str) -> Yes:
    return blank(frame.column(name), frame.rows)


def _same(data: Any) -> Data:
    found: Data = data
    return found


def _another_id(data: Numbered) -> Data:
    return replace(data, letter=f"X{data.letter}")


def _a_year_before(data: Clock | Days) -> Data:
    return replace(data, values=data.values - (YEAR * SECONDS_A_DAY if isinstance(data, Clock) else YEAR))


def _all(word: str) -> Change:
    """The word in every row."""

    def change(data: Words) -> Data:
        return Words(np.zeros_like(data.codes), (word,))

    return change


def _number(value: int) -> Change:
    """The number in every row."""

    def change(data: Wholes | Hundredths) -> Data:
        return replace(data, values=np.full_like(data.values, value))

    return change


def _blanks(data: Clock | Days) -> Data:
    return replace(data, blank=np.ones(len(data.values), bool))


SPOILT: Mapping[str, tuple[tuple[str, ...], Mapping[str, Change]]] = {
    "calls": ((), {}),
    "incidents": (("attended",), {"incident_id": _another_id, "attended": _a_year_before}),
    "crimes": (("occurred_from",), {"crime_id": _another_id, "recorded": _a_year_before}),
    "crime_outcomes": ((), {"crime_id": _another_id, "assigned": _a_year_before}),
    "stops": ((), {"stop_id": _another_id, "power": _all("pace-99")}),
    "use_of_force": ((), {"report_id": _another_id, "tactic_number": _number(31)}),
    "complaints": (("finalised",), {"complaint_id": _another_id, "finalised": _blanks}),
    "workforce": ((), {"person_id": _another_id, "fte": _number(300)}),
    "training": (("completed_on",), {"person_id": _another_id, "completed_on": _blanks}),
    "survey_responses": ((), {}),
    "vehicles_seized": (("released",), {"seizure_id": _another_id, "released": _a_year_before}),
    "road_enforcement": (("decided",), {"action_id": _another_id, "decided": _a_year_before}),
    "custody_arrests": (("arrived",), {"arrest_id": _another_id, "arrived": _a_year_before}),
    "orders": (("ended",), {"order_id": _another_id, "ended": _a_year_before}),
    "op_snap": (("decided",), {"submission_id": _another_id, "decided": _a_year_before}),
}
"""By table: the columns that must be filled in a row that is spoilt, and what is changed in it; nothing where the row
is given once more as it is."""
