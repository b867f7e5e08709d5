"""Which figures to hold back, so that no small count can be worked out from those that are shown.

First the figures that tell a small count themselves; then, as long as somebody who has all the others could still know
one within a width below its threshold, the least of the figures that tell it. Greedy choices alone leave narrow ones
open, so every secret is attacked until none is known. The result depends on nothing but the cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from peelian.disclosure.attack import Attacker
from peelian.disclosure.linked import linked
from peelian.disclosure.model import Cell, Known, Protected
from peelian.disclosure.secrets import secrets


def protect(cells: Sequence[Cell]) -> Protected:
    """The figures to hold back of these cells, table by table."""
    tables: dict[str, list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: cell.id):
        tables.setdefault(cell.box.table, []).append(cell)
    small: dict[str, str] = {}
    besides: dict[str, str] = {}
    still: list[Known] = []
    for table in sorted(tables):
        _protect_table(tables[table], small, besides, still)
    others = {figure: why for figure, why in besides.items() if figure not in small}
    return Protected(tuple(sorted(small)), tuple(sorted(others)), tuple(still), {**others, **small})


def _protect_table(cells: Sequence[Cell], small: dict[str, str], besides: dict[str, str], still: list[Known]) -> None:
    """Adds what one table needs: the figures that tell small counts, those besides, and what stays known."""
    of = linked(cells)
    found = secrets(of)
    if not found:
        return
    attacker = Attacker(of, found)
    hidden: set[str] = set()
    shows: dict[str, list[int]] = {}
    for at, cell in enumerate(cells):
        if cell.shown_by is not None:
            shows.setdefault(cell.shown_by, []).append(at)

    def hide(figure: str) -> None:
        hidden.add(figure)
        for at in shows.get(figure, ()):
            attacker.hide(at)

    own = [secret for secret in found if len(secret.terms) == 1]
    for figure in (figure for secret in own for figure in secret.shown_by):
        if figure not in hidden:
            small[figure] = figure
            hide(figure)
    for figure in [*small, *besides]:  # what another table has held back is not shown here either
        if figure not in hidden and figure in shows:
            hide(figure)
    for place, secret in enumerate(found):
        if attacker.is_open(place):
            continue
        known = attacker.known(place)
        while known.width < secret.threshold:
            least = _least(cells, known.tells, hidden)
            if least is None:
                still.append(known)
                break
            besides[least] = secret.says
            hide(least)
            known = attacker.known(place)


def _least(cells: Sequence[Cell], tells: Sequence[int], hidden: set[str]) -> str | None:
    """The figure whose loss is the least among the cells that tell a secret: a part before a whole, a small number
    before a large one. None where all of them are out already."""
    free = [cells[at] for at in tells if cells[at].shown_by is not None and cells[at].shown_by not in hidden]
    if not free:
        return None
    return min(free, key=lambda cell: (-_narrowness(cell), cell.count, cell.id)).shown_by


def _narrowness(cell: Cell) -> int:
    """By how many conditions it is told from all records."""
    return len(cell.box.conditions) + (len(cell.once.spans) if cell.once is not None else 0)
