"""The answer for a program: the object that `peelian audit --json` prints."""

from __future__ import annotations

from fractions import Fraction

from peelian.audit.audit import Audit
from peelian.audit.model import Claim, Stated
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


def audit_json(audit: Audit) -> dict[str, object]:
    """The whole answer: documents, claims in the order they stand, and the counts. Ids are the same on every run."""
    return {
        "documents": [
            {"name": one.paper.name, "sha256": one.paper.sha256, "pages": one.paper.pages} for one in audit.papers
        ],
        "claims": [
            claim_json(f"{one.paper.name}#{n}", one.paper.name, claim)
            for one in audit.papers
            for n, claim in enumerate(one.claims, 1)
        ],
        "notes": [finding.line() for one in audit.papers for finding in one.paper.notes],
        "summary": audit.counted(),
    }
