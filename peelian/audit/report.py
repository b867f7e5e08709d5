"""The answer for a person: a short table, worst first, each claim with its sum written out."""

from __future__ import annotations

from collections.abc import Iterator

from peelian.audit.audit import Audit, Audited
from peelian.audit.model import SEVERITIES, VERDICTS, Claim

WIDTH = 100  # characters of a quote

WORDS = {
    "consistent": "consistent",
    "consistent_within_rounding": "within rounding",
    "inconsistent": "inconsistent",
    "not_decidable": "not decidable",
}


def report(audit: Audit, *, all_: bool = False) -> Iterator[str]:
    """The lines: what is inconsistent, or with `all_` every claim, then the counts."""
    shown = [(one, claim) for one, claim in audit.claims if all_ or claim.verdict == "inconsistent"]
    for one, claim in sorted(shown, key=lambda item: _order(item[1])):
        yield from _lines(one, claim)
    for one in audit.papers:
        for note in one.paper.notes:
            yield f"{note.severity:7} {note.line()}"
    yield from _counts(audit)


def _order(claim: Claim) -> tuple[int, int]:
    severity = SEVERITIES.index(claim.severity) if claim.severity else len(SEVERITIES)
    return VERDICTS.index(claim.verdict), severity


def _lines(one: Audited, claim: Claim) -> Iterator[str]:
    place = f"{one.paper.name}, page {claim.spot.page}" if claim.spot.page else f"{one.paper.name}:{claim.spot.line}"
    weight = f" ({claim.severity.replace('_', ' ')})" if claim.severity else ""
    yield f"{place} · {claim.kind.replace('_', ' ')} · {WORDS[claim.verdict]}{weight}"
    yield f"    printed {claim.stated.printed}; {claim.sum or 'no sum'}; {claim.reason}"
    yield f"    “{_cut(claim.spot.quote)}”"
    for spot in claim.also:
        yield f"    with {spot.document or 'line'} {spot.line}: “{_cut(spot.quote)}”"


def _cut(quote: str) -> str:
    return quote if len(quote) <= 2 * WIDTH else quote[: 2 * WIDTH - 1] + "…"


def _counts(audit: Audit) -> Iterator[str]:
    papers, pages = len(audit.papers), sum(one.pages for one in audit.papers)
    claims = [claim for _, claim in audit.claims]
    said = [f"{sum(c.verdict == v for c in claims)} {WORDS[v]}" for v in VERDICTS]
    left = sum(one.left for one in audit.papers)
    yield (
        f"{papers} paper{'' if papers == 1 else 's'}, {pages} page{'' if pages == 1 else 's'}: "
        f"{len(claims)} statement{'' if len(claims) == 1 else 's'} recognised "
        f"({', '.join(said)}); {left} looked checkable and were left"
    )
