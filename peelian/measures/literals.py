"""A value as it is written in a definition, in the type of the column it is compared with."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

TRUTH = {"true": True, "false": False}
ORDERED = ("integer", "decimal", "date")  # what `at_least` and `at_most` can be asked of
ALLOWED = {
    "text": "a text",
    "integer": "a whole number",
    "decimal": "a number such as 12.5",
    "date": "a date such as 2026-03-31",
    "boolean": "true or false",
    "time": "a time such as 2026-03-31 09:30",
}


def literal(text: str, kind: str) -> str | int | Decimal | date | bool:
    """The value that the text stands for in a column of this kind; ValueError where it stands for none."""
    match kind:
        case "integer":
            return int(text)
        case "decimal":
            return _decimal(text)
        case "date":
            return date.fromisoformat(text)
        case "time":
            return datetime.fromisoformat(text)
        case "boolean":
            if text.lower() not in TRUTH:
                raise ValueError(text)
            return TRUTH[text.lower()]
    return text


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite():
        raise ValueError(text)
    return number
