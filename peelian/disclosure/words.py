"""What a paper says of the small numbers it does not give out. No number in it is one that was counted."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.disclosure.thresholds import Threshold
from peelian.quantities import in_words


def notes(thresholds: Iterable[Threshold], *, held: bool) -> tuple[str, ...]:
    """A sentence for all tables that are protected alike, or whose threshold the plan has set alike; one where anything
    is held back. It is the same whatever that is: whether all of it is small, or none of it nought, would tell more.
    """
    alike: dict[tuple[int, str, str | None], list[str]] = {}
    for one in thresholds:
        alike.setdefault((one.count, one.reason, one.owner), []).append(one.table)
    told = []
    for (count, reason, owner), tables in alike.items():
        where = "in every table" if len(alike) == 1 < len(tables) else _where(tables)
        decided = f", as the {owner} has decided" if owner else ""
        if count > 1:
            counts = "counts of one" if count == 2 else f"counts from one to {in_words(count - 1)}"
            told.append(f"{where} {counts} are not given out{decided}: {reason}")
        elif owner:
            told.append(f"{where} every count is given out{decided}: {reason}")
    if held:
        told.append(
            "numbers that are not given out may be of any size, as one may be held back only for what follows from it;"
            " no average counts them"
        )
    return tuple(told)


def _where(tables: list[str]) -> str:
    *some, last = (f"'{table}'" for table in tables)
    return f"in each of the tables {', '.join(some)} and {last}" if some else f"in the table {last}"
