"""What an audit comes to: papers with their claims, in the order they were given.

Apart from the checks, so that a program that only asks for an audit need not load them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from peelian.audit.claims.across import Across
from peelian.audit.claims.counts import Counts
from peelian.audit.claims.levels import Level
from peelian.audit.claims.model import Claim
from peelian.audit.papers.paper import Paper


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
        counts = Counts()
        for one in self.papers:
            counts.add(one.pages, one.left, one.claims)
        return counts.all()


def joined(across: Across, one: Audited, levels: Iterable[Level]) -> Audited:
    """The next paper of a set with its claims about the papers before it."""
    claims = across.add(one.paper.name, levels)
    return replace(one, claims=in_order((*one.claims, *claims))) if claims else one


def in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda c: (c.spot.block, c.spot.row or 0, c.spot.start, c.kind)))
