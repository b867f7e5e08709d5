"""The answer for a program: the object that `peelian audit --json` prints."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from peelian.audit.answers.spool import Spool
from peelian.audit.claims.audited import Audit, Audited
from peelian.audit.claims.counts import Counts
from peelian.audit.claims.model import Claim, Stated
from peelian.audit.papers.paper import Paper
from peelian.quantities import Printed, round_half_away

DECIMALS = 4


def claim_json(id: str, document: str, claim: Claim) -> dict[str, object]:
    """One claim. Numbers are rounded to four decimals; what does not exist is null."""
    return {
        "id": id,
        "document": document,
        "page": claim.spot.page,
        "line": claim.spot.line,
        "quote": claim.spot.quote,
        "kind": claim.kind,
        "measure": claim.measure,
        "period": claim.period,
        "old": _number(claim.old),
        "new": _number(claim.new),
        "parts": [_number(part) for part in claim.parts] or None,
        "stated": _stated(claim.stated),
        "recomputed": _value(claim.recomputed),
        "possible": [_value(end) for end in claim.possible] if claim.possible else None,
        "verdict": claim.verdict,
        "severity": claim.severity,
        "reason": claim.reason,
        "sum": claim.sum or None,
        "also": [
            {"document": s.document or document, "page": s.page, "line": s.line, "quote": s.quote} for s in claim.also
        ],
    }


def _number(number: Printed | None) -> dict[str, object] | None:
    if number is None:
        return None
    return {"printed": number.text, "value": _value(number.value), "unit": number.unit}


def _stated(stated: Stated) -> dict[str, object]:
    if stated.number is None:
        return {"printed": stated.printed, "value": None, "unit": None, "relation": stated.relation}
    number = stated.number
    relation = {"over": ">", "under": "<"}.get(number.qualifier or "", stated.relation)
    return {"printed": stated.printed, "value": _value(number.value), "unit": number.unit, "relation": relation}


def _value(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    rounded = round_half_away(value, DECIMALS)
    return int(rounded) if rounded.denominator == 1 else float(rounded)


def document_json(paper: Paper) -> dict[str, object]:
    return {"name": paper.name, "sha256": paper.sha256, "pages": paper.pages}


def audit_json(audit: Audit) -> dict[str, object]:
    """The whole answer: documents, claims in the order they stand, and the counts. Ids are the same on every run."""
    return {
        "documents": [document_json(one.paper) for one in audit.papers],
        "claims": [said for one in audit.papers for said in claims_json(one)],
        "notes": [finding.line() for one in audit.papers for finding in one.paper.notes],
        "summary": audit.counted(),
    }


def claims_json(one: Audited) -> Iterator[dict[str, object]]:
    """The claims of one paper, numbered."""
    name = one.paper.name
    return (claim_json(f"{name}#{n}", name, claim) for n, claim in enumerate(one.claims, 1))


class Answer:
    """The same answer of any number of papers, added one by one: what is kept of them lies in files meanwhile."""

    def __init__(self) -> None:
        self._documents, self._claims, self._notes = Spool(), Spool(), Spool()
        self.counts = Counts()

    def add(self, one: Audited) -> None:
        self.counts.add(one.pages, one.left, one.claims)
        self._documents.add(_indented(document_json(one.paper), 4))
        for claim in claims_json(one):
            self._claims.add(_indented(claim, 4))
        for note in one.paper.notes:
            self._notes.add(_indented(note.line(), 4))

    def pieces(self, more: Mapping[str, object] = MappingProxyType({})) -> Iterator[str]:
        """The text of the object, as json.dump(audit_json(...) | more, indent=2) writes it."""
        yield "{\n"
        for name, kept in (("documents", self._documents), ("claims", self._claims), ("notes", self._notes)):
            yield f'  "{name}": ['
            between = "\n"
            for said in kept:
                yield between + said
                between = ",\n"
            yield "],\n" if between == "\n" else "\n  ],\n"
        rest = {"summary": self.counts.all(), **more}
        yield json.dumps(rest, ensure_ascii=False, indent=2)[2:]


def _indented(value: object, by: int) -> str:
    return " " * by + json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n" + " " * by)
