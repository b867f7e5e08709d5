"""One module composes the board papers of three plans that have little in common but the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.editions.workfolder import open_work
from peelian.publications import board_paper
from peelian.publications.blocks import Heading, Paragraph, plain
from peelian.publications.paragraphs import Composed

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PAPERS = {
    "west-midlands": (
        "board-2026-05",
        "In the year ending March 2026, 300,418 offences were recorded, an 8.5% reduction compared with the baseline"
        " figure of 328,153 in the year ending March 2024.",
    ),
    "west-midlands-2021": (
        "board-2021-10",
        "In the year ending March 2021, 43 homicides were recorded, a reduction of 12 compared with the baseline figure"
        " of 55 in the year ending June 2019.",
    ),
    "peelshire": ("board-2025-05", "In the year ending March 2025, 1,844 crimes were recorded, a 9.3% increase"),
}


def composed(plan: str) -> Composed:
    work = open_work(EXAMPLES / plan, PAPERS[plan][0], PAPERS[plan][0])
    assert work.publication.kind == "board-paper"
    return board_paper.compose(work.plan, work.publication, work.figures, work.commentary)


@pytest.mark.parametrize("plan", PAPERS)
def test_a_board_paper_is_composed_from_each_plan(plan: str) -> None:
    paper = composed(plan)
    blocks = paper.document.blocks
    said = [plain(block.inlines) for block in blocks if isinstance(block, Paragraph) and block.number]
    assert any(PAPERS[plan][1] in words for words in said)
    assert {"Data notes", "How we got these numbers"} <= {b.text for b in blocks if isinstance(b, Heading)}
    assert [f.code for f in paper.findings if f.severity == "error" and f.code != "parts-do-not-sum"] == []


def test_parts_that_do_not_make_their_total_are_told_in_both_papers_that_print_such() -> None:
    found = {plan: [f.code for f in composed(plan).findings] for plan in PAPERS}
    assert {plan for plan, codes in found.items() if "parts-do-not-sum" in codes} == {
        "west-midlands",
        "west-midlands-2021",
    }
