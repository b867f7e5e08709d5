"""The audit of a set of papers: every statement that was recognised, checked, and how many were left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

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
from peelian.audit.material import Material
from peelian.audit.model import VERDICTS, Claim
from peelian.audit.moves import moves
from peelian.audit.paper import Paper
from peelian.audit.reading import Reading, reading

Find = Callable[[Material], Iterable[Claim]]

KINDS: Mapping[str, Find] = MappingProxyType(
    {
        "percent_change": percent_change.find,
        "point_change": point_change.find,
        "absolute_change": absolute_change.find,
        "duration_change": duration_change.find,
        "direction_word": direction_word.find,
        "ratio_or_share": ratio_or_share.find,
        "rate": rate.find,
        "sum_of_parts": sum_of_parts.find,
        "times_multiple": times_multiple.find,
        "average_of_rows": average_of_rows.find,
        "rank_or_extreme": rank_or_extreme.find,
        "cross_reference": cross_reference.find,
        "table_row_change": table_row_change.find,
        "table_total": table_total.find,
        "symbol_vs_sign": symbol_vs_sign.find,
    }
)
CHECKS = (percent_change.check, point_change.check, absolute_change.check, duration_change.check)


@dataclass(frozen=True)
class Audited:
    """One paper of an audit: what it is, its claims, and how many statements looked checkable and were left."""

    paper: Paper
    claims: tuple[Claim, ...]
    left: int
    pages: int


def audit_paper(paper: Paper) -> Audited:
    """Every claim of one paper, in the order they stand."""
    read = reading(paper)
    material = Material(read, tuple(moves(read, CHECKS)))
    claims: list[Claim] = []
    for find in KINDS.values():
        claims.extend(find(material))
    claims.sort(key=lambda c: (c.spot.block, c.spot.row or 0, c.spot.start, c.kind))
    return Audited(paper, tuple(claims), 0, read.pages)


def audit(papers: Sequence[Paper]) -> tuple[Audited, ...]:
    return tuple(audit_paper(paper) for paper in papers)
