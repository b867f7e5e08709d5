"""A table that tells too many groups apart is protected in parts, and gives no more away than one taken as a whole."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from peelian.disclosure import parts
from peelian.disclosure.attack import worked_out
from peelian.disclosure.boxes import AREA, MONTH, Among, Box
from peelian.disclosure.linked import linked
from peelian.disclosure.model import Cell
from peelian.disclosure.parts import parted
from peelian.disclosure.protect import protect
from peelian.disclosure.secrets import secrets

AREAS, MONTHS, FLAGS = ("n", "s", "w"), ("4", "5", "6"), ("domestic", "hate", "knife")


def among(*values: str) -> Among:
    return Among(frozenset(values))


def cell(count: int, **columns: Among) -> Cell:
    id = " ".join(f"{name}={','.join(sorted(one.values))}" for name, one in columns.items())
    names = {"area": AREA, "month": MONTH}
    box = Box("crimes", {names.get(name, name): one for name, one in columns.items()})
    return Cell(id, Fraction(count), box, id, 5)


def margins(seed: int) -> list[Cell]:
    """Counts of each place and time, of all records and of those with one flag."""
    rng = random.Random(seed)
    records = {
        key: round(rng.gammavariate(0.8, rng.choice((1, 3, 9))))
        for key in product(AREAS, MONTHS, *((True, False) for _ in FLAGS))
    }
    made = []
    for areas, months, flag in product((*AREAS, None), (*MONTHS, None), (*FLAGS, None)):
        own = [
            n
            for (area, month, *flags), n in records.items()
            if areas in (area, None) and months in (month, None) and (flag is None or flags[FLAGS.index(flag)])
        ]
        named = {"area": among(*((areas,) if areas else AREAS)), "month": among(*((months,) if months else MONTHS))}
        made.append(cell(sum(own), **named, **({flag: among("yes")} if flag else {})))
    return made


@pytest.mark.parametrize("seed", range(12))
def test_in_parts_no_small_count_can_be_worked_out_of_the_whole(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = margins(seed)
    monkeypatch.setattr(parts, "MOST", 0)
    assert len(parted(cells)) == len(FLAGS)
    found = protect(cells)
    of = linked(sorted(cells, key=lambda one: one.id))
    assert found.small
    assert worked_out(of, found.hidden, secrets(of)) == []
    assert protect(cells, found.hidden).hidden == found.hidden, "what is held back is enough"


def test_twenty_flags_are_protected_in_seconds() -> None:
    """As a whole they tell a million groups apart."""
    flags = [f"flag{n}" for n in range(20)]
    cells = [cell(400, month=among(month)) for month in MONTHS]
    cells += [
        cell(3 if n == 7 else 40, month=among(month), **{flag: among("yes")})
        for n, flag in enumerate(flags)
        for month in MONTHS
    ]
    assert len(parted(cells)) == len(flags)
    assert protect(cells).hidden == {one.id for one in cells if one.count == 3}


def test_columns_that_are_asked_for_together_stay_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST", 0)
    a, b, both = (cell(9, month=among("4"), **dict.fromkeys(own, among("yes"))) for own in ("a", "b", "ab"))
    third = cell(9, month=among("4"), c=among("yes"))
    assert parted([a, b, both, third]) == [[a, b, both], [third]]
