"""The audit of a set of papers: every statement that was recognised, checked, and how many were left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from types import MappingProxyType

from peelian.audit.claims.across import Across
from peelian.audit.claims.audited import Audit, Audited, in_order, joined
from peelian.audit.claims.levels import Level
from peelian.audit.claims.model import Claim
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
from peelian.audit.links.moves import moves
from peelian.audit.material import Material
from peelian.audit.papers.paper import Paper
from peelian.audit.sentences.reading import reading
from peelian.audit.tables.changes import unexplained

Find = Callable[[Material], Iterable[Claim]]

FINDERS: Mapping[str, Find] = MappingProxyType(
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


def audit(papers: Iterable[Paper]) -> Audit:
    """Every claim of every paper, and what the papers print of one thing in several places."""
    with closing(Across()) as across:
        return Audit(tuple(joined(across, *checked(paper)) for paper in papers))


def checked(paper: Paper, *, levels: bool = True) -> tuple[Audited, tuple[Level, ...]]:
    """What one paper says by itself, and its levels that other papers of a set can be held against."""
    material = material_of(paper)
    claims = (claim for find in FINDERS.values() for claim in find(material))
    one = Audited(paper, in_order(claims), _left(material), material.reading.pages)
    return one, tuple(cross_reference.levels_of(material)) if levels else ()


def material_of(paper: Paper) -> Material:
    """A paper read, with its changes linked to their levels."""
    read = reading(paper)
    return Material(read, tuple(moves(read, CHECKS)))


def _left(material: Material) -> int:
    """What states a change or a multiple and came to no claim."""
    changes = sum(m.outcome is None and m.only is None for m in material.moves)
    multiples = sum(times_multiple.left(material, s) for s in material.reading.sentences)
    return changes + multiples + sum(unexplained(grid) for grid in material.reading.grids)
