"""How a measure is worked out, in words: which rows of which table under which conditions, or of which measures.

Told by the fields of its kind, so that every kind, also a new one, says all that it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any

from peelian.measures.model import Condition, Measure

ROWS = "table"
WHERE = "where"


def formula(measure: Measure) -> str | None:
    """ "rows of 'street' where kind is not 'Other'", "numerator: finds; denominator: searches"; None for a
    published measure, which is not worked out."""
    if measure.compute is None:
        return None
    parts = []
    for field in fields(measure.compute):
        value = getattr(measure.compute, field.name)
        if field.name == ROWS:
            where = getattr(measure.compute, WHERE, {})
            conditions = " and ".join(f"{column} {' and '.join(_said(c))}" for column, c in sorted(where.items()))
            parts.append(f"rows of '{value}'{f' where {conditions}' if conditions else ''}")
        elif field.name != WHERE and value != (field.default if field.default is not MISSING else None) and value:
            parts.append(f"{field.name.rstrip('_').replace('_', ' ')}: {_plain(value)}")
    return "; ".join(parts)


def _said(condition: Condition) -> Iterator[str]:
    """What a column must hold, each test in words."""
    if condition.is_:
        yield f"is {_any(condition.is_)}"
    if condition.not_:
        yield f"is not {_any(condition.not_)}"
    if condition.in_list is not None:
        yield f"is in the list '{condition.in_list}'"
    if condition.not_in_list is not None:
        yield f"is not in the list '{condition.not_in_list}'"
    if condition.at_least is not None:
        yield f"is {condition.at_least} or more"
    if condition.at_most is not None:
        yield f"is {condition.at_most} or less"
    if condition.blank is not None:
        yield "is blank" if condition.blank else "is not blank"


def _any(values: tuple[str, ...]) -> str:
    return " or ".join(f"'{value}'" for value in values)


def _plain(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(_plain(each) for each in value)
    if hasattr(value, "items"):
        return ", ".join(f"{key} {_plain(each)}" for key, each in value.items())
    return str(value)
