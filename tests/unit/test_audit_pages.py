"""The audit's reference: a page a kind with rule, cases and advice; what was measured, worked out from counts."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from peelian.audit.claims.model import KINDS  # noqa: E402
from printed import audit_kinds, audit_measured  # noqa: E402

PAGES = audit_kinds.pages()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_its_rule_when_it_is_silent_cases_and_what_to_do(kind: str) -> None:
    page = PAGES[f"audit/{kind}.md"]
    headings = re.findall(r"^## (.+)$", page, re.M)
    assert headings == ["Rule", "Example", "Not decidable when", "Silent when", "Cases", "What to do"]
    cases = page.split("## Cases")[1].split("## What to do")[0]
    rows = [line for line in cases.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 3
    assert any("consistent |" in row and "inconsistent" not in row for row in rows)
    assert any("| inconsistent (" in row for row in rows)


def test_the_index_leads_to_every_kind_and_traps_are_many() -> None:
    index = PAGES["audit/README.md"]
    assert re.findall(r"\]\((\w+)\.md\)", index.split("## Kinds of statement")[1]) == [*KINDS, "traps"]
    assert PAGES["audit/traps.md"].count("\n| ") >= 80


ONE = {
    "set": "made up",
    "says": "For this test.",
    "date": "2026-11-26",
    "documents": 2,
    "pages": 40,
    "by_kind": {"rate": {"statements": 20, "recognised": 15, "slips": 4, "found": 3, "alarms": 1}},
}


def test_shares_are_worked_out_with_their_range() -> None:
    text = "\n".join(audit_measured.section(ONE))
    assert "| Rate | 20 | 75% (53 to 89) | 4 | 75% (30 to 95) | 4 | 75% (30 to 95) |" in text
    assert "1 false alarms, one in 40 pages." in text


@pytest.mark.parametrize(
    "counts",
    [
        {"statements": 1, "recognised": 2, "slips": 0, "found": 0, "alarms": 0},
        {"statements": 2, "recognised": 2, "slips": 1, "found": 2, "alarms": 0},
        {"statements": 2, "recognised": 2, "slips": 1, "found": 1},
        {"statements": 2, "recognised": 2, "slips": 1, "found": -1, "alarms": 0},
    ],
)
def test_counts_that_cannot_be_are_refused(counts: dict[str, Any]) -> None:
    with pytest.raises(SystemExit, match="made up"):
        audit_measured.section({**ONE, "by_kind": {"rate": counts}})


def test_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(SystemExit, match="ratios"):
        audit_measured.section({**ONE, "by_kind": {"ratios": ONE["by_kind"]["rate"]}})  # type: ignore[index]


def test_nothing_of_nothing_is_no_share() -> None:
    assert audit_measured.share(0, 0) == "–"
