"""Of whom at least one record meets conditions: people, crimes, whatever has an id and may have several records.

One person can be in two wards, of two kinds and in two months, so that nothing adds up. What is sure is that who has a
record of a kind in a ward is among those who have one of that kind, and among those who have one in that ward's
district; and who has one on a list, among those who have one on a longer list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peelian.disclosure.boxes import DRAWN, Among, both, either, is_of_place, lies_in


@dataclass(frozen=True)
class Span:
    """The values of a column that count: `always` in every month of those asked about, `ever` in one of them at least.

    They are the same but for a dated list that changed in between.
    """

    always: Among
    ever: Among


@dataclass(frozen=True)
class Once:
    """Conditions by column, all of which one record must meet. None of them: whoever has any record."""

    spans: tuple[tuple[str, Span], ...] = ()

    def lies_in(self, other: Once) -> bool:
        """Whether all who have such a record are among those who have one of the other."""
        own = dict(self.spans)
        return all(column in own and lies_in(own[column].ever, span.always) for column, span in other.spans)

    @property
    def drawn(self) -> bool:
        """Whether the record must lie in an area drawn by hand."""
        return any(column.startswith(DRAWN) for column, _ in self.spans)

    def but_for_its_place(self) -> Once:
        return Once(tuple((column, span) for column, span in self.spans if not is_of_place(column)))


def once(stretches: Sequence[Mapping[str, Among]]) -> Once:
    """What a record must meet, whose conditions are these in one month and those in another."""
    columns = sorted({column for one in stretches for column in one})
    spans = []
    for column in columns:
        always = ever = stretches[0][column]
        for one in stretches[1:]:
            always, ever = both(always, one[column]), either(ever, one[column])
        spans.append((column, Span(always, ever)))
    return Once(tuple(spans))
