"""The answer for a person: a short table, worst first, each claim with its sum written out."""

from __future__ import annotations

from collections.abc import Iterator

from peelian.audit.answers.spool import Spool
from peelian.audit.claims.audited import Audit, Audited
from peelian.audit.claims.counts import Counts
from peelian.audit.claims.model import SEVERITIES, VERDICTS, Claim

WIDTH = 100  # characters of a quote

WORDS = {
    "consistent": "consistent",
    "consistent_within_rounding": "within rounding",
    "inconsistent": "inconsistent",
    "not_decidable": "not decidable",
}


def report(audit: Audit, *, all_: bool = False) -> Iterator[str]:
    """The lines: what is inconsistent, or with `all_` every claim, then the counts."""
    whole = Report(all_=all_)
    for one in audit.papers:
        whole.add(one)
    return whole.lines()


class Report:
    """The same lines of any number of papers, added one by one: what is kept of them lies in files meanwhile."""

    def __init__(self, *, all_: bool = False) -> None:
        self._all = all_
        self._claims: dict[tuple[int, int], Spool] = {}  # by their weight
        self._notes = Spool()
        self.counts = Counts()

    def add(self, one: Audited) -> None:
        self.counts.add(one.pages, one.left, one.claims)
        for claim in one.claims:
            if self._all or claim.verdict == "inconsistent":
                spool = self._claims.setdefault(_order(claim), Spool())
                for line in _lines(one, claim):
                    spool.add(line)
        for note in one.paper.notes:
            self._notes.add(f"{note.severity:7} {note.line()}")

    def lines(self) -> Iterator[str]:
        """What is worst first, the notes, the counts."""
        for order in sorted(self._claims):
            yield from self._claims[order]
        yield from self._notes
        yield _counts(self.counts)


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


def _counts(counts: Counts) -> str:
    papers, pages, claims = counts.documents, counts.pages, counts.recognised
    said = [f"{counts.verdicts[v]} {WORDS[v]}" for v in VERDICTS]
    return (
        f"{papers} paper{'' if papers == 1 else 's'}, {pages} page{'' if pages == 1 else 's'}: "
        f"{claims} statement{'' if claims == 1 else 's'} recognised "
        f"({', '.join(said)}); {counts.left} looked checkable and were left"
    )
