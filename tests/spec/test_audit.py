"""specs/audit/*.yaml, run as data: a text in, every statement that is recognised in it out, with its verdict."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from peelian.audit.audit import FINDERS, audit
from peelian.audit.claims.model import KINDS, Claim
from peelian.audit.papers.plaintext import parse_text

SPECS = Path(__file__).parents[2] / "specs" / "audit"
PAGES = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in sorted(SPECS.glob("*.yaml"))}
CASES = [
    pytest.param(case, id=f"{name}: {' '.join(case['text'].split())[:90]}")
    for name, page in PAGES.items()
    for case in page["cases"]
]


def claims_of(text: str) -> tuple[Claim, ...]:
    return audit([parse_text(text, "case.txt", "")]).papers[0].claims


def told(claim: Claim) -> str:
    """A claim as a case writes it: kind, the numbers it was made of, what is stated, the verdict."""
    stated, number = claim.stated.printed, claim.stated.number
    if number is not None and number.unit not in ("direction", "symbol"):
        stated = number.text
    only = claim.new or claim.old
    if claim.parts:
        made_of = ", ".join(part.text for part in claim.parts)
    elif claim.old and claim.new:
        made_of = f"{claim.old.text} to {claim.new.text}"
    else:
        made_of = only.text if only else ""
    severity = f" ({claim.severity})" if claim.severity else ""
    return f"{claim.kind} | {made_of} | {stated} | {claim.verdict}{severity}"


@pytest.mark.parametrize("case", CASES)
def test_what_is_recognised(case: dict[str, Any]) -> None:
    assert [told(claim) for claim in claims_of(case["text"])] == case["claims"]


@pytest.mark.parametrize("case", CASES)
def test_a_quote_is_a_piece_of_the_text(case: dict[str, Any]) -> None:
    """As printed, once white space is folded and the rules between a table's cells are gone."""
    folded = " ".join(case["text"].replace("|", " ").split())
    for claim in claims_of(case["text"]):
        for spot in (claim.spot, *claim.also):
            assert " ".join(spot.quote.split()) in folded
            assert spot.quote
        assert "  " not in claim.sum.replace("\n", " "), "a sum with a gap where a unit should stand"


def test_there_are_enough_cases_and_traps() -> None:
    assert len(CASES) >= 250
    traps = [case for name in ("traps", "traps-in-prose") for case in PAGES[name]["cases"]]
    assert len(traps) >= 100


def test_every_kind_has_a_finder() -> None:
    assert tuple(FINDERS) == KINDS


def test_every_kind_has_a_case_that_holds_and_one_that_does_not() -> None:
    said = [line for page in PAGES.values() for case in page["cases"] for line in case["claims"]]
    for kind in KINDS:
        if kind != "cross_reference":  # needs two passages; tests/unit/audit/kinds/test_cross_reference.py
            assert any(line.startswith(kind) and line.endswith("| consistent") for line in said), kind
            assert any(line.startswith(kind) and "| inconsistent (" in line for line in said), kind
