"""A value that a condition names, beside those its column holds: what no row has is counted as nothing, slip or not."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from peelian.measures.literals import literal
from peelian.series.engine import Value

LIKE = 0.75  # as difflib measures: 'polcie officer' is 0.93 like 'police officer', '12B' is 0.67 like '12C'
FEW = 8
MANY = 5000  # values of which none is looked for that is like another: names and addresses, one a row


@dataclass(frozen=True)
class ValueNamed:
    """`held` is whether any row has it. Where none has, `near` is the one that is there and like it, if any is, and
    `others` are all that are there and not named, where they are few."""

    column: str
    value: str
    held: bool
    near: str | None = None
    others: tuple[str, ...] = ()


def values_named(column: str, texts: Collection[str], kind: str, values: Collection[Value]) -> Iterator[ValueNamed]:
    """What a column of this kind that holds these values, blank included, has of those that are written as `texts`."""
    unnamed = [one for one in values if isinstance(one, str) and one not in texts]
    others = tuple(sorted(unnamed)) if len(unnamed) <= FEW else ()
    for text in texts:
        held = literal(text, kind) in values
        yield ValueNamed(column, text, held, None if held else _near(text, unnamed), others)


def _near(text: str, held: Collection[str]) -> str | None:
    folded = {one.casefold(): one for one in sorted(held, reverse=True)} if len(held) <= MANY else {}
    near = difflib.get_close_matches(text.casefold(), folded, n=1, cutoff=LIKE)
    return folded[near[0]] if near else None
