"""One thing printed twice: in one paper, in a table, in two papers."""

from __future__ import annotations

from peelian.audit.audit import audit
from peelian.audit.claims.audited import Audit
from peelian.audit.papers.plaintext import parse_text


def of(*texts: str) -> Audit:
    return audit(parse_text(text, f"paper-{n}.txt", "") for n, text in enumerate(texts, 1))


def verdicts(done: Audit, kind: str = "cross_reference") -> list[tuple[str, str | None]]:
    return [(claim.verdict, claim.severity) for _, claim in done.claims if claim.kind == kind]


SAID = "In the year ending March 2026, the workshop repaired {} bicycles for pupils."


def test_the_same_words_and_period_with_another_number_contradict_each_other() -> None:
    assert verdicts(of(SAID.format("1,204"), SAID.format("1,340"))) == [("inconsistent", "material")]
    assert verdicts(of(SAID.format("1,204"), SAID.format("1,204"))) == [("consistent", None)]


def test_a_contradiction_names_the_other_paper() -> None:
    done = of(SAID.format("1,204"), SAID.format("1,340"))
    ((paper, claim),) = done.claims
    assert paper.paper.name == "paper-2.txt"
    assert [(spot.document, spot.line) for spot in claim.also] == [("paper-1.txt", 1)]
    assert done.matters


def test_another_period_or_another_thing_is_no_contradiction() -> None:
    assert verdicts(of(SAID.format("1,204"), SAID.replace("2026", "2025").format("1,340"))) == []
    assert verdicts(of(SAID.format("1,204"), SAID.replace("pupils", "nurses").format("1,340"))) == []


TABLE = """
In June the share of women among wardens fell by {} percentage points.

| Group | Before | After | Change |
|---|---|---|---|
| Wardens: women | 49.4% | 45.2% | -4.2pp |
| Drivers: women | 30.0% | 31.0% | 1.0pp |
| Cooks: women | 60.0% | 62.0% | 2.0pp |
"""


def test_prose_against_the_row_of_a_table_it_names() -> None:
    assert ("consistent", None) in verdicts(of(TABLE.format("4.2")), "point_change")
    assert ("inconsistent", "material") in verdicts(of(TABLE.format("6.2")), "point_change")
