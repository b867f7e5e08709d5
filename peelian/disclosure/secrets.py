"""Which small counts a set of figures tells: each cell, what one or two cells leave of another that they lie in, and
what others tell together.

A count of zero is no small number, and neither is one at the threshold. Source: the thresholds and their reasons are
data (thresholds.yaml); differencing as in the guidance of the Government Statistical Service on disclosure
control of tables from administrative data (2014).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from peelian.disclosure.linked import Linked
from peelian.disclosure.model import Cell, Secret

MOST_NAMED = 5  # figures of a secret


def secrets(of: Linked) -> list[Secret]:
    """Every small count that must not be known, each once."""
    found: dict[frozenset[tuple[int, int]], Secret] = {}
    for secret in (*_own(of), *_between(of), *_together(of), *_less_two(of)):
        found.setdefault(frozenset(secret.terms), secret)
    return list(found.values())


def is_small(count: Fraction, threshold: int) -> bool:
    return 0 < count < threshold


def alone(at: int, cell: Cell) -> Secret:
    """What one cell counts."""
    return Secret(cell.id, ((at, 1),), cell.threshold)


def is_alone(secret: Secret) -> bool:
    return len(secret.terms) == 1


def _own(of: Linked) -> Iterator[Secret]:
    for at, cell in enumerate(of.cells):
        if is_small(cell.count, cell.threshold):
            yield alone(at, cell)


def _between(of: Linked) -> Iterator[Secret]:
    """A cell less one inside it: the rest of the force outside a district, the calls that were not answered in time.

    One that may be inside, as drawn areas are, is taken to be.
    """
    for whole, part in (*of.nested, *of.perhaps_nested()):
        a, b = of.cells[whole], of.cells[part]
        threshold = min(a.threshold, b.threshold)
        if is_small(a.count - b.count, threshold):
            yield Secret(f"{a.id} less {b.id}", ((whole, 1), (part, -1)), threshold)


def _less_two(of: Linked) -> Iterator[Secret]:
    """A cell less two inside it: of a district what is left by one ward and one kind in another."""
    for whole, one, other in of.less_two():
        all_, a, b = (of.cells[at] for at in (whole, one, other))
        threshold = min(all_.threshold, a.threshold, b.threshold)
        if is_small(all_.count - a.count - b.count, threshold):
            terms = ((whole, 1), *((at, -1) for at in sorted((one, other))))
            yield Secret(f"{all_.id} less {a.id} and {b.id}", terms, threshold)


def _together(of: Linked) -> Iterator[Secret]:
    """What cells tell together: of a whole what no part of it counts, of two wards what a drawn area takes of neither.

    Where only so many times that is a sum of cells, it must not be known so many times as closely.
    """
    for often, whole in of.together():
        count = sum((times * of.cells[at].count for at, times in often.items()), Fraction(0))
        threshold = whole * min(of.cells[at].threshold for at in often)
        if is_small(count, threshold):
            yield Secret(_in_words(of, often), tuple(sorted(often.items())), threshold)


def _in_words(of: Linked, often: Mapping[int, int]) -> str:
    names = {at: of.cells[at].id for at in sorted(often)}
    match [at for at, times in often.items() if times == 1], [at for at, times in often.items() if times != 1]:
        case [whole], parts if all(often[at] == -1 for at in parts):
            return f"{names[whole]} less {_listed([names[at] for at in sorted(parts)])}"
    return f"what {_listed(list(names.values()))} leave between them"


def _listed(names: list[str]) -> str:
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    return " and ".join([*names[:MOST_NAMED], *more])
