"""The values of a breakdown as they stand in figure ids, and the words they stand for.

A slug is the value in lower case with everything but letters and digits made a hyphen. Values that differ
only in capitals, accents or punctuation have one slug and are taken together: publishers spell a group two
ways.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from peelian.series.engine import Value

NOT_RECORDED = "not-recorded"
NOT_RECORDED_LABEL = "Not recorded"


@lru_cache(maxsize=100_000)
def slug(value: Value) -> str:
    """The value for ids: "Asian or Asian British - Indian" is asian-or-asian-british-indian.

    A blank, or a mark alone such as "-", is not-recorded.
    """
    plain = unicodedata.normalize("NFKD", as_text(value)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or NOT_RECORDED


def as_text(value: Value) -> str:
    """The value as people write it; the empty text for a blank."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def labels(values: Iterable[Value]) -> Mapping[str, str]:
    """Slug to words, in the order of the slugs; of values with one slug the first in the alphabet."""
    found: dict[str, str] = {}
    for text in sorted(as_text(value) for value in values):
        found.setdefault(slug(text), text.strip() if slug(text) != NOT_RECORDED else NOT_RECORDED_LABEL)
    return dict(sorted(found.items()))
