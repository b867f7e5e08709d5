"""The audit of a set of papers: every statement that was recognised, checked, and how many were left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from peelian.audit.across import Across
from peelian.audit.columns import unexplained
from peelian.audit.counts import Counts
from peelian.audit.kinds import (
    absolute_change,
    average_of_rows,
    cross_reference,
    direction_word,
    duration_change,
    percent_change,
    point_change,
    rank_or_extreme,
    rate,
    ratio_or_share,
    sum_of_parts,
    symbol_vs_sign,
    table_row_change,
    table_total,
    times_multiple,
)
from peelian.audit.levels import Level
from peelian.audit.material import Material
from peelian.audit.model import Claim
from peelian.audit.moves import moves
from peelian.audit.paper import Paper
from peelian.audit.ready import reading

Find = Callable[[Material], Iterable[Claim]]

KINDS: Mapping[str, Find] = MappingProxyType(
    {
        "percent_change": percent_change.find,
        "point_change": point_change.find,
        "absolute_change": absolute_change.find,
        "duration_change": duration_change.find,
        "ratio_or_share": ratio_or_share.find,
        "sum_of_parts": sum_of_parts.find,
        "table_row_change": table_row_change.find,
        "table_total": table_total.find,
        "rate": rate.find,
        "rank_or_extreme": rank_or_extreme.find,
        "direction_word": direction_word.find,
        "symbol_vs_sign": symbol_vs_sign.find,
        "times_multiple": times_multiple.find,
        "average_of_rows": average_of_rows.find,
        "cross_reference": cross_reference.find,
    }
)
CHECKS = (percent_change.check, point_change.check, absolute_change.check, duration_change.check)


@dataclass(frozen=True)
class Audited:
    """One paper of an audit: its claims in the order they stand, and what looked checkable and was left.

    `left` counts changes, multiples and columns of changes for which no other number was found. `pages` are those of
    the paper, or of plain text its length in pages of 3,000 characters. Of a long set the papers may be without blocks.
    """

    paper: Paper
    claims: tuple[Claim, ...]
    left: int
    pages: int


@dataclass(frozen=True)
class Audit:
    """The audit of a set of papers, in the order they were given."""

    papers: tuple[Audited, ...]
    claims: tuple[tuple[Audited, Claim], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", tuple((one, claim) for one in self.papers for claim in one.claims))

    @property
    def matters(self) -> bool:
        """Whether a claim is materially inconsistent."""
        return any(claim.matters for _, claim in self.claims)

    def counted(self) -> dict[str, object]:
        """How many statements were recognised and what became of them, and how many were left."""
        counts = Counts(tuple(KINDS))
        for one in self.papers:
            counts.add(one.pages, one.left, one.claims)
        return counts.all()


def audit(papers: Iterable[Paper]) -> Audit:
    """Every claim of every paper, and what the papers print of one thing in several places."""
    with closing(Across()) as across:
        return Audit(tuple(joined(across, *checked(paper)) for paper in papers))


def checked(paper: Paper, *, levels: bool = True) -> tuple[Audited, tuple[Level, ...]]:
    """What one paper says by itself, and its levels that other papers of a set can be held against."""
    material = material_of(paper)
    claims = (claim for find in KINDS.values() for claim in find(material))
    one = Audited(paper, _in_order(claims), _left(material), material.reading.pages)
    return one, tuple(cross_reference.levels_of(material)) if levels else ()


def joined(across: Across, one: Audited, levels: Iterable[Level]) -> Audited:
    """The next paper of a set with its claims about the papers before it."""
    claims = across.add(one.paper.name, levels)
    return replace(one, claims=_in_order((*one.claims, *claims))) if claims else one


def _in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda c: (c.spot.block, c.spot.row or 0, c.spot.start, c.kind)))


def material_of(paper: Paper) -> Material:
    """A paper read, with its changes linked to their levels."""
    read = reading(paper)
    return Material(read, tuple(moves(read, CHECKS)))


def _left(material: Material) -> int:
    """What states a change or a multiple and came to no claim."""
    changes = sum(m.outcome is None and m.only is None for m in material.moves)
    multiples = sum(times_multiple.left(material, s) for s in material.reading.sentences)
    return changes + multiples + sum(unexplained(grid) for grid in material.reading.grids)
