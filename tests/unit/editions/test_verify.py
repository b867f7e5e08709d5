"""An edition is built again from its own plan, not from another one that lies above it."""

from __future__ import annotations

from pathlib import Path

from peelian.editions.publish import publish
from peelian.editions.verify import verify
from tests.starter_plan import PLAN, built, change, started


def test_another_plan_is_told_and_not_built_from(tmp_path: Path) -> None:
    own, other = started(tmp_path / "own"), started(tmp_path / "other")
    change(other, PLAN, "id: our-plan", "id: their-plan")
    edition = publish(other / "editions", "e", built(own).files, replace=False)
    steps: list[str] = []
    verdict = verify(edition, None, None, steps.append)
    assert (verdict.intact, verdict.rebuilt) == (True, False)
    (found,) = verdict.findings
    assert found.code == "rebuilt-differs"
    assert found.says == "the edition is of the plan 'our-plan', this plan is 'their-plan'; give its own with --plan"
    assert steps == ["reading the edition"]
    assert verify(edition, own, None, steps.append).rebuilt is True
