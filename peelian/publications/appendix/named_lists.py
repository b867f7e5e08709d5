"""A named list of the plan as a table: each value with its words, and whether it is on the list."""

from __future__ import annotations

import re
from datetime import date

from peelian.periods import parse
from peelian.plan.model import NamedList
from peelian.publications.blocks import Block, Column, Inlines, Table
from peelian.publications.citing import join
from peelian.publications.sentences.desk import Desk


def named(desk: Desk) -> list[NamedList]:
    """The lists the publication prints, in its order; of several dated ones, that of its period's end."""
    return [_valid(desk, id) for id in desk.publication.lists]


def _valid(desk: Desk, id: str) -> NamedList:
    versions = [one for one in desk.plan.file.lists if one.id == id]
    end = parse(desk.publication.period).last
    if end is None:
        return versions[-1]
    at_end = [v for v in versions if (v.since or date.min) <= end <= (v.until or date.max)]
    return max(at_end or versions, key=lambda v: v.since or date.min)


def blocks(one: NamedList) -> list[Block]:
    """The values in natural order; values that are known and not on the list are told apart."""
    told = dict.fromkeys(one.values, "Yes") | dict.fromkeys(one.others, "No")
    described = {**one.descriptions, **one.others}
    source = join(f"Source: {one.source}.") if one.source else ()
    of = one.of or "Value"
    columns: tuple[Column, ...] = (Column(of[:1].upper() + of[1:]),)
    rows: list[tuple[Inlines, ...]] = [(join(value),) for value in sorted(told, key=_natural)]
    if any(described.get(value) for value in told):
        columns += (Column("Description"),)
        rows = [(*row, join(described.get(v, ""))) for row, v in zip(rows, sorted(told, key=_natural), strict=True)]
    if one.others:
        columns += (Column(one.means),)
        rows = [(*row, join(told[value])) for row, value in zip(rows, sorted(told, key=_natural), strict=True)]
    return [Table(_caption(one, columns[0].title), columns, tuple(rows), f"table-{one.id}", None, source)]


def _caption(one: NamedList, of: str) -> str:
    """What the table tells; the heading above it is the list's title."""
    means = f"{one.means[:1].lower()}{one.means[1:]}"
    return f"{of} and whether each is {means}" if one.others else f"{of} {means}"


def _natural(value: str) -> tuple[tuple[int, str], ...]:
    """OC2 before OC10."""
    return tuple((int(n or 0), w) for n, w in re.findall(r"(\d*)(\D*)", value))
