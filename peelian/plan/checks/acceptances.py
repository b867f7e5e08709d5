"""An accepted finding is named so that it can be found, and once: by its figures, or by words at a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.plan.accepting import QUOTING
from peelian.plan.model import Accepted, Plan
from peelian.plan.publication import Publication


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    first: dict[object, str] = {}
    for index, one in enumerate(plan.accepted):
        where = plan.lines[f"accepted:{index}"]
        for says in _faults(one):
            yield Finding("bad-acceptance", where, says)
        held = first.setdefault((one.code, frozenset(one.figures), one.place, one.words), where)
        if held != where:
            yield Finding("bad-acceptance", where, f"this is accepted at {held} already; take one out")


def _faults(one: Accepted) -> Iterator[str]:
    if (one.place is None) != (one.words is None):
        yield "'place' and 'words' stand together: where the words are, and the number or word as the finding quotes it"
    elif bool(one.figures) == (one.place is not None):
        yield "name its 'figures', or the 'place' and the 'words' that it quotes: one of the two"
    elif one.code in QUOTING and one.place is None:
        yield f"{one.code} quotes words: it is accepted by 'place' and 'words', not by 'figures'"
