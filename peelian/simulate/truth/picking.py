"""Which rows of a frame a definition means, and how the words of a column are written in the id of a part."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from peelian.simulate.chance import Whole, Yes
from peelian.simulate.frame import Data, Frame, Wholes, Words, Yesses, blank

Lists = Mapping[str, Sequence[str]]


def picked(frame: Frame, where: Mapping[str, Any], lists: Lists) -> Yes:
    """The rows that meet every condition. A blank meets none but `blank: true`."""
    rows = np.ones(frame.rows, bool)
    for name, condition in where.items():
        conditions = condition if isinstance(condition, Mapping) else {"is": condition}
        column = frame.column(name)
        for kind, value in conditions.items():
            rows &= blank(column, frame.rows) if (kind, value) == ("blank", True) else ~blank(column, frame.rows)
            if kind != "blank":
                rows &= _meets(column, kind, value, lists)
    return rows


def part(word: str) -> str:
    """A value as it stands in a figure's id: small letters and digits, hyphens between; "not-recorded" for a blank."""
    return re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-") or "not-recorded"


def places(frame: Frame, none: int) -> Whole:
    """The place of each row's area; `none` where it has none."""
    if frame.place is None:
        return np.full(frame.rows, none, np.int64)
    return np.where(frame.place < 0, none, frame.place)


def _meets(column: Data, kind: str, value: Any, lists: Lists) -> Yes:
    if kind == "in_list":
        return _is(column, lists[value])
    if kind == "is":
        return _is(column, [value] if isinstance(value, str) else value)
    if kind == "not":
        return ~_is(column, [value] if isinstance(value, str) else value)
    assert isinstance(column, Wholes), f"'{kind}' is asked of whole numbers"
    assert kind in ("at_least", "at_most"), f"no condition '{kind}' here"
    return np.asarray(column.values >= int(value) if kind == "at_least" else column.values <= int(value))


def _is(column: Data, words: Sequence[str]) -> Yes:
    if isinstance(column, Yesses):
        assert set(words) <= {"true", "false"}
        return np.isin(column.values, [word == "true" for word in words])
    assert isinstance(column, Words), "only words can be compared with words"
    return np.array([word in words for word in column.vocabulary])[column.codes]
