"""Promise 17, the audit: slips planted in made-up reports are found, and nothing else is shouted.

200 reports (`make soak`; 11 in every run) of six fields with some 2,500 slips, printed by eleven producers. What they
say and how stands in tests/promises/seeded; half of its phrases were never looked at while the audit was made.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.promises.seeded.producers import PRODUCERS
from tests.promises.seeded.report import report
from tests.promises.seeded.run import audited, explained, scored, whole
from tests.promises.seeded.score import Key, Score

SOAK = bool(os.environ.get("PEELIAN_SOAK"))
SEEDS = range(200) if SOAK else range(11)
LEAST_FOUND, LEAST_RIGHT, LEAST_RECOGNISED = 0.95, 0.98, 0.90
HALVES = (("known", "table", "none"), ("unseen",))


def of(counts: Counter[Key], halves: Iterable[str]) -> int:
    return sum(n for (half, _, _), n in counts.items() if half in halves)


def share(what: str, few: Counter[Key], many: Counter[Key], halves: Iterable[str]) -> float:
    held, tried = of(few, halves), of(many, halves)
    print(f"promise 17, {what}: {tried} tried, {held} held")
    return held / tried if tried else 1


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Score:
    return whole(SEEDS, tmp_path_factory.mktemp("seeded"))


@pytest.mark.parametrize("halves", HALVES, ids=["phrases the audit was made with, and tables", "phrases kept aside"])
def test_slips_are_found_and_nothing_else_is_shouted(made: Score, halves: tuple[str, ...]) -> None:
    of_which = "phrases kept aside" if "unseen" in halves else "phrases known and tables"
    right = Counter(made.findings)
    right.subtract(made.alarms)
    found = share(f"slips found, {of_which}", made.found, made.slips, halves)
    recognised = share(f"statements recognised, {of_which}", made.recognised, made.statements, halves)
    precise = share(f"findings that are right, {of_which}", right, made.findings, halves)
    assert found >= LEAST_FOUND, made.missed[:10]
    assert recognised >= LEAST_RECOGNISED, made.unrecognised[:10]
    assert precise >= LEAST_RIGHT, made.shouted[:10]
    assert of(made.rounding, halves) == 0, "rounding that the printed numbers allow was called wrong"


def test_cells_are_read(made: Score) -> None:
    for producer in PRODUCERS:
        if made.cells[producer.name]:
            print(f"promise 17, cells of {producer.name}: {made.cells[producer.name]} tried,", end=" ")
            print(f"{made.exact[producer.name]} held")
            assert made.exact[producer.name] >= (producer.least - 0.02) * made.cells[producer.name], producer.name


def test_reports_without_a_slip_have_no_finding(tmp_path: Path) -> None:
    reports = [report(seed, slipping=0) for seed in range(1_000, 1_060 if SOAK else 1_006)]
    made = scored(next(p for p in PRODUCERS if p.name == "Markdown"), reports, tmp_path)
    assert made.slips.total() == 0
    assert made.statements.total() > 60 * len(reports)
    assert made.findings.total() == 0, made.shouted


def test_every_finding_quotes_its_place_and_its_sum(tmp_path: Path) -> None:
    for name in ("typst, tagged", "Markdown"):
        one = report(7)
        (path,) = next(p for p in PRODUCERS if p.name == name).make([one], tmp_path)
        done = audited(one, path)
        assert any(claim.verdict == "inconsistent" for _, claim in done.claims)
        assert [line for paper in done.papers for line in explained(paper)] == []


def test_an_audit_that_finds_nothing_is_seen(tmp_path: Path) -> None:
    """The control: the same score of an audit whose claims are taken away."""
    made = scored(next(p for p in PRODUCERS if p.name == "Markdown"), [report(1), report(2)], tmp_path, deaf=True)
    assert made.slips.total() > 10
    assert (made.found.total(), made.recognised.total(), made.findings.total()) == (0, 0, 0)
