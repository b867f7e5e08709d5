"""Which figures to hold back, so that no small count can be worked out from those that are shown.

First the figures that tell a small count themselves; then, as long as somebody who has all the others could still know
one within a width below its threshold, the least of the figures that tell it. Greedy choices alone leave narrow ones
open, so every secret is attacked until none is known. The result depends on nothing but the cells, and on what is held
back already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from peelian.disclosure.attack import Attacker, attacker_without
from peelian.disclosure.linked import Linked, linked
from peelian.disclosure.model import Cell, Known, Open, Protected, Secret
from peelian.disclosure.parts import parted
from peelian.disclosure.secrets import alone, is_alone, secrets
from peelian.disclosure.weights import telling


def protect(cells: Sequence[Cell], held: Collection[str] = ()) -> Protected:
    """The figures to hold back of these cells, table by table, beside those that are `held` already."""
    tables: dict[str, list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: cell.id):
        tables.setdefault(cell.box.table, []).append(cell)
    found = _Found(set(held))
    for table in sorted(tables):  # records before the weights of records, whose table has a longer name
        parts = parted(tables[table])
        before: set[str] | None = None
        while before != found.hidden:  # what one part holds back of all is not to follow from another
            before = set(found.hidden)
            for part in parts:
                _Table(part, found, apart=len(parts) > 1).protect()
            if len(parts) == 1:
                break
    return Protected(tuple(sorted(found.small)), tuple(sorted(found.hidden - found.small)), tuple(found.open))


@dataclass
class _Found:
    """What is held back so far, of it what is small, and what tells by its weights; what stays known."""

    hidden: set[str]
    small: set[str] = field(default_factory=set)
    weighed: set[str] = field(default_factory=set)
    open: list[Open] = field(default_factory=list)


class _Table:
    """The cells of one table."""

    def __init__(self, cells: Sequence[Cell], found: _Found, *, apart: bool) -> None:
        self._of = linked(cells)
        self._found = found
        self._small = secrets(self._of)
        kept = found.weighed | (found.hidden if apart else set())
        self._secrets = [*self._small, *_besides(self._of, self._small, kept, found.weighed)]
        self._shows: dict[str, list[int]] = {}
        for at, cell in enumerate(cells):
            if cell.shown_by is not None:
                self._shows.setdefault(cell.shown_by, []).append(at)

    def protect(self) -> None:
        """Adds what the table needs: the figures that tell small counts, those besides, and what stays known."""
        if not self._secrets:
            return
        alone = [self._of.cells[secret.terms[0][0]] for secret in self._small if is_alone(secret)]
        small = [cell.shown_by for cell in alone if cell.shown_by is not None]
        self._found.small.update(small)
        self._found.hidden.update(small)
        attacker = attacker_without(self._of, self._found.hidden, self._secrets)
        attacker.look_around()
        for place in range(len(self._secrets)):
            if not attacker.is_open(place):
                self._close(attacker, place)
        self._weigh()

    @cached_property
    def _of_others(self) -> Attacker:
        """Somebody who has what is out already and no figure of this edition."""
        return attacker_without(self._of, self._shows, self._secrets)

    def _known_already(self, place: int) -> Known | None:
        """What is known of a secret without any figure of this edition, where that is too much; it stays open."""
        if all(cell.shown_by is not None for cell in self._of.cells) or self._of_others.is_open(place):
            return None
        known = self._of_others.known(place)
        return known if known.width < known.secret.threshold else None

    def _close(self, attacker: Attacker, place: int) -> None:
        secret = self._secrets[place]
        known = attacker.known(place)
        if known.width < secret.threshold and (already := self._known_already(place)) is not None:
            self._stays_open(already)
            return
        while known.width < secret.threshold:
            least = self._least(known.tells)
            if least is None:
                self._stays_open(known)
                return
            self._found.hidden.add(least)
            for at in self._shows[least]:
                attacker.hide(at)
            known = attacker.known(place)

    def _weigh(self) -> None:
        for one in list(telling(self._of, self._found.hidden)):
            figure = self._of.cells[one.sum].shown_by
            if figure is None and one.surely:
                self._tell_open(self._of.cells[one.count].id, (one.count,), (one.sum,))
            elif figure is not None:
                self._found.weighed.add(figure)
                self._found.hidden.add(figure)

    def _stays_open(self, known: Known) -> None:
        self._tell_open(known.secret.says, [at for at, _ in known.secret.terms], known.tells)

    def _tell_open(self, says: str, of: Sequence[int], tells: Sequence[int]) -> None:
        ids = [cell.id for cell in self._of.cells]
        self._found.open.append(Open(says, frozenset(ids[at] for at in of), tuple(ids[at] for at in tells)))

    def _least(self, tells: Sequence[int]) -> str | None:
        """The figure whose loss is the least among the cells that tell a secret: a part before a whole, a small number
        before a large one. None where all of them are out already."""
        told = [self._of.cells[at] for at in tells]
        free = [cell for cell in told if cell.shown_by is not None and cell.shown_by not in self._found.hidden]
        if not free:
            return None
        return min(free, key=lambda cell: (-_narrowness(cell), cell.count, cell.id)).shown_by


def _besides(of: Linked, small: Sequence[Secret], kept: Collection[str], weighed: Collection[str]) -> Iterator[Secret]:
    """Counts that may not be told whatever their size: of sums of weights that are held back for what they tell, and,
    where a table is taken in parts, of all that another part holds back."""
    known = {secret.terms for secret in small}
    for at, cell in enumerate(of.cells):
        if cell.shown_by in kept and not (cell.weighed and cell.shown_by in weighed) and ((at, 1),) not in known:
            yield alone(at, cell)


def _narrowness(cell: Cell) -> int:
    """By how many conditions it is told from all records."""
    return len(cell.box.conditions) + (len(cell.once.spans) if cell.once is not None else 0)
