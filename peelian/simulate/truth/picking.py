"""Which rows of a frame a definition means, and how the words of a column are written in the id of a part."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from peelian.simulate.chance import Whole, Yes
from peelian.simulate.frame import Frame, Words, Yesses

Lists = Mapping[str, Sequence[str]]


def picked(frame: Frame, where: Mapping[str, Any], lists: Lists) -> Yes:
    """The rows that meet every condition. A blank meets none."""
    rows = np.ones(frame.rows, bool)
    for name, condition in where.items():
        column = frame.column(name)
        if isinstance(column, Yesses):
            assert condition in ("true", "false")
            rows &= column.values == (condition == "true")
            continue
        assert isinstance(column, Words), f"'{name}' of '{frame.table}' holds no words"
        meant = np.array([word != "" and _meets(word, condition, lists) for word in column.vocabulary])
        rows &= meant[column.codes]
    return rows


def part(word: str) -> str:
    """A value as it stands in a figure's id: small letters and digits, hyphens between; "not-recorded" for a blank."""
    return re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-") or "not-recorded"


def places(frame: Frame, none: int) -> Whole:
    """The place of each row's area; `none` where it has none."""
    if frame.place is None:
        return np.full(frame.rows, none, np.int64)
    return np.where(frame.place < 0, none, frame.place)


def _meets(word: str, condition: Any, lists: Lists) -> bool:
    if isinstance(condition, Mapping):
        [(kind, value)] = condition.items()
        if kind == "in_list":
            return word in lists[value]
        assert kind == "not", f"no condition '{kind}' here"
        return word not in ([value] if isinstance(value, str) else value)
    return word in ([condition] if isinstance(condition, str) else condition)
