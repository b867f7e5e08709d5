"""What an accepted finding still says."""

from __future__ import annotations

from datetime import date

from peelian.findings import Finding
from peelian.plan.accepting import with_reasons
from peelian.plan.model import Accepted

FOUND = Finding("parts-do-not-sum", "a", "the parts add up to 42", figures=("a", "b"), advice="ask, or accept it")
ACCEPTED = Accepted("parts-do-not-sum", "The paper gives no reason.", date(2026, 5, 18), ("b", "a"))


def test_what_to_do_is_told_until_it_is_accepted() -> None:
    assert FOUND.line() == "a: the parts add up to 42; ask, or accept it [parts-do-not-sum]"
    (told,) = with_reasons([FOUND], [ACCEPTED])
    assert told.severity == "note"
    assert told.line() == "a: the parts add up to 42 (accepted: The paper gives no reason.) [parts-do-not-sum]"


def test_another_finding_keeps_its_advice() -> None:
    other = Finding("parts-do-not-sum", "c", "the parts add up to 9", figures=("c",), advice="ask, or accept it")
    assert with_reasons([other], [ACCEPTED]) == [other]
