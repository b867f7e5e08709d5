"""Copies of audited PDFs with a highlight and a note on each claim."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from peelian.audit.claims.audited import Audited
from peelian.audit.claims.model import MATTERS, Claim
from peelian.audit.claims.sums import result
from peelian.audit.papers.limited import annotate_limited
from peelian.findings import Finding

ENDING = ".audited.pdf"
_WORDS = {
    "inconsistent": "Inconsistent",
    "not_decidable": "Not decidable",
    "consistent_within_rounding": "Consistent within rounding",
    "consistent": "Consistent",
}


@dataclass(frozen=True)
class Annotated:
    """One copy: where it lies, how many passages are marked, and how many notes stand at the top of their page."""

    path: Path
    marked: int
    unplaced: int


def annotate(one: Audited, source: Path, folder: Path, *, all_: bool = False) -> Annotated | Finding:
    """The copy of one paper in `folder`, as NAME.audited.pdf; or why there is none.

    Marked is what is inconsistent; with `all_` every claim, and the second places of those that have them. A copy that
    is there already is replaced, and only when the new one is whole.
    """
    target = folder / f"{source.name.removesuffix('.pdf').removesuffix('.PDF')}{ENDING}"
    marks = [mark for claim in one.claims if all_ or claim.verdict == "inconsistent" for mark in _marks(claim)]
    marks.sort(key=lambda mark: int(str(mark["page"])))
    beside = target.with_name(f".{target.name}.part")
    try:
        unplaced = annotate_limited(source, beside, marks, source.name)
        if isinstance(unplaced, Finding):
            return unplaced
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)
    return Annotated(target, len(marks), len(unplaced))


def _marks(claim: Claim) -> Iterator[dict[str, object]]:
    style = _style(claim)
    note = said(claim)
    if claim.spot.page is not None:
        yield {"page": claim.spot.page, "quote": claim.spot.quote, "note": note, "style": style}
    for spot in claim.also:
        if spot.page is not None and not spot.document:
            back = f"Belongs to what is noted on page {claim.spot.page}. {note}"
            yield {"page": spot.page, "quote": spot.quote, "note": back, "style": style}


def said(claim: Claim) -> str:
    """The note: its first words are the verdict; then what is printed, the sum, what rounding allows, and why."""
    weight = f" ({claim.severity.replace('_', ' ')})" if claim.severity else ""
    parts = [f"{_WORDS[claim.verdict]}{weight}", f"Printed: {claim.stated.printed}"]
    if claim.sum:
        parts.append(f"The sum: {claim.sum}")
    if claim.possible is not None and claim.possible[0] != claim.possible[1]:
        low, high = (result(end, claim.unit) for end in claim.possible)
        parts.append(f"With the rounding of the printed numbers: {low} to {high}")
    for spot in claim.also:
        where = f"{spot.document}, " if spot.document else ""
        parts.append(
            f"Together with {where}page {spot.page}" if spot.page else f"Together with {where}line {spot.line}"
        )
    return ". ".join([*parts, f"{claim.reason[:1].upper()}{claim.reason[1:]}"]) + "."


def _style(claim: Claim) -> str:
    if claim.verdict == "inconsistent":
        return "wrong" if claim.severity in MATTERS else "slight"
    return "open" if claim.verdict == "not_decidable" else "sound"
