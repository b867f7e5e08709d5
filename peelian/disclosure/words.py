"""What a paper says of the small numbers it does not give out. No number in it is one that was counted."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.disclosure.thresholds import Threshold
from peelian.quantities import in_words


def notes(thresholds: Iterable[Threshold], held: int, besides: int) -> tuple[str, ...]:
    """A sentence for each table that is protected, or whose threshold the plan has set; one for what is held back."""
    told = []
    for one in thresholds:
        decided = f", as the {one.owner} has decided" if one.owner else ""
        if one.count > 1:
            counts = "counts of one" if one.count == 2 else f"counts from one to {in_words(one.count - 1)}"
            told.append(f"in the table '{one.table}' {counts} are not given out{decided}: {one.reason}")
        elif one.owner:
            told.append(f"in the table '{one.table}' every count is given out{decided}: {one.reason}")
    if held:
        others = "; some are held back only because a small number could be worked out from them" if besides else ""
        told.append(f"numbers that are not given out are not zero, and no average counts them{others}")
    return tuple(told)
